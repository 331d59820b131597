// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/analysis/analysis_data.h"
#include "ui/shared/charts/chart_card.h"
#include "ui/shared/format.h"
#include "ui/shared/notice.h"
#include "ui/shared/value_table.h"

#include <QScrollArea>

class QVBoxLayout;

namespace haberdash::ui {

using SharedAnalysis = std::shared_ptr<const AnalysisData>;

/// One tab of the page: a column of cards about the answers.
class AnalysisView : public QScrollArea
{
    Q_OBJECT

public:
    explicit AnalysisView(Shop shop, QWidget *parent = nullptr);
    virtual void show(const SharedAnalysis &analysis) = 0;
    using QWidget::show;

Q_SIGNALS:
    /// Somebody wants to see who is behind a number: rows of the facts.
    void peopleRequested(const QString &title, const std::vector<quint32> &rows);
    /// Somebody wants to see the orders behind a number.
    void ordersRequested(const QString &title, const std::vector<haberdash::learning::CreditedOrder> &orders);
    void mailingRequested(int mailing);
    /// Somebody wants to know it with other settings.
    void asked(const haberdash::ui::AnalysisQuestion &question);
    void noticed(const haberdash::ui::Notice &notice);

protected:
    [[nodiscard]] QVBoxLayout *column() const { return m_column; }
    ChartCard *addChart(const QString &title, ChartWidget *chart, const QString &objectName);
    /// A muted paragraph at the end of a card.
    static TextLabel *addNote(Card &card);
    [[nodiscard]] const Shop &shop() const { return m_shop; }
    [[nodiscard]] const Format &format() const { return m_format; }
    /// Minor units as people read them; `rounded` without what is behind the point.
    [[nodiscard]] QString moneyText(double minorUnits, bool rounded = false) const;
    /// Minor units in a whole one.
    [[nodiscard]] double unit() const;
    [[nodiscard]] QString valueText(learning::Measure measure, const learning::MailFigures &figures) const;
    /// The value for sorting; what is not known is below everything.
    [[nodiscard]] static QVariant order(learning::Measure measure, const learning::MailFigures &figures);
    /// Titles and tips of the dictionary for a table of mailings.
    [[nodiscard]] static QList<ValueColumn> measureColumns(
        const QString &first, std::span<const learning::Measure> measures);
    [[nodiscard]] QList<ValueCell> measureCells(const QString &first,
        std::span<const learning::Measure> measures, const learning::MailFigures &figures) const;

private:
    Shop m_shop;
    Format m_format;
    QVBoxLayout *m_column;
};

} // namespace haberdash::ui
