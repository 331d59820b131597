// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_mail_service.h"
#include "tests/support/haberdash_program.h"
#include "tests/support/mail_server.h"
#include "tests/support/smtp_sink.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QScopeGuard>
#include <QTest>

using namespace haberdash;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

/// Sending as a script and a scheduler do it, by a mail server and by mail services.
class TestSendingCommands final : public QObject
{
    Q_OBJECT

    std::unique_ptr<ProgramFolder> m_folder;

    QJsonObject run(const QStringList &words, int expected = 0) { return m_folder->ask(words, expected); }
    void makePeople(int count)
    {
        QByteArray csv = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Total Spent\n";
        for (int i = 1; i <= count; ++i)
            csv += "%1,P%1,,p%1@example.com,yes,,0\n"_ba.replace("%1", QByteArray::number(i));
        csv += "9001,No,,no@example.com,no,,0\n9002,Info,,info@example.com,yes,,0\n"
               "9003,Tmp,,x@mailinator.com,yes,,0\n";
        run({u"import"_s, m_folder->write(u"people.csv"_s, csv)});
    }
    void makeCampaign(const QString &name, const QStringList &more = {})
    {
        run(QStringList{u"campaign"_s, u"new"_s, name, u"--rule"_s, u"all()"_s, u"--email"_s, u"Hello"_s,
                u"--account"_s, u"Way"_s}
            + more);
    }

private Q_SLOTS:
    void init()
    {
        qputenv("HABERDASH_PASSWORD", FakeMailService::secret.c_str());
        m_folder = std::make_unique<ProgramFolder>();
        QCOMPARE(m_folder->makeShop().exitCode, 0);
        run({u"brand"_s, u"--address"_s, u"1 Mill Lane, Leeds"_s, u"--url"_s, u"https://shop.example"_s});
        const QString body = m_folder->write(u"hello.md"_s, "Hello {{ customer.first_name }}, it is autumn.");
        run({u"email"_s, u"new"_s, u"Hello"_s, u"--subject"_s, u"Hi {{ customer.first_name }}"_s, u"--body"_s,
            body});
    }

    void fromADraftToTheBooks()
    {
        SmtpSink sink;
        if (const auto started = sink.start(SmtpSink::Keep::Messages); !started)
            QSKIP(qPrintable(started.error().detail));
        makePeople(20);
        run({u"account"_s, u"add"_s, u"Way"_s, u"--host"_s, u"127.0.0.1"_s, u"--port"_s,
            QString::number(sink.port()), u"--security"_s, u"plain"_s, u"--auth"_s, u"none"_s, u"--from"_s,
            u"news@shop.example"_s, u"--per-hour"_s, u"12"_s});
        QVERIFY(run({u"account"_s, u"test"_s, u"Way"_s})[u"works"_s].toBool());
        makeCampaign(u"Autumn"_s, {u"--holdout"_s, u"10"_s, u"--cap"_s, u"2"_s});
        run({u"campaign"_s, u"set"_s, u"Autumn"_s, u"--window"_s, u"25:00-26:00"_s}, 3);
        run({u"campaign"_s, u"set"_s, u"Autumn"_s, u"--priority"_s, u"70"_s});

        // The audience is those who get mail, those held out, and each reason.
        const auto plan = run({u"campaign"_s, u"check"_s, u"Autumn"_s});
        qint64 sum = plan[u"mailable"_s].toInteger() + plan[u"held_out"_s].toInteger();
        const auto skipped = plan[u"skipped"_s].toObject();
        for (const auto &count : skipped)
            sum += count.toInteger();
        QCOMPARE(sum, plan[u"matching"_s].toInteger());
        QCOMPARE(plan[u"matching"_s].toInteger(), 23);
        QCOMPARE(skipped[u"no-consent"_s].toInt(), 1);
        QCOMPARE(skipped[u"role-address"_s].toInt(), 1);
        QCOMPARE(skipped[u"disposable-address"_s].toInt(), 1);

        const auto whyNot = run({u"customer"_s, u"why-not"_s, u"info@example.com"_s});
        QCOMPARE(whyNot[u"may"_s].toBool(), false);
        QCOMPARE(whyNot[u"reasons"_s].toArray()[0].toObject()[u"reason"_s].toString(), u"role-address"_s);
        QVERIFY(run({u"customer"_s, u"why-not"_s, u"p1@example.com"_s})[u"may"_s].toBool());

        const auto test = run({u"campaign"_s, u"test"_s, u"Autumn"_s, u"--to"_s, u"me@shop.example"_s,
            u"--like"_s, u"p2@example.com"_s});
        QVERIFY(test[u"tests"_s].toArray()[0].toObject()[u"sent"_s].toBool());
        QTRY_COMPARE(sink.messages().size(), 1);
        QVERIFY(sink.messages()[0].contains("Subject: [Test] Hi P2"));

        run({u"campaign"_s, u"approve"_s, u"Autumn"_s, u"--approver"_s, u"Ada Byron"_s});
        const auto proof = run({u"campaign"_s, u"proof"_s, u"Autumn"_s});
        QCOMPARE(proof[u"approved_by"_s].toString(), u"Ada Byron"_s);
        const qint64 mailable = proof[u"audience"_s].toObject()[u"mailable"_s].toInteger();
        QCOMPARE(proof[u"audience"_s].toObject()[u"sha256"_s].toString().size(), 64);
        const auto files = run({u"campaign"_s, u"proof"_s, u"Autumn"_s, u"--html"_s,
            m_folder->path(u"proof.html"_s), u"--pdf"_s, m_folder->path(u"proof"_s)});
        QCOMPARE(files[u"paths"_s].toArray(),
            (QJsonArray{m_folder->path(u"proof.html"_s), m_folder->path(u"proof.pdf"_s)}));
        for (const auto &[name, begins] :
            {std::pair(u"proof.html"_s, "<!DOCTYPE html>"_ba), std::pair(u"proof.pdf"_s, "%PDF-"_ba)})
            QVERIFY(m_folder->read(name).startsWith(begins));
        run({u"campaign"_s, u"set"_s, u"Autumn"_s, u"--priority"_s, u"10"_s}, 3); // approved is fixed

        // Twelve an hour, and the rest by itself later: for a script that is a success.
        const auto sent = run({u"campaign"_s, u"send"_s, u"Autumn"_s});
        QCOMPARE(sent[u"sent"_s].toInt(), 12);
        QCOMPARE(sent[u"remaining"_s].toInteger(), mailable - 12);
        QVERIFY(!sent[u"resumes_at"_s].toString().isEmpty());
        QCOMPARE(run({u"campaign"_s, u"send"_s, u"--due"_s})[u"campaigns"_s].toArray().size(), 0);
        const auto status = run({u"campaign"_s, u"status"_s, u"Autumn"_s});
        QCOMPARE(status[u"counts"_s].toObject()[u"sent"_s].toInt(), 12);
        QVERIFY(status[u"last_words"_s].toString().startsWith(u"250"_s));
        QCOMPARE(run({u"campaign"_s, u"people"_s, u"Autumn"_s, u"--state"_s, u"sent"_s})[u"people"_s]
                     .toArray()
                     .size(),
            12);
        run({u"campaign"_s, u"pause"_s, u"Autumn"_s});
        run({u"campaign"_s, u"cancel"_s, u"Autumn"_s});
        QTRY_COMPARE(sink.messages().size(), 13);
        run({u"campaign"_s, u"settle"_s, u"Autumn"_s, u"p1@example.com"_s, u"--arrived"_s},
            3); // it is not uncertain
    }

