// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/ses/signature_v4.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::deliver;
using namespace Qt::Literals::StringLiterals;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string fieldOf(const net::HttpRequest &request, std::string_view name)
{
    for (const auto &[each, value] : request.fields) {
        if (each == name)
            return value;
    }
    return {};
}

} // namespace

Q_DECLARE_METATYPE(Fields)

class TestSignatureV4 final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Signatures of the test suite that AWS publishes (aws4_testsuite; the last but one from the
    /// documentation of IAM), with its example key. The last one is by Python's hmac and hashlib.
    void signaturesAreThoseOfTheSuite_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("address");
        QTest::addColumn<Fields>("fields");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("signature");
        const QString home = u"https://example.amazonaws.com"_s;
        QTest::newRow("get-vanilla") << u"GET"_s << home << Fields{} << QString()
                                     << u"5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"_s;
        QTest::newRow("get-vanilla-query-order-key")
            << u"GET"_s << QString(home + u"/?Param2=value2&Param1=value1"_s) << Fields{} << QString()
            << u"b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"_s;
        QTest::newRow("post-vanilla")
            << u"POST"_s << QString(home + u'/') << Fields{} << QString()
            << u"5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"_s;
        QTest::newRow("post-x-www-form-urlencoded")
            << u"POST"_s << home << Fields{{"Content-Type", "application/x-www-form-urlencoded"}}
            << u"Param1=value1"_s << u"ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"_s;
        QTest::newRow("get-header-value-trim")
            << u"GET"_s << home << Fields{{"My-Header1", " value1"}, {"My-Header2", " \"a   b   c\""}}
            << QString() << u"acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"_s;
    }
    void signaturesAreThoseOfTheSuite()
    {
        QFETCH(const QString, method);
        QFETCH(const QString, address);
        QFETCH(const Fields, fields);
        QFETCH(const QString, body);
        QFETCH(const QString, signature);
        net::HttpRequest request{method.toStdString(), QUrl(address), fields, body.toStdString()};
        const auto then = parseInstant(u"2015-08-30T12:36:00.999Z", QTimeZone::utc());
        signV4(request, {"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service"},
            *then);
        QCOMPARE(fieldOf(request, "X-Amz-Date"), "20150830T123600Z");
        const QString said = QString::fromStdString(fieldOf(request, "Authorization"));
        QVERIFY(said.startsWith(
            u"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders="_s));
        QCOMPARE(said.section(u"Signature="_s, 1), signature);
    }

    void otherServicesAndRegions_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("expected");
        QTest::newRow("iam, of AWS's documentation")
            << u"iam"_s << u"5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"_s;
        QTest::newRow("ses, by Python's hmac")
            << u"ses"_s << u"4b7e9553eedecf41bb6b61f04a91776754a8a98bc599b3bda81b32604797b083"_s;
    }
    void otherServicesAndRegions()
    {
        QFETCH(const QString, service);
        QFETCH(const QString, expected);
        const bool isIam = service == u"iam"_s;
        net::HttpRequest request;
        request.method = isIam ? "GET" : "POST";
        request.url = QUrl(isIam ? u"https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08"_s
                                 : u"https://email.eu-central-1.amazonaws.com/v2/email/outbound-emails"_s);
        request.fields = {{"Content-Type",
            isIam ? "application/x-www-form-urlencoded; charset=utf-8" : "application/json"}};
        request.body = isIam ? "" : "{\"a\":1}";
        const auto then
            = parseInstant(isIam ? u"2015-08-30T12:36:00Z"_s : u"2026-11-28T12:34:56Z"_s, QTimeZone::utc());
        signV4(request,
            {"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                isIam ? QByteArray("us-east-1") : QByteArray("eu-central-1"), service.toLatin1()},
            *then);
        QCOMPARE(
            QString::fromStdString(fieldOf(request, "Authorization")).section(u"Signature="_s, 1), expected);
    }
};

QTEST_GUILESS_MAIN(TestSignatureV4)
#include "tst_signature_v4.moc"
