// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/sender_domain.h"
#include "core/probe/spf.h"

#include <QMap>
#include <QTest>

using namespace haberdash;
using namespace haberdash::probe;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Names and what is there; MX under "mx NAME", addresses under "a NAME".
using Zone = QMap<QString, QStringList>;

DnsLookup lookupIn(const Zone &zone)
{
    return [zone](const QString &name, DnsType type) -> Result<QStringList> {
        if (zone.value(name) == QStringList{u"silent"_s})
            return failure(Error::Code::Network, u"No answer."_s);
        const QString prefix = type == DnsType::Text ? u""_s
            : type == DnsType::MailExchange          ? u"mx "_s
                                                     : u"a "_s;
        return zone.value(prefix + name);
    };
}

// openssl genrsa N | openssl rsa -pubout -outform DER | base64
const QString key2048 = QString::fromLatin1(
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1boHtyHP0ZYGyYTFbamp9H7CuL10q4HbwbnNpq3y1e0ILE"
    "Mpbpes+ArCDOKYD462AeLlk/1CQKe+y+u2pnXwdYt5mR3pZXNesf7rAAgLs5nWV3kWkqGOsJqiovJCIGlLVVjyByit"
    "BmB6pls87Csm0hc2R4eEmyjr4lGiaI/Nazp9Q3/K+fAbVYk/S/VKg+LYLk6q68Afi2FkhcJNflZQjrc51WFfzjLl/7"
    "AAGLy36+AubzHR1+3fE1MtKD6w6HpxLZEAq9qKTgvC8+5F4WbnHlR5l8HxhVnNYfknolBSUvEu/i5KNMQt4TbomZdy"
    "dCrzyRx8N3PM+QFsFpM8xM1XNQIDAQAB");
const QString key1024 = QString::fromLatin1(
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDe+QvGUaDHUOIGHXe1npaB+94/QTUITkiqp7sV7oLLOjq58aPTkl"
    "PVhGd2jGNX/LY2co9bJ7giV7R554vs98cx7xtflOAiX9MK4COu99v1ryr3VS+fWIgjR1EFql7jneIWk4Trepmul0eY"
    "7tHwaNmE/mi3b3IsRkQ5HcQaSxGzPQIDAQAB");
const QString key512 = QString::fromLatin1(
    "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBANVKpegAZYt+De+ZF4lDhKe6srFqYnoM2Q2RXDRhdKZnMWLs+wwgl0PZ0n"
    "bnl+DmuHuTbGT9OXdgpwAT6wNMNsECAwEAAQ==");

Zone goodZone()
{
    return {{u"shop.example"_s, {u"hello"_s, u"v=spf1 include:spf.post.example ~all"_s}},
        {u"spf.post.example"_s, {u"v=spf1 ip4:192.0.2.0/24 -all"_s}},
        {u"s1._domainkey.shop.example"_s, {u"v=DKIM1; k=rsa; p="_s + key2048}},
        {u"_dmarc.shop.example"_s, {u"v=DMARC1; p=quarantine"_s}},
        {u"mx shop.example"_s, {u"mx.post.example"_s}}};
}

/// Codes in their order, "spf-fine dkim-fine ...".
QString codesFor(const Zone &zone, DomainQuestion question = {})
{
    if (question.domain.isEmpty())
        question.domain = u"shop.example"_s;
    if (question.dkimSelector.isEmpty())
        question.dkimSelector = u"s1"_s;
    const auto findings = checkSenderDomain(question, lookupIn(zone));
    if (!findings)
        return findings.error().detail;
    QStringList codes;
    for (const auto &finding : *findings) {
        codes << finding.code;
        // Whatever is not fine says what to do.
        if ((finding.severity == DomainFinding::Severity::Fine) != finding.advice.isEmpty())
            codes << u"without advice"_s;
    }
    return codes.join(u' ');
}

} // namespace

