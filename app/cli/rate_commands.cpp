// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "core/import/rate_file.h"

#include <QDate>
#include <QJsonArray>

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct RateArguments
{
    std::string currency;
    std::string rate;
    std::string from;
    std::string source;
    std::string file;
};

Result<std::optional<Day>> dayFrom(const std::string &text)
{
    if (text.empty())
        return std::optional<Day>();
    const QDate date = QDate::fromString(QString::fromStdString(text), Qt::ISODate);
    if (!date.isValid())
        return failure(Error::Code::Invalid,
            u"“%1” is no day. Write it as 2026-06-30. No rate was changed."_s.arg(
                QString::fromStdString(text)));
    return civilDay(date.year(), date.month(), date.day());
}

QJsonValue dayOrNull(std::optional<Day> day)
{
    return day ? QJsonValue(toIsoString(*day)) : QJsonValue::Null;
}

Result<> list(Session &session)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(shop, store::readWorkspaceInfo(connection));
    HABERDASH_TRY_ASSIGN(rates, store::exchangeRates(connection));
    HABERDASH_TRY_ASSIGN(foreign, store::foreignMoney(connection));
    QString text;
    QJsonArray rateArray;
    for (const auto &rate : rates) {
        const QString value = store::rateText(rate.billionths, rate.currency, shop.currency);
        rateArray.append(QJsonObject{{u"currency"_s, rate.currency.toString()},
            {u"from"_s, dayOrNull(rate.from)}, {u"rate"_s, value}, {u"source"_s, rate.source}});
        text += u"1 %1 = %2 %3 %4 (%5)\n"_s.arg(rate.currency.toString(), value, shop.currency.toString(),
            rate.from ? u"from "_s + toIsoString(*rate.from) : u"always"_s, rate.source);
    }
    QJsonArray foreignArray;
    for (const auto &money : foreign) {
        const QString code = money.currency.toString();
        const QString total = Money(money.total, money.currency).toPlainString();
        const QJsonValue value
            = money.value ? QJsonValue(Money(*money.value, shop.currency).toPlainString()) : QJsonValue::Null;
        foreignArray.append(
            QJsonObject{{u"currency"_s, code}, {u"orders"_s, money.orders}, {u"events"_s, money.events},
                {u"total"_s, total}, {u"value"_s, value}, {u"without_rate"_s, money.withoutRate}});
        text += u"%1: %2 orders of %3 and %4 events"_s.arg(code)
                    .arg(money.orders)
                    .arg(total)
                    .arg(money.events);
        text += money.withoutRate == 0
            ? u", all with a rate\n"_s
            : u"; without a rate for their day, and so in no sum: %1 (%2 to %3)\n"_s.arg(money.withoutRate)
                  .arg(money.first ? toIsoString(dayOf(*money.first, shop.timeZone)) : QString(),
                      money.last ? toIsoString(dayOf(*money.last, shop.timeZone)) : QString());
        if (money.withoutRate > 0)
            session.finish(Exit::Incomplete);
    }
    if (text.isEmpty())
        text = u"Everything is in %1, the shop’s currency; no rates are needed.\n"_s.arg(
            shop.currency.toString());
    session.answer(
        {{u"currency"_s, shop.currency.toString()}, {u"rates"_s, rateArray}, {u"foreign"_s, foreignArray}},
        text);
    return {};
}

Result<> set(Session &session, const RateArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(shop, store::readWorkspaceInfo(connection));
    HABERDASH_TRY_ASSIGN(currency, CurrencyCode::fromString(QString::fromStdString(arguments.currency)));
    HABERDASH_TRY_ASSIGN(
        rate, store::parseRate(QString::fromStdString(arguments.rate), currency, shop.currency));
    HABERDASH_TRY_ASSIGN(from, dayFrom(arguments.from));
    HABERDASH_TRY(store::saveExchangeRates(connection, {{currency, from, rate, u"by hand"_s}}));
    const QString value = store::rateText(rate, currency, shop.currency);
    session.answer({{u"currency"_s, currency.toString()}, {u"rate"_s, value}, {u"from"_s, dayOrNull(from)}},
        u"1 %1 = %2 %3, %4.\n"_s.arg(currency.toString(), value, shop.currency.toString(),
            from ? u"from %1 on"_s.arg(toIsoString(*from)) : u"always"_s));
    return {};
}

