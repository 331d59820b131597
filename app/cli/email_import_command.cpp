// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/email_import_command.h"

#include "app/cli/session.h"
#include "core/adopt/adopted_mail.h"
#include "core/store/email_repository.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Arguments
{
    std::string file;
    std::string name;
};

QJsonArray toJson(const adopt::AdoptNotes &notes)
{
    QJsonArray array;
    for (const adopt::AdoptNote &note : notes)
        array.append(QJsonObject{{u"kind"_s, adopt::toWord(note.kind)}, {u"what"_s, adopt::toWord(note.what)},
            {u"line"_s, note.line}, {u"source"_s, note.source}, {u"outcome"_s, note.outcome}});
    return array;
}

QString toText(const adopt::AdoptedMail &mail)
{
    QString text;
    for (const adopt::AdoptNote &note : mail.notes) {
        text += note.line > 0 ? u"  line %1: "_s.arg(note.line) : u"  "_s;
        text += u"%1 (%2): %3"_s.arg(adopt::toWord(note.kind), adopt::toWord(note.what), note.source);
        text += note.outcome.isEmpty() ? u"\n"_s : u" -> %1\n"_s.arg(note.outcome);
    }
    return text;
}

Result<> import(Session &session, const Arguments &arguments)
{
    const QString path = QString::fromStdString(arguments.file);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Code::NotFound, u"“%1” cannot be opened: %2."_s.arg(path, file.errorString()));
    HABERDASH_TRY_ASSIGN(mail, adopt::adoptMail(file.readAll(), path));
    HABERDASH_TRY_ASSIGN(connection, session.open());
    store::SavedEmail email;
    email.name = arguments.name.empty() ? QFileInfo(path).completeBaseName()
                                        : QString::fromStdString(arguments.name);
    if (store::emailByName(connection, email.name))
        return failure(Error::Code::Refused,
            u"There is an email “%1” already, and it was left as it is. Give this one a name with --name."_s
                .arg(email.name));
    email.kind = compose::toWord(mail.design.kind);
    email.subject = mail.design.subject;
    email.preheader = mail.design.preheader;
    email.body = mail.design.body;
    HABERDASH_TRY(store::saveEmail(connection, email, session.clock().now()));
    using Kind = adopt::AdoptNote::Kind;
    const int unknown = mail.count(Kind::Unknown);
    session.answer(
        {{u"saved"_s, email.name}, {u"subject"_s, email.subject}, {u"preheader"_s, email.preheader},
            {u"from"_s, adopt::toWord(mail.origin)}, {u"charset"_s, mail.charset},
            {u"translated"_s, mail.count(Kind::Translated)}, {u"unknown"_s, unknown},
            {u"removed"_s, mail.count(Kind::Removed)}, {u"notes"_s, toJson(mail.notes)}},
        u"Saved “%1”, subject “%2”.\n%3"_s.arg(email.name, email.subject, toText(mail)));
    if (unknown > 0)
        session.finish(Exit::Incomplete);
    return {};
}

} // namespace

void addEmailImportCommand(CLI::App &emails, Session &session)
{
    auto *command = emails.add_subcommand("import", "Take an HTML mail of another program over");
    auto arguments = std::make_shared<Arguments>();
    command->add_option("FILE", arguments->file, "The mail: .html or .eml")->required();
    command->add_option("--name", arguments->name, "What to call it; else as the file");
    command->footer(
        "Merge tags of Mailchimp, Klaviyo, Mautic, Brevo, listmonk, HubSpot, ActiveCampaign and SendGrid\n"
        "become Liquid. Ends with 1 where something has no counterpart and somebody must decide.\n"
        "Example:\n  haberdash --workspace shop.haberdash email import newsletter.eml --name \"Spring\"");
    command->callback([&session, arguments] {
        if (auto done = import(session, *arguments); !done)
            session.fail(done.error());
    });
}

} // namespace haberdash::cli
