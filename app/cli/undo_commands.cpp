// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/terminal_progress.h"
#include "core/store/import_log.h"
#include "core/store/undo.h"

#include <QJsonArray>

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

QString toWord(store::Dependent::Reason reason)
{
    switch (reason) {
    case store::Dependent::Reason::Met:
        return u"met"_s;
    case store::Dependent::Reason::Changed:
        return u"changed"_s;
    case store::Dependent::Reason::Refers:
        return u"refers"_s;
    }
    return {};
}

QJsonObject toJson(const QMap<QString, qint64> &counts)
{
    QJsonObject object;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

QString inWords(const QMap<QString, qint64> &counts)
{
    QStringList parts;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        parts.append(store::countInWords(it.key(), it.value()));
    return parts.isEmpty() ? u"nothing"_s : parts.join(u", "_s);
}

Result<> undo(Session &session, BatchId batch, bool dryRun)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    TerminalProgress progress(u"Undoing"_s);
    HABERDASH_TRY_ASSIGN(account,
        dryRun ? store::planUndo(connection, batch, progress)
               : store::undoBatch(connection, batch, session.clock().now(), progress));
    QJsonArray dependents;
    for (const auto &dependent : account.dependents) {
        dependents.append(QJsonObject{
            {u"batch"_s, dependent.batch.isValid() ? QJsonValue(dependent.batch.value()) : QJsonValue::Null},
            {u"table"_s, dependent.table}, {u"rows"_s, dependent.rows},
            {u"why"_s, toWord(dependent.reason)}});
    }
    const bool undone = account.isPossible() && !dryRun;
    const QJsonObject object{{u"batch"_s, batch.value()}, {u"undone"_s, undone},
        {u"possible"_s, account.isPossible()}, {u"removed"_s, toJson(account.removed)},
        {u"restored"_s, toJson(account.restored)}, {u"depends"_s, dependents}};
    if (!account.isPossible()) {
        session.answer(object,
            u"Import %1 was not undone, since something depends on it. Nothing was changed.\n%2\n"
            u"Undo the later ones first, newest first.\n"_s.arg(batch.value())
                .arg(store::describe(account.dependents)));
        session.finish(dryRun ? Exit::Incomplete : Exit::Failed);
        return {};
    }
    session.answer(object,
        u"%1\nRemoved: %2\nBack to what it was: %3\n"_s.arg(undone
                ? u"Import %1 was undone."_s.arg(batch.value())
                : u"Import %1 can be undone. This was a dry run: nothing was changed."_s.arg(batch.value()),
            inWords(account.removed), inWords(account.restored)));
    return {};
}

Result<> listImports(Session &session, int limit)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(records, store::importLog(connection, limit));
    QJsonArray imports;
    QString text;
    for (const auto &record : records) {
        QJsonArray files;
        QStringList names;
        for (const auto &file : record.files) {
            files.append(QJsonObject{{u"path"_s, file.path}, {u"format"_s, file.format},
                {u"read"_s, file.read}, {u"accepted"_s, file.accepted}, {u"rejected"_s, file.rejected}});
            names.append(file.path.section(u'/', -1));
        }
        imports.append(
            QJsonObject{{u"batch"_s, record.id.value()}, {u"kind"_s, record.kind}, {u"note"_s, record.note},
                {u"at"_s, toIsoString(record.startedAt)}, {u"undone"_s, record.undone}, {u"files"_s, files}});
        text += u"%1  %2  %3  %4%5\n"_s.arg(record.id.value())
                    .arg(toIsoString(record.startedAt), record.kind,
                        record.files.isEmpty() ? record.note : names.join(u", "_s),
                        record.undone ? u"  (undone)"_s : QString());
    }
    session.answer({{u"imports"_s, imports}}, text.isEmpty() ? u"Nothing was imported yet.\n"_s : text);
    return {};
}

} // namespace

void addUndoCommands(CLI::App &app, Session &session)
{
    auto *command = app.add_subcommand("undo", "Take an import, a merge or a repair back as a whole");
    auto batch = std::make_shared<qint64>();
    auto dryRun = std::make_shared<bool>();
    command->add_option("BATCH", *batch, "Its number, as `import` gave it and `imports` lists it")
        ->required();
    command->add_flag("--dry-run", *dryRun, "Say what it would do, and change nothing");
    command->footer(
        R"(Afterwards the shop's content is what it would be without it. Where something later depends on it
nothing is changed, and the answer says what depends.

Example:
  haberdash --workspace shop.haberdash undo 7 --dry-run)");
    command->callback([&session, batch, dryRun] {
        if (auto done = undo(session, BatchId(*batch), *dryRun); !done)
            session.fail(done.error());
    });

    auto *list = app.add_subcommand("imports", "What was imported and repaired, newest first");
    auto limit = std::make_shared<int>(50);
    list->add_option("--limit", *limit, "How many at most")->check(CLI::PositiveNumber);
    list->callback([&session, limit] {
        if (auto done = listImports(session, *limit); !done)
            session.fail(done.error());
    });
}

} // namespace haberdash::cli
