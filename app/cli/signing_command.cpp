// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/campaign_verbs.h"
#include "app/cli/commands.h"
#include "app/secrets.h"
#include "core/deliver/secrets/wiped.h"
#include "core/sending/account_signing.h"

#include <QFile>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct SigningArguments
{
    std::string name;
    std::string selector = sending::usualSelector.data();
    std::string domain;
    std::string keyFile;
    bool shows = false;
    bool ends = false;
};

Result<std::optional<std::string>> keyFrom(const std::string &path)
{
    if (path.empty())
        return std::optional<std::string>();
    QFile file(QString::fromStdString(path));
    // No key is longer; a folder or a film must not be read to its end.
    constexpr qint64 longest = 64 * 1024;
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Code::Io,
            u"“%1” cannot be read: %2. Nothing was changed."_s.arg(file.fileName(), file.errorString()));
    return std::optional(file.read(longest).toStdString());
}

Result<> signMail(Session &session, const SigningArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(account, store::accountByName(connection, QString::fromStdString(arguments.name)));
    const auto secrets = terminalSecretsOf(connection.path());
    const auto now = session.clock().now();
    if (arguments.ends) {
        HABERDASH_TRY(sending::stopSigning(connection, account, *secrets, now));
        session.answer({{u"account"_s, account.name}, {u"signs"_s, false}},
            u"Mails of “%1” are not signed any more, and the key is forgotten."_s.arg(account.name));
        return {};
    }
    sending::SigningRecord record;
    if (arguments.shows) {
        HABERDASH_TRY_ASSIGN(found, sending::signingRecord(connection.path(), account, *secrets));
        record = found;
    } else {
        HABERDASH_TRY_ASSIGN(pem, keyFrom(arguments.keyFile));
        HABERDASH_TRY_ASSIGN(made,
            sending::startSigning(connection, account,
                {QString::fromStdString(arguments.selector), QString::fromStdString(arguments.domain), pem},
                *secrets, now));
        record = made;
    }
    session.answer({{u"account"_s, account.name}, {u"signs"_s, true}, {u"dns_name"_s, record.name},
                       {u"dns_type"_s, u"TXT"_s}, {u"dns_text"_s, record.text}},
        u"Mails of “%1” are signed. Where the names of your domain are kept (DNS), add a TXT record:\n\n"
        u"  Name: %2\n  Text: %3\n\nThen: haberdash account check-domain \"%1\". Until the record is there, "
        u"receivers treat mail as if it were not signed."_s.arg(account.name, record.name, record.text));
    return {};
}

} // namespace

void addSigningCommand(CLI::App &accounts, Session &session)
{
    const auto [sign, arguments] = addVerb<SigningArguments>(accounts, session, "sign",
        "Sign mail with DKIM, for a mail server that does not do it itself", signMail);
    sign->add_option("NAME", arguments->name, "The account")->required();
    sign->add_option("--selector", arguments->selector, "Name of the key in the DNS")->capture_default_str();
    sign->add_option("--domain", arguments->domain, "Domain to sign for (else the one that mail comes from)");
    auto *file = sign->add_option("--key-file", arguments->keyFile, "A key that you have already, as PEM");
    file->type_name("FILE.pem");
    auto *shows = sign->add_flag("--show", arguments->shows, "Change nothing, show the record for the DNS");
    auto *ends = sign->add_flag("--off", arguments->ends, "Do not sign any more, and forget the key");
    shows->excludes(ends)->excludes(file);
    ends->excludes(file);
}

} // namespace haberdash::cli
