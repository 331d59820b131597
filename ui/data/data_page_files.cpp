// SPDX-License-Identifier: GPL-3.0-or-later
// The half of the data page that chooses files and says what is in them.
#include "core/store/mapping_repository.h"
#include "ui/data/data_page.h"
#include "ui/data/mapping_dialog.h"
#include "ui/shared/error_text.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QPushButton>
#include <QStandardPaths>
#include <QUrl>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

void DataPage::askForFiles()
{
    auto *dialog = new QFileDialog(this, tr("Which files?"),
        QStandardPaths::writableLocation(QStandardPaths::DownloadLocation),
        tr("Tables (*.csv *.tsv *.txt *.xlsx *.json *.jsonl *.ndjson *.gz *.zip);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::filesSelected, this, &DataPage::addFiles);
    dialog->open();
}

void DataPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void DataPage::dropEvent(QDropEvent *event)
{
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    event->acceptProposedAction();
    addFiles(paths);
}

void DataPage::addFiles(const QStringList &paths)
{
    whenDone(QtConcurrent::run([shop = m_shop, paths] {
        QList<PlannedFile> files;
        for (const QString &path : paths)
            files += planFiles(shop, path);
        return files;
    }),
        this, [this](const QList<PlannedFile> &files) {
            for (const PlannedFile &file : files) {
                m_files.removeIf([&file](const PlannedFile &other) { return other.path == file.path; });
                m_files.append(file);
            }
            m_trouble->hide();
            showPlan();
            Q_EMIT filesShown();
        });
}

void DataPage::showPlan()
{
    while (QLayoutItem *item = m_planRows->takeAt(0)) {
        item->widget()->deleteLater();
        item->widget()->hide();
        delete item;
    }
    qsizetype ready = 0;
    for (const PlannedFile &file : m_files) {
        ready += file.mapping() ? 1 : 0;
        auto *row = new PlannedRow(file, m_format);
        m_planRows->addWidget(row);
        connect(row, &PlannedRow::describeRequested, this, [this, path = file.path] { openMapping(path); });
        connect(row, &PlannedRow::datesChosen, this,
            [this, path = file.path](const QString &pattern) { chooseDates(path, pattern); });
        connect(row, &PlannedRow::removeRequested, this, [this, path = file.path] {
            m_files.removeIf([&path](const PlannedFile &other) { return other.path == path; });
            showPlan();
        });
    }
    m_import->setText(ready == 0 ? tr("Nothing to check yet")
            : ready == 1         ? tr("Check 1 file")
                                 : tr("Check %1 files").arg(m_format.number(ready)));
    m_import->setEnabled(ready > 0 && !m_task);
    m_plan->setVisible(!m_files.isEmpty());
    QList<QWidget *> rows;
    for (int i = 0; i < m_planRows->count(); ++i)
        rows.append(m_planRows->itemAt(i)->widget());
    putInTabOrder(m_choose, rows);
    chooseFace();
}

QList<PlannedFile>::iterator DataPage::fileAt(const QString &path)
{
    return std::find_if(
        m_files.begin(), m_files.end(), [&path](const PlannedFile &file) { return file.path == path; });
}

void DataPage::chooseDates(const QString &path, const QString &pattern)
{
    const auto asked = fileAt(path);
    if (asked == m_files.end() || !asked->probe || !asked->probe->format)
        return;
    asked->described = asked->probe->format;
    asked->described->dateFormat = pattern;
    asked->described->dateFormats.clear();
    asked->askedDates.reset();
    showPlan();
}

void DataPage::openMapping(const QString &path)
{
    const auto found = fileAt(path);
    if (found == m_files.end() || !found->probe)
        return;
    const auto draft = found->described
        ? importing::MappingDraft::from(*found->described, found->probe->header)
        : importing::MappingDraft::guess(*found->probe, QFileInfo(path).completeBaseName());
    auto *dialog = new MappingDialog(m_shop, *found->probe, draft, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, path] { describe(path, dialog->draft()); });
    dialog->open();
}

void DataPage::describe(const QString &path, const importing::MappingDraft &draft)
{
    const auto mapping = draft.toMapping();
    const auto described = fileAt(path);
    if (!mapping || described == m_files.end())
        return;
    const QStringList keys = described->probe->headerKeys;
    for (PlannedFile &file : m_files) {
        if (file.probe && !file.probe->format && file.probe->headerKeys == keys)
            file.described = *mapping;
    }
    showPlan();
    whenDone(QtConcurrent::run([shop = m_shop, draft, keys]() -> Result<bool> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        HABERDASH_TRY(store::saveMapping(connection, {draft.name, draft.toJson()}, keys, shop.now()));
        return true;
    }),
        this, [this](const Result<bool> &saved) {
            if (!saved)
                Q_EMIT noticed({fullTextOf(saved.error()), Tone::Negative, {}, {}});
        });
}

} // namespace haberdash::ui
