// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/brand.h"
#include "tests/support/page_shop.h"
#include "tests/support/scripted_mailbox_server.h"
#include "ui/settings/settings_page.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMap>
#include <QMutex>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QThreadPool>

#include <algorithm>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

using Plan = test::ScriptedMailboxServer::Plan;

/// Keeps passwords for as long as it lives; asked by workers.
class ShortMemory final : public deliver::SecretStore
{
public:
    Result<std::string> read(const QString &key) override
    {
        const QMutexLocker lock(&m_mutex);
        if (!m_kept.contains(key))
            return failure(Error::Code::NotFound, u"There is no password for it."_s);
        return m_kept[key];
    }
    Result<> write(const QString &key, const std::string &secret) override
    {
        const QMutexLocker lock(&m_mutex);
        m_kept[key] = secret;
        return {};
    }
    Result<> remove(const QString &key) override
    {
        const QMutexLocker lock(&m_mutex);
        m_kept.remove(key);
        return {};
    }
    void forget()
    {
        const QMutexLocker lock(&m_mutex);
        m_kept.clear();
    }
    [[nodiscard]] QList<std::string> all()
    {
        const QMutexLocker lock(&m_mutex);
        return m_kept.values();
    }

private:
    QMutex m_mutex;
    QMap<QString, std::string> m_kept;
};

const QByteArray letter
    = "From: anna@example.com\r\nTo: shop@example.com\r\nSubject: My order\r\n\r\nWhere is it?\r\n";
const QByteArray returned
    = "From: MAILER-DAEMON@mx.example\r\nTo: news@shop.example\r\nSubject: Undelivered Mail\r\n"
      "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; "
      "boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nNot delivered.\r\n"
      "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
      "Final-Recipient: rfc822; who@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n"
      "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n--b--\r\n";

} // namespace

class TestSettingsPage final : public QObject
{
    Q_OBJECT

    std::unique_ptr<ThemeController> m_theme;
    std::unique_ptr<test::PageShop> m_shop;
    std::unique_ptr<TaskList> m_tasks;
    std::unique_ptr<SettingsPage> m_page;
    QString m_kept;
    std::shared_ptr<ShortMemory> m_secrets;

    template<typename T>
    T *find(const char16_t *name)
    {
        return m_page->findChild<T *>(QString::fromUtf16(name));
    }
    void fillAccount()
    {
        for (const auto &[name, text] :
            {std::pair(u"accountName", u"Mail"_s), std::pair(u"accountHost", u"smtp.example.com"_s),
                std::pair(u"accountFrom", u"shop@example.com"_s), std::pair(u"accountUser", u"shop"_s),
                std::pair(u"accountPassword", u"correct-horse-battery"_s)})
            find<QLineEdit>(name)->setText(text);
    }

    void fillMailbox(const test::ScriptedMailboxServer &server, const QString &kind = u"imap"_s)
    {
        auto *kinds = find<QComboBox>(u"mailboxKind");
        kinds->setCurrentIndex(kinds->findData(kind));
        auto *security = find<QComboBox>(u"mailboxSecurity");
        security->setCurrentIndex(security->findData(u"plain"_s));
        for (const auto &[name, text] : {std::pair(u"mailboxName", u"Returns"_s),
                 std::pair(u"mailboxHost", u"127.0.0.1"_s), std::pair(u"mailboxUser", u"returns"_s),
                 std::pair(u"mailboxPassword", u"staple-horse-correct"_s)})
            find<QLineEdit>(name)->setText(text);
        find<QSpinBox>(u"mailboxPort")->setValue(server.port());
    }
    store::Mailbox savedMailbox()
    {
        const auto saved = store::mailboxByName(m_shop->workspace().connection(), u"Returns"_s);
        return saved ? *saved : store::Mailbox{};
    }

