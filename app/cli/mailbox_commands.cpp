// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/campaign_verbs.h"
#include "app/cli/commands.h"
#include "app/cli/terminal_progress.h"
#include "app/secrets.h"
#include "core/sending/mailbox_visit.h"

#include <QJsonArray>

#include <iostream>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct MailboxArguments
{
    std::string name;
    std::string kind = "imap";
    std::string host;
    std::optional<int> port;
    std::string security = "tls";
    std::string authentication = "password";
    std::string user;
    std::string folder = "INBOX";
    std::string handledFolder;
    std::string caFile;
    bool passwordFromInput = false;
};

int usualPort(const MailboxArguments &arguments)
{
    const bool isTls = arguments.security == "tls";
    return arguments.kind == "pop3" ? (isTls ? 995 : 110) : (isTls ? 993 : 143);
}

Result<> add(Session &session, const MailboxArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    const auto text = [](const std::string &value) { return QString::fromStdString(value); };
    store::Mailbox mailbox;
    mailbox.name = text(arguments.name);
    mailbox.kind = text(arguments.kind);
    mailbox.host = text(arguments.host);
    mailbox.port = arguments.port.value_or(usualPort(arguments));
    mailbox.security = text(arguments.security);
    mailbox.authentication = text(arguments.authentication);
    mailbox.userName = text(arguments.user);
    mailbox.folder = text(arguments.folder);
    mailbox.handledFolder = text(arguments.handledFolder);
    if (const auto known = store::mailboxByName(connection, mailbox.name))
        mailbox.id = known->id;
    HABERDASH_TRY_ASSIGN(id, store::saveMailbox(connection, mailbox, session.clock().now()));
    if (arguments.passwordFromInput) {
        std::string password;
        std::getline(std::cin, password);
        HABERDASH_TRY(terminalSecretsOf(connection.path())
                          ->write(sending::mailboxSecretKey(connection.path(), id), password));
    }
    session.answer({{u"saved"_s, mailbox.name}}, u"Saved the mailbox “%1”."_s.arg(mailbox.name));
    return {};
}

QString inWords(const QString &name, const sending::VisitReport &report)
{
    const auto &counts = report.counts;
    QString text
        = u"“%1”: %2 mails read. %3 addresses do not exist, %4 could not take mail now, %5 did not want it, %6 complained, %7 unsubscribed, %8 are about nobody of ours.\n"_s
              .arg(name)
              .arg(counts.mails)
              .arg(counts.hardBounces)
              .arg(counts.softBounces)
              .arg(counts.blocks)
              .arg(counts.complaints)
              .arg(counts.unsubscribed)
              .arg(counts.strangers);
    if (counts.suppressed > 0)
        text += u"%1 addresses are not written to any more.\n"_s.arg(counts.suppressed);
    if (counts.letters > 0)
        text += u"%1 are letters to you; they were left where they are.\n"_s.arg(counts.letters);
    if (!report.trouble.isEmpty())
        text += report.trouble + u" What was read is booked; the rest is read the next time.\n"_s;
    return text;
}

Result<> read(Session &session, const MailboxArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(all, store::mailboxes(connection));
    const QString wanted = QString::fromStdString(arguments.name);
    if (!wanted.isEmpty()) {
        HABERDASH_TRY_ASSIGN(one, store::mailboxByName(connection, wanted));
        all = {one};
    }
    QJsonArray reports;
    QString text;
    bool whole = true;
    const auto secrets = terminalSecretsOf(connection.path());
    for (const auto &mailbox : all) {
        TerminalProgress progress(u"Reading “%1”"_s.arg(mailbox.name));
        HABERDASH_TRY_ASSIGN(report,
            sending::visitMailbox(connection, mailbox, *secrets, QString::fromStdString(arguments.caFile),
                session.clock(), progress));
        const auto &counts = report.counts;
        reports.append(QJsonObject{{u"mailbox"_s, mailbox.name}, {u"mails"_s, counts.mails},
            {u"hard"_s, counts.hardBounces}, {u"soft"_s, counts.softBounces}, {u"blocked"_s, counts.blocks},
            {u"complaints"_s, counts.complaints}, {u"unsubscribed"_s, counts.unsubscribed},
            {u"auto_replies"_s, counts.autoReplies}, {u"letters"_s, counts.letters},
            {u"strangers"_s, counts.strangers}, {u"suppressed"_s, counts.suppressed},
            {u"complete"_s, report.isComplete}, {u"trouble"_s, report.trouble}});
        text += inWords(mailbox.name, report);
        whole = whole && report.trouble.isEmpty();
    }
    session.answer({{u"mailboxes"_s, reports}}, all.isEmpty() ? u"No mailboxes are saved.\n"_s : text);
    session.finish(whole ? Exit::Done : Exit::Incomplete);
    return {};
}