class TestSenderDomain final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDomainThatIsInOrder()
    {
        QCOMPARE(codesFor(goodZone()), u"spf-fine dkim-fine dmarc-fine mx-fine"_s);
        QCOMPARE(codesFor(goodZone(), {u"SHOP.example"_s, {}, {}, u"spf.post.example"_s}),
            u"spf-fine dkim-fine dmarc-fine mx-fine"_s);
    }

    void aDomainWithNothing()
    {
        QCOMPARE(codesFor({}), u"spf-missing dkim-missing dmarc-missing mx-missing"_s);
    }

    void oneThingIsWrong_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("records");
        QTest::addColumn<QString>("code");
        const QString spf = u"shop.example"_s;
        QTest::newRow("two records") << spf << QStringList{u"v=spf1 -all"_s, u"v=spf1 a -all"_s}
                                     << u"spf-several"_s;
        QTest::newRow("everybody") << spf << QStringList{u"v=spf1 +all"_s} << u"spf-allows-all"_s;
        QTest::newRow("everybody, no sign") << spf << QStringList{u"v=spf1 all"_s} << u"spf-allows-all"_s;
        QTest::newRow("neutral") << spf << QStringList{u"v=spf1 ?all"_s} << u"spf-says-nothing"_s;
        QTest::newRow("no end") << spf << QStringList{u"v=spf1 a"_s} << u"spf-says-nothing"_s;
        QTest::newRow("not SPF") << spf << QStringList{u"v=spf10 -all"_s} << u"spf-missing"_s;
        QTest::newRow("include of nothing")
            << spf << QStringList{u"v=spf1 include:gone.example -all"_s} << u"spf-include-broken"_s;
        QTest::newRow("eleven lookups")
            << spf << QStringList{u"v=spf1"_s + u" a:x.example"_s.repeated(11) + u" -all"_s}
            << u"spf-lookups"_s;
        QTest::newRow("includes itself")
            << spf << QStringList{u"v=spf1 include:shop.example -all"_s} << u"spf-lookups"_s;
        const QString dkim = u"s1._domainkey.shop.example"_s;
        QTest::newRow("taken back") << dkim << QStringList{u"v=DKIM1; p="_s} << u"dkim-revoked"_s;
        QTest::newRow("no key") << dkim << QStringList{u"v=DKIM1; p=AAAA"_s} << u"dkim-unreadable"_s;
        QTest::newRow("weak") << dkim << QStringList{u"p="_s + key512} << u"dkim-weak"_s;
        QTest::newRow("short") << dkim << QStringList{u"p="_s + key1024} << u"dkim-short"_s;
        QTest::newRow("test") << dkim << QStringList{u"t=s:y; p="_s + key2048} << u"dkim-testing"_s;
        QTest::newRow("two keys") << dkim << QStringList{u"p="_s + key2048, u"p="_s + key1024}
                                  << u"dkim-several"_s;
        const QString dmarc = u"_dmarc.shop.example"_s;
        QTest::newRow("watching") << dmarc << QStringList{u"v=DMARC1; p=none"_s} << u"dmarc-watches"_s;
        QTest::newRow("no policy") << dmarc << QStringList{u"v=DMARC1; rua=mailto:a@b.example"_s}
                                   << u"dmarc-unreadable"_s;
        QTest::newRow("two policies")
            << dmarc << QStringList{u"v=DMARC1; p=none"_s, u"v=DMARC1; p=none"_s} << u"dmarc-several"_s;
        QTest::newRow("null MX") << u"mx shop.example"_s << QStringList{u"."_s} << u"mx-missing"_s;
    }
    void oneThingIsWrong()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, records);
        QFETCH(QString, code);
        Zone zone = goodZone();
        zone[name] = records;
        const QStringList codes = codesFor(zone).split(u' ');
        QVERIFY2(codes.contains(code), qPrintable(codes.join(u' ')));
        QVERIFY2(codes.filter(u"fine"_s).size() == 3, qPrintable(codes.join(u' ')));
    }

    void lookupsOfIncludesCount()
    {
        Zone zone{
            {u"shop.example"_s, {u"v=spf1 mx include:a.example exists:%{i}.example redirect=b.example"_s}},
            {u"a.example"_s, {u"v=spf1 a ptr include:c.example -all"_s}},
            {u"b.example"_s, {u"v=spf1 ip4:192.0.2.1 ~all"_s}}, {u"c.example"_s, {u"v=spf1 a ?all"_s}}};
        const auto spf = readSpf(u"shop.example"_s, lookupIn(zone));
        QVERIFY(spf);
        QCOMPARE(spf->lookups, 8); // mx, a.example (a, ptr, c.example (a)), exists, b.example
        QCOMPARE(spf->includes, (QStringList{u"a.example"_s, u"c.example"_s}));
        QCOMPARE(spf->all, std::optional<QChar>(u'~'));
    }

    void aProviderThatIsNotIncluded()
    {
        QCOMPARE(codesFor(goodZone(), {{}, {}, {}, u"spf.other.example"_s}),
            u"spf-provider-missing dkim-fine dmarc-fine mx-fine"_s);
    }

    void aSubdomainIsUnderThePolicyAbove()
    {
        Zone zone = goodZone();
        zone[u"news.shop.example"_s] = {u"v=spf1 -all"_s};
        zone[u"_dmarc.shop.example"_s] = {u"v=DMARC1; p=reject; sp=none"_s};
        QCOMPARE(codesFor(zone, {u"news.shop.example"_s, {}, u"shop.example"_s, {}}),
            u"spf-fine dkim-fine dmarc-watches mx-missing"_s);
        zone[u"_dmarc.shop.example"_s] = {u"v=DMARC1; p=reject; adkim=s"_s};
        QCOMPARE(codesFor(zone, {u"news.shop.example"_s, {}, u"shop.example"_s, {}}),
            u"spf-fine dkim-fine dmarc-fine dmarc-not-aligned mx-missing"_s);
    }

    void nobodyAnswers()
    {
        Zone zone = goodZone();
        zone[u"spf.post.example"_s] = {u"silent"_s};
        QCOMPARE(codesFor(zone), u"spf-include-unanswered dkim-fine dmarc-fine mx-fine"_s);
        zone[u"shop.example"_s] = {u"silent"_s};
        QCOMPARE(codesFor(zone), u"No answer."_s);
    }

    void organisationalDomains()
    {
        QCOMPARE(organisationalDomain(u"a.news.shop.com"_s), u"shop.com"_s);
        QCOMPARE(organisationalDomain(u"news.shop.co.uk"_s), u"shop.co.uk"_s);
        QCOMPARE(organisationalDomain(u"co.uk"_s), u"co.uk"_s);
        QCOMPARE(organisationalDomain(u"Shop.de"_s), u"shop.de"_s);
    }
};

QTEST_GUILESS_MAIN(TestSenderDomain)
#include "tst_sender_domain.moc"
