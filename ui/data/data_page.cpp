// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_page.h"

#include "ui/data/import_preview.h"
#include "ui/data/mend_dialog.h"
#include "ui/data/undo_dialog.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/run_task.h"
#include "ui/shared/theme.h"

#include <QApplication>
#include <QDesktopServices>
#include <QFileInfo>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using importing::ImportReport;

namespace {

constexpr int shownImports = 30;

} // namespace

DataPage::DataPage(Shop shop, TaskList &tasks, QWidget *parent)
    : Page(tr("What does Haberdash know about your shop?"), parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_tasks(tasks)
{
    setAcceptDrops(true);
    setSubline(tr("Drop files anywhere on this page, or choose them. The same file may come again: nothing "
                  "is counted twice."));
    m_choose = addPrimaryAction(tr("Choose files …"), Icon::FolderOpen, u"chooseFiles"_s);
    connect(m_choose, &QPushButton::clicked, this, &DataPage::askForFiles);
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
    m_stop = new QPushButton(tr("Stop"));
    m_stop->setObjectName("stopImport"_L1);
    row->addWidget(m_progress, 1);
    row->addWidget(m_stop);
    m_progressCard->content()->addLayout(row);
    m_progressCard->hide();
    connect(m_stop, &QPushButton::clicked, this, [this] {
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
        const QString words = handle(report);
        m_progressCard->hide();
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
    const bool byKeyboard = isAncestorOf(QApplication::focusWidget());
    putResult(nullptr);
    m_progressCard->show();
    if (byKeyboard)
        m_stop->setFocus(); // not whatever comes next, which may be an import to undo
    showPlan();
}

void DataPage::putResult(QWidget *card)
{
    if (m_report) {
        m_report->hide();
        m_report->deleteLater();
    }
    m_report = card;
    if (!card)
        return;
    const bool byKeyboard = isAncestorOf(QApplication::focusWidget());
    m_reportPlace->addWidget(card);
    putInTabOrder(m_stop, {card});
    if (byKeyboard)
        (card->focusProxy() ? card->focusProxy() : m_choose)->setFocus();
    bringIntoView(card);
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
