// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/campaigns_page.h"

#include "core/base/user_name.h"
#include "core/campaign/brand.h"
#include "core/campaign/proof_report.h"
#include "core/segment/rule_parser.h"
#include "core/segment/rule_sentence.h"
#include "core/sending/campaign_sender.h"
#include "core/sending/test_send.h"
#include "ui/campaigns/campaign_wizard.h"
#include "ui/campaigns/left_out_dialog.h"
#include "ui/shared/campaign_words.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/line_list.h"
#include "ui/shared/report_file.h"
#include "ui/shared/run_task.h"
#include "ui/shared/widgets.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QJsonDocument>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using store::CampaignState;

struct CampaignsPage::Loaded
{
    CampaignChoices choices;
    QList<CampaignFacts> campaigns;
};

namespace {

constexpr int troubledShown = 12;
/// A window that waits longer for a limit looks as if it hung; the rest goes out by itself later.
constexpr std::chrono::minutes patience(2);

QScrollArea *scrolling(QWidget *content)
{
    auto *area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    return area;
}

/// Being sent, or about to be.
bool movesByItself(const store::Campaign &campaign)
{
    return campaign.state == CampaignState::Sending || campaign.resumesAt
        || (campaign.state == CampaignState::Approved && campaign.settings.schedule.startsAt);
}

Result<CampaignFacts> readFacts(
    store::Connection &connection, store::Outbox &outbox, const store::Campaign &campaign, Timestamp now)
{
    CampaignFacts facts;
    facts.campaign = campaign;
    const auto rule = segment::parseRule(campaign.rule);
    facts.audience = rule ? segment::sentence(*rule) : campaign.rule;
    HABERDASH_TRY_ASSIGN(counts, outbox.counts(campaign.id));
    facts.counts = counts;
    HABERDASH_TRY_ASSIGN(pulse, outbox.pulse(campaign.id, now));
    facts.pulse = pulse;
    HABERDASH_TRY_ASSIGN(proof, store::proofOf(connection, campaign.id));
    facts.proof = proof;
    HABERDASH_TRY_ASSIGN(trial, campaign::trialStanding(connection, campaign, now));
    facts.trial = std::move(trial);
    if (facts.trial.progress.drawn > 0 && facts.trial.progress.open == 0) {
        HABERDASH_TRY_ASSIGN(reading, campaign::trialReading(connection, campaign, facts.trial, now));
        facts.trialReading = std::move(reading);
    }
    for (const QString &state : {u"uncertain"_s, u"failed"_s}) {
        HABERDASH_TRY_ASSIGN(
            rows, outbox.rows(campaign.id, state, troubledShown - int(facts.troubled.size())));
        facts.troubled += rows;
    }
    return facts;
}

} // namespace

