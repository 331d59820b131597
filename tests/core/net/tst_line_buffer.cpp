// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/line_buffer.h"
#include "core/net/sign_in.h"

#include <QTest>

using namespace haberdash::net;
using namespace Qt::Literals::StringLiterals;

class TestLineBuffer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAndBytesAreTheSameInAnyPieces_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {1, 2, 3, 5, 100})
            QTest::addRow("%d", size) << size;
    }
    void linesAndBytesAreTheSameInAnyPieces()
    {
        QFETCH(int, size);
        const std::string source = "one\r\n\r\ntwo\nabc\r\nthree\r\nrest";
        LineBuffer buffer;
        std::vector<std::string> taken;
        const auto take = [&] {
            for (;;) {
                const auto piece = taken.size() == 3 ? buffer.takeBytes(5) : buffer.takeLine();
                if (!piece)
                    return;
                taken.push_back(*piece);
            }
        };
        for (size_t at = 0; at < source.size(); at += size_t(size)) {
            buffer.add(std::string_view(source).substr(at, size_t(size)));
            take();
        }
        QCOMPARE(taken, (std::vector<std::string>{"one", "", "two", "abc\r\n", "three"}));
        QCOMPARE(buffer.unread(), size_t(4));
        QCOMPARE(buffer.lineLength(), size_t(4));
    }

    void aLineThatIsTooLongIsKnownBeforeItEnds()
    {
        LineBuffer buffer;
        buffer.add(std::string(1000, 'x'));
        QCOMPARE(buffer.lineLength(), size_t(1000));
        buffer.add("\nab");
        QCOMPARE(buffer.lineLength(), size_t(1000));
        QVERIFY(buffer.takeLine());
        QCOMPARE(buffer.lineLength(), size_t(2));
        QVERIFY(!buffer.takeLine());
    }

    void tokensSayWhoSignsIn()
    {
        QCOMPARE(QByteArray::fromBase64(QByteArray::fromStdString(plainToken(u"ada"_s, "pass"))),
            QByteArray("\0ada\0pass", 9));
        QCOMPARE(QByteArray::fromBase64(QByteArray::fromStdString(bearerToken(u"ada@x.example"_s, "abc"))),
            QByteArray("user=ada@x.example\1auth=Bearer abc\1\1"));
    }
};

QTEST_GUILESS_MAIN(TestLineBuffer)
#include "tst_line_buffer.moc"
