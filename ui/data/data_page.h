// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/data/import_cards.h"
#include "ui/shared/page.h"
#include "ui/shared/task_list.h"
#include "ui/shared/when_done.h"

class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace haberdash::ui {

/// Files in: choose or drop them, see what each is, describe what is not known, see what importing would do,
/// import, read what became of each row, mend what was refused, and take an import back.
class DataPage final : public Page
{
    Q_OBJECT

public:
    DataPage(Shop shop, TaskList &tasks, QWidget *parent = nullptr);

    /// Looks at files and lists them.
    void addFiles(const QStringList &paths);
    /// Finds out what importing what is listed and known would do, and shows it.
    void check();
    /// Imports what is listed and known.
    /// @param consentReason why a yes in the files may stand where a no is noted; empty: it may not
    void import(const QString &consentReason = {});
    /// Keeps the description and uses it for the file and all with the same headers.
    void describe(const QString &path, const importing::MappingDraft &draft);
    [[nodiscard]] const QList<PlannedFile> &files() const { return m_files; }

public Q_SLOTS:
    void activate(const QString &argument) override;

Q_SIGNALS:
    /// The files that were added have been looked at.
    void filesShown();
    /// What an import would do is shown, or why it cannot be told.
    void checked();
    void imported();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct Known
    {
        QList<store::Holding> holdings;
        QList<store::ImportRecord> imports;
    };
    void build();
    void load();
    void showKnown(const Known &known);
    void showPlan();
    /// What is listed and known, as the import takes it.
    struct Order
    {
        QStringList paths;
        importing::ImportOptions options;
    };
    [[nodiscard]] Order order() const;
    void start(const Order &order, const QString &title,
        std::function<QString(const Result<importing::ImportReport> &)> handle);
    /// False, and the reason is on the page, where there is no report.
    bool isWellOver(const Result<importing::ImportReport> &report);
    void putResult(QWidget *card);
    void showPreview(const Result<importing::ImportReport> &report);
    void showReport(const Result<importing::ImportReport> &report);
    void openRejects(const QString &path);
    void openUndo(BatchId batch, const QString &what);
    void askForFiles();
    [[nodiscard]] QList<PlannedFile>::iterator fileAt(const QString &path);
    void chooseDates(const QString &path, const QString &pattern);
    void openMapping(const QString &path);
    void openFile(const QString &path);
    void chooseFace();

    Shop m_shop;
    Format m_format;
    TaskList &m_tasks;
    QList<PlannedFile> m_files;
    bool m_hasData = false; ///< records, or imports that brought them
    QPointer<Task> m_task;
    QPushButton *m_choose;
    Card *m_plan;
    QVBoxLayout *m_planRows;
    QPushButton *m_import;
    Card *m_progressCard;
    QProgressBar *m_progress;
    QPushButton *m_stop;
    InlineMessage *m_trouble;
    QVBoxLayout *m_reportPlace;
    QWidget *m_report = nullptr;
    ImportLogCard *m_log;
    QVBoxLayout *m_holdingsPlace;
    QWidget *m_holdings = nullptr;
    LatestOnly<Result<Known>> m_load;
};

} // namespace haberdash::ui
