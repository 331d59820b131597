// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/terminal_progress.h"
#include "core/import/import.h"

#include <QJsonArray>

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ImportArguments
{
    std::vector<std::string> files;
    std::string mapping;
    std::string rejects;
    bool dryRun = false;
    std::string consentReason;
    std::string dates;
};

QJsonObject toJson(const importing::ImportReport &report)
{
    QJsonArray files;
    for (const auto &file : report.files) {
        QJsonObject reasons;
        for (auto it = file.reasons.begin(); it != file.reasons.end(); ++it)
            reasons.insert(it.key(), it.value());
        files.append(QJsonObject{{u"path"_s, file.path}, {u"format"_s, file.format}, {u"read"_s, file.read},
            {u"accepted"_s, file.accepted}, {u"rejected"_s, file.rejected},
            {u"rejects"_s, file.rejects.isEmpty() ? QJsonValue::Null : QJsonValue(file.rejects)},
            {u"reasons"_s, reasons}, {u"remark"_s, file.remark}});
    }
    const QString adopted = report.adoptedCurrency.isValid() ? report.adoptedCurrency.toString() : QString();
    return {{u"batch"_s, report.batch.isValid() ? QJsonValue(report.batch.value()) : QJsonValue::Null},
        {u"files"_s, files}, {u"remark"_s, report.remark},
        {u"adopted_currency"_s, adopted.isEmpty() ? QJsonValue::Null : QJsonValue(adopted)},
        {u"customers"_s,
            QJsonObject{{u"new"_s, report.customersNew}, {u"changed"_s, report.customersChanged},
                {u"merged"_s, report.customersMerged}, {u"consent_kept"_s, report.consentKept},
                {u"consent_gained"_s, report.consentGained}, {u"consent_lost"_s, report.consentLost}}}};
}

QString toText(const importing::ImportReport &report, bool dryRun)
{
    QString text;
    for (const auto &file : report.files) {
        text += u"%1 (%2): %3 rows read, %4 accepted, %5 rejected\n"_s.arg(file.path, file.format)
                    .arg(file.read)
                    .arg(file.accepted)
                    .arg(file.rejected);
        for (auto it = file.reasons.begin(); it != file.reasons.end(); ++it)
            text += u"    %1 x %2\n"_s.arg(it.value()).arg(it.key());
        if (!file.remark.isEmpty())
            text += u"    %1\n"_s.arg(file.remark);
        if (!file.rejects.isEmpty())
            text += u"    rejected rows, to be mended and imported again: %1\n"_s.arg(file.rejects);
    }
    text += u"Customers: %1 new, %2 changed, %3 known under another id\n"_s.arg(report.customersNew)
                .arg(report.customersChanged)
                .arg(report.customersMerged);
    if (report.consentLost > 0)
        text += u"%1 of them no longer want mail, as the file says\n"_s.arg(report.consentLost);
    if (report.consentGained > 0)
        text += u"%1 times a yes to mail was recorded where we held a no\n"_s.arg(report.consentGained);
    if (report.consentKept > 0)
        text
            += u"%1 times a file said yes to mail where we hold a no; the no stays (--accept-consent WHY records the yes)\n"_s
                   .arg(report.consentKept);
    if (report.adoptedCurrency.isValid())
        text += u"All orders are in %1, which is the shop’s currency now\n"_s.arg(
            report.adoptedCurrency.toString());
    if (!report.remark.isEmpty())
        text += report.remark + u" On the command line: haberdash rates set.\n"_s;
    return dryRun ? text + u"This was a dry run: nothing was kept.\n"_s : text;
}

Result<> import(Session &session, const ImportArguments &arguments)
{
    importing::ImportOptions options;
    options.dryRun = arguments.dryRun;
    options.dateFormat = QString::fromStdString(arguments.dates).trimmed();
    if (const auto format = importing::DateFormat::fromPattern(options.dateFormat); !format)
        return tl::unexpected(format.error());
    options.consentReason = QString::fromStdString(arguments.consentReason).trimmed();
    options.rejectFolder = QString::fromStdString(arguments.rejects);
    if (!arguments.mapping.empty()) {
        HABERDASH_TRY_ASSIGN(mapping, importing::loadMapping(QString::fromStdString(arguments.mapping)));
        options.mapping = std::move(mapping);
    }
    QStringList paths;
    for (const std::string &file : arguments.files)
        paths.append(QString::fromStdString(file));
    HABERDASH_TRY_ASSIGN(connection, session.open());
    TerminalProgress progress(u"Importing"_s);
    HABERDASH_TRY_ASSIGN(
        report, importing::importFiles(connection, paths, options, session.clock().now(), progress));
    session.answer(toJson(report), toText(report, arguments.dryRun));
    for (const auto &file : report.files) {
        if (file.rejected > 0)
            session.finish(Exit::Incomplete);
    }
    return {};
}

} // namespace

void addImportCommands(CLI::App &app, Session &session)
{
    auto *command = app.add_subcommand("import", "Read files of a shop into the workspace");
    auto arguments = std::make_shared<ImportArguments>();
    command
        ->add_option("FILE", arguments->files,
            "CSV, JSON lines, XLSX, also with gzip or in a ZIP (all.zip/orders.csv), in any order")
        ->required();
    command
        ->add_option(
            "--mapping", arguments->mapping, "What the columns mean, for files that are not recognised")
        ->type_name("M.json");
    command
        ->add_option(
            "--rejects", arguments->rejects, "Folder for files of rejected rows (else beside each file)")
        ->type_name("DIR");
    command
        ->add_option("--dates", arguments->dates,
            "How dates are written where a file leaves it open: dd/MM/yyyy or MM/dd/yyyy")
        ->type_name("FORMAT");
    command->add_flag("--dry-run", arguments->dryRun, "Do everything, keep nothing");
    command
        ->add_option("--accept-consent", arguments->consentReason,
            "Record a yes to mail also where we hold a no, for this reason (over an unsubscribe only where "
            "the file dates the yes later)")
        ->type_name("WHY");
    command->footer(
        R"(Exports of Shopify, WooCommerce, BigCommerce, Magento, PrestaShop, Etsy, Squarespace, Square, Klaviyo and Mailchimp are
recognised by their headers; an archive brings in all tables it holds.
All files go in together or, on an error, none does. Rows that cannot be read go to FILE.rejected.csv with line and reason.

Examples:
  haberdash --workspace shop.haberdash import customers_export.csv orders_export.csv products_export.csv
  haberdash --workspace shop.haberdash import --mapping invoices.json invoices.csv.gz

A mapping:
  {"name": "Invoices", "kind": "orders", "source": "till",
   "columns": {"No": "order_id", "Date": "placed_at", "Customer": "customer_id", "Article": "line_product",
               "Count": "line_quantity", "Price": "line_price", "Colour": "attribute:colour"},
   "dates": {"format": "dd/MM/yyyy HH:mm", "time_zone": "Europe/London"},
   "numbers": {"decimal": ",", "thousands": ".", "negative": "accept"}})");
    command->callback([&session, arguments] {
        if (auto done = import(session, *arguments); !done)
            session.fail(done.error());
    });
}

} // namespace haberdash::cli
