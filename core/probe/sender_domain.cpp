// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/sender_domain.h"

#include "core/base/domain_name.h"
#include "core/probe/spf.h"

#include <QMap>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

namespace haberdash::probe {

using namespace Qt::Literals::StringLiterals;
using Severity = DomainFinding::Severity;
using Findings = std::vector<DomainFinding>;

namespace {

constexpr int fewestKeyBits = 1024; // of RSA; what Gmail and Yahoo ask for
constexpr int advisedKeyBits = 2048;

/// "a=b; c=d" of DKIM and DMARC, names in lower case.
QMap<QString, QString> tagsIn(const QString &record)
{
    QMap<QString, QString> tags;
    for (const QString &part : record.split(u';', Qt::SkipEmptyParts)) {
        if (part.contains(u'='))
            tags.insert(part.section(u'=', 0, 0).trimmed().toLower(), part.section(u'=', 1).trimmed());
    }
    return tags;
}

/// Bits of an RSA key as DNS has it, 0 where it is none.
int rsaBits(const QString &key)
{
    const QByteArray der = QByteArray::fromBase64(QString(key).remove(u' ').toLatin1());
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> parsed(
        d2i_PUBKEY(nullptr, &bytes, der.size()), &EVP_PKEY_free);
    return parsed && EVP_PKEY_get_base_id(parsed.get()) == EVP_PKEY_RSA ? EVP_PKEY_get_bits(parsed.get()) : 0;
}

void judgeSpf(const SpfReading &spf, const DomainQuestion &question, Findings &findings)
{
    const auto &domain = question.domain;
    if (spf.records.isEmpty()) {
        findings.push_back({u"spf-missing"_s, Severity::Serious,
            u"“%1” does not say who may send for it (no SPF record)."_s.arg(domain),
            u"Add a TXT record that begins with “v=spf1”; your mail provider's help has its text."_s});
        return;
    }
    if (spf.records.size() > 1) {
        findings.push_back({u"spf-several"_s, Severity::Serious,
            u"“%1” has %2 SPF records, so that none of them counts."_s.arg(domain).arg(spf.records.size()),
            u"Put their parts together into one, and delete the others."_s});
        return;
    }
    const auto before = findings.size();
    if (spf.lookups > mostSpfLookups)
        findings.push_back({u"spf-lookups"_s, Severity::Serious,
            u"The SPF record makes receivers ask the DNS %1 times; after %2 they give up."_s.arg(spf.lookups)
                .arg(mostSpfLookups),
            u"Take out providers that you no longer use."_s});
    for (const QString &name : spf.withoutRecord)
        findings.push_back({u"spf-include-broken"_s, Severity::Serious,
            u"The SPF record names “%1”, which has no single SPF record of its own, so that receivers give up."_s
                .arg(name),
            u"Correct the name or take it out."_s});
    for (const QString &name : spf.unanswered)
        findings.push_back({u"spf-include-unanswered"_s, Severity::Notice,
            u"Nobody answered just now about “%1”, which the SPF record names."_s.arg(name),
            u"Look again later."_s});
    if (spf.all == u'+')
        findings.push_back({u"spf-allows-all"_s, Severity::Serious,
            u"The SPF record lets everybody send as “%1” (“+all”)."_s.arg(domain),
            u"Let it end with “~all”, or with “-all” once all your senders are in it."_s});
    else if (!spf.all || *spf.all == u'?')
        findings.push_back({u"spf-says-nothing"_s, Severity::Notice,
            u"The SPF record does not say what holds for senders that are not in it."_s,
            u"Let it end with “~all”, or with “-all” once all your senders are in it."_s});
    if (!question.spfInclude.isEmpty() && !spf.includes.contains(question.spfInclude.toLower()))
        findings.push_back({u"spf-provider-missing"_s, Severity::Warning,
            u"The SPF record does not have “include:%1”, so your provider is not among its senders."_s.arg(
                question.spfInclude),
            u"Add “include:%1” before its end."_s.arg(question.spfInclude)});
    if (findings.size() == before)
        findings.push_back({u"spf-fine"_s, Severity::Fine,
            u"“%1” says who may send for it (SPF, %2 of %3 lookups, ends with “%4all”)."_s.arg(domain)
                .arg(spf.lookups)
                .arg(mostSpfLookups)
                .arg(*spf.all),
            {}});
}

DomainFinding judgeKey(const QString &where, const QMap<QString, QString> &tags)
{
    const QString key = tags.value(u"p"_s);
    if (key.isEmpty())
        return {u"dkim-revoked"_s, Severity::Serious,
            u"The key at “%1” was taken back: signatures made with it do not hold."_s.arg(where),
            u"Use the selector that your provider signs with now."_s};
    if (tags.value(u"k"_s, u"rsa"_s).toLower() == u"ed25519"_s)
        return {u"dkim-new-kind"_s, Severity::Notice,
            u"The key at “%1” is of a newer kind (Ed25519), which many receivers cannot use."_s.arg(where),
            u"Have mail signed with an RSA key of %1 bits as well."_s.arg(advisedKeyBits)};
    const int bits = rsaBits(key);
    if (bits == 0)
        return {u"dkim-unreadable"_s, Severity::Serious, u"What stands at “%1” is no key."_s.arg(where),
            u"Copy the record from your provider again, whole and without line breaks."_s};
    if (bits < fewestKeyBits)
        return {u"dkim-weak"_s, Severity::Serious,
            u"The key at “%1” has %2 bits; receivers want %3 at least."_s.arg(where).arg(bits).arg(
                fewestKeyBits),
            u"Have a new one made, of %1 bits."_s.arg(advisedKeyBits)};
    if (tags.value(u"t"_s).toLower().split(u':').contains(u"y"_s))
        return {u"dkim-testing"_s, Severity::Notice,
            u"The key at “%1” is marked as a test (“t=y”), so some treat mail as unsigned."_s.arg(where),
            u"Take “t=y” out of the record."_s};
    if (bits < advisedKeyBits)
        return {u"dkim-short"_s, Severity::Notice,
            u"The key at “%1” has %2 bits, which is taken but no longer advised."_s.arg(where).arg(bits),
            u"Have one of %1 bits made when you next change something."_s.arg(advisedKeyBits)};
    return {
        u"dkim-fine"_s, Severity::Fine, u"The key at “%1” is there (%2 bits)."_s.arg(where).arg(bits), {}};
}

Result<> checkDkim(const DomainQuestion &question, const DnsLookup &lookup, Findings &findings)
{
    if (question.dkimSelector.isEmpty()) {
        findings.push_back({u"dkim-unknown"_s, Severity::Notice,
            u"Whether mail is signed (DKIM) cannot be seen without the name of the key."_s,
            u"Look for “s=” in the DKIM-Signature of a mail you sent, and give it as the selector."_s});
        return {};
    }
    const QString where = question.dkimSelector + u"._domainkey."_s + question.dkimDomain;
    HABERDASH_TRY_ASSIGN(texts, lookup(where, DnsType::Text));
    QList<QMap<QString, QString>> keys;
    for (const QString &text : texts) {
        if (const auto tags = tagsIn(text); tags.contains(u"p"_s))
            keys << tags;
    }
    if (keys.isEmpty())
        findings.push_back(
            {u"dkim-missing"_s, Severity::Serious, u"There is no DKIM key at “%1”."_s.arg(where),
                u"Add the record that your provider shows you, and check the selector."_s});
    else if (keys.size() > 1)
        findings.push_back({u"dkim-several"_s, Severity::Warning,
            u"There are %1 keys at “%2”; receivers take any of them."_s.arg(keys.size()).arg(where),
            u"Keep the one that your provider shows you."_s});
    else
        findings.push_back(judgeKey(where, keys.front()));
    return {};
}

QStringList policiesAmong(const QStringList &texts)
{
    QStringList policies;
    for (const QString &text : texts) {
        if (text.section(u';', 0, 0).remove(u' ').toLower() == u"v=dmarc1"_s)
            policies << text;
    }
    return policies;
}

void judgePolicy(
    const DomainQuestion &question, const QMap<QString, QString> &tags, bool isInherited, Findings &findings)
{
    QString policy = tags.value(u"p"_s).toLower();
    if (isInherited)
        policy = tags.value(u"sp"_s, policy).toLower();
    if (policy == u"none"_s)
        findings.push_back({u"dmarc-watches"_s, Severity::Notice,
            u"DMARC is there and only watches (“none”): large providers take that, but others may still write in your name."_s,
            u"Once its reports show only your own senders, change it to “quarantine”."_s});
    else if (policy == u"quarantine"_s || policy == u"reject"_s)
        findings.push_back({u"dmarc-fine"_s, Severity::Fine,
            u"DMARC is there and protects the domain (“%1”)."_s.arg(policy), {}});
    else
        findings.push_back({u"dmarc-unreadable"_s, Severity::Serious,
            u"The DMARC record does not say what to do (“p=” is missing or wrong)."_s,
            u"Write “v=DMARC1; p=none” to begin with."_s});
    const bool isStrict = tags.value(u"adkim"_s).toLower() == u"s"_s;
    const bool isAligned = isStrict
        ? question.dkimDomain == question.domain
        : organisationalDomain(question.dkimDomain) == organisationalDomain(question.domain);
    if (!isAligned)
        findings.push_back({u"dmarc-not-aligned"_s, Severity::Serious,
            u"Mail comes from “%1” but is signed for “%2”, which DMARC does not count as the same%3."_s.arg(
                question.domain, question.dkimDomain, isStrict ? u" (“adkim=s”)"_s : QString()),
            u"Have your provider sign for the domain of your From address."_s});
}

Result<> checkDmarc(const DomainQuestion &question, const DnsLookup &lookup, Findings &findings)
{
    HABERDASH_TRY_ASSIGN(own, lookup(u"_dmarc."_s + question.domain, DnsType::Text));
    QStringList policies = policiesAmong(own);
    const QString above = organisationalDomain(question.domain);
    const bool isInherited = policies.isEmpty() && above != question.domain;
    if (isInherited) {
        HABERDASH_TRY_ASSIGN(inherited, lookup(u"_dmarc."_s + above, DnsType::Text));
        policies = policiesAmong(inherited);
    }
    if (policies.isEmpty())
        findings.push_back({u"dmarc-missing"_s, Severity::Serious,
            u"“%1” has no DMARC record, which large providers want from whoever sends much."_s.arg(
                question.domain),
            u"Add a TXT record at “_dmarc.%1” with “v=DMARC1; p=none”."_s.arg(above)});
    else if (policies.size() > 1)
        findings.push_back({u"dmarc-several"_s, Severity::Serious,
            u"There are %1 DMARC records, so that none of them counts."_s.arg(policies.size()),
            u"Keep one."_s});
    else
        judgePolicy(question, tagsIn(policies.front()), isInherited, findings);
    return {};
}

Result<> checkMx(const QString &domain, const DnsLookup &lookup, Findings &findings)
{
    HABERDASH_TRY_ASSIGN(exchanges, lookup(domain, DnsType::MailExchange));
    if (!exchanges.isEmpty() && exchanges != QStringList{u"."_s} && exchanges != QStringList{QString()}) {
        findings.push_back({u"mx-fine"_s, Severity::Fine,
            u"Answers to “%1” go to %2."_s.arg(domain, exchanges.front()), {}});
        return {};
    }
    HABERDASH_TRY_ASSIGN(addresses, exchanges.isEmpty() ? lookup(domain, DnsType::Address) : QStringList());
    if (addresses.isEmpty())
        findings.push_back({u"mx-missing"_s, Severity::Warning,
            u"“%1” takes no mail, so answers and reports about mail that could not be delivered get lost."_s
                .arg(domain),
            u"Add an MX record, or send from a domain that takes mail."_s});
    else
        findings.push_back({u"mx-by-address"_s, Severity::Notice,
            u"“%1” has no MX record; answers are tried at its web address."_s.arg(domain),
            u"Add an MX record with the name of your mail server."_s});
    return {};
}

} // namespace

QString toWord(Severity severity)
{
    switch (severity) {
    case Severity::Fine:
        return u"fine"_s;
    case Severity::Notice:
        return u"notice"_s;
    case Severity::Warning:
        return u"warning"_s;
    case Severity::Serious:
        return u"serious"_s;
    }
    return {};
}

QString organisationalDomain(const QString &domain)
{
    static const QStringList shared{
        u"ac"_s, u"co"_s, u"com"_s, u"edu"_s, u"gov"_s, u"gv"_s, u"ne"_s, u"net"_s, u"or"_s, u"org"_s};
    const QStringList labels = domain.toLower().split(u'.', Qt::SkipEmptyParts);
    const bool isShared
        = labels.size() > 2 && labels.back().size() == 2 && shared.contains(labels.at(labels.size() - 2));
    return labels.mid(std::max(qsizetype(0), labels.size() - (isShared ? 3 : 2))).join(u'.');
}

Result<std::vector<DomainFinding>> checkSenderDomain(const DomainQuestion &question, const DnsLookup &lookup)
{
    DomainQuestion asked = question;
    HABERDASH_TRY_ASSIGN(domain, domainToAscii(question.domain));
    asked.domain = QString::fromStdString(domain);
    asked.dkimDomain = question.dkimDomain.isEmpty() ? asked.domain : question.dkimDomain.toLower();
    Findings findings;
    HABERDASH_TRY_ASSIGN(spf, readSpf(asked.domain, lookup));
    judgeSpf(spf, asked, findings);
    HABERDASH_TRY(checkDkim(asked, lookup, findings));
    HABERDASH_TRY(checkDmarc(asked, lookup, findings));
    HABERDASH_TRY(checkMx(asked.domain, lookup, findings));
    return findings;
}

} // namespace haberdash::probe
