// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http_client.h"
#include "tests/support/mail_server.h"
#include "tests/support/scripted_http_server.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace haberdash;
using namespace haberdash::net;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Kind = Setback::Kind;
using Reached = HttpExchange::Reached;
using Reply = ScriptedHttpServer::Reply;

namespace {

HttpRequest post(const ScriptedHttpServer &server, const std::string &body = "the body")
{
    HttpRequest request;
    request.method = "POST";
    request.url = QUrl(u"http://127.0.0.1:%1/path%20here?a=b%26c"_s.arg(server.port()));
    request.fields = {{"X-Own", "value"}};
    request.body = body;
    return request;
}

const auto good
    = [](const ScriptedHttpServer::Request &) { return ScriptedHttpServer::reply(200, {}, "fine"); };

} // namespace

class TestHttpClient final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRequestArrivesAsItIs()
    {
        const ScriptedHttpServer server(good);
        HttpClient client;
        const auto exchange = client.exchange(post(server), in(60s));
        QVERIFY2(!exchange.setback, qPrintable(exchange.setback.detail));
        QCOMPARE(exchange.reached, Reached::All);
        QCOMPARE(exchange.reply.status, 200);
        QCOMPARE(exchange.reply.body, "fine");
        const auto received = server.received().front();
        QCOMPARE(received.method, "POST");
        QCOMPARE(received.path, "/path%20here?a=b%26c");
        QCOMPARE(received.body, "the body");
        const QByteArray head = "\r\nHost: 127.0.0.1:" + QByteArray::number(server.port())
            + "\r\nX-Own: value\r\nContent-Length: 8\r\n";
        QVERIFY(received.head.contains(head));
    }

    void oneConnectionIsEnough()
    {
        const ScriptedHttpServer server(good);
        HttpClient client;
        for (int i = 0; i < 20; ++i)
            QCOMPARE(
                client.exchange(post(server, std::string(size_t(i) * 100, 'x')), in(60s)).reply.body, "fine");
        QCOMPARE(server.connections(), 1);
        client.close();
        QCOMPARE(client.exchange(post(server), in(60s)).reply.body, "fine");
        QCOMPARE(server.connections(), 2);
    }

    void aConnectionThatWasClosedIsMadeAnew()
    {
        const ScriptedHttpServer server([](const ScriptedHttpServer::Request &) {
            Reply reply = ScriptedHttpServer::reply(200, {}, "fine");
            reply.closes = true; // without saying so
            return reply;
        });
        HttpClient client;
        int fine = 0;
        for (int i = 0; i < 10; ++i) {
            const auto exchange = client.exchange(post(server), in(60s));
            // Where its goodbye comes only after we have written, nobody knows; and that is what is said.
            QVERIFY(!exchange.setback
                || (exchange.setback.kind == Kind::Closed && exchange.reached == Reached::All));
            fine += exchange.setback ? 0 : 1;
        }
        QVERIFY(fine > 0);
    }

    void nobodyWritesFieldsOfHisOwn()
    {
        const ScriptedHttpServer server(good);
        HttpClient client;
        auto request = post(server);
        request.fields = {{"Authorization", "Bearer x\r\nX-Evil: 1"}};
        const auto exchange = client.exchange(request, in(60s));
        QCOMPARE(exchange.setback.kind, Kind::Nonsense);
        QCOMPARE(exchange.reached, Reached::Nothing);
        QVERIFY(server.received().isEmpty());
    }

    void redirectionsAreNotFollowed()
    {
        const ScriptedHttpServer server([](const ScriptedHttpServer::Request &) {
            return ScriptedHttpServer::reply(307, "Location: /elsewhere\r\n", {});
        });
        HttpClient client;
        QCOMPARE(client.exchange(post(server), in(60s)).reply.status, 307);
        QCOMPARE(server.received().size(), 1);
    }

    void whatBreaksSaysHowFarItCame_data()
    {
        QTest::addColumn<Reply>("reply");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("status");
        const QByteArray head = "HTTP/1.1 200 OK\r\n";
        const auto row = [](const char *name, const QByteArray &bytes, Kind kind, int status) {
            QTest::newRow(name) << Reply{bytes, 0, false, true} << kind << status;
        };
        row("no answer", {}, Kind::Closed, 0);
        row("half a head", head + "Content-Le", Kind::Closed, 200);
        row("half a body", head + "Content-Length: 9\r\n\r\nhalf", Kind::Closed, 200);
        row("half a chunk", head + "Transfer-Encoding: chunked\r\n\r\n9\r\nhalf", Kind::Closed, 200);
        row("something else", "220 mail.example ESMTP\r\n", Kind::Nonsense, 0);
        row("ten megabytes", head + "Content-Length: 10000000\r\n\r\n" + QByteArray(10'000'000, 'x'),
            Kind::TooLong, 200);
        row("a head without end", head + QByteArray("A: b\r\n").repeated(100'000), Kind::TooLong, 200);
        row("a field without end", head + "A: " + QByteArray(1'000'000, 'x'), Kind::TooLong, 200);
    }
    void whatBreaksSaysHowFarItCame()
    {
        QFETCH(const Reply, reply);
        QFETCH(const Kind, kind);
        QFETCH(const int, status);
        const ScriptedHttpServer server([reply](const ScriptedHttpServer::Request &) { return reply; });
        HttpClient client;
        const auto exchange = client.exchange(post(server), in(60s));
        QCOMPARE(exchange.setback.kind, kind);
        QCOMPARE(exchange.reached, Reached::All);
        QCOMPARE(exchange.reply.status, status);
        QVERIFY(!exchange.setback.detail.isEmpty());
    }

    void slowServersAreLeftInTime_data()
    {
        QTest::addColumn<Reply>("reply");
        QTest::addColumn<bool>("isEncrypted");
        for (const bool isEncrypted : {false, true}) {
            const char *how = isEncrypted ? "encrypted" : "plain";
            QTest::addRow("silent, %s", how) << Reply{"HTTP/1.1 200 OK\r\n", 0, true} << isEncrypted;
            QTest::addRow("a byte now and then, %s", how)
                << Reply{"HTTP/1.1 200 OK\r\nA: " + QByteArray(60'000, 'x'), 1, false} << isEncrypted;
        }
    }
    void slowServersAreLeftInTime()
    {
        QFETCH(const Reply, reply);
        QFETCH(const bool, isEncrypted);
        const QTemporaryDir folder;
        const auto certificates = TestCertificates::make(folder.path(), u"localhost"_s);
        if (isEncrypted && !certificates)
            QSKIP(qPrintable(certificates.error().detail));
        const ScriptedHttpServer server([reply](const ScriptedHttpServer::Request &) { return reply; },
            isEncrypted ? certificates->certificate : QString(), isEncrypted ? certificates->key : QString());
        HttpSettings settings;
        if (isEncrypted)
            settings.trustedCaFile = certificates->authority;
        HttpClient client(settings);
        auto request = post(server);
        if (isEncrypted)
            request.url = QUrl(u"https://localhost:%1/"_s.arg(server.port()));
        const auto exchange = client.exchange(request, in(400ms));
        QCOMPARE(exchange.setback.kind, Kind::Timeout); // which a drip of 20 minutes would not be
    }

    void aServerThatDoesNotReadIsLeftInTime()
    {
        // It listens, and nobody takes the call: the system takes bytes until its buffers are full.
        ScriptedHttpServer server(good);
        server.setPatience([]() -> qsizetype {
            std::this_thread::sleep_for(700ms);
            return 0;
        });
        HttpClient client;
        const auto exchange = client.exchange(post(server, std::string(20'000'000, 'x')), in(300ms));
        QCOMPARE(exchange.setback.kind, Kind::Timeout);
        QCOMPARE(exchange.reached, Reached::Part);
    }

    void aServerThatHangsUpEarlyHasNoWholeRequest()
    {
        ScriptedHttpServer server(good);
        server.setPatience([] { return 100'000; });
        HttpClient client;
        const auto exchange = client.exchange(post(server, std::string(20'000'000, 'x')), in(60s));
        QCOMPARE(exchange.setback.kind, Kind::Closed);
        QCOMPARE(exchange.reached, Reached::Part);
        QVERIFY(server.received().isEmpty());
    }

    void cancelEndsWhatIsUnderWay()
    {
        std::atomic<bool> isAsked = false;
        const ScriptedHttpServer server([&](const ScriptedHttpServer::Request &) {
            isAsked = true;
            return Reply{{}, 0, true};
        });
        HttpClient client;
        const std::jthread canceller([&] {
            while (!isAsked)
                std::this_thread::sleep_for(1ms);
            client.cancel();
        });
        auto exchange = client.exchange(post(server), in(60s));
        QCOMPARE(exchange.setback.kind, Kind::Cancelled);
        QCOMPARE(exchange.reached, Reached::All);
        exchange = client.exchange(post(server), in(60s));
        QCOMPARE(exchange.setback.kind, Kind::Cancelled);
        QCOMPARE(exchange.reached, Reached::Nothing);
    }

    void addressesThatAreNone_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("no host") << u"http:///x"_s << Kind::NoSuchHost;
        QTest::newRow("another scheme") << u"ftp://127.0.0.1/"_s << Kind::NoSuchHost;
        QTest::newRow("a host that is none")
            << u"http://"_s + QString(70, u'a') + u".invalid/"_s << Kind::NoSuchHost;
        QTest::newRow("nobody there") << u"http://127.0.0.1:%1/"_s.arg(freePort()) << Kind::Unreachable;
    }
    void addressesThatAreNone()
    {
        QFETCH(const QString, address);
        QFETCH(const Kind, kind);
        HttpClient client;
        HttpRequest request;
        request.url = QUrl(address);
        const auto exchange = client.exchange(request, in(60s));
        QCOMPARE(exchange.setback.kind, kind);
        QCOMPARE(exchange.reached, Reached::Nothing);
    }

    void certificatesMustHold_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isKnown");
        QTest::addColumn<bool>("holds");
        QTest::newRow("right") << u"localhost"_s << true << true;
        QTest::newRow("of an unknown authority") << u"localhost"_s << false << false;
        QTest::newRow("for another host") << u"shop.example"_s << true << false;
    }
    void certificatesMustHold()
    {
        QFETCH(const QString, name);
        QFETCH(const bool, isKnown);
        QFETCH(const bool, holds);
        const QTemporaryDir folder;
        const auto certificates = TestCertificates::make(folder.path(), name);
        if (!certificates)
            QSKIP(qPrintable(certificates.error().detail));
        const ScriptedHttpServer server(good, certificates->certificate, certificates->key);
        HttpSettings settings;
        if (isKnown)
            settings.trustedCaFile = certificates->authority;
        HttpClient client(settings);
        auto request = post(server);
        request.url = QUrl(u"https://localhost:%1/"_s.arg(server.port()));
        for (int i = 0; i < 2; ++i) {
            const auto exchange = client.exchange(request, in(60s));
            QCOMPARE(exchange.setback.kind, holds ? Kind::None : Kind::Untrusted);
            QCOMPARE(exchange.reached, holds ? Reached::All : Reached::Nothing);
        }
        QCOMPARE(server.received().size(), holds ? 2 : 0);
    }
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_http_client.moc"