    /// Whether some label in view has these words.
    bool says(const QString &words)
    {
        const auto labels = m_page->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
            [&words](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ThemeController>(*qApp, ThemeChoice::Light); }
    void init()
    {
        m_kept.clear();
        m_secrets = std::make_shared<ShortMemory>();
        m_shop = std::make_unique<test::PageShop>();
        m_tasks = std::make_unique<TaskList>();
        m_page = std::make_unique<SettingsPage>(m_shop->shop(), *m_tasks, *m_theme,
            SettingsServices{[this](const QString &, AccountId, const QString &password) -> Result<> {
                                 m_kept = password;
                                 return {};
                             },
                [](const store::Account &, const QString &) -> Result<deliver::Delivery> {
                    return deliver::Delivery{deliver::Delivery::State::Refused,
                        deliver::Delivery::Stage::Authentication, deliver::Delivery::Concerns::Account, 535,
                        {}, u"no such user"_s};
                },
                [secrets = m_secrets](const QString &) { return secrets; }});
        m_page->resize(1000, 800);
        m_page->show();
        m_page->activate({});
        QTRY_COMPARE(m_page->faces().visibleFace(), FaceStack::Face::Full);
    }
    void cleanup()
    {
        m_page.reset();
        QThreadPool::globalInstance()->waitForDone();
        m_tasks.reset();
    }

    void aControlGroupIsDrawnAndLetGo()
    {
        auto *share = find<QSpinBox>(u"controlGroupShare");
        auto *draw = find<QPushButton>(u"drawControlGroup");
        QVERIFY(!draw->isEnabled()); // nothing was changed
        QVERIFY(!find<QSpinBox>(u"controlGroupDays")->isEnabled());
        QVERIFY(says(u"There is no control group"_s));
        share->setValue(5);
        find<QSpinBox>(u"controlGroupDays")->setValue(60);
        draw->click();
        QTRY_VERIFY(says(u"Campaigns leave them alone"_s));
        QCOMPARE(m_shop->workspace().lines(u"SELECT per_mille, days FROM control_group"_s), u"50|60\n"_s);
        // Midnight of 30 June in UTC is the evening before in New York; 60 days on.
        QVERIFY(says(u"on 28 Aug 2026 others are drawn"_s));
        QVERIFY(!draw->isEnabled()); // not by chance once more
        share->setValue(0);
        draw->click();
        QTRY_VERIFY(says(u"Everybody may get mail again"_s));
        QVERIFY(says(u"There is no control group"_s));
    }

    void keepsTheBrand()
    {
        find<QPlainTextEdit>(u"brandAddress")->setPlainText(u"Kai 1, Hamburg"_s);
        find<QPushButton>(u"saveBrand")->click();
        QTRY_COMPARE(
            campaign::readBrand(m_shop->workspace().connection())->postalAddress, u"Kai 1, Hamburg"_s);
    }

    void keepsTheAccountAndNotThePassword()
    {
        fillAccount();
        find<QPushButton>(u"testAccount")->click();
        QTRY_COMPARE(m_shop->workspace().count(u"SELECT count(*) FROM account"_s), 1);
        QTRY_COMPARE(m_kept, u"correct-horse-battery"_s);
        QTRY_COMPARE(m_tasks->runningCount(), 0);
        const QString path = m_shop->workspace().file();
        for (const QString &file : {path, QString(path + u"-wal"_s)}) {
            QFile bytes(file);
            if (bytes.open(QIODevice::ReadOnly))
                QVERIFY2(!bytes.readAll().contains("correct-horse-battery"), qPrintable(file));
        }
    }

    void mailIsSignedFromTheWindow()
    {
        QVERIFY(!find<QWidget>(u"signMail")->isVisible()); // nothing is saved yet
        fillAccount();
        find<QPushButton>(u"saveAccount")->click();
        QTRY_VERIFY(find<QPushButton>(u"signMail")->isVisible());
        QVERIFY(!find<QWidget>(u"signingRecord")->isVisible());
        find<QPushButton>(u"signMail")->click();
        QTRY_COMPARE(find<QLineEdit>(u"signingRecordName")->text(), u"haberdash._domainkey.example.com"_s);
        const QString record = find<QPlainTextEdit>(u"signingRecordText")->toPlainText();
        QVERIFY2(record.startsWith(u"\"v=DKIM1; k=rsa; p="_s), qPrintable(record));
        QTRY_VERIFY(says(u"signed for example.com"_s));
        QVERIFY(find<QWidget>(u"signingRecord")->isVisible());
        QVERIFY(!find<QPushButton>(u"signMail")->isVisible());
        QCOMPARE(m_secrets->all().size(), 1);

        // The record can be looked at again, by keyboard, too.
        find<QLineEdit>(u"signingRecordName")->clear();
        find<QPushButton>(u"showSigningRecord")->setFocus();
        QTest::keyClick(find<QPushButton>(u"showSigningRecord"), Qt::Key_Space);
        QTRY_COMPARE(find<QLineEdit>(u"signingRecordName")->text(), u"haberdash._domainkey.example.com"_s);

        find<QPushButton>(u"stopSigning")->click();
        QTRY_VERIFY(find<QPushButton>(u"signMail")->isVisible());
        QVERIFY(m_secrets->all().isEmpty());
        QVERIFY(!find<QWidget>(u"signingRecord")->isVisible());
    }

    void aServiceSignsByItself()
    {
        fillAccount();
        auto *services = find<QComboBox>(u"accountService");
        services->setCurrentIndex(services->findData(u"postmark"_s));
        find<QPushButton>(u"saveAccount")->click();
        QTRY_COMPARE(m_shop->workspace().count(u"SELECT count(*) FROM account"_s), 1);
        QTRY_VERIFY(!find<QPushButton>(u"saveAccount")->isEnabled());
        QVERIFY(!find<QPushButton>(u"signMail")->isVisible());
    }

    void aKeyThatIsLostIsSaidToBe()
    {
        fillAccount();
        find<QPushButton>(u"saveAccount")->click();
        QTRY_VERIFY(find<QPushButton>(u"signMail")->isVisible());
        find<QPushButton>(u"signMail")->click();
        QTRY_VERIFY(find<QPushButton>(u"showSigningRecord")->isVisible());
        m_secrets->forget();
        find<QPushButton>(u"showSigningRecord")->click();
        QTRY_VERIFY(says(u"There is no password for it."_s));
    }

    void aMailboxIsTestedAndFetched_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("IMAP") << u"imap"_s;
        QTest::newRow("POP3") << u"pop3"_s;
    }
    void aMailboxIsTestedAndFetched()
    {
        QFETCH(QString, kind);
        using Kind = test::ScriptedMailboxServer::Kind;
        const test::ScriptedMailboxServer server(
            kind == u"imap"_s ? Kind::Imap : Kind::Pop3, {letter, returned});
        QVERIFY(!find<QPushButton>(u"saveMailbox")->isEnabled());
        QVERIFY(!find<QPushButton>(u"fetchMailbox")->isEnabled());
        QVERIFY(!find<QPushButton>(u"removeMailbox")->isVisible());
        fillMailbox(server, kind);
        QCOMPARE(find<QLineEdit>(u"mailboxFolder")->isVisible(), kind == u"imap"_s);
        find<QPushButton>(u"testMailbox")->click();
        QTRY_VERIFY(says(u"The server let us in"_s));
        QCOMPARE(savedMailbox().kind, kind);
        QCOMPARE(m_secrets->all(), QList<std::string>{"staple-horse-correct"});
        QTRY_VERIFY(says(u"Not visited yet."_s));
        QTRY_VERIFY(find<QPushButton>(u"fetchMailbox")->isEnabled());
        find<QPushButton>(u"fetchMailbox")->click();
        QTRY_VERIFY(says(u"2 mails read."_s) || says(u"2 mail(s) read."_s));
        QVERIFY(says(u"Letters to you, left where they are"_s));
        QVERIFY(says(u"About nobody whom you wrote to"_s));
        QTRY_VERIFY(says(u"Last visited just now"_s));
        // What was read once is not read again.
        QTRY_VERIFY(find<QPushButton>(u"fetchMailbox")->isEnabled());
        find<QPushButton>(u"fetchMailbox")->click();
        QTRY_VERIFY(says(u"There is no new mail."_s));
        QFile bytes(m_shop->workspace().file());
        QVERIFY(bytes.open(QIODevice::ReadOnly));
        QVERIFY(!bytes.readAll().contains("staple-horse-correct"));
    }

