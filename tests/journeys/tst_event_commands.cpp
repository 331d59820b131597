// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_mail_service.h"
#include "tests/support/haberdash_program.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTest>

using namespace haberdash;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

/// What services tell later, as a script asks for it: a campaign goes out by a service, and things happen.
class TestEventCommands final : public QObject
{
    Q_OBJECT

    std::unique_ptr<ProgramFolder> m_folder;

    QJsonObject run(const QStringList &words, int expected = 0) { return m_folder->ask(words, expected); }
    /// Sends to three people, and gives what the service took.
    QList<FakeMailService::Taken> sendBy(FakeMailService &fake, deliver::Service service)
    {
        const auto reached = fake.account();
        QStringList account{u"account"_s, u"add"_s, u"Way"_s, u"--service"_s, deliver::toWord(service),
            u"--host"_s, reached.endpoint, u"--from"_s, u"news@shop.example"_s, u"--unsubscribe-url"_s,
            u"https://shop.example/u/{token}"_s};
        if (!reached.domain.isEmpty())
            account += QStringList{u"--domain"_s, reached.domain};
        run(account);
        run({u"campaign"_s, u"new"_s, u"Autumn"_s, u"--rule"_s, u"all()"_s, u"--email"_s, u"Hello"_s,
            u"--account"_s, u"Way"_s});
        run({u"campaign"_s, u"approve"_s, u"Autumn"_s});
        run({u"campaign"_s, u"send"_s, u"Autumn"_s});
        return fake.taken();
    }
    static Happening happened(deliver::EventKind kind, const FakeMailService::Taken &taken)
    {
        Happening it;
        it.kind = kind;
        it.id = taken.id;
        it.key = taken.message.key;
        it.recipient = taken.message.recipient;
        it.at = fromMilliseconds(QDateTime::currentMSecsSinceEpoch() / 1000 * 1000);
        return it;
    }

private Q_SLOTS:
    void init()
    {
        qputenv("HABERDASH_PASSWORD", FakeMailService::secret.c_str());
        m_folder = std::make_unique<ProgramFolder>();
        QCOMPARE(m_folder->makeShop().exitCode, 0);
        run({u"brand"_s, u"--address"_s, u"1 Mill Lane, Leeds"_s, u"--url"_s, u"https://shop.example"_s});
        run({u"email"_s, u"new"_s, u"Hello"_s, u"--subject"_s, u"Hi {{ customer.first_name }}"_s, u"--body"_s,
            m_folder->write(u"hello.md"_s, "Hello {{ customer.first_name }}, it is autumn.")});
        QByteArray csv = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Total Spent\n";
        for (const char *name : {"ada", "bo", "cy"})
            csv += QByteArray(name) + "," + name + ",," + name + "@example.com,yes,,0\n";
        run({u"import"_s, m_folder->write(u"people.csv"_s, csv)});
    }

    void whatTheServiceTellsIsBookedOnce()
    {
        FakeMailService fake(deliver::Service::Mailgun);
        const auto taken = sendBy(fake, deliver::Service::Mailgun);
        QCOMPARE(taken.size(), 3);
        fake.tell(happened(deliver::EventKind::HardBounce, taken[0]));
        fake.tell(happened(deliver::EventKind::Unsubscribe, taken[1]));
        fake.tell(happened(deliver::EventKind::Delivered, taken[2]));
        auto strange = happened(deliver::EventKind::Delivered, taken[2]);
        strange.name = u"teleported"_s;
        fake.tell(strange);
        auto stranger = happened(deliver::EventKind::Delivered, taken[2]);
        stranger.key = u"1-1-0011223344556677"_s;
        fake.tell(stranger);

        const auto first = run({u"account"_s, u"events"_s, u"Way"_s});
        QCOMPARE(first[u"new"_s].toInt(), 3);
        QCOMPARE(first[u"suppressed"_s].toInt(), 1);
        QCOMPARE(first[u"unsubscribed"_s].toInt(), 1);
        QCOMPARE(first[u"not_ours"_s].toInt(), 1);
        QCOMPARE(first[u"unknown"_s][u"teleported"_s].toInt(), 1);
        QCOMPARE(first[u"kinds"_s][u"hard_bounce"_s].toInt(), 1);
        QVERIFY(first[u"complete"_s].toBool());
        QVERIFY(first[u"read_until"_s].isString());
        QVERIFY(first[u"goes_on_at"_s].isString());

        // Mailgun wants 15 seconds between visits.
        const auto tooEarly = m_folder->runInShop({u"account"_s, u"events"_s, u"Way"_s});
        QCOMPARE(tooEarly.exitCode, 1);
        QVERIFY2(tooEarly.out.contains(u"Ask again after"_s), qPrintable(tooEarly.out));

        // The file of the same events changes nothing.
        const QString file = m_folder->write(u"events.json"_s, fake.eventFile());
        const auto imported = run({u"account"_s, u"import-events"_s, u"Way"_s, file});
        QCOMPARE(imported[u"files"_s][0][u"service"_s].toString(), u"mailgun"_s);
        QCOMPARE(imported[u"files"_s][0][u"new"_s].toInt(), 0);
        QCOMPARE(imported[u"files"_s][0][u"known"_s].toInt(), 3);
        // Nobody who bounced or left is written to any more.
        run({u"campaign"_s, u"new"_s, u"Winter"_s, u"--rule"_s, u"all()"_s, u"--email"_s, u"Hello"_s,
            u"--account"_s, u"Way"_s, u"--cap"_s, u"9"_s});
        const auto skipped = run({u"campaign"_s, u"check"_s, u"Winter"_s})[u"skipped"_s].toObject();
        QCOMPARE(skipped[u"suppressed"_s].toInt(), 1);
        QCOMPARE(skipped[u"unsubscribed"_s].toInt(), 1);
    }

