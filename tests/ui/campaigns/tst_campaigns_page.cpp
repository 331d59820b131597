// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/brand.h"
#include "core/store/account_repository.h"
#include "core/store/email_repository.h"
#include "tests/support/fake_transport.h"
#include "tests/support/page_shop.h"
#include "ui/campaigns/campaigns_page.h"
#include "ui/campaigns/due_campaigns.h"
#include "ui/campaigns/left_out_card.h"
#include "ui/campaigns/left_out_dialog.h"
#include "ui/shared/campaign_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

class TestCampaignsPage final : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::PageShop> m_shop;
    std::unique_ptr<TaskList> m_tasks;
    std::unique_ptr<Page> m_page;
    std::atomic<int> m_sent = 0;
    deliver::Delivery m_answer;

    /// Counts, and answers as `m_answer` says.
    OpenTransport transport()
    {
        return
            [this](const store::Account &, const QString &) -> Result<std::unique_ptr<deliver::Transport>> {
                auto made = std::make_unique<test::FakeTransport>();
                made->onSend = [this](const QString &) { ++m_sent; };
                made->otherwise = m_answer;
                return made;
            };
    }
    void open(const QString &argument = {})
    {
        m_tasks = std::make_unique<TaskList>();
        m_page = std::make_unique<CampaignsPage>(m_shop->shop(), *m_tasks, transport());
        m_page->resize(1000, 800);
        m_page->show();
        m_page->activate(argument);
    }
    template<typename T>
    T *find(const char16_t *name)
    {
        return m_page->findChild<T *>(QString::fromUtf16(name));
    }
    void openNew()
    {
        open(u"new"_s);
        QTRY_COMPARE(m_page->faces().visibleFace(), FaceStack::Face::Full);
    }
    void goTo(int step) { find<QTabBar>(u"campaignSteps")->setCurrentIndex(step); }
    void fillIn()
    {
        QTest::keyClicks(find<QLineEdit>(u"campaignName"), u"News"_s);
        auto *segment = find<QComboBox>(u"campaignSegment");
        segment->setCurrentIndex(segment->count() - 1);
        find<QListWidget>(u"campaignEmails")->item(0)->setCheckState(Qt::Checked);
    }
    bool wizardSays(const QString &text)
    {
        const auto labels = m_page->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
            [&text](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    }
    void click(const char16_t *name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    void prepare()
    {
        auto &connection = m_shop->workspace().connection();
        auto brand = campaign::readBrand(connection).value();
        brand.postalAddress = u"Kai 1, Hamburg"_s;
        QVERIFY(campaign::writeBrand(connection, brand));
        store::SavedEmail email;
        email.name = u"Spring"_s;
        email.subject = u"Hi"_s;
        email.body = u"Hello {{ customer.first_name }}"_s;
        QVERIFY(store::saveEmail(connection, email, test::PageShop::asOf));
        store::Account account;
        account.name = u"Mail"_s;
        account.host = u"localhost"_s;
        account.fromAddress = u"shop@example.com"_s;
        QVERIFY(store::saveAccount(connection, account, test::PageShop::asOf));
    }

    /// A draft to all 300 customers, a third of whom did not agree to mail.
    void addCampaignToAll()
    {
        prepare();
        auto &connection = m_shop->workspace().connection();
        const auto email = store::emailByName(connection, u"Spring"_s);
        const auto account = store::accountByName(connection, u"Mail"_s);
        QVERIFY(email && account);
        store::Campaign campaign;
        campaign.name = u"All"_s;
        campaign.rule = u"all()"_s;
        campaign.account = account->id;
        campaign.salt = u"salt"_s;
        campaign.holdoutPerMille = 100;
        campaign.variants = {{email->name, 1, email->id, email->subject, {}, email->body, email->kind}};
        QVERIFY(store::addCampaign(connection, campaign, test::PageShop::asOf));
    }
    LeftOutDialog *dialog() { return m_page->findChild<LeftOutDialog *>(); }
    static int rowsOf(LeftOutDialog *dialog)
    {
        return dialog->findChild<QTableView *>(u"leftOutPeople"_s)->model()->rowCount();
    }
    static bool dialogSays(LeftOutDialog *dialog, const QString &text)
    {
        const auto labels = dialog->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
            [&text](const QLabel *label) { return label->text().contains(text); });
    }

private Q_SLOTS:
    void init()
    {
        m_sent = 0;
        m_answer = test::FakeTransport::accepted();
        m_shop = std::make_unique<test::PageShop>();
        m_shop->filled();
    }
    void cleanup()
    {
        m_page.reset();
        QThreadPool::globalInstance()->waitForDone();
        m_tasks.reset();
    }

    void withoutCampaignsThePageTeaches()
    {
        open();
        QTRY_COMPARE(m_page->faces().visibleFace(), FaceStack::Face::Empty);
    }

    void aLostWorkspaceShowsTheFailure()
    {
        m_tasks = std::make_unique<TaskList>();
        m_page = std::make_unique<CampaignsPage>(m_shop->lost(), *m_tasks, OpenTransport{});
        m_page->activate({});
        QTRY_COMPARE(m_page->faces().face(), FaceStack::Face::Failed);
    }

    void whatIsMissingIsSaid()
    {
        open(u"new"_s);
        QTRY_COMPARE(m_page->faces().visibleFace(), FaceStack::Face::Full);
        QVERIFY(!find<QPushButton>(u"nextStep")->isEnabled());
        goTo(5);
        QVERIFY(find<QPushButton>(u"approveCampaign")->isVisible());
        QVERIFY(!find<QPushButton>(u"approveCampaign")->isEnabled());
        QVERIFY(!find<QPushButton>(u"sendTest")->isEnabled());
    }

    void fromADraftToSentMails()
    {
        prepare();
        openNew();
        QTest::keyClicks(find<QLineEdit>(u"campaignName"), u"News"_s);
        auto *segment = find<QComboBox>(u"campaignSegment");
        segment->setCurrentIndex(segment->count() - 1); // everybody who agreed
        QTRY_VERIFY(find<QPushButton>(u"nextStep")->isEnabled());
        click(u"nextStep");
        QVERIFY(!find<QPushButton>(u"nextStep")->isEnabled());
        find<QListWidget>(u"campaignEmails")->item(0)->setCheckState(Qt::Checked);
        click(u"nextStep");
        QTRY_VERIFY(
            wizardSays(u"mended"_s) || wizardSays(u"Worth a thought"_s) || wizardSays(u"Nothing to mend"_s));
        click(u"nextStep"); // guardrails
        click(u"nextStep"); // schedule
        click(u"nextStep");
        QTRY_VERIFY(wizardSays(u"Would get “Spring”"_s));
        QVERIFY(!find<QPushButton>(u"nextStep")->isVisible());
        QTest::keyClicks(find<QLineEdit>(u"testAddress"), u"me@example.com"_s);
        click(u"sendTest");
        QTRY_COMPARE(m_sent.load(), 1);
        QTRY_VERIFY(wizardSays(u"went to me@example.com"_s));
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM outbox"_s), 0);
        click(u"approveCampaign");
        QTRY_VERIFY(find<QPushButton>(u"sendCampaign")->isVisible());
        QCOMPARE(m_sent.load(), 1); // approved is not sent
        QVERIFY(find<QPushButton>(u"sendCampaign")->text().contains(u"200"_s));
        click(u"sendCampaign");
        QTRY_COMPARE_WITH_TIMEOUT(m_sent.load(), 201, 30000);
        QTRY_VERIFY(find<QLabel>(u"campaignHeadline")->text().startsWith(u"Sent to 200 people"_s));
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM outbox WHERE state = 'sent'"_s), 200);
    }

    void approvalCanBeTakenBack()
    {
        prepare();
        openNew();
        fillIn();
        goTo(5);
        click(u"approveCampaign");
        QTRY_VERIFY(find<QPushButton>(u"withdrawCampaign")->isVisible());
        click(u"withdrawCampaign");
        QTRY_VERIFY(find<QPushButton>(u"approveCampaign")->isVisible()
            || find<QPushButton>(u"nextStep")->isVisible());
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM outbox"_s), 0);
    }

    void guardrailsAndHoursAreKept()
    {
        prepare();
        openNew();
        fillIn();
        goTo(3);
        find<QSpinBox>(u"campaignAfterPurchase")->setValue(48);
        goTo(4);
        find<QRadioButton>(u"campaignAtTime")->setChecked(true);
        find<QDateTimeEdit>(u"campaignStartsAt")->setDateTime({QDate(2030, 1, 2), QTime(9, 30)});
        find<QCheckBox>(u"campaignLocalTime")->setChecked(true);
        find<QCheckBox>(u"campaignHasHours")->setChecked(true);
        click(u"saveCampaign");
        QTRY_COMPARE(m_shop->workspace().count(u"SELECT count(*) FROM campaign"_s), 1);
        const auto saved = store::campaignByName(m_shop->workspace().connection(), u"News"_s);
        QVERIFY(saved);
        QCOMPARE(saved->settings.gate.afterPurchaseHours, 48);
        QVERIFY(saved->settings.schedule.inLocalTime);
        QCOMPARE(saved->settings.schedule.window.from, 8 * 60);
        QCOMPARE(saved->settings.schedule.window.until, 21 * 60);
        const auto zone = store::readWorkspaceInfo(m_shop->workspace().connection())->timeZone;
        const QDateTime expected(QDate(2030, 1, 2), QTime(9, 30), zone);
        QCOMPARE(toMilliseconds(*saved->settings.schedule.startsAt), expected.toMSecsSinceEpoch());
    }

    void oneThingIsTriedOnSomeFirst()
    {
        prepare();
        openNew();
        fillIn();
        goTo(1);
        QVERIFY(find<QComboBox>(u"campaignTwin")->isVisible());
        QVERIFY(!find<QCheckBox>(u"campaignTrial")->isVisible()); // nothing to choose between yet
        find<QComboBox>(u"campaignTwin")->setCurrentIndex(2);
        QVERIFY(find<QLineEdit>(u"campaignTwinSender")->isVisible());
        QTRY_VERIFY(wizardSays(u"Say from whom"_s));
        QTest::keyClicks(find<QLineEdit>(u"campaignTwinSender"), u"Kim"_s);
        QVERIFY(find<QCheckBox>(u"campaignTrial")->isVisible());
        QTRY_VERIFY(wizardSays(u"differ in who it is from only"_s));
        find<QComboBox>(u"campaignTwin")->setCurrentIndex(1);
        QTRY_VERIFY(wizardSays(u"differ in whether it is personal only"_s));
        // Nobody clicked a mail of this shop yet; of orders something is known: 100 in 26 days of 200 people.
        QTRY_VERIFY(find<QLabel>(u"trialSentence")->text().contains(u"Nobody has clicked"_s));
        QVERIFY(!find<QComboBox>(u"trialMeasure")->isVisible());
        find<QCheckBox>(u"campaignTrial")->setChecked(true);
        find<QComboBox>(u"trialMeasure")->setCurrentIndex(1);
        QCOMPARE(find<QSpinBox>(u"trialHours")->value(), 24);
        QTRY_VERIFY(find<QLabel>(u"trialSentence")->text().contains(u"With 40 people"_s));
        find<QSpinBox>(u"trialShare")->setValue(50);
        QVERIFY(find<QLabel>(u"trialSentence")->text().contains(u"With 100 people"_s)); // at once
        find<QComboBox>(u"trialPicks")->setCurrentIndex(1);
        goTo(5);
        QTRY_VERIFY(wizardSays(u"Would get what does best"_s));
        click(u"saveCampaign");
        QTRY_COMPARE(m_shop->workspace().count(u"SELECT count(*) FROM campaign"_s), 1);
        const auto saved = store::campaignByName(m_shop->workspace().connection(), u"News"_s);
        QVERIFY(saved);
        QCOMPARE(saved->settings.trial,
            (store::TrialSettings{500, u"orders"_s, 24, true, store::TrialSettings::Otherwise::Ask}));
        QCOMPARE(saved->variants.size(), 2);
        QVERIFY(saved->variants[1].isGeneric);
        QCOMPARE(saved->variants[1].name, u"Spring, the same for all"_s);
        // Opened again it is the same.
        goTo(1);
        QTRY_COMPARE(find<QComboBox>(u"campaignTwin")->currentIndex(), 1);
        click(u"saveCampaign");
        QTest::qWait(100);
        QCOMPARE(
            store::campaignByName(m_shop->workspace().connection(), u"News"_s)->variants, saved->variants);
    }

    void whatTheFieldsCannotSayIsKept()
    {
        addCampaignToAll();
        auto &connection = m_shop->workspace().connection();
        auto campaign = store::campaignByName(connection, u"All"_s).value();
        campaign.variants.append(campaign.variants.first());
        campaign.variants[1].name = u"Twice"_s;
        campaign.variants[1].weight = 3;
        campaign.variants[1].isGeneric = true;
        campaign.variants[1].fromName = u"Kim"_s;
        QVERIFY(store::updateCampaign(connection, campaign));
        open(u"All"_s);
        QTRY_VERIFY(find<QTabBar>(u"campaignSteps") && find<QTabBar>(u"campaignSteps")->isVisible());
        goTo(1);
        QVERIFY(!find<QComboBox>(u"campaignTwin")->isVisible());
        click(u"saveCampaign");
        QTest::qWait(100);
        QCOMPARE(store::campaignByName(connection, u"All"_s)->variants, campaign.variants);
    }

    void aPersonChoosesWhatTheRestGets()
    {
        addCampaignToAll();
        auto &connection = m_shop->workspace().connection();
        auto campaign = store::campaignByName(connection, u"All"_s).value();
        campaign.holdoutPerMille = 0;
        campaign.variants.append(campaign.variants.first());
        campaign.variants[1].name = u"Kim writes"_s;
        campaign.variants[1].fromName = u"Kim"_s;
        campaign.settings.trial = {200, u"clicks"_s, 4, false};
        QVERIFY(store::updateCampaign(connection, campaign));
        open(u"All"_s);
        QTRY_VERIFY(find<QTabBar>(u"campaignSteps") && find<QTabBar>(u"campaignSteps")->isVisible());
        goTo(5);
        click(u"approveCampaign");
        QTRY_VERIFY(find<QPushButton>(u"sendCampaign")->isVisible());
        // A fifth of 200, to within one person in each stratum.
        const auto tried
            = int(m_shop->workspace().count(u"SELECT count(*) FROM outbox WHERE state = 'planned'"_s));
        QVERIFY(std::abs(tried - 40) <= 5);
        QCOMPARE(find<QPushButton>(u"sendCampaign")->text(), u"Try it on %1 people"_s.arg(tried));
        QVERIFY(find<QLabel>(u"trialHeadline")
                    ->text()
                    .startsWith(u"%1 people try it; %2 wait"_s.arg(tried).arg(200 - tried)));
        QVERIFY(!m_page->findChild<QPushButton *>(u"sendToRest:Spring"_s));
        click(u"sendCampaign");
        QTRY_COMPARE_WITH_TIMEOUT(m_sent.load(), tried, 30000);
        const auto choose = [this] { return m_page->findChild<QPushButton *>(u"sendToRest:Kim writes"_s); };
        QTRY_VERIFY(choose() && choose()->isVisible());
        QVERIFY(find<QLabel>(u"trialHeadline")
                    ->text()
                    .startsWith(u"%1 of 200 have it. The test is over on"_s.arg(tried)));
        QVERIFY(find<QLabel>(u"trialFigures")->text().startsWith(u"“Spring” 0"_s));
        QVERIFY(find<QLabel>(u"trialWait"));
        QVERIFY(!find<QPushButton>(u"sendCampaign")->isVisible()); // pressing it would send nothing
        QTest::mouseClick(choose(), Qt::LeftButton);
        QTRY_COMPARE(
            m_shop->workspace().count(
                u"SELECT count(*) FROM outbox WHERE state = 'planned' AND is_rest AND variant = 1"_s),
            200 - tried);
        QTRY_VERIFY(find<QLabel>(u"trialHeadline")->text().contains(u"chose “Kim writes”"_s));
        DueCampaigns due(m_shop->shop(), *m_tasks, transport());
        due.look();
        QTRY_COMPARE_WITH_TIMEOUT(m_sent.load(), 200, 30000);
    }

    void whatIsUncertainIsSettledByAPerson()
    {
        prepare();
        m_answer.state = deliver::Delivery::State::Uncertain;
        m_answer.text = u"the line went dead"_s;
        openNew();
        fillIn();
        goTo(5);
        click(u"approveCampaign");
        QTRY_VERIFY(find<QPushButton>(u"sendCampaign")->isVisible());
        click(u"sendCampaign");
        QTRY_COMPARE_WITH_TIMEOUT(
            m_shop->workspace().count(u"SELECT count(*) FROM outbox WHERE state = 'uncertain'"_s), 200,
            30000);
        const auto arrived = [this] {
            for (auto *button : m_page->findChildren<QPushButton *>()) {
                if (button->text() == u"It arrived"_s && button->isVisible())
                    return button;
            }
            return static_cast<QPushButton *>(nullptr);
        };
        QTRY_VERIFY(arrived());
        QTest::mouseClick(arrived(), Qt::LeftButton);
        QTRY_COMPARE(m_shop->workspace().count(u"SELECT count(*) FROM outbox WHERE state = 'sent'"_s), 1);
    }

    void whatIsDueIsSentByItself()
    {
        prepare();
        openNew();
        fillIn();
        goTo(5);
        click(u"approveCampaign");
        QTRY_VERIFY(find<QPushButton>(u"sendCampaign")->isVisible());
        DueCampaigns due(m_shop->shop(), *m_tasks, transport());
        due.look();
        QTest::qWait(50);
        QCOMPARE(m_sent.load(), 0); // nobody said when
        auto &connection = m_shop->workspace().connection();
        QVERIFY(store::pauseWithReason(connection, CampaignId(1), u"the hour was over"_s,
            test::PageShop::asOf - std::chrono::hours(1), test::PageShop::asOf));
        due.look();
        QTRY_COMPARE_WITH_TIMEOUT(m_sent.load(), 200, 30000);
        QTRY_COMPARE(store::campaignById(connection, CampaignId(1))->state, store::CampaignState::Done);
    }

    void whoIsLeftOutOfADraftIsCountedAndListed()
    {
        addCampaignToAll();
        open(u"All"_s);
        QTRY_VERIFY(find<QTabBar>(u"campaignSteps") && find<QTabBar>(u"campaignSteps")->isVisible());
        goTo(5);
        QTRY_VERIFY(find<QPushButton>(u"leftOut:no-consent"));
        QVERIFY(wizardSays(u"300 in the audience"_s));
        // By keyboard: the button, then the first row of the list.
        auto *button = find<QPushButton>(u"leftOut:no-consent");
        QVERIFY(button->focusPolicy() & Qt::TabFocus);
        QTest::keyClick(button, Qt::Key_Space);
        QTRY_VERIFY(dialog());
        QTRY_COMPARE(rowsOf(dialog()), 100);
        QVERIFY(dialogSays(dialog(), u"All 100"_s));
        QVERIFY(dialogSays(dialog(), u"Why not Ada Name"_s));
        QVERIFY(dialogSays(dialog(), u"They would have to agree to e-mail"_s));
        QSignalSpy asked(m_page.get(), &Page::pageRequested);
        QTest::keyClick(dialog()->findChild<QTableView *>(u"leftOutPeople"_s), Qt::Key_Return);
        QTRY_COMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toString(), u"customers"_s);
        QVERIFY(asked[0][1].toString().startsWith(u"customer:"_s));
        QTRY_VERIFY(!dialog());
    }

    void whoIsLeftOutOfAnApprovedCampaignIsListedFromTheOutbox()
    {
        addCampaignToAll();
        open(u"All"_s);
        QTRY_VERIFY(find<QTabBar>(u"campaignSteps") && find<QTabBar>(u"campaignSteps")->isVisible());
        goTo(5);
        click(u"approveCampaign");
        QTRY_VERIFY(find<QPushButton>(u"sendCampaign")->isVisible());
        auto &workspace = m_shop->workspace();
        const auto heldOut = int(workspace.count(u"SELECT count(*) FROM outbox WHERE state = 'held_out'"_s));
        QVERIFY(heldOut > 0);
        // The same of these is on the review of the draft, which is not in view any more.
        const auto shownButton = [this](const QString &name) {
            for (auto *button : m_page->findChildren<QPushButton *>(name)) {
                if (button->isVisible())
                    return button;
            }
            return static_cast<QPushButton *>(nullptr);
        };
        QTRY_VERIFY(shownButton(u"leftOut:holdout"_s));
        shownButton(u"leftOut:holdout"_s)->click();
        QTRY_VERIFY(dialog());
        QTRY_COMPARE(rowsOf(dialog()), heldOut);
        QVERIFY(dialogSays(dialog(), u"drawn by lot"_s));
        auto *reason = dialog()->findChild<QComboBox *>(u"leftOutReason"_s);
        reason->setCurrentIndex(reason->findData(u"no-consent"_s));
        QTRY_COMPARE(rowsOf(dialog()), 100);
        // Whoever agreed meanwhile was left out all the same.
        QVERIFY(workspace.connection().execute(
            u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at) "
            u"SELECT customer_id, 'email', 'subscribed', 'form', 'test', %1 FROM outbox "
            u"WHERE reason = 'no-consent'"_s.arg(toMilliseconds(test::PageShop::asOf) - 1)));
        reason->setCurrentIndex(reason->findData(u"holdout"_s));
        QTRY_COMPARE(rowsOf(dialog()), heldOut);
        reason->setCurrentIndex(reason->findData(u"no-consent"_s));
        QTRY_COMPARE(rowsOf(dialog()), 100);
        const auto *table = dialog()->findChild<QTableView *>(u"leftOutPeople"_s);
        QCOMPARE(table->model()->index(0, 2).data().toString(), u"no longer so"_s);
    }

    void theProofIsSavedForOthers()
    {
        addCampaignToAll();
        open(u"All"_s);
        QTRY_VERIFY(find<QTabBar>(u"campaignSteps") && find<QTabBar>(u"campaignSteps")->isVisible());
        goTo(5);
        click(u"approveCampaign");
        QTRY_VERIFY(find<QPushButton>(u"saveProof")->isVisible());
        QTemporaryDir folder;
        QSignalSpy noticed(m_page.get(), &Page::noticed);
        auto *page = qobject_cast<CampaignsPage *>(m_page.get());
        const QString file = folder.filePath(u"proof.html"_s);
        page->saveProofTo(file);
        QTRY_COMPARE(noticed.size(), 1);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QString html = QString::fromUtf8(written.readAll());
        QVERIFY(html.contains(u"Proof of approval: All"_s));
        QVERIFY(!html.contains(u"person1@example.com"_s)); // it can be shown around
        page->saveProofTo(folder.filePath(u"proof.doc"_s));
        QTRY_COMPARE(noticed.size(), 2);
        QCOMPARE(noticed[1][0].value<Notice>().tone, Tone::Negative);
    }

    void longListsAreShownInParts()
    {
        const auto shop = m_shop->shop();
        campaign::LeftOut counts{1000, 0, {{u"no-consent"_s, 1000}}};
        const FindLeftOut find
            = [](store::Connection &, const QString &, int limit) -> Result<QList<CustomerId>> {
            QList<CustomerId> ids;
            for (int i = 1; i <= std::min(limit, 300); ++i)
                ids.append(CustomerId(i));
            return ids;
        };
        LeftOutDialog dialog(shop, {}, counts, find, u"no-consent"_s);
        dialog.show();
        QTRY_COMPARE(rowsOf(&dialog), LeftOutDialog::shownAtOnce);
        QVERIFY(dialogSays(&dialog, u"The first 200, and 800 more"_s));
        QTest::mouseClick(dialog.findChild<QPushButton *>(u"leftOutMore"_s), Qt::LeftButton);
        QTRY_COMPARE(rowsOf(&dialog), 300);
    }

    void aLostWorkspaceIsSaidInTheListToo()
    {
        const FindLeftOut find = [](store::Connection &, const QString &, int) -> Result<QList<CustomerId>> {
            return QList<CustomerId>();
        };
        LeftOutDialog dialog(m_shop->lost(), {}, {1, 0, {{u"no-consent"_s, 1}}}, find, u"no-consent"_s);
        dialog.show();
        QTRY_VERIFY(dialog.findChild<InlineMessage *>()->isVisible());
        QCOMPARE(rowsOf(&dialog), 0);
    }

    void anAudienceWithoutExceptionsIsSaidInWords()
    {
        LeftOutCard card(m_shop->shop().format());
        card.setLeftOut({12, 12, {}});
        QCOMPARE(card.findChild<QLabel *>(u"leftOutSum"_s)->text(),
            u"Nobody is left out: all 12 in the audience may be written to."_s);
        QVERIFY(card.findChildren<QPushButton *>().isEmpty());
        card.setLeftOut({});
        QCOMPARE(card.findChild<QLabel *>(u"leftOutSum"_s)->text(), u"Nobody is in the audience."_s);
    }

    void everyReasonSaysWhatWouldHaveToChange()
    {
        for (int i = 0; i < consent::barrierCount; ++i) {
            const QString word = consent::toWord(consent::Barrier(i));
            QVERIFY2(!changeInWords(word).isEmpty(), qPrintable(word));
        }
    }

    void everyReasonHasWords()
    {
        for (const QString &key :
            {u"sent"_s, u"skipped:no-consent"_s, u"failed:given-up"_s, u"uncertain:interrupted"_s})
            QVERIFY2(fateInWords(key) != key && !fateInWords(key).contains(u':' + u"no"_s), qPrintable(key));
        QCOMPARE(barrierInWords(u"something new"_s), u"something new"_s);
    }
};

QTEST_MAIN(TestCampaignsPage)
#include "tst_campaigns_page.moc"
