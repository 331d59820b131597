// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/analysis/analysis_page.h"

#include "ui/analysis/attribution_view.h"
#include "ui/analysis/cohorts_view.h"
#include "ui/analysis/glance_view.h"
#include "ui/analysis/kinds_view.h"
#include "ui/analysis/mailings_view.h"
#include "ui/analysis/rfm_view.h"
#include "ui/analysis/rows_dialog.h"
#include "ui/reports/learning_report.h"
#include "ui/shared/error_text.h"
#include "ui/shared/theme.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace learning;

namespace {

constexpr int stretches[] = {30, 90, 180, 365};

void choose(QComboBox *box, int value)
{
    const int index = box->findData(value);
    const QSignalBlocker quiet(box);
    if (index >= 0)
        box->setCurrentIndex(index);
}

} // namespace

AnalysisPage::AnalysisPage(Shop shop, QWidget *parent)
    : Page(tr("What did your mail bring?"), parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_days(new QComboBox)
    , m_credit(new QComboBox)
    , m_window(new QComboBox)
    , m_tabs(new QTabWidget)
{
    buildQuestion();
    buildReports();
    buildTabs();
    auto *empty = new EmptyFace(Icon::Chart, tr("Nothing to look back on yet"),
        tr("Import your orders, and send a campaign or import the events of your former mail program. Then "
           "this "
           "page says what mail brought, by every rule side by side, and how your customers move."));
    connect(empty->setPrimary(tr("Import your shop's files")), &QPushButton::clicked, this,
        [this] { Q_EMIT pageRequested(u"data"_s, {}); });
    faces().setEmptyFace(empty);
    connect(&faces(), &FaceStack::retried, this, &AnalysisPage::load);
}

void AnalysisPage::buildQuestion()
{
    m_days->setObjectName(u"analysisDays"_s);
    m_days->setAccessibleName(tr("How far back"));
    for (const int days : stretches)
        m_days->addItem(tr("Last %1 days").arg(days), days);
    m_credit->setObjectName(u"analysisCredit"_s);
    m_credit->setAccessibleName(tr("To which mail an order goes"));
    for (const Credit credit : allCredits) {
        m_credit->addItem(nameOf(credit), int(credit));
        m_credit->setItemData(m_credit->count() - 1, meaningOf(credit), Qt::ToolTipRole);
    }
    m_window->setObjectName(u"analysisWindow"_s);
    m_window->setAccessibleName(tr("For how long a mail may claim an order"));
    for (const int days : windowDays)
        m_window->addItem(days == 1 ? tr("within 1 day") : tr("within %1 days").arg(days), days);
    choose(m_days, m_asked.days);
    choose(m_credit, int(m_asked.rule.credit));
    choose(m_window, m_asked.rule.days);
    for (QComboBox *box : {m_days, m_credit, m_window}) {
        addActionWidget(box);
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            AnalysisQuestion question = m_asked;
            question.days = m_days->currentData().toInt();
            question.rule = {Credit(m_credit->currentData().toInt()), m_window->currentData().toInt()};
            ask(question);
        });
    }
}

void AnalysisPage::buildReports()
{
    QPushButton *button = addAction(tr("Report"), Icon::Download, u"analysisReports"_s);
    button->setToolTip(tr("Write a report to hand to somebody"));
    auto *menu = new QMenu(button);
    const std::pair<ReportKind, QString> kinds[] = {{ReportKind::Mailing, tr("The mailing that is chosen…")},
        {ReportKind::LastMonth, tr("Last month…")}, {ReportKind::ThisMonth, tr("This month so far…")},
        {ReportKind::LastQuarter, tr("Last quarter, at length…")},
        {ReportKind::ThisQuarter, tr("This quarter so far, at length…")}};
    for (const auto &[kind, words] : kinds)
        connect(
            menu->addAction(words), &QAction::triggered, this, [this, which = kind] { askForReport(which); });
    button->setMenu(menu);
}

