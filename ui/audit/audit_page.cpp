// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/audit_page.h"

#include "core/audit/words.h"
#include "core/store/undo.h"
#include "ui/audit/audit_report.h"
#include "ui/audit/finding_pane.h"
#include "ui/audit/score_card.h"
#include "ui/shared/error_text.h"
#include "ui/shared/line_list.h"
#include "ui/shared/theme.h"

#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace haberdash::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int samplesInReport = 10;
const QString passedKey = u"passed"_s;

QString wordOf(audit::Severity severity)
{
    switch (severity) {
    case audit::Severity::Serious:
        return AuditPage::tr("serious");
    case audit::Severity::Warning:
        return AuditPage::tr("warning");
    case audit::Severity::Notice:
        break;
    }
    return AuditPage::tr("notice");
}

LineList::Row rowOf(const audit::Finding &finding)
{
    const audit::About &about = finding.check->about();
    LineList::Row row;
    row.key = about.key;
    row.title = about.title;
    row.detail = audit::countInWords(finding);
    row.note = wordOf(about.severity);
    row.tone = about.severity == audit::Severity::Serious ? Tone::Negative
        : about.severity == audit::Severity::Warning      ? Tone::Warning
                                                          : Tone::Neutral;
    return row;
}

} // namespace

AuditPage::AuditPage(Shop shop, TaskList &tasks, QWidget *parent)
    : Page(tr("Can you trust this data?"), parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_tasks(tasks)
    , m_score(new ScoreCard)
    , m_list(new LineList(u"findingList"_s, tr("Findings")))
    , m_pane(new FindingPane(m_shop, tasks))
    , m_progressRow(new QWidget)
    , m_progress(new QProgressBar)
{
    m_again = addAction(tr("Look again"), Icon::Refresh, u"auditAgain"_s);
    connect(m_again, &QPushButton::clicked, this, &AuditPage::run);
    m_export = addAction(tr("Save report …"), Icon::Download, u"saveAuditReport"_s);
    connect(m_export, &QPushButton::clicked, this, &AuditPage::askForReport);
    auto *empty = new EmptyFace(Icon::Audit, tr("Know what your data is worth"),
        tr("Once there are customers, orders or products, more than fifty checks look for what is missing, "
           "wrong, there twice or "
           "out of date, say what it breaks, and mend what can be mended safely."));
    connect(empty->setPrimary(tr("Import your shop's files")), &QPushButton::clicked, this,
        [this] { Q_EMIT pageRequested(u"data"_s, {}); });
    faces().setEmptyFace(empty);
    build();
    connect(&faces(), &FaceStack::retried, this, &AuditPage::run);
}

void AuditPage::build()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(space::normal);
    auto *row = new QHBoxLayout(m_progressRow);
    row->setContentsMargins({});
    m_progress->setAccessibleName(tr("Looking at the data"));
    auto *stop = new QPushButton(tr("Stop"));
    stop->setObjectName("stopAudit"_L1);
    connect(stop, &QPushButton::clicked, this, [this] {
        if (m_task)
            m_task->cancel();
    });
    row->addWidget(new TextLabel(tr("Looking at the data"), TextLabel::Size::Body, TextLabel::Ink::Muted));
    row->addWidget(m_progress, 1);
    row->addWidget(stop);
    m_progressRow->hide();
    column->addWidget(m_progressRow);
    column->addWidget(m_score);
    auto *split = new SplitPane(m_list, m_pane, 0.31);
    split->setObjectName("auditSplit"_L1);
    column->addWidget(split, 1);
    faces().setFullFace(content);
    m_score->hide();
    m_list->hide();
    m_pane->hide();

    connect(m_list, &LineList::chosen, this, &AuditPage::choose);
    connect(m_pane, &FindingPane::customerRequested, this, [this](CustomerId customer) {
        Q_EMIT pageRequested(u"customers"_s, u"customer:%1"_s.arg(customer.value()));
    });
    connect(m_pane, &FindingPane::failed, this, [this](const Error &error) {
        Q_EMIT noticed({fullTextOf(error), Tone::Negative, {}, {}});
    });
    connect(m_pane, &FindingPane::repaired, this, [this](BatchId batch, const QString &what) {
        if (batch.isValid())
            Q_EMIT noticed({what, Tone::Positive, tr("Undo"), [this, batch] { undo(batch); }});
        run();
    });
}

QString AuditPage::stateOfFile() const
{
    QString state = toIsoString(m_shop.standsAt.value_or(Timestamp()));
    for (const QString &path : {m_shop.path, QString(m_shop.path + u"-wal"_s)}) {
        const QFileInfo file(path);
        state += u" %1 %2"_s.arg(file.size()).arg(file.lastModified().toMSecsSinceEpoch());
    }
    return state;
}

void AuditPage::activate(const QString &argument)
{
    if (argument.startsWith(u"check:"_s))
        m_wanted = argument.mid(6);
    if (!m_audit || stateOfFile() != m_auditedState)
        run();
    else if (!m_wanted.isEmpty())
        choose(std::exchange(m_wanted, {}));
}

