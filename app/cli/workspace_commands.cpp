// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/terminal_progress.h"
#include "core/store/backup.h"

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct NewOptions
{
    std::string file;
    std::string name;
    std::string currency = "EUR";
    std::string timeZone = "Europe/Berlin";
};

Result<> makeWorkspace(Session &session, const NewOptions &options)
{
    store::WorkspaceInfo info;
    const QString path = QString::fromStdString(options.file);
    info.name = options.name.empty() ? path.section(u'/', -1).section(u'.', 0, 0)
                                     : QString::fromStdString(options.name);
    HABERDASH_TRY_ASSIGN(currency, CurrencyCode::fromString(QString::fromStdString(options.currency)));
    info.currency = currency;
    info.timeZone = QTimeZone(QByteArray::fromStdString(options.timeZone));
    if (!QTimeZone::isTimeZoneIdAvailable(info.timeZone.id()) || !info.timeZone.isValid())
        return failure(Error::Code::Invalid,
            u"“%1” is no time zone. Write a name such as Europe/Berlin."_s.arg(
                QString::fromStdString(options.timeZone)));
    HABERDASH_TRY(store::createWorkspace(path, info));
    session.answer({{u"workspace"_s, path}, {u"name"_s, info.name}, {u"currency"_s, currency.toString()},
                       {u"time_zone"_s, QString::fromLatin1(info.timeZone.id())}},
        u"Made “%1”: %2, %3, %4."_s.arg(
            path, info.name, currency.toString(), QString::fromLatin1(info.timeZone.id())));
    return {};
}

Result<> backUpWorkspace(Session &session, const QString &target)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    TerminalProgress progress(u"Copying"_s);
    HABERDASH_TRY(store::backUp(connection, target, progress));
    session.answer({{u"backup"_s, target}}, u"Copied to “%1”."_s.arg(target));
    return {};
}

} // namespace

void addWorkspaceCommands(CLI::App &app, Session &session)
{
    auto *make = app.add_subcommand("new", "Make a workspace: one file for one shop");
    auto options = std::make_shared<NewOptions>();
    make->add_option("FILE", options->file, "The file to make, such as shop.haberdash")->required();
    make->add_option("--name", options->name, "What the shop is called");
    make->add_option("--currency", options->currency, "Three letters")->capture_default_str();
    make->add_option("--time-zone", options->timeZone, "Where the shop's days begin")->capture_default_str();
    make->footer("Example:\n  haberdash new shop.haberdash --name \"Corner Shop\" --currency EUR --time-zone "
                 "Europe/Berlin");
    make->callback([&session, options] {
        if (auto done = makeWorkspace(session, *options); !done)
            session.fail(done.error());
    });

    auto *backup = app.add_subcommand("backup", "Copy the workspace, also while it is in use");
    auto target = std::make_shared<std::string>();
    backup->add_option("FILE", *target, "Where the copy goes")->required();
    backup->footer(
        "Example:\n  haberdash --workspace shop.haberdash backup /media/stick/shop-2026-06-30.haberdash");
    backup->callback([&session, target] {
        if (auto done = backUpWorkspace(session, QString::fromStdString(*target)); !done)
            session.fail(done.error());
    });
}

} // namespace haberdash::cli
