// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "core/import/row_values.h"
#include "core/import/table.h"

#include <QJsonArray>

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<> showTable(Session &session, const QString &path)
{
    HABERDASH_TRY_ASSIGN(table, importing::Table::open(path));
    const auto &dialect = table.reader().dialect();
    QJsonArray rows;
    QJsonArray rejects;
    QString text = table.header().join(u" | "_s) + u'\n';
    for (;;) {
        HABERDASH_TRY_ASSIGN(record, table.next());
        if (!record)
            break;
        if (record->fault != importing::RecordFault::None) {
            const QString reason = importing::describe(record->fault);
            rejects.append(QJsonObject{{u"line"_s, record->line}, {u"reason"_s, reason}});
            text += u"line %1: %2\n"_s.arg(record->line).arg(reason);
            continue;
        }
        QJsonArray cells;
        QStringList shown;
        for (const auto cell : record->cells) {
            shown.append(QString::fromUtf8(cell.data(), qsizetype(cell.size())));
            cells.append(shown.constLast());
        }
        rows.append(cells);
        text += shown.join(u" | "_s) + u'\n';
    }
    session.answer({{u"encoding"_s, importing::toWord(dialect.encoding)},
                       {u"delimiter"_s, QString(QLatin1Char(dialect.delimiter))},
                       {u"quote"_s, QString(QLatin1Char(dialect.quote))},
                       {u"header"_s, QJsonArray::fromStringList(table.header())}, {u"rows"_s, rows},
                       {u"rejects"_s, rejects}},
        text);
    session.finish(rejects.isEmpty() ? Exit::Done : Exit::Incomplete);
    return {};
}

} // namespace

void addTableCommands(CLI::App &app, Session &session)
{
    auto *command = app.add_subcommand(
        "table", "Show what the reader sees in a file: encoding, delimiter, header, rows");
    auto path = std::make_shared<std::string>();
    command->add_option("FILE", *path, "A CSV or TSV file, also packed with gzip")->required();
    command->footer("Example:\n  haberdash --json table orders_export.csv");
    command->callback([&session, path] {
        if (auto done = showTable(session, QString::fromStdString(*path)); !done)
            session.fail(done.error());
    });
}

} // namespace haberdash::cli
