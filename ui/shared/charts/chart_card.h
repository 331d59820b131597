// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/charts/chart_widget.h"
#include "ui/shared/widgets.h"

class QStackedLayout;

namespace haberdash::ui {

class ValueTable;

/// A chart with what belongs to it: its title, one sentence that says what one sees, its numbers as a table,
/// and a menu that saves it as picture, drawing, page or spreadsheet.
class ChartCard final : public Card
{
    Q_OBJECT

public:
    /// Takes the chart.
    ChartCard(const QString &title, ChartWidget *chart, QWidget *parent = nullptr);
    /// What ChartWidget::setDescription takes; the sentence stands under the title, too. Call it when the
    /// chart has new numbers.
    void setDescription(const QString &name, const QString &sentence);
    [[nodiscard]] ChartWidget *chart() const { return m_chart; }
    /// Writes .png, .svg, .pdf or .csv. Invalid for another ending, Io when the file cannot be written.
    [[nodiscard]] Result<> saveTo(const QString &path) const;
    /// Without numbers only the sentence is shown.
    void showChart(bool shown);
    /// The chart or its numbers.
    void showTable(bool table);

Q_SIGNALS:
    void noticed(const haberdash::ui::Notice &notice);

private:
    void askWhere(const QString &ending);
    void fillTable();

    QString m_title;
    ChartWidget *m_chart;
    TextLabel *m_sentence;
    QWidget *m_places;
    QStackedLayout *m_stack;
    ValueTable *m_table;
    QToolButton *m_switch;
    QToolButton *m_save;
    bool m_isFilled = false; ///< the table has the numbers of the chart
};

/// The table of a chart as CSV (RFC 4180, UTF-8).
[[nodiscard]] QByteArray toCsv(const ChartTable &table);

} // namespace haberdash::ui
