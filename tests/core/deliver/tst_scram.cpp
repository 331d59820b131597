// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/smtp/scram.h"

#include <QSet>
#include <QTest>

using namespace haberdash;
using namespace haberdash::deliver;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray nonce = "rOprNGfwEbeRWgbNEkqO";
const QByteArray salt = ",s=W22ZaJ0SNY7soEsUEjb6gQ==";

ScramClient client(const QString &user = u"user"_s, const std::string &password = "pencil")
{
    return std::move(*ScramClient::create(user, password, nonce));
}

} // namespace

class TestScram final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// RFC 7677, section 3.
    void itSaysWhatTheStandardSays()
    {
        ScramClient scram = client();
        QCOMPARE(scram.first(), "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
        QVERIFY(!scram.isServers("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
        const auto proof = scram.proof(
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        QVERIFY2(proof, proof ? "" : qPrintable(proof.error().detail));
        QCOMPARE(*proof,
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
            "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        QVERIFY(scram.isServers("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
        QVERIFY(!scram.isServers("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
        QVERIFY(!scram.isServers("e=other-error"));
        QVERIFY(!scram.isServers({}));
    }

    void namesAreEscapedAndPrepared()
    {
        QCOMPARE(client(u"a,b=c"_s).first(), "n,,n=a=2Cb=3Dc,r=" + nonce);
        // RFC 4013, section 3: a soft hyphen is nothing, a roman number is its letters.
        QCOMPARE(client(u"I\u00adX"_s).first(), client(u"\u2168"_s).first());
        QCOMPARE(
            ScramClient::create(u"user"_s, std::string("a\x07"), nonce).error().code, Error::Code::Invalid);
        QCOMPARE(ScramClient::create({}, "secret", nonce).error().code, Error::Code::Invalid);
        QCOMPARE(ScramClient::create(u"user"_s, {}, nonce).error().code, Error::Code::Invalid);
        QVERIFY(!ScramClient::create(QString(5000, u'a'), "secret", nonce));
    }

    void serversThatAreNotToBeTrusted_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("rubbish") << QByteArray("\x01\xff,,,=");
        QTest::newRow("nobody's nonce") << "r=other" + salt + ",i=4096";
        QTest::newRow("our nonce and nothing more") << "r=" + nonce + salt + ",i=4096";
        QTest::newRow("no salt") << "r=" + nonce + "x,i=4096";
        QTest::newRow("few rounds") << "r=" + nonce + 'x' + salt + ",i=1";
        QTest::newRow("rounds without end") << "r=" + nonce + 'x' + salt + ",i=2000000000";
        QTest::newRow("no number") << "r=" + nonce + 'x' + salt + ",i=many";
        QTest::newRow("an extension that must be understood") << "m=x,r=" + nonce + 'x' + salt + ",i=4096";
    }
    void serversThatAreNotToBeTrusted()
    {
        QFETCH(const QByteArray, answer);
        ScramClient scram = client();
        const auto proof = scram.proof(answer);
        QVERIFY(!proof);
        QVERIFY(proof.error().detail.contains(u"cannot be trusted"_s));
        QVERIFY(!scram.isServers("v="));
    }

    void everyConversationHasItsOwnNonce()
    {
        QSet<QByteArray> seen;
        for (int i = 0; i < 1000; ++i) {
            const QByteArray fresh = scramNonce();
            QVERIFY(fresh.size() >= 24 && !fresh.contains(','));
            seen.insert(fresh);
        }
        QCOMPARE(seen.size(), 1000);
    }
};

QTEST_GUILESS_MAIN(TestScram)
#include "tst_scram.moc"
