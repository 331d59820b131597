// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http_reply.h"

#include <QTest>

using namespace haberdash::net;
using namespace Qt::Literals::StringLiterals;
using State = HttpReplyReader::State;

namespace {

constexpr HttpLimits small{300, 100};

QString toWord(State state)
{
    switch (state) {
    case State::Unfinished:
        return u"unfinished"_s;
    case State::Done:
        return u"done"_s;
    case State::Nonsense:
        return u"nonsense"_s;
    case State::TooLong:
        return u"too long"_s;
    }
    return {};
}

} // namespace

class TestHttpReply final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void repliesAreRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("hasBody");
        QTest::addColumn<QString>("expected"); // state, status, body, whether the link stays
        const auto row = [](const char *name, const QByteArray &bytes, const QString &expected,
                             bool hasBody = true) { QTest::newRow(name) << bytes << hasBody << expected; };
        const QByteArray ok = "HTTP/1.1 200 OK\r\n";
        row("length", ok + "Content-Length: 5\r\n\r\nhello", u"done 200 hello open"_s);
        row("length of nothing", ok + "Content-Length: 0\r\n\r\n", u"done 200  open"_s);
        row("no words", "HTTP/1.1 202\r\nContent-Length: 0\r\n\r\n", u"done 202  open"_s);
        row("line feeds alone", "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi", u"done 200 hi open"_s);
        row("until it hangs up", ok + "\r\nall of it", u"done 200 all of it closed"_s);
        row("HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi", u"done 200 hi closed"_s);
        row("HTTP/1.0 that stays", "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nhi",
            u"done 200 hi open"_s);
        row("will close", ok + "Connection: close\r\nContent-Length: 2\r\n\r\nhi", u"done 200 hi closed"_s);
        row("chunks", ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nX: y\r\n\r\n",
            u"done 200 hello open"_s);
        row("chunks and a length",
            ok + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
            u"done 200 hi closed"_s);
        row("go on, then the answer", "HTTP/1.1 100 Continue\r\n\r\n" + ok + "Content-Length: 2\r\n\r\nhi",
            u"done 200 hi open"_s);
        row("go on, for ever", QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(9),
            u"too long 0  closed"_s);
        row("no content", "HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\n", u"done 204  open"_s);
        row("answer to HEAD", ok + "Content-Length: 5\r\n\r\n", u"done 200  open"_s, false);
        row("more than was said", ok + "Content-Length: 2\r\n\r\nhi there", u"done 200 hi closed"_s);
        row("less than was said", ok + "Content-Length: 9\r\n\r\nhi", u"unfinished 200 hi closed"_s);
        row("the same length twice", ok + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi",
            u"done 200 hi open"_s);
        row("two lengths", ok + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nhi",
            u"nonsense 200  closed"_s);
        row("a length below zero", ok + "Content-Length: -2\r\n\r\nhi", u"nonsense 200  closed"_s);
        row("a length without end", ok + "Content-Length: 99999999999999999999\r\n\r\nhi",
            u"nonsense 200  closed"_s);
        row("a coding we did not ask for", ok + "Transfer-Encoding: gzip\r\n\r\nxx",
            u"nonsense 200  closed"_s);
        row("a chunk without length", ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
            u"nonsense 200  closed"_s);
        row("a chunk that goes on", ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nhiX\r\n",
            u"nonsense 200 hi closed"_s);
        row("a field in two lines", ok + "A: b\r\n c\r\n\r\n", u"nonsense 200  closed"_s);
        row("a field without a name", ok + ": b\r\n\r\n", u"nonsense 200  closed"_s);
        row("no HTTP", "220 mail.example ESMTP\r\n", u"nonsense 0  closed"_s);
        row("a status that is none", "HTTP/1.1 2x0 OK\r\n", u"nonsense 0  closed"_s);
        row("cut in the first line", "HTTP/1.1 20", u"unfinished 0  closed"_s);
        row("cut in the head", ok + "Content-Le", u"unfinished 200  closed"_s);
        row("an endless field", ok + "A: " + QByteArray(400, 'x'), u"too long 200  closed"_s);
        row("endless fields", ok + QByteArray("A: b\r\n").repeated(60), u"too long 200  closed"_s);
        row("an endless body", ok + "\r\n" + QByteArray(101, 'x'), u"too long 200  closed"_s);
        row("an endless trailer",
            ok + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + QByteArray("A: b\r\n").repeated(60),
            u"too long 200  closed"_s);
        row("nothing", {}, u"unfinished 0  closed"_s);
    }
    void repliesAreRead()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const bool, hasBody);
        QFETCH(const QString, expected);
        for (const qsizetype step : {qsizetype(1), qsizetype(7), std::max<qsizetype>(bytes.size(), 1)}) {
            HttpReplyReader reader(hasBody, small);
            for (qsizetype from = 0; from < bytes.size(); from += step) {
                const QByteArray piece = bytes.mid(from, step);
                reader.add({piece.constData(), size_t(piece.size())});
            }
            const State state = reader.finish();
            QString body = QString::fromStdString(reader.reply().body);
            if (state == State::TooLong)
                body.clear(); // how much of it is there depends on the pieces
            // Whether there is more behind the end is seen only where it came in one piece with it.
            const bool keepsOpen = reader.keepsOpen();
            const QString got = u"%1 %2 %3 %4"_s.arg(toWord(state))
                                    .arg(reader.reply().status)
                                    .arg(body, keepsOpen ? u"open"_s : u"closed"_s);
            if (step == bytes.size() || !expected.startsWith(u"done 200 hi closed"_s))
                QCOMPARE(got, expected);
        }
    }

    void fieldsAreFoundByTheirNames()
    {
        HttpReplyReader reader;
        reader.add("HTTP/1.1 429 Slow down\r\nRetry-After:   7 \t\r\nX: \r\nContent-Length: 0\r\n\r\n");
        QCOMPARE(reader.reply().field("retry-after"), "7");
        QCOMPARE(reader.reply().field("x"), "");
        QCOMPARE(reader.reply().field("y"), "");
    }
};

QTEST_GUILESS_MAIN(TestHttpReply)
#include "tst_http_reply.moc"