CampaignsPage::CampaignsPage(Shop shop, TaskList &tasks, OpenTransport openTransport, QWidget *parent)
    : Page(tr("What goes out, and to whom?"), parent)
    , m_shop(std::move(shop))
    , m_tasks(tasks)
    , m_openTransport(std::move(openTransport))
    , m_list(new LineList(u"campaignList"_s, tr("Campaigns")))
    , m_detail(new QStackedWidget)
    , m_wizard(new CampaignWizard)
    , m_view(new CampaignView(m_shop))
    , m_watch(new QTimer(this))
    , m_loaded(std::make_shared<Loaded>())
{
    QPushButton *add = addPrimaryAction(tr("New campaign"), Icon::Plus, u"newCampaign"_s);
    connect(add, &QPushButton::clicked, this, &CampaignsPage::startNew);
    auto *empty = new EmptyFace(Icon::Campaigns, tr("One mail to the right people, once"),
        tr("Choose a segment and an email. You see who gets it and who not, and why, before anything leaves "
           "the house."));
    connect(empty->setPrimary(tr("Plan a campaign")), &QPushButton::clicked, this, &CampaignsPage::startNew);
    faces().setEmptyFace(empty);

    m_detail->addWidget(scrolling(m_wizard));
    m_detail->addWidget(scrolling(m_view));
    faces().setFullFace(new SplitPane(m_list, m_detail, 0.28));

    connect(&faces(), &FaceStack::retried, this, [this] { load({}); });
    connect(m_list, &LineList::chosen, this, &CampaignsPage::open);
    connect(m_wizard, &CampaignWizard::saveRequested, this, [this] { save(); });
    connect(m_wizard, &CampaignWizard::planRequested, this, &CampaignsPage::findOutWhoGetsIt);
    connect(m_wizard, &CampaignWizard::checksRequested, this, &CampaignsPage::runChecks);
    connect(m_wizard, &CampaignWizard::forecastRequested, this, &CampaignsPage::forecastTrial);
    connect(m_wizard, &CampaignWizard::testRequested, this, &CampaignsPage::sendTest);
    connect(m_wizard, &CampaignWizard::approveRequested, this, &CampaignsPage::approve);
    connect(m_wizard, &CampaignWizard::removeRequested, this, &CampaignsPage::deleteCurrent);
    connect(m_view, &CampaignView::sendRequested, this, &CampaignsPage::send);
    connect(m_wizard, &CampaignWizard::leftOutRequested, this, &CampaignsPage::showLeftOut);
    connect(m_view, &CampaignView::proofRequested, this, &CampaignsPage::askForProofFile);
    connect(m_view, &CampaignView::leftOutRequested, this, &CampaignsPage::showLeftOut);
    connect(m_view, &CampaignView::fateTold, this, &CampaignsPage::settle);
    connect(m_view, &CampaignView::retryRequested, this, [this] {
        if (const auto *facts = openFacts())
            change(
                [id = facts->campaign.id](store::Connection &connection) -> Result<> {
                    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
                    HABERDASH_TRY(outbox.retryDeferred(id));
                    return {};
                },
                m_openName);
    });
    connect(m_view, &CampaignView::winnerPicked, this, [this](const QString &variant) {
        if (const auto *facts = openFacts())
            change(
                [id = facts->campaign.id, variant, now = m_shop.now()](
                    store::Connection &connection) -> Result<> {
                    HABERDASH_TRY(campaign::pickWinner(connection, id, variant, systemUserName(), now));
                    return {};
                },
                m_openName);
    });
    m_watch->setInterval(1000);
    connect(m_watch, &QTimer::timeout, this, &CampaignsPage::watch);
    const auto act = [this](Result<> (*work)(store::Connection &, CampaignId, Timestamp)) {
        if (const auto *facts = openFacts())
            change([work, id = facts->campaign.id, now = m_shop.now()](
                       store::Connection &connection) { return work(connection, id, now); },
                m_openName);
    };
    connect(m_view, &CampaignView::pauseRequested, this, [act] { act(sending::pauseCampaign); });
    connect(m_view, &CampaignView::cancelRequested, this, [act] { act(sending::cancelCampaign); });
    connect(m_view, &CampaignView::withdrawRequested, this, [act] { act(campaign::withdrawApproval); });
}

segment::Context CampaignsPage::context() const
{
    return {m_shop.asOf(), m_shop.info.timeZone, m_shop.info.currency};
}

void CampaignsPage::activate(const QString &argument)
{
    load(argument);
}

void CampaignsPage::load(const QString &open)
{
    if (faces().face() != FaceStack::Face::Full)
        faces().showLoading();
    m_load.run(QtConcurrent::run([shop = m_shop]() -> Result<std::shared_ptr<Loaded>> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        auto loaded = std::make_shared<Loaded>();
        HABERDASH_TRY_ASSIGN(segments, segment::savedSegments(connection));
        HABERDASH_TRY_ASSIGN(emails, store::savedEmails(connection));
        HABERDASH_TRY_ASSIGN(accounts, store::accounts(connection));
        loaded->choices = {segments, emails, accounts, shop.info.timeZone, shop.now()};
        HABERDASH_TRY_ASSIGN(campaigns, store::campaigns(connection));
        HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
        for (const auto &campaign : campaigns) {
            HABERDASH_TRY_ASSIGN(facts, readFacts(connection, outbox, campaign, shop.now()));
            loaded->campaigns.append(facts);
        }
        return loaded;
    }),
        this, [this, open](const Result<std::shared_ptr<Loaded>> &loaded) {
            if (loaded)
                show(**loaded, open);
            else
                faces().showFailed(loaded.error());
        });
}

