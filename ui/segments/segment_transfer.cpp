// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/segment_transfer.h"

#include "core/segment/segment_file.h"
#include "ui/segments/save_segments_dialog.h"
#include "ui/segments/take_segments_dialog.h"
#include "ui/shared/error_text.h"
#include "ui/shared/icons.h"
#include "ui/shared/when_done.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUrl>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

Result<int> writeSegments(const QList<SavedSegment> &segments, const QString &path)
{
    QList<SegmentInFile> inFile;
    for (const SavedSegment &saved : segments)
        inFile.append({saved.name, saved.description, saved.rule});
    const QByteArray text = segmentsAsText(inFile).toUtf8();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return failure(Error::Code::Io,
            SegmentTransfer::tr("“%1” could not be written: %2.").arg(path, file.errorString()));
    return int(segments.size());
}

} // namespace

QString fileNameFrom(QString text)
{
    for (QChar &letter : text) {
        if (u"/\\:*?\"<>|"_s.contains(letter) || !letter.isPrint())
            letter = u'-';
    }
    return text.trimmed().isEmpty() ? SegmentTransfer::tr("members") : text.trimmed();
}

SegmentTransfer::SegmentTransfer(Shop shop, QWidget *page)
    : QObject(page)
    , m_shop(std::move(shop))
    , m_page(page)
{
    page->setAcceptDrops(true);
    page->installEventFilter(this);
}

void SegmentTransfer::addActions(QMenu &menu)
{
    m_save = menu.addAction(icon(Icon::Download), tr("Save segments to a file …"));
    m_save->setObjectName("saveSegments"_L1);
    connect(m_save, &QAction::triggered, this, &SegmentTransfer::askWhatToSave);
    QAction *take = menu.addAction(icon(Icon::FolderOpen), tr("Take segments from a file …"));
    take->setObjectName("takeSegments"_L1);
    connect(take, &QAction::triggered, this, &SegmentTransfer::askWhatToTake);
    connect(&menu, &QMenu::aboutToShow, this, [this] { m_save->setEnabled(!m_segments.isEmpty()); });
}

void SegmentTransfer::askWhatToSave()
{
    auto *dialog = new SaveSegmentsDialog(m_segments, {}, m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SaveSegmentsDialog::chosen, this, &SegmentTransfer::save);
    dialog->open();
}

void SegmentTransfer::save(const QList<SavedSegment> &segments, const QString &path)
{
    whenDone(QtConcurrent::run([segments, path] { return writeSegments(segments, path); }), this,
        [this, path](const Result<int> &written) {
            if (!written)
                Q_EMIT noticed({fullTextOf(written.error()), Tone::Negative, {}, {}});
            else
                Q_EMIT noticed(
                    {tr("%n segment(s) written to %1", nullptr, *written).arg(QFileInfo(path).fileName()),
                        Tone::Positive, {}, {}});
        });
}

void SegmentTransfer::askWhatToTake()
{
    auto *dialog = new QFileDialog(m_page, tr("Which file has the segments?"),
        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
        tr("Segments (*%1 *.txt)").arg(segmentFileEnding));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &SegmentTransfer::take);
    dialog->open();
}

void SegmentTransfer::take(const QString &path)
{
    auto *dialog = new TakeSegmentsDialog(m_shop, path, m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TakeSegmentsDialog::taken, this, [this](const SegmentsTaken &done) {
        const QStringList changed = done.added + done.renamed.values() + done.replaced;
        Q_EMIT noticed(
            {tr("%n segment(s) taken over", nullptr, int(changed.size())), Tone::Positive, {}, {}});
        Q_EMIT taken(changed.value(0));
    });
    dialog->open();
}

QString SegmentTransfer::fileOf(const QMimeData *data)
{
    if (!data || data->urls().size() != 1)
        return {};
    const QString path = data->urls().first().toLocalFile();
    return path.endsWith(segmentFileEnding, Qt::CaseInsensitive) ? path : QString();
}

bool SegmentTransfer::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    if (type == QEvent::DragEnter || type == QEvent::DragMove || type == QEvent::Drop) {
        auto *drop = static_cast<QDropEvent *>(event); // what the others are, too
        const QString path = fileOf(drop->mimeData());
        if (!path.isEmpty()) {
            drop->setDropAction(Qt::CopyAction);
            drop->accept();
            if (type == QEvent::Drop)
                take(path);
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace haberdash::ui
