// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/brand.h"
#include "core/store/account_repository.h"
#include "core/store/email_repository.h"
#include "tests/support/fake_transport.h"
#include "tests/support/page_shop.h"
#include "ui/campaigns/campaigns_page.h"
#include "ui/shared/campaign_words.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
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

    void open(const QString &argument = {})
    {
        m_tasks = std::make_unique<TaskList>();
        m_page = std::make_unique<CampaignsPage>(m_shop->shop(), *m_tasks,
            [this](const store::Account &, const QString &) -> Result<std::unique_ptr<deliver::Transport>> {
                auto transport = std::make_unique<test::FakeTransport>();
                transport->onSend = [this](const QString &) { ++m_sent; };
                return transport;
            });
        m_page->resize(1000, 800);
        m_page->show();
        m_page->activate(argument);
    }
    template<typename T>
    T *find(const char16_t *name)
    {
        return m_page->findChild<T *>(QString::fromUtf16(name));
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

private Q_SLOTS:
    void init()
    {
        m_sent = 0;
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
        QTRY_VERIFY(!find<QPushButton>(u"approveCampaign")->isEnabled());
        QVERIFY(!find<QPushButton>(u"checkCampaign")->isEnabled());
    }

    void fromADraftToSentMails()
    {
        prepare();
        open(u"new"_s);
        QTRY_COMPARE(m_page->faces().visibleFace(), FaceStack::Face::Full);
        QTest::keyClicks(find<QLineEdit>(u"campaignName"), u"News"_s);
        auto *segment = find<QComboBox>(u"campaignSegment");
        segment->setCurrentIndex(segment->count() - 1); // everybody who agreed
        find<QListWidget>(u"campaignEmails")->item(0)->setCheckState(Qt::Checked);
        QTRY_VERIFY(find<QPushButton>(u"checkCampaign")->isEnabled());
        click(u"checkCampaign");
        QTRY_VERIFY(find<QWidget>(u"campaignPlan")->isVisible());
        click(u"approveCampaign");
        QTRY_VERIFY(find<QPushButton>(u"sendCampaign")->isVisible());
        QCOMPARE(m_sent.load(), 0); // approved is not sent
        QVERIFY(find<QPushButton>(u"sendCampaign")->text().contains(u"200"_s));
        click(u"sendCampaign");
        QTRY_COMPARE_WITH_TIMEOUT(m_sent.load(), 200, 30000);
        QTRY_VERIFY(find<QLabel>(u"campaignHeadline")->text().startsWith(u"Sent to 200 people"_s));
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM outbox WHERE state = 'sent'"_s), 200);
    }

    void approvalCanBeTakenBack()
    {
        prepare();
        open(u"new"_s);
        QTRY_COMPARE(m_page->faces().visibleFace(), FaceStack::Face::Full);
        QTest::keyClicks(find<QLineEdit>(u"campaignName"), u"News"_s);
        auto *segment = find<QComboBox>(u"campaignSegment");
        segment->setCurrentIndex(segment->count() - 1);
        find<QListWidget>(u"campaignEmails")->item(0)->setCheckState(Qt::Checked);
        click(u"approveCampaign");
        QTRY_VERIFY(find<QPushButton>(u"withdrawCampaign")->isVisible());
        click(u"withdrawCampaign");
        QTRY_VERIFY(find<QPushButton>(u"approveCampaign")->isVisible());
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM outbox"_s), 0);
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