    void aServiceThatRefusesIsNamedWithoutTheKey()
    {
        FakeMailService fake(deliver::Service::SendGrid);
        static_cast<void>(sendBy(fake, deliver::Service::SendGrid));
        const QByteArray secret = QByteArray::fromStdString(FakeMailService::secret);
        const auto refused
            = ScriptedHttpServer::reply(403, {}, "{\"errors\":[{\"message\":\"" + secret + " may not\"}]}");
        fake.addToEvents({true, [refused](const FakeMailService::Reply &) { return refused; }});
        const auto told = m_folder->runInShop({u"account"_s, u"events"_s, u"Way"_s});
        QCOMPARE(told.exitCode, 1);
        QVERIFY2(told.out.contains(u"does not let this key read events"_s), qPrintable(told.out));
        QVERIFY(!told.out.contains(QString::fromLatin1(secret)));
        QVERIFY(!told.messages.contains(QString::fromLatin1(secret)));
        QVERIFY(run({u"account"_s, u"events"_s, u"Way"_s})[u"complete"_s].toBool());
    }

    void badFilesAndRowsAreNamed()
    {
        FakeMailService fake(deliver::Service::Brevo);
        static_cast<void>(sendBy(fake, deliver::Service::Brevo));
        const QByteArray time = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toLatin1();
        const QString some = m_folder->write(u"some.csv"_s,
            "email;event;time\nada@example.com;hard_bounce;" + time + "\nbo@example.com;complaint;soon\n");
        const QString none = m_folder->write(u"none.csv"_s, "a,b\n1,2\n");
        const auto both = m_folder->runInShop({u"account"_s, u"import-events"_s, u"Way"_s, none, some});
        QCOMPARE(both.exitCode, 1);
        QVERIFY2(both.out.contains(u"line 3: “soon” is no time"_s), qPrintable(both.out));
        QVERIFY2(both.out.contains(u"1 new"_s), qPrintable(both.out));
        QVERIFY2(both.messages.contains(u"is no file of events"_s), qPrintable(both.messages));
        const auto again = run({u"account"_s, u"import-events"_s, u"Way"_s, some}, 1);
        QCOMPARE(again[u"files"_s][0][u"known"_s].toInt(), 1);
        QCOMPARE(again[u"files"_s][0][u"bad_rows"_s][0][u"line"_s].toInt(), 3);
        QCOMPARE(m_folder->runInShop({u"account"_s, u"import-events"_s, u"Way"_s, none}).exitCode, 3);
        QCOMPARE(m_folder->runInShop({u"account"_s, u"import-events"_s, u"Nobody"_s, some}).exitCode, 3);
        QCOMPARE(m_folder->runInShop({u"account"_s, u"import-events"_s, u"Way"_s}).exitCode, 2);
        QCOMPARE(
            m_folder->runInShop({u"account"_s, u"events"_s, u"Way"_s, u"--since"_s, u"lately"_s}).exitCode,
            3);
    }

    void aMailServerIsNotAsked()
    {
        run({u"account"_s, u"add"_s, u"Own"_s, u"--host"_s, u"smtp.example.com"_s, u"--from"_s,
            u"news@shop.example"_s});
        const auto told = m_folder->runInShop({u"account"_s, u"events"_s, u"Own"_s});
        QCOMPARE(told.exitCode, 3);
        QVERIFY2(told.messages.contains(u"mailbox read"_s), qPrintable(told.messages));
    }
};

QTEST_GUILESS_MAIN(TestEventCommands)
#include "tst_event_commands.moc"
