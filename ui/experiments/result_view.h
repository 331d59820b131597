// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/experiments/experiment_report.h"
#include "ui/shared/format.h"
#include "ui/shared/notice.h"

#include <QWidget>

class QVBoxLayout;

namespace haberdash::ui {

/// The answer of a test: one line in words, alarms, a card for each measure with its arms and intervals,
/// details on demand.
class ResultView final : public QWidget
{
    Q_OBJECT

public:
    explicit ResultView(Format format, QWidget *parent = nullptr);
    void setReport(const ExperimentReport &report);

Q_SIGNALS:
    void noticed(const haberdash::ui::Notice &notice);

private:
    void addCharts(QVBoxLayout *column, const experiment::Analysis &analysis, int measure);
    void addAnswer(QVBoxLayout *column, const experiment::Analysis &analysis);
    [[nodiscard]] QWidget *makeMeasure(const experiment::Analysis &analysis, int measure);

    Format m_format;
    QVBoxLayout *m_column;
    QWidget *m_content = nullptr;
};

} // namespace haberdash::ui
