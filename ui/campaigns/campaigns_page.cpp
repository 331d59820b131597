// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/campaigns_page.h"

#include "core/base/user_name.h"
#include "core/sending/campaign_sender.h"
#include "core/segment/rule_parser.h"
#include "core/segment/rule_sentence.h"
#include "ui/campaigns/campaign_form.h"
#include "ui/shared/campaign_words.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/line_list.h"
#include "ui/shared/run_task.h"
#include "ui/shared/widgets.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

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

Result<CampaignFacts> readFacts(
    store::Connection &connection, store::Outbox &outbox, const store::Campaign &campaign)
{
    CampaignFacts facts;
    facts.campaign = campaign;
    const auto rule = segment::parseRule(campaign.rule);
    facts.audience = rule ? segment::sentence(*rule) : campaign.rule;
    HABERDASH_TRY_ASSIGN(counts, outbox.counts(campaign.id));
    facts.counts = counts;
    HABERDASH_TRY_ASSIGN(due, outbox.nextDue(campaign.id));
    facts.nextDue = due;
    for (const QString &state : {u"uncertain"_s, u"failed"_s}) {
        HABERDASH_TRY_ASSIGN(
            rows, outbox.rows(campaign.id, state, troubledShown - int(facts.troubled.size())));
        facts.troubled += rows;
    }
    Q_UNUSED(connection);
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
    , m_form(new CampaignForm)
    , m_plan(new Card(tr("Who would get it")))
    , m_gap(new InlineMessage)
    , m_view(new CampaignView(m_shop))
    , m_saveButton(new QPushButton(tr("Save draft")))
    , m_checkButton(new QPushButton(tr("Who would get it?")))
    , m_approveButton(new QPushButton(tr("Approve")))
    , m_deleteButton(new QPushButton(tr("Delete draft")))
    , m_loaded(std::make_shared<Loaded>())
{
    QPushButton *add = addPrimaryAction(tr("New campaign"), Icon::Plus, u"newCampaign"_s);
    connect(add, &QPushButton::clicked, this, &CampaignsPage::startNew);
    auto *empty = new EmptyFace(Icon::Campaigns, tr("One mail to the right people, once"),
        tr("Choose a segment and an email. You see who gets it and who not, and why, before anything leaves "
           "the house."));
    connect(empty->setPrimary(tr("Plan a campaign")), &QPushButton::clicked, this, &CampaignsPage::startNew);
    faces().setEmptyFace(empty);

    auto *draft = new QWidget;
    auto *layout = new QVBoxLayout(draft);
    layout->setContentsMargins(16, 0, 8, 0);
    layout->setSpacing(12);
    layout->addWidget(m_form);
    layout->addWidget(m_gap);
    auto *buttons = new QHBoxLayout;
    m_saveButton->setObjectName(u"saveCampaign"_s);
    m_checkButton->setObjectName(u"checkCampaign"_s);
    m_approveButton->setObjectName(u"approveCampaign"_s);
    m_deleteButton->setObjectName(u"deleteCampaign"_s);
    setButtonKind(m_approveButton, ButtonKind::Primary);
    for (QPushButton *button : {m_approveButton, m_checkButton, m_saveButton, m_deleteButton})
        buttons->addWidget(button);
    buttons->addStretch();
    layout->addLayout(buttons);
    m_plan->setObjectName(u"campaignPlan"_s);
    layout->addWidget(m_plan);
    layout->addStretch();
    m_detail->addWidget(scrolling(draft));
    m_detail->addWidget(scrolling(m_view));
    faces().setFullFace(new SplitPane(m_list, m_detail, 0.28));

    connect(&faces(), &FaceStack::retried, this, [this] { load({}); });
    connect(m_list, &LineList::chosen, this, &CampaignsPage::open);
    connect(m_form, &CampaignForm::edited, this, [this] {
        const QString gap = m_form->gap();
        m_approveButton->setEnabled(gap.isEmpty());
        m_checkButton->setEnabled(gap.isEmpty());
        if (gap.isEmpty())
            m_gap->hide();
        else
            m_gap->setMessage(Tone::Neutral, gap);
        m_plan->hide();
    });
    connect(m_saveButton, &QPushButton::clicked, this, [this] { save(); });
    connect(m_checkButton, &QPushButton::clicked, this, &CampaignsPage::check);
    connect(m_approveButton, &QPushButton::clicked, this, &CampaignsPage::approve);
    connect(m_deleteButton, &QPushButton::clicked, this, &CampaignsPage::deleteCurrent);
    connect(m_view, &CampaignView::sendRequested, this, &CampaignsPage::send);
    const auto act = [this](Result<> (*work)(store::Connection &, CampaignId, Timestamp)) {
        for (const auto &facts : m_loaded->campaigns) {
            if (facts.campaign.name == m_openName) {
                change([work, id = facts.campaign.id, now = m_shop.now()](
                           store::Connection &connection) { return work(connection, id, now); },
                    m_openName);
            }
        }
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
        loaded->choices = {segments, emails, accounts};
        HABERDASH_TRY_ASSIGN(campaigns, store::campaigns(connection));
        HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
        for (const auto &campaign : campaigns) {
            HABERDASH_TRY_ASSIGN(facts, readFacts(connection, outbox, campaign));
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
        rows.append(
            {campaign.name, campaign.name, facts.audience, inWords(campaign.state), toneOf(campaign.state)});
    }
    m_list->setRows(rows);
    m_form->setChoices(loaded.choices);
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

void CampaignsPage::open(const QString &name)
{
    for (const auto &facts : m_loaded->campaigns) {
        if (facts.campaign.name != name)
            continue;
        m_openName = name;
        m_list->select(name);
        if (facts.campaign.state == CampaignState::Draft) {
            m_form->setCampaign(facts.campaign);
            m_deleteButton->show();
            m_detail->setCurrentIndex(0);
            Q_EMIT m_form->edited();
        } else {
            m_view->setFacts(facts);
            m_view->setSending(m_sending == facts.campaign.id);
            m_detail->setCurrentIndex(1);
        }
    }
}

void CampaignsPage::startNew()
{
    m_openName.clear();
    m_list->select({});
    m_form->setCampaign({});
    m_deleteButton->hide();
    m_detail->setCurrentIndex(0);
    Q_EMIT m_form->edited();
    faces().showFull();
    m_form->findChild<QWidget *>(u"campaignName"_s)->setFocus();
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
    auto draft = m_form->campaign();
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
            m_form->setCampaign(saved);
            m_openName = saved.name;
            if (then) {
                then();
            } else {
                Q_EMIT noticed({tr("Saved the draft “%1”.").arg(saved.name), Tone::Positive, {}, {}});
                load(saved.name);
            }
        });
}

void CampaignsPage::check()
{
    m_check.run(QtConcurrent::run([shop = m_shop, draft = m_form->campaign(), context = context(),
                                      now = m_shop.now()]() -> Result<campaign::Plan> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        NoProgress progress;
        return campaign::makePlan(connection, draft, context, now, progress);
    }),
        this, [this](const Result<campaign::Plan> &plan) {
            if (plan)
                showPlan(*plan);
            else
                Q_EMIT noticed({fullTextOf(plan.error()), Tone::Negative, {}, {}});
        });
}