    void whyAVisitEndedEarlyStaysUntilOneWorks()
    {
        test::ScriptedMailboxServer server(test::ScriptedMailboxServer::Kind::Imap, {letter});
        fillMailbox(server);
        find<QPushButton>(u"saveMailbox")->click();
        QTRY_VERIFY(find<QPushButton>(u"fetchMailbox")->isEnabled());
        Plan dead;
        dead.answers[QByteArray("GREETING")] = {QByteArray("* BYE not today\r\n")};
        server.follow(dead);
        find<QPushButton>(u"fetchMailbox")->click();
        QTRY_VERIFY(find<QWidget>(u"mailboxTrouble")->isVisible());
        QVERIFY(says(u"The last visit ended early"_s));
        QVERIFY(!savedMailbox().trouble.isEmpty());
        m_page->activate({}); // as after a restart
        QTest::qWait(50);
        QTRY_VERIFY(find<QWidget>(u"mailboxTrouble")->isVisible());
        server.follow({});
        QTRY_VERIFY(find<QPushButton>(u"fetchMailbox")->isEnabled());
        find<QPushButton>(u"fetchMailbox")->click();
        QTRY_VERIFY(!find<QWidget>(u"mailboxTrouble")->isVisible());
        QCOMPARE(savedMailbox().trouble, QString());
    }

