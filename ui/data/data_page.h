// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/data/import_cards.h"
#include "ui/shared/page.h"
#include "ui/shared/task_list.h"
#include "ui/shared/when_done.h"

class QCheckBox;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace haberdash::ui {

/// Files in: choose or drop them, see what each is, describe what is not known, import, and read what became
/// of each row.
class DataPage final : public Page
{
    Q_OBJECT

public:
    DataPage(Shop shop, TaskList &tasks, QWidget *parent = nullptr);

    /// Looks at files and lists them.
    void addFiles(const QStringList &paths);
    /// Imports what is listed and known.
    void import();
    /// Keeps the description and uses it for the file and all with the same headers.
    void describe(const QString &path, const importing::MappingDraft &draft);
    [[nodiscard]] const QList<PlannedFile> &files() const { return m_files; }

public Q_SLOTS:
    void activate(const QString &argument) override;

Q_SIGNALS:
    /// The files that were added have been looked at.
    void filesShown();
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
    void showReport(const Result<importing::ImportReport> &report);
    void askForFiles();
    void openMapping(const QString &path);
    void openFile(const QString &path);
    void chooseFace();

    Shop m_shop;
    Format m_format;
    TaskList &m_tasks;
    QList<PlannedFile> m_files;
    bool m_hasData = false; ///< records, or imports that brought them
    QPointer<Task> m_task;
    Card *m_plan;
    QVBoxLayout *m_planRows;
    QCheckBox *m_acceptConsent;
    QLineEdit *m_consentReason;
    QPushButton *m_import;
    Card *m_progressCard;
    QProgressBar *m_progress;
    InlineMessage *m_trouble;
    QVBoxLayout *m_reportPlace;
    QWidget *m_report = nullptr;
    ImportLogCard *m_log;
    QVBoxLayout *m_holdingsPlace;
    QWidget *m_holdings = nullptr;
    LatestOnly<Result<Known>> m_load;
};

} // namespace haberdash::ui
