// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/experiments/experiment_report.h"
#include "ui/experiments/file_setup.h"
#include "ui/shared/page.h"
#include "ui/shared/shop.h"
#include "ui/shared/task_list.h"
#include "ui/shared/when_done.h"

#include <optional>

class QPushButton;

namespace haberdash::ui {

class LineList;
class ResultView;

/// What worked: the experiments of the shop, and any file with one row per recipient.
class ExperimentsPage final : public Page
{
    Q_OBJECT

public:
    ExperimentsPage(Shop shop, TaskList &tasks, QWidget *parent = nullptr);

    /// Guesses the columns of a file and analyses it.
    void openFile(const QString &path);
    /// What is shown, or nothing.
    [[nodiscard]] const std::optional<ExperimentReport> &report() const { return m_report; }
    /// Writes what is shown: .pdf, .png or .csv. Says in a notice what became of it.
    void exportTo(const QString &path);

public Q_SLOTS:
    void activate(const QString &argument) override;

Q_SIGNALS:
    /// An answer, or the reason why there is none, is shown.
    void settled();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void build();
    void reload(const QString &select);
    void showExperiments(const QList<store::SavedExperiment> &experiments, const QString &select);
    void choose(const QString &name);
    void analyseExperiment(const store::SavedExperiment &experiment);
    void analyseFile();
    void showReport(const ExperimentReport &report);
    void showTrouble(const Error &error);
    void askForFile();
    void askForExport(const QString &ending);

    Shop m_shop;
    Format m_format;
    TaskList &m_tasks;
    QList<store::SavedExperiment> m_experiments;
    std::optional<ExperimentReport> m_report;
    LineList *m_list;
    FileSetup *m_setup;
    ResultView *m_result;
    InlineMessage *m_trouble;
    InlineMessage *m_rejects;
    QList<QPushButton *> m_exports;
    quint64 m_fileGeneration = 0;
    LatestOnly<Result<QList<store::SavedExperiment>>> m_load;
    LatestOnly<Result<ExperimentReport>> m_analyse;
};

} // namespace haberdash::ui
