// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learning/calendar_stretch.h"
#include "core/learning/glance.h"
#include "core/learning/mail_history.h"
#include "ui/shared/format.h"
#include "ui/shared/report_file.h"

namespace haberdash::ui {

/// In whose name a report is made.
struct ReportBrand
{
    QString shop;
    QString accentColour;
    QByteArray logo; ///< PNG or JPEG, where the brand kit has one in the workspace
    [[nodiscard]] static Result<ReportBrand> read(store::Connection &connection);
};

/// A report with the charts that stand in it; outlives whoever made it.
struct MadeReport
{
    report::Report report;
    QList<ReportChart> charts;
};

/// Makes reports of what was learned, to hand to somebody: English, in the shop's zone and currency. Needs a
/// QApplication for the charts.
class LearningReporter
{
public:
    LearningReporter(const learning::MailHistory &history, ReportBrand brand);

    /// One mailing: what became of it, its arms, all rules, its holdout, its people.
    [[nodiscard]] MadeReport mailing(quint16 mailing) const;
    /// A month: figures beside the month before, mailings, what the best share, customers.
    [[nodiscard]] MadeReport month(const learning::CalendarStretch &month) const;
    /// A quarter: the same at length, with attribution, cohorts, movements and generic beside personal mail.
    [[nodiscard]] MadeReport quarter(const learning::CalendarStretch &quarter) const;

private:
    [[nodiscard]] MadeReport begin(const QString &title, const QString &byline) const;
    [[nodiscard]] MadeReport period(const learning::CalendarStretch &stretch, const QString &title) const;
    [[nodiscard]] QString money(double minorUnits) const;
    [[nodiscard]] QString value(learning::Measure measure, const learning::MailFigures &figures) const;

    void addFigures(MadeReport &made, const learning::MailFigures &now, const learning::MailFigures &before,
        const QString &nowName, const QString &beforeName) const;
    void addWeeks(MadeReport &made, const std::vector<QString> &names, const std::vector<double> &all,
        const std::vector<double> &mail) const;
    void addMailings(MadeReport &made, const QString &title, const QStringList &names,
        const std::vector<learning::MailFigures> &figures) const;
    void addRules(MadeReport &made, const learning::AttributionTable &table) const;
    void addHoldouts(
        MadeReport &made, const learning::Stretch &stretch, std::optional<quint16> mailing) const;
    void addTraits(MadeReport &made, const learning::Glance &glance) const;
    void addCustomers(MadeReport &made, const learning::CalendarStretch &stretch) const;
    void addCohorts(MadeReport &made) const;
    void addKinds(MadeReport &made) const;
    void addMeanings(MadeReport &made) const;
    /// Puts a chart into the last section.
    static void putChart(MadeReport &made, std::shared_ptr<ChartWidget> chart, double height);

    const learning::MailHistory &m_history;
    ReportBrand m_brand;
    Format m_format;
};

} // namespace haberdash::ui
