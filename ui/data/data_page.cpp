// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_page.h"

#include "core/store/mapping_repository.h"
#include "ui/data/import_preview.h"
#include "ui/data/mapping_dialog.h"
#include "ui/data/mend_dialog.h"
#include "ui/data/undo_dialog.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/run_task.h"
#include "ui/shared/theme.h"

#include <QDesktopServices>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using importing::ImportReport;

namespace {
constexpr int shownImports = 30;
}

DataPage::DataPage(Shop shop, TaskList &tasks, QWidget *parent)
    : Page(tr("What does Haberdash know about your shop?"), parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_tasks(tasks)
{
    setAcceptDrops(true);
    setSubline(tr("Drop files anywhere on this page, or choose them. The same file may come again: nothing "
                  "is counted twice."));
    QPushButton *choose = addPrimaryAction(tr("Choose files …"), Icon::FolderOpen, u"chooseFiles"_s);
    connect(choose, &QPushButton::clicked, this, &DataPage::askForFiles);
    auto *empty = new EmptyFace(Icon::Data, tr("Bring in what your shop knows"),
        tr("Export customers, orders and products from your shop as CSV, XLSX or JSON and drop the files "
           "here, "
           "packed or not. Exports of Shopify, WooCommerce, Squarespace, Etsy, Klaviyo, Mailchimp and others "
           "are "
           "recognised; for the rest you say once what the columns mean."));
    connect(empty->setPrimary(tr("Choose files …")), &QPushButton::clicked, this, &DataPage::askForFiles);
    faces().setEmptyFace(empty);
    build();
    connect(&faces(), &FaceStack::retried, this, &DataPage::load);
}

void DataPage::build()
{
    QVBoxLayout *column = makeScrollingContent();
    m_holdingsPlace = new QVBoxLayout;
    column->addLayout(m_holdingsPlace);
    m_trouble = new InlineMessage;
    m_trouble->setObjectName("importTrouble"_L1);
    m_trouble->hide();
    column->addWidget(m_trouble);

    m_plan = new Card(tr("Chosen files"));
    m_plan->setObjectName("importPlan"_L1);
    m_planRows = new QVBoxLayout;
    m_plan->content()->addLayout(m_planRows);
    auto *buttons = new QHBoxLayout;
    m_import = new QPushButton(icon(Icon::Data), {});
    m_import->setObjectName("importFiles"_L1);
    setButtonKind(m_import, ButtonKind::Primary);
    buttons->addWidget(m_import);
    buttons->addStretch();
    m_plan->content()->addLayout(buttons);
    connect(m_import, &QPushButton::clicked, this, &DataPage::check);
    column->addWidget(m_plan);

    m_progressCard = new Card(tr("Importing"));
    auto *row = new QHBoxLayout;
    m_progress = new QProgressBar;
    m_progress->setAccessibleName(tr("Import"));
    auto *stop = new QPushButton(tr("Stop"));
    stop->setObjectName("stopImport"_L1);
    row->addWidget(m_progress, 1);
    row->addWidget(stop);
    m_progressCard->content()->addLayout(row);
    m_progressCard->hide();
    connect(stop, &QPushButton::clicked, this, [this] {
        if (m_task)
            m_task->cancel();
    });
    column->addWidget(m_progressCard);
    m_reportPlace = new QVBoxLayout;
    column->addLayout(m_reportPlace);
    m_log = new ImportLogCard;
    connect(m_log, &ImportLogCard::fileRequested, this, &DataPage::openRejects);
    connect(m_log, &ImportLogCard::undoRequested, this, &DataPage::openUndo);
    column->addWidget(m_log);
    column->addStretch(1);
    m_plan->hide();
}

void DataPage::activate(const QString &)
{
    load();
}

void DataPage::load()
{
    if (faces().face() != FaceStack::Face::Full && faces().face() != FaceStack::Face::Empty)
        faces().showLoading();
    m_load.run(QtConcurrent::run([shop = m_shop]() -> Result<Known> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        HABERDASH_TRY_ASSIGN(holdings, store::holdings(connection));
        HABERDASH_TRY_ASSIGN(imports, store::importLog(connection, shownImports));
        return Known{holdings, imports};
    }),
        this, [this](const Result<Known> &known) {
            if (known)
                showKnown(*known);
            else
                faces().showFailed(known.error());
        });
}

void DataPage::showKnown(const Known &known)
{
    delete m_holdings;
    m_holdings = known.holdings.isEmpty() ? nullptr : makeHoldings(known.holdings, m_format);
    if (m_holdings)
        m_holdingsPlace->addWidget(m_holdings);
    m_log->setRecords(known.imports, m_format);
    m_log->setVisible(!known.imports.isEmpty());
    m_hasData = !known.imports.isEmpty() || m_holdings;
    chooseFace();
}

void DataPage::chooseFace()
{
    if (m_hasData || !m_files.isEmpty() || m_task || m_report)
        faces().showFull();
    else
        faces().showEmpty();
}

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
    chooseFace();
}

