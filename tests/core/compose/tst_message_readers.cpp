// SPDX-License-Identifier: GPL-3.0-or-later
// What a message says is what readers that nobody here wrote find in it: python's email package and GMime.
#include "tests/support/python_reader.h"
#include "tests/support/random_message.h"
#ifdef HABERDASH_GMIME
#include "tests/support/gmime_reader.h"
#endif

#include <QJsonDocument>
#include <QTest>

using namespace haberdash;
using namespace haberdash::compose;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

class TestMessageReaders final : public QObject
{
    Q_OBJECT

    static constexpr quint64 count = 600;
    std::vector<MessageParts> m_parts;
    std::vector<std::string> m_messages;

    /// The first key in which a reader found something else, with both.
    void requireSame(size_t number, const QJsonObject &found)
    {
        const QJsonObject meant = meantBy(m_parts[number]);
        for (const QString &key : meant.keys() + found.keys()) {
            const QByteArray expected = QJsonDocument(QJsonArray{meant[key]}).toJson();
            const QByteArray read = QJsonDocument(QJsonArray{found[key]}).toJson();
            if (expected != read)
                QFAIL(qPrintable(u"message %1, %2\nmeant: %3read: %4"_s.arg(
                    QString::number(number), key, QString::fromUtf8(expected), QString::fromUtf8(read))));
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (quint64 seed = 0; seed < count; ++seed) {
            m_parts.push_back(randomParts(seed));
            const auto message = composeMessage(m_parts.back());
            QVERIFY2(message, message ? "" : qPrintable(message.error().detail));
            m_messages.push_back(*message);
        }
    }

    void messagesAreFitForTheWire()
    {
        for (size_t i = 0; i < m_messages.size(); ++i)
            QVERIFY2(wireFault(m_messages[i]).isEmpty(),
                qPrintable(QString::number(i) + u": " + wireFault(m_messages[i])));
    }

    void samePartsGiveTheSameBytes()
    {
        for (size_t i = 0; i < m_messages.size(); ++i)
            QCOMPARE(*composeMessage(randomParts(i)), m_messages[i]);
    }

    void pythonReadsWhatWasMeant()
    {
        const auto found = readWithPython(m_messages);
        if (!found && found.error().code == Error::Code::NotFound)
            QSKIP(qPrintable(found.error().detail));
        QVERIFY2(found, found ? "" : qPrintable(found.error().detail));
        QCOMPARE(size_t(found->size()), m_messages.size());
        for (size_t i = 0; i < m_messages.size(); ++i) {
            requireSame(i, (*found)[qsizetype(i)].toObject());
            if (QTest::currentTestFailed())
                return;
        }
    }

    void gmimeReadsWhatWasMeant()
    {
#ifdef HABERDASH_GMIME
        for (size_t i = 0; i < m_messages.size(); ++i) {
            requireSame(i, readWithGMime(m_messages[i]));
            if (QTest::currentTestFailed())
                return;
        }
#else
        QSKIP("GMime is not here");
#endif
    }
};

QTEST_GUILESS_MAIN(TestMessageReaders)
#include "tst_message_readers.moc"
