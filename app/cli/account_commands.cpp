// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/campaign_verbs.h"
#include "app/cli/commands.h"
#include "app/secrets.h"
#include "core/deliver/secrets/wiped.h"
#include "core/sending/account_check.h"
#include "core/sending/account_signing.h"
#include "core/sending/account_transport.h"

#include <QJsonArray>

#include <iostream>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct AccountArguments
{
    std::string name;
    std::string service = "smtp";
    std::string host;
    int port = 587;
    std::string security = "starttls";
    std::string authentication = "password";
    std::string user;
    std::string from;
    std::string fromName;
    std::string replyTo;
    std::string unsubscribeUrl;
    std::string unsubscribeAddress;
    std::string domain;
    std::string region;
    std::string stream;
    std::string tokenUrl;
    std::string clientId;
    std::string onlyDomains;
    store::AccountLimits limits;
    std::string caFile;
    bool passwordFromInput = false;
};

store::Account accountFrom(const AccountArguments &arguments)
{
    const auto text = [](const std::string &value) { return QString::fromStdString(value); };
    store::Account account;
    account.name = text(arguments.name);
    account.service = text(arguments.service);
    account.host = text(arguments.host);
    account.port = arguments.port;
    account.security = text(arguments.security);
    account.authentication = text(arguments.authentication);
    account.userName = text(arguments.user);
    account.fromAddress = text(arguments.from);
    account.fromName = text(arguments.fromName);
    account.replyTo = text(arguments.replyTo);
    account.unsubscribeUrl = text(arguments.unsubscribeUrl);
    account.unsubscribeAddress = text(arguments.unsubscribeAddress);
    account.serviceDomain = text(arguments.domain);
    account.region = text(arguments.region);
    account.stream = text(arguments.stream);
    account.tokenUrl = text(arguments.tokenUrl);
    account.clientId = text(arguments.clientId);
    account.onlyDomains = text(arguments.onlyDomains);
    account.limits = arguments.limits;
    return account;
}

Result<> addAccount(Session &session, const AccountArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    auto account = accountFrom(arguments);
    if (const auto known = store::accountByName(connection, account.name)) {
        account.id = known->id;
        account.limits.warmUpSince = known->limits.warmUpSince;
        account.dkimDomain = known->dkimDomain;
        account.dkimSelector = known->dkimSelector;
    }
    HABERDASH_TRY_ASSIGN(id, store::saveAccount(connection, account, session.clock().now()));
    if (arguments.passwordFromInput) {
        deliver::Wiped password;
        std::getline(std::cin, password.text());
        HABERDASH_TRY(terminalSecretsOf(connection.path())
                          ->write(sending::secretKey(connection.path(), id), password.text()));
    }
    session.answer({{u"saved"_s, account.name}}, u"Saved the account “%1”."_s.arg(account.name));
    return {};
}

Result<> testAccount(Session &session, const AccountArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(account, store::accountByName(connection, QString::fromStdString(arguments.name)));
    HABERDASH_TRY_ASSIGN(transport,
        sending::openAccount(account, connection.path(), terminalSecretsOf(connection.path()),
            session.clock(), QString::fromStdString(arguments.caFile)));
    const auto check = sending::checkAccount(account, *transport);
    const auto &answer = check.answer;
    QString text = check.headline + u'\n';
    if (!check.works) {
        text = u"“%1” does not work. %2\n%3\n"_s.arg(account.name, check.headline, check.advice);
        text += u"The other side said (%1): %2 %3\n"_s.arg(deliver::toWord(answer.stage),
            answer.code == 0 ? QString() : QString::number(answer.code), answer.text);
    }
    session.answer({{u"account"_s, account.name}, {u"works"_s, check.works},
                       {u"encrypted"_s, check.works && check.isEncrypted},
                       {u"stage"_s, deliver::toWord(answer.stage)}, {u"code"_s, answer.code},
                       {u"text"_s, answer.text}, {u"meaning"_s, check.headline}, {u"advice"_s, check.advice}},
        text);
    session.finish(check.works ? Exit::Done : Exit::Failed);
    return {};
}

Result<> listAccounts(Session &session, const AccountArguments &)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(accounts, store::accounts(connection));
    QJsonArray array;
    QString text;
    for (const auto &account : accounts) {
        array.append(QJsonObject{{u"name"_s, account.name}, {u"service"_s, account.service},
            {u"host"_s, account.host}, {u"port"_s, account.port}, {u"security"_s, account.security},
            {u"from"_s, account.fromAddress}, {u"only_domains"_s, account.onlyDomains},
            {u"limits"_s,
                QJsonObject{{u"per_second"_s, account.limits.perSecond},
                    {u"per_minute"_s, account.limits.perMinute}, {u"per_hour"_s, account.limits.perHour},
                    {u"per_day"_s, account.limits.perDay},
                    {u"per_hour_and_domain"_s, account.limits.perHourAndDomain},
                    {u"warm_up"_s, account.limits.warmUpFirstDay}}}});
        text += account.isService()
            ? u"%1: %2 by %3\n"_s.arg(account.name, account.fromAddress, account.service)
            : u"%1: %2 over %3:%4 (%5)\n"_s.arg(account.name, account.fromAddress, account.host)
                  .arg(account.port)
                  .arg(account.security);
    }
    session.answer({{u"accounts"_s, array}}, text.isEmpty() ? u"No accounts are saved."_s : text);
    return {};
}

