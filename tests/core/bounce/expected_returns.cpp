// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/bounce/expected_returns.h"

#include <QFile>
#include <QHash>

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

namespace {

/// "5.0.910" and its like stand for a reason, not for what a server said.
bool isPseudo(const QString &status)
{
    return status.section(u'.', 1, 1) == u"0" && status.section(u'.', 2, 2).toInt() >= 900;
}

} // namespace

QMap<QString, std::vector<ExpectedReturn>> readExpectedReturns(const QString &path)
{
    QMap<QString, std::vector<ExpectedReturn>> expected;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return expected;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    for (qsizetype at = 1; at < lines.size(); ++at) {
        const QStringList cells = lines[at].split(u',');
        if (cells.size() < 7)
            continue;
        const QString status = isPseudo(cells[2]) ? QString() : cells[2];
        expected[cells[0]].push_back({status, cells[4], cells[5] == u"1", cells[6]});
    }
    return expected;
}

QString inWordsOfTheData(const QString &reason)
{
    static const QHash<QString, QString> words{{u"unknown-mailbox"_s, u"userunknown"_s},
        {u"unknown-host"_s, u"hostunknown"_s}, {u"moved"_s, u"hasmoved"_s},
        {u"no-mail-accepted"_s, u"notaccept"_s}, {u"mailbox-full"_s, u"mailboxfull"_s},
        {u"mailbox-disabled"_s, u"suspend"_s}, {u"filtered"_s, u"filtered"_s},
        {u"limit-exceeded"_s, u"exceedlimit"_s}, {u"suppressed"_s, u"suppressed"_s},
        {u"sender-refused"_s, u"rejected"_s}, {u"blocked"_s, u"blocked"_s},
        {u"bad-reputation"_s, u"badreputation"_s}, {u"no-reverse-name"_s, u"requireptr"_s},
        {u"authentication-failed"_s, u"authfailure"_s}, {u"relaying-denied"_s, u"norelaying"_s},
        {u"security-refused"_s, u"securityerror"_s}, {u"too-many-connections"_s, u"toomanyconn"_s},
        {u"sending-too-fast"_s, u"speeding"_s}, {u"policy-violation"_s, u"policyviolation"_s},
        {u"spam-detected"_s, u"spamdetected"_s}, {u"virus-detected"_s, u"virusdetected"_s},
        {u"content-refused"_s, u"contenterror"_s}, {u"message-too-big"_s, u"mesgtoobig"_s},
        {u"not-by-the-rules"_s, u"notcompliantrfc"_s}, {u"expired"_s, u"expired"_s},
        {u"network-failure"_s, u"networkerror"_s}, {u"encryption-failed"_s, u"failedstarttls"_s},
        {u"system-failure"_s, u"systemerror"_s}, {u"system-full"_s, u"systemfull"_s},
        {u"program-failed"_s, u"mailererror"_s}, {u"syntax-error"_s, u"syntaxerror"_s},
        {u"delivered"_s, u"delivered"_s}, {u"auto-reply"_s, u"vacation"_s}, {u"feedback"_s, u"feedback"_s},
        {u"unclear"_s, u"undefined"_s}, {u"not-said"_s, u"onhold"_s}};
    return words.value(reason, reason);
}

} // namespace haberdash::test
