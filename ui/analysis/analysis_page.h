// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/analysis/analysis_view.h"
#include "ui/shared/page.h"
#include "ui/shared/stop_source.h"
#include "ui/shared/when_done.h"

class QComboBox;
class QTabWidget;

namespace haberdash::ui {

class MailingsView;

/// What mail brought, and how customers move: one question on top, answers in tabs. Names: "analysisDays",
/// "analysisCredit", "analysisWindow", "analysisTabs", "analysisReports".
class AnalysisPage final : public Page
{
    Q_OBJECT

public:
    explicit AnalysisPage(Shop shop, QWidget *parent = nullptr);
    [[nodiscard]] const SharedAnalysis &analysis() const { return m_analysis; }
    [[nodiscard]] const AnalysisQuestion &asked() const { return m_asked; }
    /// What can be handed over.
    enum class ReportKind { Mailing, LastMonth, ThisMonth, LastQuarter, ThisQuarter };
    /// Writes a report of what is shown: .pdf, .html or .png. Says in a notice what became of it.
    void writeReport(ReportKind kind, const QString &path);
    void ask(const AnalysisQuestion &question);

public Q_SLOTS:
    /// `argument` may name a tab ("cohorts") or a mailing ("mailing:Early summer").
    void activate(const QString &argument) override;

Q_SIGNALS:
    /// Answers, or the reason why there are none, are shown.
    void settled();

private:
    void buildQuestion();
    void buildReports();
    void askForReport(ReportKind kind);
    void buildTabs();
    void addTab(AnalysisView *view, const QString &title, const QString &name);
    void load();
    void showAnalysis(const SharedAnalysis &analysis);
    void showMailing(int mailing);
    void showPeople(const QString &title, const std::vector<quint32> &rows);
    void showOrders(const QString &title, const std::vector<learning::CreditedOrder> &orders);

    Shop m_shop;
    Format m_format;
    AnalysisQuestion m_asked;
    SharedAnalysis m_analysis;
    QString m_wanted; ///< a mailing to show once there are answers
    QComboBox *m_days;
    QComboBox *m_credit;
    QComboBox *m_window;
    QTabWidget *m_tabs;
    QList<AnalysisView *> m_views;
    MailingsView *m_mailings;
    StopSource m_stop;
    LatestOnly<Result<SharedAnalysis>> m_load;
};

} // namespace haberdash::ui