void CampaignsPage::show(const Loaded &loaded, const QString &wanted)
{
    *m_loaded = loaded;
    QList<LineList::Row> rows;
    for (const auto &facts : loaded.campaigns) {
        const auto &campaign = facts.campaign;
        const bool waits = campaign.state == CampaignState::Paused && campaign.resumesAt;
        rows.append({campaign.name, campaign.name, facts.audience,
            waits ? tr("Waits") : inWords(campaign.state), waits ? Tone::Neutral : toneOf(campaign.state)});
    }
    m_list->setRows(rows);
    m_wizard->setChoices(loaded.choices);
    if (wanted == u"new"_s) {
        startNew();
        return;
    }
    if (loaded.campaigns.isEmpty()) {
        faces().showEmpty();
        return;
    }
    const auto known = [&loaded](const QString &name) {
        return std::any_of(loaded.campaigns.begin(), loaded.campaigns.end(),
            [&name](const auto &facts) { return facts.campaign.name == name; });
    };
    open(known(wanted) ? wanted : known(m_openName) ? m_openName : loaded.campaigns.first().campaign.name);
    faces().showFull();
}

const CampaignFacts *CampaignsPage::openFacts() const
{
    const auto found = std::find_if(m_loaded->campaigns.begin(), m_loaded->campaigns.end(),
        [this](const auto &facts) { return facts.campaign.name == m_openName; });
    return found == m_loaded->campaigns.end() ? nullptr : &*found;
}

void CampaignsPage::open(const QString &name)
{
    m_openName = name;
    const auto *facts = openFacts();
    if (!facts)
        return;
    m_list->select(name);
    m_watch->stop();
    if (facts->campaign.state == CampaignState::Draft) {
        m_wizard->setCampaign(facts->campaign);
        m_detail->setCurrentIndex(0);
        return;
    }
    m_view->setFacts(*facts);
    m_view->setSending(m_sending == facts->campaign.id);
    m_detail->setCurrentIndex(1);
    if (movesByItself(facts->campaign))
        m_watch->start();
}

/// What moves is looked at once a second, whoever sends it.
void CampaignsPage::watch()
{
    const auto *open = openFacts();
    if (!open || !isVisible())
        return;
    m_facts.run(QtConcurrent::run([shop = m_shop, id = open->campaign.id]() -> Result<CampaignFacts> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        HABERDASH_TRY_ASSIGN(campaign, store::campaignById(connection, id));
        HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
        return readFacts(connection, outbox, campaign, shop.now());
    }),
        this, [this](const Result<CampaignFacts> &facts) {
            if (!facts || facts->campaign.name != m_openName || m_detail->currentIndex() != 1)
                return;
            for (auto &known : m_loaded->campaigns) {
                if (known.campaign.id == facts->campaign.id)
                    known = *facts; // what is asked next goes by what is seen
            }
            m_view->setFacts(*facts);
            if (!movesByItself(facts->campaign) && m_sending != facts->campaign.id)
                load(m_openName);
        });
}

void CampaignsPage::startNew()
{
    m_openName.clear();
    m_list->select({});
    m_wizard->setCampaign({});
    m_detail->setCurrentIndex(0);
    faces().showFull();
    m_wizard->findChild<QWidget *>(u"campaignName"_s)->setFocus();
}

void CampaignsPage::change(const std::function<Result<>(store::Connection &)> &work, const QString &open)
{
    whenDone(QtConcurrent::run([shop = m_shop, work]() -> Result<bool> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        HABERDASH_TRY(work(connection));
        return true;
    }),
        this, [this, open](const Result<bool> &changed) {
            if (!changed)
                Q_EMIT noticed({fullTextOf(changed.error()), Tone::Negative, {}, {}});
            load(open);
        });
}

void CampaignsPage::save(const std::function<void()> &then)
{
    auto draft = m_wizard->campaign();
    if (draft.salt.isEmpty())
        draft.salt = campaign::makeSalt(QRandomGenerator::system()->generate64());
    whenDone(QtConcurrent::run([shop = m_shop, draft, now = m_shop.now()]() -> Result<CampaignId> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        if (!draft.id.isValid())
            return store::addCampaign(connection, draft, now);
        HABERDASH_TRY(store::updateCampaign(connection, draft));
        return draft.id;
    }),
        this, [this, draft, then](const Result<CampaignId> &id) {
            if (!id) {
                Q_EMIT noticed({fullTextOf(id.error()), Tone::Negative, {}, {}});
                return;
            }
            auto saved = draft;
            saved.id = *id;
            m_wizard->setCampaign(saved);
            m_openName = saved.name;
            if (then) {
                then();
            } else {
                Q_EMIT noticed({tr("Saved the draft “%1”.").arg(saved.name), Tone::Positive, {}, {}});
                load(saved.name);
            }
        });
}