void AnalysisPage::askForReport(ReportKind kind)
{
    QString path = QFileDialog::getSaveFileName(
        this, tr("Where should the report go?"), u"report.pdf"_s, tr("Reports (*.pdf *.html)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += u".pdf"_s;
    writeReport(kind, path);
}

void AnalysisPage::writeReport(ReportKind kind, const QString &path)
{
    const auto write = [&]() -> Result<> {
        if (!m_analysis)
            return failure(Error::Code::Invalid, tr("There is nothing to report yet."));
        HABERDASH_TRY_ASSIGN(connection, m_shop.open());
        HABERDASH_TRY_ASSIGN(brand, ReportBrand::read(connection));
        const MailHistory &history = m_analysis->history;
        const LearningReporter reporter(history, brand);
        MadeReport made;
        switch (kind) {
        case ReportKind::Mailing: {
            if (m_mailings->chosen() < 0)
                return failure(
                    Error::Code::Invalid, tr("Nothing was sent in these days. Choose a longer time."));
            made = reporter.mailing(quint16(m_mailings->chosen()));
            break;
        }
        case ReportKind::LastMonth:
        case ReportKind::ThisMonth: {
            const QString month = kind == ReportKind::LastMonth ? lastMonth(history.asOf, history.zone)
                                                                : thisMonth(history.asOf, history.zone);
            HABERDASH_TRY_ASSIGN(stretch, CalendarStretch::ofMonth(month, history.zone, history.asOf));
            made = reporter.month(stretch);
            break;
        }
        case ReportKind::LastQuarter:
        case ReportKind::ThisQuarter: {
            const QString quarter = kind == ReportKind::LastQuarter ? lastQuarter(history.asOf, history.zone)
                                                                    : thisQuarter(history.asOf, history.zone);
            HABERDASH_TRY_ASSIGN(stretch, CalendarStretch::ofQuarter(quarter, history.zone, history.asOf));
            made = reporter.quarter(stretch);
            break;
        }
        }
        return writeReportFile(made.report, made.charts, path);
    };
    if (const auto written = write(); !written)
        Q_EMIT noticed({fullTextOf(written.error()), Tone::Negative, {}, {}});
    else
        Q_EMIT noticed({tr("The report is in %1").arg(QFileInfo(path).fileName()), Tone::Positive, {}, {}});
}

void AnalysisPage::buildTabs()
{
    m_tabs->setObjectName(u"analysisTabs"_s);
    m_mailings = new MailingsView(m_shop);
    addTab(new GlanceView(m_shop), tr("At a glance"), u"glance"_s);
    addTab(m_mailings, tr("Mailings"), u"mailings"_s);
    addTab(new AttributionView(m_shop), tr("Who gets the credit"), u"attribution"_s);
    addTab(new RfmView(m_shop), tr("Customer groups"), u"rfm"_s);
    addTab(new CohortsView(m_shop), tr("Cohorts"), u"cohorts"_s);
    addTab(new KindsView(m_shop), tr("Personal or generic"), u"kinds"_s);
    faces().setFullFace(m_tabs);
}

void AnalysisPage::addTab(AnalysisView *view, const QString &title, const QString &name)
{
    view->setObjectName(name);
    m_tabs->addTab(view, title);
    m_views << view;
    connect(view, &AnalysisView::noticed, this, &Page::noticed);
    connect(view, &AnalysisView::asked, this, &AnalysisPage::ask);
    connect(view, &AnalysisView::mailingRequested, this, &AnalysisPage::showMailing);
    connect(view, &AnalysisView::peopleRequested, this, &AnalysisPage::showPeople);
    connect(view, &AnalysisView::ordersRequested, this, &AnalysisPage::showOrders);
}

void AnalysisPage::ask(const AnalysisQuestion &question)
{
    if (question == m_asked)
        return;
    m_asked = question;
    choose(m_days, question.days);
    choose(m_credit, int(question.rule.credit));
    choose(m_window, question.rule.days);
    load();
}

void AnalysisPage::activate(const QString &argument)
{
    if (argument.startsWith(u"mailing:"_s))
        m_wanted = argument.mid(8);
    for (AnalysisView *view : m_views) {
        if (view->objectName() == argument)
            m_tabs->setCurrentWidget(view);
    }
    load();
}

void AnalysisPage::load()
{
    if (faces().face() != FaceStack::Face::Full)
        faces().showLoading();
    const auto stopped = m_stop.renew();
    m_load.run(QtConcurrent::run([shop = m_shop, question = m_asked, stopped] {
        return readAnalysis(shop, question, stopped);
    }),
        this, [this](const Result<SharedAnalysis> &analysis) {
            if (!analysis)
                faces().showFailed(analysis.error());
            else
                showAnalysis(*analysis);
            Q_EMIT settled();
        });
}

void AnalysisPage::showAnalysis(const SharedAnalysis &analysis)
{
    m_analysis = analysis;
    if (analysis->rfm.rows.empty() && analysis->history.mailings->all().empty()) {
        faces().showEmpty();
        return;
    }
    setSubline(tr("Seen from %1").arg(m_format.dayAndTime(analysis->history.asOf)));
    for (AnalysisView *view : m_views)
        view->show(analysis);
    faces().showFull();
    if (m_wanted.isEmpty())
        return;
    if (const auto mailing = analysis->history.mailings->find(m_wanted))
        showMailing(*mailing);
    m_wanted.clear();
}

void AnalysisPage::showMailing(int mailing)
{
    m_mailings->choose(mailing);
    m_tabs->setCurrentWidget(m_mailings);
}

void AnalysisPage::showPeople(const QString &title, const std::vector<quint32> &rows)
{
    std::vector<CustomerId> people;
    people.reserve(rows.size());
    for (const quint32 row : rows)
        people.push_back(m_analysis->facts().idAt(row));
    auto *dialog = new PeopleDialog(title, m_shop, std::move(people), this);
    connect(dialog, &RowsDialog::noticed, this, &Page::noticed);
    connect(dialog, &RowsDialog::customerRequested, this, [this, dialog](CustomerId customer) {
        dialog->close();
        Q_EMIT pageRequested(u"customers"_s, u"customer:%1"_s.arg(customer.value()));
    });
    dialog->open();
}

void AnalysisPage::showOrders(const QString &title, const std::vector<CreditedOrder> &orders)
{
    auto *dialog = new OrdersDialog(title, m_shop, m_analysis->history.mailings, orders, this);
    connect(dialog, &RowsDialog::noticed, this, &Page::noticed);
    connect(dialog, &RowsDialog::customerRequested, this, [this, dialog](CustomerId customer) {
        dialog->close();
        Q_EMIT pageRequested(u"customers"_s, u"customer:%1"_s.arg(customer.value()));
    });
    dialog->open();
}

} // namespace haberdash::ui