    void aYesThatIsOverIsNoYes()
    {
        const QString mapping = m_folder->write(u"mapping.json"_s,
            "{\"kind\": \"customers\", \"columns\": {\"email\": \"email\", \"news\": "
            "\"email_consent\", \"until\": \"consent_until\"}}");
        const QString people = m_folder->write(u"people.csv"_s,
            "email,news,until\nann@example.com,yes,2001-01-01T00:00:00Z\n"
            "bob@example.com,yes,2999-01-01T00:00:00Z\n");
        run({u"import"_s, u"--mapping"_s, mapping, people});
        const auto reasons = run({u"customer"_s, u"why-not"_s, u"ann@example.com"_s})[u"reasons"_s].toArray();
        QCOMPARE(reasons.at(0).toObject()[u"reason"_s].toString(), u"consent-expired"_s);
        QVERIFY(run({u"customer"_s, u"why-not"_s, u"bob@example.com"_s})[u"may"_s].toBool());
    }

    void signedByOurselves()
    {
        SmtpSink sink;
        const QString opendkim = programPath(u"opendkim"_s);
        if (const auto started = sink.start(SmtpSink::Keep::Messages); !started || opendkim.isEmpty())
            QSKIP("smtp-sink or opendkim is not here");
        qputenv("HABERDASH_SECRETS_FILE", m_folder->path(u"locked"_s).toLocal8Bit());
        qputenv("HABERDASH_PASSPHRASE", "three open doors");
        const auto forget = qScopeGuard([] {
            qunsetenv("HABERDASH_SECRETS_FILE");
            qunsetenv("HABERDASH_PASSPHRASE");
        });
        makePeople(5);
        const QStringList add{u"account"_s, u"add"_s, u"Way"_s, u"--host"_s, u"127.0.0.1"_s, u"--port"_s,
            QString::number(sink.port()), u"--security"_s, u"plain"_s, u"--auth"_s, u"none"_s, u"--from"_s,
            u"news@shop.example"_s};
        run(add);
        const auto made = run({u"account"_s, u"sign"_s, u"Way"_s});
        QCOMPARE(made[u"dns_name"_s].toString(), u"haberdash._domainkey.shop.example"_s);
        run(add); // changed again: it still signs
        QCOMPARE(run({u"account"_s, u"sign"_s, u"Way"_s, u"--show"_s})[u"dns_text"_s], made[u"dns_text"_s]);
        run({u"account"_s, u"sign"_s, u"Way"_s}, 3);
        makeCampaign(u"Autumn"_s);
        run({u"campaign"_s, u"approve"_s, u"Autumn"_s, u"--approver"_s, u"Ada"_s});
        QCOMPARE(run({u"campaign"_s, u"send"_s, u"Autumn"_s})[u"sent"_s].toInt(), 5);
        QTRY_COMPARE(sink.messages().size(), 5);

        QString record = made[u"dns_text"_s].toString().remove(u"\" \""_s).remove(u'"');
        const QString dns
            = m_folder->write(u"dns"_s, (made[u"dns_name"_s].toString() + u' ' + record + u'\n').toUtf8());
        const QString settings
            = m_folder->write(u"conf"_s, "Mode v\nTestDNSData file:" + dns.toUtf8() + '\n');
        const auto messages = sink.messages();
        for (qsizetype i = 0; i < messages.size(); ++i) {
            QByteArray message = messages[i].mid(messages[i].indexOf("DKIM-Signature:"));
            message.replace("\n", "\r\n");
            const QString file = m_folder->write(u"m%1"_s.arg(i), message);
            const auto said = runProgram(opendkim, {u"-x"_s, settings, u"-t"_s, file});
            QVERIFY2(
                said && said->contains(u") succeeded"_s), qPrintable(said ? *said : said.error().detail));
        }
        run({u"account"_s, u"sign"_s, u"Way"_s, u"--off"_s});
        run({u"account"_s, u"sign"_s, u"Way"_s, u"--show"_s}, 3);
    }