Result<> remove(Session &session, const RateArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(currency, CurrencyCode::fromString(QString::fromStdString(arguments.currency)));
    HABERDASH_TRY_ASSIGN(from, dayFrom(arguments.from));
    qint64 removed = 0;
    if (!arguments.source.empty()) {
        HABERDASH_TRY_ASSIGN(count,
            store::removeExchangeRatesOf(connection, currency, QString::fromStdString(arguments.source)));
        removed = count;
    } else {
        HABERDASH_TRY_ASSIGN(found, store::removeExchangeRate(connection, currency, from));
        removed = found ? 1 : 0;
    }
    if (removed == 0)
        return failure(Error::Code::NotFound,
            u"There is no such rate of %1. `rates list` shows them all. No rate was changed."_s.arg(
                currency.toString()));
    session.answer({{u"removed"_s, removed}}, u"Removed %1.\n"_s.arg(removed));
    return {};
}

Result<> readFile(Session &session, const RateArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(file, importing::importRates(connection, QString::fromStdString(arguments.file)));
    QString text = u"%1 rates kept of %2 rows.\n"_s.arg(file.rates.size()).arg(file.rows);
    if (!file.others.isEmpty())
        text += u"Left out, since the shop has nothing in these currencies: %1.\n"_s.arg(
            file.others.join(u", "_s));
    for (const QString &fault : file.faults)
        text += fault + u'\n';
    if (!file.faults.isEmpty() || file.rates.isEmpty())
        session.finish(Exit::Incomplete);
    session.answer({{u"rates"_s, file.rates.size()}, {u"rows"_s, file.rows},
                       {u"left_out"_s, QJsonArray::fromStringList(file.others)},
                       {u"faults"_s, QJsonArray::fromStringList(file.faults)}},
        text);
    return {};
}

} // namespace

void addRateCommands(CLI::App &app, Session &session)
{
    auto *rates
        = app.add_subcommand("rates", "Exchange rates, for orders in other currencies than the shop's");
    rates->require_subcommand(1);
    const auto run = [&session](const Result<> &done) {
        if (!done)
            session.fail(done.error());
    };
    auto *listing = rates->add_subcommand("list", "All rates, and what the shop holds in other currencies");
    listing->callback([&session, run] { run(list(session)); });

    auto *setting = rates->add_subcommand("set", "Say what one unit of a currency is worth in the shop's");
    auto arguments = std::make_shared<RateArguments>();
    setting->add_option("CURRENCY", arguments->currency, "Three letters, such as USD")->required();
    setting->add_option("RATE", arguments->rate, "What one is worth, such as 0.92")->required();
    setting->add_option("--from", arguments->from, "The day from which it holds (else always)")
        ->type_name("DAY");
    setting->footer(
        "An order counts at the rate of its day. One without a rate counts as an order and in no sum.\n"
        "Example:\n  haberdash --workspace shop.haberdash rates set USD 0.92 --from 2026-01-01");
    setting->callback([&session, run, arguments] { run(set(session, *arguments)); });

    auto *removing = rates->add_subcommand("remove", "Forget a rate, or all of one source");
    removing->add_option("CURRENCY", arguments->currency, "Three letters, such as USD")->required();
    removing->add_option("--from", arguments->from, "The day of the rate (else the one that always holds)")
        ->type_name("DAY");
    removing->add_option("--source", arguments->source, "All rates of this file");
    removing->callback([&session, run, arguments] { run(remove(session, *arguments)); });

    auto *reading
        = rates->add_subcommand("import", "Read rates from a file, such as one of the European Central Bank");
    reading
        ->add_option("FILE", arguments->file,
            "CSV, also in a ZIP: a day and one column a currency, or currency, rate, date")
        ->required();
    reading->callback([&session, run, arguments] { run(readFile(session, *arguments)); });
}

} // namespace haberdash::cli