void CampaignsPage::findOutWhoGetsIt()
{
    m_plan.run(QtConcurrent::run([shop = m_shop, draft = m_wizard->campaign(), context = context(),
                                     now = m_shop.now()]() -> Result<DraftPlan> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        NoProgress progress;
        HABERDASH_TRY_ASSIGN(plan, campaign::makePlan(connection, draft, context, now, progress));
        DraftPlan made{{}, campaign::peopleLeftOut(plan)};
        plan.rows.clear();
        made.plan = std::move(plan);
        return made;
    }),
        this, [this](const Result<DraftPlan> &made) {
            if (!made) {
                m_wizard->showTrouble(fullTextOf(made.error()));
                return;
            }
            m_draftPlan = *made;
            m_wizard->showPlan(made->plan, m_shop.format());
        });
}

void CampaignsPage::askForProofFile()
{
    auto *dialog = new QFileDialog(this, tr("Where should the proof go?"),
        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
        tr("PDF, to print and to keep (*.pdf);;Web page (*.html)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"pdf"_s);
    QString name = m_openName;
    dialog->selectFile(tr("Proof of %1").arg(name.replace(u'/', u'-')) + u".pdf"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(u"*.html"_s) ? u"html"_s : u"pdf"_s);
    });
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &CampaignsPage::saveProofTo);
    dialog->open();
}

void CampaignsPage::saveProofTo(const QString &path)
{
    const auto *facts = openFacts();
    if (!facts)
        return;
    whenDone(QtConcurrent::run([shop = m_shop, json = facts->proof, path]() -> Result<bool> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        HABERDASH_TRY_ASSIGN(brand, campaign::readBrand(connection));
        const auto proof = QJsonDocument::fromJson(json.toUtf8()).object();
        HABERDASH_TRY(writeReportFile(campaign::readProof(proof, brand, shop.info.timeZone), {}, path));
        return true;
    }),
        this, [this, path](const Result<bool> &written) {
            if (written)
                Q_EMIT noticed(
                    {tr("The proof is in %1.").arg(QFileInfo(path).fileName()), Tone::Positive, {}, {}});
            else
                Q_EMIT noticed({fullTextOf(written.error()), Tone::Negative, {}, {}});
        });
}

void CampaignsPage::showLeftOut(const QString &reason)
{
    const auto *facts = openFacts();
    const bool isDraft = m_detail->currentIndex() == 0;
    if (!isDraft && !facts)
        return;
    FindLeftOut find;
    if (isDraft)
        find = [people = m_draftPlan.leftOut](store::Connection &, const QString &why,
                   int limit) -> Result<QList<CustomerId>> { return people.value(why).mid(0, limit); };
    else
        find = [id = facts->campaign.id](store::Connection &connection, const QString &why,
                   int limit) -> Result<QList<CustomerId>> {
            HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
            return outbox.leftOut(id, why, limit);
        };
    auto *dialog = new LeftOutDialog(m_shop, isDraft ? m_wizard->campaign() : facts->campaign,
        isDraft ? campaign::leftOutOf(m_draftPlan.plan) : campaign::leftOutOf(facts->counts), std::move(find),
        reason, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LeftOutDialog::customerRequested, this, [this, dialog](CustomerId customer) {
        dialog->close();
        Q_EMIT pageRequested(u"customers"_s, u"customer:%1"_s.arg(customer.value()));
    });
    dialog->open();
}

void CampaignsPage::runChecks()
{
    using Checks = std::vector<campaign::VariantFindings>;
    m_checks.run(QtConcurrent::run([shop = m_shop, draft = m_wizard->campaign(), context = context(),
                                       now = m_shop.now()]() -> Result<Checks> {
        // Messages have a way out, whose key is made with the first of them.
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        NoProgress progress;
        HABERDASH_TRY_ASSIGN(plan, campaign::makePlan(connection, draft, context, now, progress));
        return campaign::checkEmails(connection, draft, plan, context.asOf, progress);
    }),
        this, [this](const Result<Checks> &checks) {
            if (checks)
                m_wizard->showFindings(*checks);
            else
                m_wizard->showTrouble(fullTextOf(checks.error()));
        });
}