Result<> list(Session &session, const MailboxArguments &)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(all, store::mailboxes(connection));
    QJsonArray array;
    QString text;
    for (const auto &mailbox : all) {
        array.append(QJsonObject{{u"name"_s, mailbox.name}, {u"kind"_s, mailbox.kind},
            {u"host"_s, mailbox.host}, {u"port"_s, mailbox.port}, {u"user"_s, mailbox.userName},
            {u"read_at"_s, mailbox.readAt ? QJsonValue(toIsoString(*mailbox.readAt)) : QJsonValue::Null},
            {u"trouble"_s, mailbox.trouble}});
        text += u"%1: %2 at %3 by %4, %5%6\n"_s.arg(mailbox.name, mailbox.userName, mailbox.host,
            mailbox.kind, mailbox.readAt ? u"read "_s + toIsoString(*mailbox.readAt) : u"not read yet"_s,
            mailbox.trouble.isEmpty() ? QString() : u"; that ended early: "_s + mailbox.trouble);
    }
    session.answer({{u"mailboxes"_s, array}}, text.isEmpty() ? u"No mailboxes are saved.\n"_s : text);
    return {};
}

Result<> removeOne(Session &session, const MailboxArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(mailbox, store::mailboxByName(connection, QString::fromStdString(arguments.name)));
    HABERDASH_TRY(store::deleteMailbox(connection, mailbox.id));
    // The next mailbox may get its number.
    HABERDASH_TRY(terminalSecretsOf(connection.path())
                      ->remove(sending::mailboxSecretKey(connection.path(), mailbox.id)));
    session.answer({{u"removed"_s, mailbox.name}}, u"Removed the mailbox “%1”."_s.arg(mailbox.name));
    return {};
}

} // namespace

void addMailboxCommands(CLI::App &app, Session &session)
{
    auto *mailboxes
        = app.add_subcommand("mailbox", "Where bounces, complaints and mails to unsubscribe arrive");
    mailboxes->require_subcommand(1);
    mailboxes->footer(
        R"(Reading deletes nothing and marks nothing as read. What was booked moves to --handled, where that is said.

Example:
  haberdash --workspace shop.haberdash mailbox add Returns --host imap.example.com --user returns@example.com \
      --handled Booked --password-stdin < password.txt
  haberdash --workspace shop.haberdash mailbox read)");
    const auto [adding, made]
        = addVerb<MailboxArguments>(*mailboxes, session, "add", "Add a mailbox, or change one", add);
    adding->add_option("NAME", made->name, "What you call it")->required();
    adding->add_option("--kind", made->kind, "imap or pop3")
        ->check(CLI::IsMember({"imap", "pop3"}))
        ->capture_default_str();
    adding->add_option("--host", made->host, "The mail server")->required();
    adding->add_option("--port", made->port, "Else the usual one: 993, 143, 995, 110");
    adding->add_option("--security", made->security, "tls, starttls or plain")
        ->check(CLI::IsMember({"tls", "starttls", "plain"}))
        ->capture_default_str();
    adding->add_option("--auth", made->authentication, "password, or xoauth2 with an access token")
        ->check(CLI::IsMember({"password", "xoauth2"}))
        ->capture_default_str();
    adding->add_option("--user", made->user, "Name to sign in with")->required();
    adding->add_option("--folder", made->folder, "Of IMAP")->capture_default_str();
    adding->add_option("--handled", made->handledFolder, "Of IMAP: where mails go that are booked");
    adding->add_flag("--password-stdin", made->passwordFromInput,
        "Read the password from standard input into the keychain");
    const auto [reading, which]
        = addVerb<MailboxArguments>(*mailboxes, session, "read", "Read what is new, and book it", read);
    reading->add_option("NAME", which->name, "The mailbox; without a name, all");
    reading->add_option("--ca-file", which->caFile, "Trust this authority instead of the system's")
        ->type_name("FILE.pem");
    addVerb<MailboxArguments>(*mailboxes, session, "list", "All mailboxes", list);
    const auto [removing, gone]
        = addVerb<MailboxArguments>(*mailboxes, session, "remove", "Look there no more", removeOne);
    removing->add_option("NAME", gone->name, "The mailbox")->required();
}

} // namespace haberdash::cli