void DataPage::chooseDates(const QString &path, const QString &pattern)
{
    const auto asked = std::find_if(
        m_files.begin(), m_files.end(), [&path](const PlannedFile &file) { return file.path == path; });
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
    const auto found = std::find_if(
        m_files.begin(), m_files.end(), [&path](const PlannedFile &file) { return file.path == path; });
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
    const auto described = std::find_if(
        m_files.begin(), m_files.end(), [&path](const PlannedFile &file) { return file.path == path; });
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

DataPage::Order DataPage::order() const
{
    Order order;
    for (const PlannedFile &file : m_files) {
        if (!file.mapping())
            continue;
        order.paths.append(file.path);
        if (file.described)
            order.options.mappings.insert(file.path, *file.described);
    }
    return order;
}

void DataPage::check()
{
    Order order = this->order();
    order.options.dryRun = true;
    start(order,
        order.paths.size() == 1 ? tr("Checking %1").arg(QFileInfo(order.paths.value(0)).fileName())
                                : tr("Checking %1 files").arg(m_format.number(order.paths.size())),
        [this](const Result<ImportReport> &report) {
            showPreview(report);
            Q_EMIT checked();
            return QString();
        });
}

void DataPage::import(const QString &consentReason)
{
    Order order = this->order();
    order.options.consentReason = consentReason;
    const QString title = order.paths.size() == 1
        ? tr("Importing %1").arg(QFileInfo(order.paths.value(0)).fileName())
        : tr("Importing %1 files").arg(m_format.number(order.paths.size()));
    start(order, title, [this, paths = order.paths](const Result<ImportReport> &report) {
        if (report)
            m_files.removeIf([&paths](const PlannedFile &file) { return paths.contains(file.path); });
        if (report && report->adoptedCurrency.isValid()) {
            m_shop.info.currency = report->adoptedCurrency;
            Q_EMIT shopChanged();
        }
        showReport(report);
        showPlan();
        load();
        Q_EMIT imported();
        qint64 rows = 0;
        for (const auto &file : report ? report->files : QList<importing::FileReport>())
            rows += file.accepted;
        return !report  ? QString()
            : rows == 1 ? tr("1 row accepted")
                        : tr("%1 rows accepted").arg(m_format.number(rows));
    });
}

void DataPage::start(
    const Order &order, const QString &title, std::function<QString(const Result<ImportReport> &)> handle)
{
    if (order.paths.isEmpty() || m_task)
        return;
    const auto work = [shop = m_shop, order](Progress &progress) -> Result<ImportReport> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        return importing::importFiles(connection, order.paths, order.options, shop.now(), progress);
    };
    m_task = runTask(m_tasks, title, work, this, [this, handle](const Result<ImportReport> &report) {
        m_task = nullptr;
        m_progressCard->hide();
        const QString words = handle(report);
        showPlan();
        return words;
    });
    connect(m_task, &Task::changed, this, [this] {
        if (!m_task)
            return;
        m_progress->setRange(0, m_task->fraction() < 0 ? 0 : 1000);
        m_progress->setValue(int(m_task->fraction() * 1000));
    });
    m_progress->setRange(0, 0);
    m_trouble->hide();
    putResult(nullptr);
    m_progressCard->show();
    showPlan();
}

void DataPage::putResult(QWidget *card)
{
    if (m_report) {
        m_report->hide();
        m_report->deleteLater();
    }
    m_report = card;
    if (card)
        m_reportPlace->addWidget(card);
}

bool DataPage::isWellOver(const Result<ImportReport> &report)
{
    if (report)
        return true;
    if (report.error().code == Error::Code::Cancelled)
        m_trouble->setMessage(Tone::Neutral, tr("Stopped. Nothing was imported."));
    else
        m_trouble->setMessage(Tone::Negative, fullTextOf(report.error()));
    m_trouble->show();
    return false;
}

void DataPage::showPreview(const Result<ImportReport> &report)
{
    if (!isWellOver(report))
        return;
    auto *preview = new ImportPreview(*report, m_format);
    connect(preview, &ImportPreview::importRequested, this, &DataPage::import);
    connect(preview, &ImportPreview::dismissed, this, [this] {
        putResult(nullptr);
        chooseFace();
    });
    putResult(preview);
}

void DataPage::showReport(const Result<ImportReport> &report)
{
    if (!isWellOver(report))
        return;
    auto *card = new ReportCard(*report, m_format);
    connect(card, &ReportCard::fileRequested, this, &DataPage::openRejects);
    putResult(card);
}

void DataPage::openRejects(const QString &path)
{
    auto *dialog = new MendDialog(path, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &MendDialog::mended, this, [this](const QString &mended) { addFiles({mended}); });
    connect(dialog, &MendDialog::openRequested, this, &DataPage::openFile);
    dialog->open();
}

void DataPage::openUndo(BatchId batch, const QString &what)
{
    auto *dialog = new UndoDialog(m_shop, m_tasks, batch, what, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &UndoDialog::undone, this, [this] {
        putResult(nullptr);
        load();
        Q_EMIT imported();
    });
    dialog->open();
}

void DataPage::openFile(const QString &path)
{
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
        Q_EMIT noticed({tr("The refused rows are in %1.").arg(path), Tone::Neutral, {}, {}});
}

} // namespace haberdash::ui
