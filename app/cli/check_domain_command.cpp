// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/campaign_verbs.h"
#include "app/cli/commands.h"
#include "core/probe/sender_domain.h"
#include "core/store/account_repository.h"

#include <QJsonArray>

#include <algorithm>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;
using Severity = probe::DomainFinding::Severity;

namespace {

struct DomainArguments
{
    std::string name;
    std::string dkimSelector;
    std::string dkimDomain;
    std::string spfInclude;
    std::string dnsServer;
};

Result<> checkDomain(Session &session, const DomainArguments &arguments)
{
    const auto orElse = [](const std::string &given, const QString &saved) {
        return given.empty() ? saved : QString::fromStdString(given);
    };
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(account, store::accountByName(connection, QString::fromStdString(arguments.name)));
    probe::DnsSettings dns;
    if (!arguments.dnsServer.empty()) {
        HABERDASH_TRY_ASSIGN(given, probe::parseDnsServer(QString::fromStdString(arguments.dnsServer)));
        dns = given;
    }
    const QString domain = account.fromAddress.section(u'@', -1);
    HABERDASH_TRY_ASSIGN(findings,
        probe::checkSenderDomain({domain, orElse(arguments.dkimSelector, account.dkimSelector),
                                     orElse(arguments.dkimDomain, account.dkimDomain),
                                     QString::fromStdString(arguments.spfInclude)},
            probe::dnsLookup(dns)));
    QJsonArray array;
    QString text = u"What the DNS says about “%1”:\n"_s.arg(domain);
    for (const auto &finding : findings) {
        array.append(QJsonObject{{u"code"_s, finding.code}, {u"severity"_s, probe::toWord(finding.severity)},
            {u"words"_s, finding.words}, {u"advice"_s, finding.advice}});
        text += u"%1: %2 %3"_s.arg(probe::toWord(finding.severity), finding.words, finding.advice).trimmed()
            + u'\n';
    }
    const bool isSerious = std::any_of(findings.begin(), findings.end(),
        [](const auto &finding) { return finding.severity == Severity::Serious; });
    session.answer({{u"account"_s, account.name}, {u"domain"_s, domain}, {u"findings"_s, array}}, text);
    session.finish(isSerious ? Exit::Incomplete : Exit::Done);
    return {};
}

} // namespace

void addCheckDomainCommand(CLI::App &accounts, Session &session)
{
    const auto [check, arguments] = addVerb<DomainArguments>(accounts, session, "check-domain",
        "Ask the DNS whether mailbox providers will take mail from this address", checkDomain);
    check->add_option("NAME", arguments->name, "The account")->required();
    check->add_option("--dkim-selector", arguments->dkimSelector, "Name of the key, “s=” of a signature");
    check->add_option("--dkim-domain", arguments->dkimDomain, "“d=” of a signature, if it is another domain");
    check->add_option(
        "--spf-include", arguments->spfInclude, "Name that your provider wants in the SPF record");
    check->add_option("--dns-server", arguments->dnsServer, "Ask this one instead of the system's")
        ->type_name("ADDRESS[:PORT]");
}

} // namespace haberdash::cli