    void byEachService_data()
    {
        QTest::addColumn<int>("service");
        for (const auto service : deliver::allServices())
            QTest::newRow(qPrintable(deliver::toWord(service))) << int(service);
    }
    /// The program is killed again and again while it sends: nobody gets two, and the books add up.
    void byEachService()
    {
        QFETCH(int, service);
        FakeMailService fake{deliver::Service(service)};
        const auto reached = fake.account();
        makePeople(30);
        QStringList account{u"account"_s, u"add"_s, u"Way"_s, u"--service"_s,
            deliver::toWord(deliver::Service(service)), u"--host"_s, reached.endpoint, u"--from"_s,
            u"news@shop.example"_s, u"--unsubscribe-url"_s, u"https://shop.example/u/{token}"_s};
        for (const auto &[option, value] :
            {std::pair(u"--user"_s, reached.user), std::pair(u"--domain"_s, reached.domain),
                std::pair(u"--region"_s, reached.region), std::pair(u"--stream"_s, reached.stream)}) {
            if (!value.isEmpty())
                account += QStringList{option, value};
        }
        run(account);
        QVERIFY(run({u"account"_s, u"test"_s, u"Way"_s})[u"works"_s].toBool());
        makeCampaign(u"Autumn"_s);
        run({u"campaign"_s, u"approve"_s, u"Autumn"_s});
        QRandomGenerator random{quint32(service + 1)};
        for (int round = 0; round < 4; ++round) {
            const auto program = m_folder->startInShop({u"campaign"_s, u"send"_s, u"Autumn"_s});
            // Somewhere between the first call and the last, most of the time.
            const int calls = fake.calls();
            QTRY_VERIFY_WITH_TIMEOUT(
                fake.calls() > calls || program->state() == QProcess::NotRunning, 20'000);
            QTest::qWait(random.bounded(12));
            program->kill();
            program->waitForFinished();
        }
        const auto last = m_folder->runInShop({u"--json"_s, u"campaign"_s, u"send"_s, u"Autumn"_s});
        QVERIFY2(last.exitCode == 0 || last.exitCode == 1 || last.messages.contains(u"done"_s),
            qPrintable(last.messages));
        QVERIFY2(fake.complaint().isEmpty(), qPrintable(fake.complaint()));
        const auto counts = run({u"campaign"_s, u"status"_s, u"Autumn"_s})[u"counts"_s].toObject();
        const int sent = counts[u"sent"_s].toInt();
        const int uncertain = counts[u"uncertain"_s].toInt();
        QCOMPARE(sent + uncertain, 30);
        const auto taken = fake.taken();
        for (const auto &message : taken)
            QCOMPARE(fake.timesTaken(message.message.key), 1);
        QVERIFY(taken.size() >= sent && taken.size() <= sent + uncertain);
        // Each run that was killed leaves one call in doubt, no more.
        const int batch = std::min(50, deliver::capabilitiesOf(deliver::Service(service)).batch);
        QVERIFY2(uncertain <= 4 * batch, qPrintable(QString::number(uncertain)));
    }
};

QTEST_GUILESS_MAIN(TestSendingCommands)
#include "tst_sending_commands.moc"