void AuditPage::run()
{
    if (m_task)
        return;
    m_again->setEnabled(false);
    m_export->setEnabled(m_audit != nullptr);
    faces().showFull();
    m_progressRow->show();
    m_progress->setRange(0, 0);
    m_task = runTask(
        m_tasks, tr("Looking at the data"),
        [shop = m_shop](Progress &progress) -> Result<SharedAudit> {
            HABERDASH_TRY_ASSIGN(connection, shop.open());
            HABERDASH_TRY_ASSIGN(audit, audit::runAudit(connection, shop.asOf(), progress));
            return std::make_shared<const audit::Audit>(std::move(audit));
        },
        this,
        [this](const Result<SharedAudit> &audit) -> QString {
            m_task = nullptr;
            m_again->setEnabled(true);
            m_progressRow->hide();
            if (!audit) {
                showTrouble(audit.error());
                return {};
            }
            showAudit(*audit);
            return tr("%1 of 100").arg(m_format.number(m_audit->score.value));
        });
    connect(m_task, &Task::changed, this, [this] {
        if (!m_task)
            return;
        m_progress->setRange(0, m_task->fraction() < 0 ? 0 : 1000);
        m_progress->setValue(int(m_task->fraction() * 1000));
    });
}

void AuditPage::showTrouble(const Error &error)
{
    if (error.code == Error::Code::Cancelled && m_audit)
        Q_EMIT noticed({tr("Stopped. What is shown is from before."), Tone::Neutral, {}, {}});
    else
        faces().showFailed(error);
    Q_EMIT settled();
}

void AuditPage::showAudit(SharedAudit audit)
{
    const QString shown = m_wanted.isEmpty() ? m_list->current() : m_wanted;
    m_audit = std::move(audit);
    m_auditedState = stateOfFile();
    m_wanted.clear();
    m_export->setEnabled(true);
    if (m_audit->holdings.isEmpty()) {
        m_export->setEnabled(false);
        setSubline({});
        faces().showEmpty();
        Q_EMIT settled();
        return;
    }
    m_score->setAudit(*m_audit, m_format);
    const auto found = m_audit->found();
    QList<LineList::Row> rows;
    for (const audit::Finding *finding : found)
        rows.append(rowOf(*finding));
    rows.append({passedKey, tr("Checks that found nothing"),
        tr("%1 of %2 checks")
            .arg(m_format.number(m_audit->findings.size() - found.size()),
                m_format.number(m_audit->findings.size()))});
    m_list->setRows(rows);
    setSubline(tr("As of %1. The most severe first; a double click or Enter on a row shows the customer.")
                   .arg(m_format.dayAndTime(m_audit->asOf)));
    m_score->show();
    m_list->show();
    m_pane->show();
    faces().showFull();
    choose(m_list->keys().contains(shown) ? shown : rows.first().key);
    Q_EMIT settled();
}

void AuditPage::choose(const QString &key)
{
    m_list->select(key);
    const audit::Finding *finding = m_audit ? m_audit->finding(key) : nullptr;
    if (finding && finding->count() > 0)
        m_pane->setFinding(m_audit, *finding);
    else if (m_audit)
        m_pane->setPassed(m_audit);
}

void AuditPage::undo(BatchId batch)
{
    runTask(
        m_tasks, tr("Taking the repair back"),
        [shop = m_shop, batch](Progress &progress) -> Result<store::UndoAccount> {
            HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
            return store::undoBatch(connection, batch, shop.now(), progress);
        },
        this,
        [this](const Result<store::UndoAccount> &account) -> QString {
            if (!account)
                Q_EMIT noticed({fullTextOf(account.error()), Tone::Negative, {}, {}});
            else if (!account->isPossible())
                Q_EMIT noticed({store::describe(account->dependents), Tone::Warning, {}, {}});
            run();
            return {};
        });
}

void AuditPage::askForReport()
{
    if (!m_audit)
        return;
    auto *dialog = new QFileDialog(
        this, tr("Save the report"), {}, tr("Web page (*.html);;PDF (*.pdf);;JSON, for programs (*.json)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"html"_s);
    dialog->selectFile(tr("Data audit of %1").arg(m_shop.info.name) + u".html"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::filterSelected, dialog,
        [dialog](const QString &filter) { dialog->setDefaultSuffix(filter.section(u"*."_s, 1).chopped(1)); });
    connect(dialog, &QFileDialog::fileSelected, this, &AuditPage::exportTo);
    dialog->open();
}

void AuditPage::exportTo(const QString &path)
{
    if (!m_audit)
        return;
    whenDone(QtConcurrent::run([shop = m_shop, audit = m_audit]() -> Result<audit::Report> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        return audit::makeReport(connection, *audit, samplesInReport);
    }),
        this, [this, path](const Result<audit::Report> &report) {
            // Drawing takes fonts, and those belong to the window's thread.
            const Result<> written
                = report ? writeAuditReport(*report, path) : Result<>(tl::unexpected(report.error()));
            Q_EMIT noticed(written
                    ? Notice{tr("Saved %1").arg(QFileInfo(path).fileName()), Tone::Positive, {}, {}}
                    : Notice{fullTextOf(written.error()), Tone::Negative, {}, {}});
        });
}

} // namespace haberdash::ui