Result<> removeAccount(Session &session, const AccountArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(account, store::accountByName(connection, QString::fromStdString(arguments.name)));
    HABERDASH_TRY(store::deleteAccount(connection, account.id));
    // Another account may get the same number, and must not find a password that is not its own.
    const auto secrets = terminalSecretsOf(connection.path());
    auto forgotten = secrets->remove(sending::secretKey(connection.path(), account.id));
    if (forgotten && !account.dkimSelector.isEmpty())
        forgotten = secrets->remove(sending::signingSecretKey(connection.path(), account));
    if (!forgotten) {
        Session::say(
            u"haberdash: The account is gone, but its password is still kept: "_s + forgotten.error().detail);
        session.finish(Exit::Incomplete);
    }
    session.answer({{u"removed"_s, account.name}}, u"Removed the account “%1”."_s.arg(account.name));
    return {};
}

void addOptions(CLI::App &add, AccountArguments &options)
{
    add.add_option("NAME", options.name, "What you call it")->required();
    add.add_option("--service", options.service,
           "smtp (your own or any mail server), sendgrid, mailgun, postmark, ses, brevo or resend")
        ->check(CLI::IsMember({"smtp", "sendgrid", "mailgun", "postmark", "ses", "brevo", "resend"}))
        ->capture_default_str();
    add.add_option(
        "--host", options.host, "The mail server; of a service, another address than its usual one");
    add.add_option("--port", options.port, "587 for STARTTLS, 465 for TLS")->capture_default_str();
    add.add_option("--security", options.security, "starttls, tls or plain")
        ->check(CLI::IsMember({"starttls", "tls", "plain"}))
        ->capture_default_str();
    add.add_option("--auth", options.authentication, "password (or API key), xoauth2 or none")
        ->check(CLI::IsMember({"password", "xoauth2", "none"}))
        ->capture_default_str();
    add.add_option("--user", options.user, "Name to sign in with; of Amazon SES, the id of the access key");
    add.add_option("--from", options.from, "Address that mail comes from")->required();
    add.add_option("--from-name", options.fromName, "Name beside it (else the shop's)");
    add.add_option("--reply-to", options.replyTo, "Where answers go");
    add.add_option("--unsubscribe-url", options.unsubscribeUrl,
        "https address with {token}, for one-click unsubscribing");
    add.add_option("--unsubscribe-address", options.unsubscribeAddress, "Where mails to unsubscribe go");
    add.add_option("--domain", options.domain, "Mailgun: the domain as it is named there");
    add.add_option("--region", options.region, "Amazon SES: such as eu-central-1; SendGrid, Mailgun: eu");
    add.add_option("--stream", options.stream, "Postmark: the message stream (else broadcast)");
    add.add_option("--token-url", options.tokenUrl, "xoauth2: where access tokens are renewed");
    add.add_option("--client-id", options.clientId, "xoauth2: who renews them");
    add.add_option("--only-domains", options.onlyDomains,
        "Only mail to these domains goes this way, such as \"gmail.com googlemail.com\"");
    auto &limits = options.limits;
    add.add_option("--per-second", limits.perSecond, "At most so many messages ...")->capture_default_str();
    add.add_option("--per-minute", limits.perMinute, "... 0 is no limit")->capture_default_str();
    add.add_option("--per-hour", limits.perHour)->capture_default_str();
    add.add_option("--per-day", limits.perDay)->capture_default_str();
    add.add_option("--per-hour-and-domain", limits.perHourAndDomain, "To the addresses of one domain")
        ->capture_default_str();
    add.add_option("--warm-up", limits.warmUpFirstDay,
           "A new sender: so many on the first day, twice as many each day, the most engaged first")
        ->capture_default_str();
    add.add_flag("--password-stdin", options.passwordFromInput,
        "Read the password or key from standard input and keep it in the keychain or the file of passwords");
}

} // namespace

void addAccountCommands(CLI::App &app, Session &session)
{
    auto *accounts = app.add_subcommand("account", "Ways out for mail");
    accounts->require_subcommand(1);
    accounts->footer(
        R"(The password is kept in the keychain of the system, never in the workspace. HABERDASH_PASSWORD overrides it.
Without a keychain: set HABERDASH_SECRETS_FILE to the name of a file, which is locked with a passphrase (asked for,
or HABERDASH_PASSPHRASE). Where there is neither, commands that need a password ask for it and forget it again.

Example:
  haberdash --workspace shop.haberdash account add Shop --host smtp.example.com --user shop --from news@example.com \
      --unsubscribe-url 'https://example.com/u/{token}' --password-stdin < password.txt
  haberdash --workspace shop.haberdash account test Shop)");
    const auto [add, options]
        = addVerb<AccountArguments>(*accounts, session, "add", "Add an account, or change one", addAccount);
    addOptions(*add, *options);
    const auto [test, tested] = addVerb<AccountArguments>(
        *accounts, session, "test", "Connect and sign in, send nothing", testAccount);
    test->add_option("NAME", tested->name, "The account")->required();
    test->add_option("--ca-file", tested->caFile, "Trust this authority instead of the system's")
        ->type_name("FILE.pem");
    addEventCommands(*accounts, session);
    addCheckDomainCommand(*accounts, session);
    addSigningCommand(*accounts, session);
    addVerb<AccountArguments>(*accounts, session, "list", "All accounts", listAccounts);
    const auto [remove, removed] = addVerb<AccountArguments>(
        *accounts, session, "remove", "Take an account away that nothing was sent by", removeAccount);
    remove->add_option("NAME", removed->name, "The account")->required();
}

} // namespace haberdash::cli
