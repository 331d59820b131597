// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/link_probe.h"
#include "tests/support/mail_server.h"
#include "tests/support/scripted_http_server.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace haberdash::probe;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using std::chrono::milliseconds;

namespace {

class StopAfter final : public Progress
{
public:
    explicit StopAfter(milliseconds time)
        : m_time(time)
    {
        m_clock.start();
    }
    void report(qint64, qint64) override { }
    [[nodiscard]] bool isCancelled() const override { return milliseconds(m_clock.elapsed()) > m_time; }

private:
    milliseconds m_time;
    QElapsedTimer m_clock;
};

ScriptedHttpServer::Reply scripted(const ScriptedHttpServer::Request &request)
{
    const auto reply = &ScriptedHttpServer::reply;
    const QByteArray path = request.path;
    if (path == "/here")
        return reply(200, {}, {});
    if (path == "/no-head")
        return reply(request.method == "GET" ? 200 : 405, {}, {});
    if (path == "/moved")
        return reply(301, "Location: /here?from=moved\r\n", {});
    if (path == "/here?from=moved")
        return reply(200, {}, {});
    if (path == "/circle")
        return reply(302, "Location: /circle\r\n", {});
    if (path == "/mail")
        return reply(302, "Location: mailto:a@example.com\r\n", {});
    if (path == "/members")
        return reply(403, {}, {});
    if (path == "/broken")
        return reply(503, {}, {});
    if (path == "/stall")
        return {"HTTP/1.1 200 OK\r\n", 0, true};
    if (path == "/drip") // never in time as a whole, and always in time for a single read
        return {"HTTP/1.1 200 OK\r\nX-Long: " + QByteArray(7000, 'x'), 1, false};
    if (path == "/rubbish")
        return {"\x01\x02 this is no protocol \xff\xfe\r\n\r\n", 0, false};
    if (path == "/endless") // headers without end
        return {"HTTP/1.1 200 OK\r\n" + QByteArray("A: b\r\n").repeated(100'000), 0, false};
    return reply(404, {}, {});
}

} // namespace

class TestLinkProbe final : public QObject
{
    Q_OBJECT

    NoProgress m_progress;

    [[nodiscard]] LinkAnswer answer(
        const ScriptedHttpServer &server, const QString &path, milliseconds patience = milliseconds(5000))
    {
        LinkLimits limits;
        limits.patience = patience;
        const auto answers
            = tryLinks({u"http://127.0.0.1:%1%2"_s.arg(server.port()).arg(path)}, limits, m_progress);
        return answers && answers->size() == 1 ? answers->front() : LinkAnswer();
    }

private Q_SLOTS:
    void itTellsWhatAServerSays_data()
    {
        using Outcome = LinkAnswer::Outcome;
        QTest::addColumn<QString>("path");
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<int>("status");
        QTest::newRow("there") << u"/here"_s << Outcome::Reached << 200;
        QTest::newRow("only by GET") << u"/no-head"_s << Outcome::Reached << 200;
        QTest::newRow("moved") << u"/moved"_s << Outcome::Reached << 200;
        QTest::newRow("a circle") << u"/circle"_s << Outcome::Failing << 302;
        QTest::newRow("to no page") << u"/mail"_s << Outcome::Failing << 302;
        QTest::newRow("for members") << u"/members"_s << Outcome::Closed << 403;
        QTest::newRow("gone") << u"/nowhere"_s << Outcome::Gone << 404;
        QTest::newRow("broken") << u"/broken"_s << Outcome::Failing << 503;
        QTest::newRow("rubbish") << u"/rubbish"_s << Outcome::Unreachable << 0;
        QTest::newRow("endless headers") << u"/endless"_s << Outcome::Unreachable << 0;
    }
    void itTellsWhatAServerSays()
    {
        QFETCH(const QString, path);
        QFETCH(const LinkAnswer::Outcome, outcome);
        QFETCH(const int, status);
        const ScriptedHttpServer server(scripted);
        const LinkAnswer found = answer(server, path);
        QCOMPARE(found.outcome, outcome);
        QCOMPARE(found.status, status);
        QCOMPARE(found.address, u"http://127.0.0.1:%1%2"_s.arg(server.port()).arg(path));
    }

    void itSaysWhereARedirectionLeads()
    {
        const ScriptedHttpServer server(scripted);
        QCOMPARE(
            answer(server, u"/moved"_s).leadsTo, u"http://127.0.0.1:%1/here?from=moved"_s.arg(server.port()));
    }

    void itTellsNobodyWhomTheMailIsFor()
    {
        const ScriptedHttpServer server(scripted);
        QCOMPARE(answer(server, u"/here"_s).outcome, LinkAnswer::Outcome::Reached);
        const auto received = server.received();
        QCOMPARE(received.size(), 1);
        QCOMPARE(received.front().method, "HEAD");
        for (const char *field : {"cookie:", "referer:", "authorization:", "from:"})
            QVERIFY2(!received.front().head.toLower().contains(field), field);
    }

    void slowServersAreLeftInTime_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("stalls") << u"/stall"_s;
        QTest::newRow("a byte now and then") << u"/drip"_s;
    }
    void slowServersAreLeftInTime()
    {
        QFETCH(const QString, path);
        const ScriptedHttpServer server(scripted);
        const LinkAnswer found = answer(server, path, milliseconds(300));
        QCOMPARE(found.outcome, LinkAnswer::Outcome::Unreachable);
        QVERIFY2(found.detail.contains(u"0.3 seconds"_s), qPrintable(found.detail));
    }

    void nobodyThere()
    {
        LinkLimits limits;
        const auto answers
            = tryLinks({u"http://127.0.0.1:%1/"_s.arg(freePort()),
                           u"http://"_s + QString(70, u'a') + u".invalid/"_s, u"http:///nothing"_s},
                limits, m_progress);
        QVERIFY(answers);
        for (const auto &each : *answers) {
            QCOMPARE(each.outcome, LinkAnswer::Outcome::Unreachable);
            QVERIFY(!each.detail.isEmpty());
        }
    }

    void manyAtOnceComeBackInTheirOrder()
    {
        const ScriptedHttpServer server(scripted);
        QStringList addresses;
        for (int i = 0; i < 60; ++i)
            addresses.append(
                u"http://127.0.0.1:%1/%2"_s.arg(server.port()).arg(i % 3 ? u"here"_s : u"none"_s));
        const auto answers = tryLinks(addresses, {}, m_progress);
        QVERIFY(answers);
        QCOMPARE(qsizetype(answers->size()), addresses.size());
        for (qsizetype i = 0; i < addresses.size(); ++i) {
            QCOMPARE((*answers)[size_t(i)].address, addresses[i]);
            QCOMPARE((*answers)[size_t(i)].outcome,
                i % 3 ? LinkAnswer::Outcome::Reached : LinkAnswer::Outcome::Gone);
        }
        QVERIFY(tryLinks({}, {}, m_progress)->empty());
    }

    void itStopsWhenItIsToldTo()
    {
        const ScriptedHttpServer server(scripted);
        StopAfter progress(milliseconds(100));
        const auto answers = tryLinks({u"http://127.0.0.1:%1/stall"_s.arg(server.port())}, {}, progress);
        QVERIFY(!answers);
        QCOMPARE(answers.error().code, Error::Code::Cancelled);
    }

    void certificatesMustHold()
    {
        const QTemporaryDir folder;
        const auto right = TestCertificates::make(folder.path(), u"localhost"_s);
        if (!right)
            QSKIP(qPrintable(right.error().detail));
        const ScriptedHttpServer server(scripted, right->certificate, right->key);
        const QString address = u"https://localhost:%1/here"_s.arg(server.port());
        LinkLimits limits;
        auto answers = tryLinks({address}, limits, m_progress);
        QVERIFY(answers);
        QCOMPARE(answers->front().outcome, LinkAnswer::Outcome::Untrusted);
        limits.trustedCaFile = right->authority;
        answers = tryLinks({address}, limits, m_progress);
        QVERIFY(answers);
        QVERIFY2(
            answers->front().outcome == LinkAnswer::Outcome::Reached, qPrintable(answers->front().detail));
    }
};

QTEST_GUILESS_MAIN(TestLinkProbe)
#include "tst_link_probe.moc"