    void aMailboxThatLetsNobodyInIsSaidSo()
    {
        test::ScriptedMailboxServer server(test::ScriptedMailboxServer::Kind::Imap, {});
        Plan refusal;
        refusal.answers[QByteArray("AUTHENTICATE")] = {QByteArray("%tag NO [AUTHENTICATIONFAILED] wrong")};
        server.follow(refusal);
        fillMailbox(server);
        find<QPushButton>(u"testMailbox")->click();
        QTRY_VERIFY(says(u"it cannot be read yet"_s));
        QTRY_VERIFY(savedMailbox().id.isValid()); // it is kept, to be mended
    }

    void whatIsNotSavedIsNotFetched()
    {
        const test::ScriptedMailboxServer server(test::ScriptedMailboxServer::Kind::Imap, {});
        fillMailbox(server);
        find<QPushButton>(u"saveMailbox")->click();
        QTRY_VERIFY(find<QPushButton>(u"fetchMailbox")->isEnabled());
        find<QLineEdit>(u"mailboxHandled")->setText(u"Booked"_s);
        QVERIFY(!find<QPushButton>(u"fetchMailbox")->isEnabled());
        QVERIFY(find<QPushButton>(u"saveMailbox")->isEnabled());
        find<QPushButton>(u"saveMailbox")->click();
        QTRY_COMPARE(savedMailbox().handledFolder, u"Booked"_s);
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM mailbox"_s), 1);
    }

    void aMailboxIsRemovedWithItsPassword()
    {
        const test::ScriptedMailboxServer server(test::ScriptedMailboxServer::Kind::Imap, {});
        fillMailbox(server);
        find<QPushButton>(u"saveMailbox")->click();
        QTRY_VERIFY(find<QPushButton>(u"removeMailbox")->isVisible());
        find<QPushButton>(u"removeMailbox")->click();
        QVERIFY(says(u"will not be visited any more"_s));
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM mailbox"_s), 1);
        find<QWidget>(u"mailboxQuestion")->findChild<QPushButton *>()->click();
        QTRY_COMPARE(m_shop->workspace().count(u"SELECT count(*) FROM mailbox"_s), 0);
        QTRY_VERIFY(m_secrets->all().isEmpty());
        QTRY_COMPARE(find<QLineEdit>(u"mailboxName")->text(), QString());
    }

    void aServiceAsksForItsOwnThings()
    {
        QTRY_VERIFY(find<QComboBox>(u"accountService"));
        auto *service = find<QComboBox>(u"accountService");
        QVERIFY(find<QLineEdit>(u"accountHost")->isVisible());
        service->setCurrentIndex(service->findData(u"mailgun"_s));
        QVERIFY(!find<QLineEdit>(u"accountHost")->isVisible());
        QVERIFY(find<QLineEdit>(u"accountDomain")->isVisible());
        find<QLineEdit>(u"accountName")->setText(u"Mailgun"_s);
        find<QLineEdit>(u"accountFrom")->setText(u"shop@example.com"_s);
        QVERIFY(!find<QPushButton>(u"saveAccount")->isEnabled());
        find<QLineEdit>(u"accountDomain")->setText(u"mg.example.com"_s);
        find<QSpinBox>(u"accountPerHour")->setValue(500);
        QVERIFY(find<QPushButton>(u"saveAccount")->isEnabled());
        QTest::mouseClick(find<QPushButton>(u"saveAccount"), Qt::LeftButton);
        QTRY_COMPARE(m_shop->workspace().count(u"SELECT count(*) FROM account"_s), 1);
        const auto saved = store::accountByName(m_shop->workspace().connection(), u"Mailgun"_s);
        QVERIFY(saved);
        QCOMPARE(saved->service, u"mailgun"_s);
        QCOMPARE(saved->serviceDomain, u"mg.example.com"_s);
        QCOMPARE(saved->limits.perHour, 500);
        QCOMPARE(saved->authentication, u"password"_s);
    }