void CampaignsPage::forecastTrial()
{
    m_forecast.run(QtConcurrent::run([shop = m_shop, draft = m_wizard->campaign(),
                                         context = context()]() -> Result<TrialForecast> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        const auto rule = segment::parseRule(draft.rule);
        if (!rule)
            return tl::unexpected(rule.error().toError());
        const auto &trial = draft.settings.trial;
        const auto measure
            = campaign::trialMeasureFromWord(trial.measure).value_or(campaign::TrialMeasure::Clicks);
        HABERDASH_TRY_ASSIGN(outlook,
            campaign::lookAtPast(
                connection, *rule, context, measure, trial.hours, draft.settings.gate.frequency));
        HABERDASH_TRY_ASSIGN(differences, campaign::compareArms(connection, draft));
        return TrialForecast{std::move(outlook), std::move(differences), shop.info.currency.toString()};
    }),
        this, [this](const Result<TrialForecast> &forecast) { m_wizard->showForecast(forecast); });
}

void CampaignsPage::sendTest(const QString &address)
{
    const auto draft = m_wizard->campaign();
    const auto work = [shop = m_shop, draft, address, open = m_openTransport](
                          Progress &) -> Result<QList<sending::TestResult>> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        return sending::sendTest(
            connection, draft, address, std::nullopt,
            [&open, &shop](const store::Account &account) { return open(account, shop.path); }, *shop.clock,
            shop.asOf());
    };
    runTask(m_tasks, tr("Sending a test to %1").arg(address), work, this,
        [this, address](const Result<QList<sending::TestResult>> &results) {
            if (!results) {
                m_wizard->showTest(fullTextOf(results.error()), false);
                return QString();
            }
            const auto failed = std::find_if(results->begin(), results->end(),
                [](const sending::TestResult &result) { return !result.answer.works; });
            if (failed == results->end()) {
                m_wizard->showTest(
                    tr("%n mail(s) went to %1.", nullptr, int(results->size())).arg(address), true);
                return tr("Sent");
            }
            m_wizard->showTest(
                u"%1 %2 %3"_s.arg(failed->answer.headline, failed->answer.advice, failed->answer.answer.text),
                false);
            return QString();
        });
}

void CampaignsPage::settle(MessageId message, bool arrived)
{
    change(
        [message, arrived, now = m_shop.now()](store::Connection &connection) {
            return sending::settleUncertain(connection, message,
                arrived ? sending::Fate::Arrived : sending::Fate::DidNotArrive, systemUserName(), now);
        },
        m_openName);
}

void CampaignsPage::approve()
{
    save([this] {
        const auto draft = m_wizard->campaign();
        const campaign::Approval approval{systemUserName()};
        runTask(
            m_tasks, tr("Approving “%1”").arg(draft.name),
            [shop = m_shop, id = draft.id, context = context(), now = m_shop.now(), approval](
                Progress &progress) -> Result<campaign::Plan> {
                HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
                return campaign::approve(connection, id, context, approval, now, progress);
            },
            this,
            [this, name = draft.name](const Result<campaign::Plan> &plan) {
                if (!plan)
                    Q_EMIT noticed({fullTextOf(plan.error()), Tone::Negative, {}, {}});
                load(name);
                return plan ? tr("Every message was made once, to be sure.") : QString();
            });
    });
}

void CampaignsPage::send()
{
    const auto *facts = openFacts();
    if (!facts)
        return;
    m_sending = facts->campaign.id;
    m_view->setSending(true);
    m_watch->start();
    runTask(
        m_tasks, tr("Sending “%1”").arg(m_openName),
        [shop = m_shop, id = m_sending, open = m_openTransport](
            Progress &progress) -> Result<sending::SendReport> {
            HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
            return sending::sendCampaign(connection, id,
                [&open, &shop](const store::Account &account) { return open(account, shop.path); },
                *shop.clock, shop.asOf(), progress, {patience});
        },
        this,
        [this, name = m_openName](const Result<sending::SendReport> &report) {
            m_sending = {};
            m_watch->stop();
            m_view->setSending(false);
            if (!report)
                Q_EMIT noticed({fullTextOf(report.error()), Tone::Negative, {}, {}});
            else if (!report->stoppedBecause.isEmpty())
                Q_EMIT noticed({report->stoppedBecause, Tone::Warning, {}, {}});
            load(name);
            return report ? tr("%n message(s) sent", nullptr, int(report->sent)) : QString();
        });
}

void CampaignsPage::deleteCurrent()
{
    const auto draft = m_wizard->campaign();
    if (!draft.id.isValid())
        return;
    m_openName.clear();
    change(
        [id = draft.id](store::Connection &connection) { return store::deleteCampaign(connection, id); }, {});
}

} // namespace haberdash::ui
