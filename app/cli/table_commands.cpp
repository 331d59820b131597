// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "core/import/table.h"

#include <QJsonArray>

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList textOf(const importing::Record &record)
{
    QStringList cells;
    for (const auto cell : record.cells)
        cells.append(QString::fromUtf8(cell.data(), qsizetype(cell.size())));
    return cells;
}

/// Empty where a form has no such sign.
QString signOf(char character)
{
    return character == '\0' ? QString() : QString(QLatin1Char(character));
}

Result<> showTable(Session &session, const QString &path)
{
    HABERDASH_TRY_ASSIGN(table, importing::Table::open(path));
    const auto &form = table.form();
    QJsonArray rows;
    QJsonArray lines;
    QJsonArray rejects;
    QString text = table.header().join(u" | "_s) + u'\n';
    for (;;) {
        HABERDASH_TRY_ASSIGN(record, table.next());
        if (!record)
            break;
        if (record->fault != importing::RecordFault::None) {
            const QString reason = importing::describe(*record);
            rejects.append(QJsonObject{{u"line"_s, record->line}, {u"reason"_s, reason},
                {u"cells"_s, QJsonArray::fromStringList(textOf(*record))}});
            text += u"line %1: %2\n"_s.arg(record->line).arg(reason);
            continue;
        }
        const QStringList cells = textOf(*record);
        rows.append(QJsonArray::fromStringList(cells));
        lines.append(record->line);
        text += cells.join(u" | "_s) + u'\n';
    }
    const QStringList remarks = table.remarks();
    for (const QString &remark : remarks)
        text += remark + u'\n';
    QJsonObject answer{{u"format"_s, importing::toWord(form.format)},
        {u"encoding"_s, importing::toWord(form.dialect.encoding)},
        {u"delimiter"_s, signOf(form.dialect.delimiter)}, {u"quote"_s, signOf(form.dialect.quote)},
        {u"header"_s, QJsonArray::fromStringList(table.header())}, {u"rows"_s, rows}, {u"lines"_s, lines},
        {u"rejects"_s, rejects}, {u"remarks"_s, QJsonArray::fromStringList(remarks)}};
    if (!form.entry.isEmpty())
        answer.insert(u"entry"_s, form.entry);
    if (!form.sheet.isEmpty())
        answer.insert(u"sheet"_s, form.sheet);
    session.answer(answer, text);
    session.finish(rejects.isEmpty() ? Exit::Done : Exit::Incomplete);
    return {};
}

} // namespace

void addTableCommands(CLI::App &app, Session &session)
{
    auto *command = app.add_subcommand("table",
        "Show what the reader sees in a file: format, encoding, delimiter, header, rows, and rows it cannot "
        "read");
    auto path = std::make_shared<std::string>();
    command
        ->add_option("FILE", *path,
            "CSV, JSON lines or a JSON array, XLSX; also with gzip or in a ZIP: archive.zip/orders.csv, "
            "book.xlsx/Sheet")
        ->required();
    command->footer("Example:\n  haberdash --json table orders_export.csv\n  haberdash table "
                    "export.zip/orders.xlsx/Orders");
    command->callback([&session, path] {
        if (auto done = showTable(session, QString::fromStdString(*path)); !done)
            session.fail(done.error());
    });
}

} // namespace haberdash::cli