void CampaignsPage::showPlan(const campaign::Plan &plan)
{
    while (QLayoutItem *item = m_plan->content()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const Format format = m_shop.format();
    QList<std::pair<QString, QString>> rows{{tr("Match the segment"), format.number(plan.matching)}};
    const auto draft = m_form->campaign();
    for (int i = 0; i < plan.byVariant.size(); ++i)
        rows.append({tr("Would get “%1”").arg(draft.variants[i].name), format.number(plan.byVariant[i])});
    if (plan.heldOut > 0)
        rows.append({tr("Held out, to compare with"), format.number(plan.heldOut)});
    for (auto it = plan.skipped.begin(); it != plan.skipped.end(); ++it)
        rows.append({tr("Get nothing: they %1").arg(barrierInWords(it.key())), format.number(it.value())});
    auto *list = new KeyValueList;
    list->setRows(rows);
    m_plan->content()->addWidget(list);
    m_plan->show();
}

void CampaignsPage::approve()
{
    save([this] {
        const auto draft = m_form->campaign();
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
    const auto found = std::find_if(m_loaded->campaigns.begin(), m_loaded->campaigns.end(),
        [this](const auto &facts) { return facts.campaign.name == m_openName; });
    if (found == m_loaded->campaigns.end())
        return;
    m_sending = found->campaign.id;
    m_view->setSending(true);
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
    const auto draft = m_form->campaign();
    if (!draft.id.isValid())
        return;
    m_openName.clear();
    change(
        [id = draft.id](store::Connection &connection) { return store::deleteCampaign(connection, id); }, {});
}

} // namespace haberdash::ui