    void saysWhatTheServerSaid()
    {
        fillAccount();
        find<QPushButton>(u"testAccount")->click();
        QTRY_VERIFY(says(u"535 no such user"_s));
    }

    void ratesAreAskedForOnlyWhereThereIsOtherMoney()
    {
        QTRY_COMPARE(QThreadPool::globalInstance()->activeThreadCount(), 0);
        QVERIFY(!find<QPushButton>(u"saveRate")->isVisible());
        m_shop->filled();
        QVERIFY(m_shop->workspace()
                    .connection()
                    .execute(u"UPDATE shop_order SET currency = 'EUR' WHERE id <= 2"_s)
                    .has_value());
        m_page->activate({});
        QTRY_VERIFY(find<QPushButton>(u"saveRate")->isVisible());
        // The page may have been asked before the orders were changed: the later answer counts.
        QTRY_VERIFY(says(u"2 orders in EUR, 3.00"_s));
        QTRY_VERIFY(says(u"There is no rate for their days"_s));
        QVERIFY(!find<QPushButton>(u"saveRate")->isEnabled());

        find<QLineEdit>(u"rateValue")->setText(u"dear"_s);
        QTest::keyClick(find<QLineEdit>(u"rateValue"), Qt::Key_Return);
        QTRY_VERIFY(says(u"is no exchange rate"_s));
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM exchange_rate"_s), 0);

        find<QLineEdit>(u"rateValue")->setText(u"1,10"_s);
        find<QPushButton>(u"saveRate")->click();
        QTRY_VERIFY(says(u"count as"_s));
        QVERIFY(says(u"3.30"_s));
        QVERIFY(!says(u"no rate for"_s));
        QVERIFY(says(u"1 EUR = 1.1 USD"_s));
        QTRY_VERIFY(find<QPushButton>(u"removeRate:EUR"));
        find<QPushButton>(u"removeRate:EUR")->click();
        QTRY_VERIFY(says(u"There is no rate for their days"_s));

        m_page->readRates(
            m_shop->workspace().write(u"ecb.csv"_s, "Date,USD\n2026-01-01,1.2\n2026-06-29,1.3\n"));
        QTRY_VERIFY(says(u"EUR: 2 rates from ecb.csv"_s));
        QVERIFY(says(u"2 rates of 2 rows were kept"_s));
        find<QPushButton>(u"removeRate:EUR")->click();
        QTRY_COMPARE(m_shop->workspace().count(u"SELECT count(*) FROM exchange_rate"_s), 0);
        m_page->readRates(m_shop->workspace().write(u"ecb.csv"_s, "Colour\nred\n"));
        QTRY_VERIFY(says(u"is no file of exchange rates"_s));
    }

    void copiesTheShop()
    {
        const QString copy = QFileInfo(m_shop->workspace().file()).dir().filePath(u"copy.haberdash"_s);
        QSignalSpy noticed(m_page.get(), &Page::noticed);
        m_page->backUpTo(copy);
        QVERIFY(noticed.wait());
        QVERIFY(QFileInfo(copy).size() > 0);
        QCOMPARE(noticed.first().first().value<Notice>().tone, Tone::Positive);
    }

    void choosesTheColoursOfTheWindow()
    {
        auto *colors = find<QComboBox>(u"colors");
        QCOMPARE(colors->currentText(), u"Light"_s);
        colors->setFocus();
        QTest::keyClick(colors, Qt::Key_Down);
        QCOMPARE(m_theme->choice(), ThemeChoice::Dark);
        QVERIFY(m_theme->isDark());
        m_theme->setChoice(ThemeChoice::System); // as the command palette does
        QCOMPARE(colors->currentIndex(), 0);
        m_theme->setChoice(ThemeChoice::Light);
    }
};

QTEST_MAIN(TestSettingsPage)
#include "tst_settings_page.moc"
