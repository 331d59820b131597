// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/terminal_progress.h"
#include "core/base/money_format.h"
#include "core/campaign/coupon_uses.h"
#include "core/coupon/pool_file.h"

#include <QDate>
#include <QJsonArray>

#include <CLI/CLI.hpp>

#include <cmath>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct CouponArguments
{
    std::string name;
    std::string kind = "percentage";
    std::string value;
    std::string minimum;
    std::string note;
    bool isPool = false;
    std::string prefix;
    int letters = 8;
    std::string until;
    std::optional<int> days;
    bool isOnePerCustomer = false;
    std::string file;
    qint64 count = 0;
    std::optional<qint64> recipients;
    bool isTable = false;
};

Result<qint64> numberFrom(const std::string &text, int decimals, const QString &what)
{
    const auto number = parseMinorUnits(text, {}, decimals);
    if (!number)
        return failure(Error::Code::Invalid,
            u"“%1” is no %2. Write it as 12 or 12.50. Nothing was saved."_s.arg(
                QString::fromStdString(text), what));
    return *number;
}

Result<std::optional<Timestamp>> endOf(const std::string &text, const QTimeZone &zone)
{
    if (text.empty())
        return std::optional<Timestamp>();
    const QDate date = QDate::fromString(QString::fromStdString(text), Qt::ISODate);
    const auto last = date.isValid() ? civilDay(date.year(), date.month(), date.day()) : std::nullopt;
    if (!last)
        return failure(Error::Code::Invalid,
            u"“%1” is no day. Write it as 2026-06-30. Nothing was saved."_s.arg(
                QString::fromStdString(text)));
    return std::optional(startOf(*last + std::chrono::days(1), zone) - std::chrono::milliseconds(1));
}

QString plain(qint64 number, int decimals)
{
    QString text = QString::number(double(number) / std::pow(10, decimals), 'f', decimals);
    while (decimals > 0 && text.contains(u'.') && (text.endsWith(u'0') || text.endsWith(u'.')))
        text.chop(1);
    return text;
}

QString goodFor(const coupon::CouponSet &set, const store::WorkspaceInfo &shop)
{
    QString text;
    switch (set.kind) {
    case coupon::CouponKind::Percentage:
        text = u"%1 % off"_s.arg(plain(*set.value, 1));
        break;
    case coupon::CouponKind::Amount:
        text = u"%1 %2 off"_s.arg(Money(*set.value, shop.currency).toPlainString(), shop.currency.toString());
        break;
    case coupon::CouponKind::Shipping:
        text = u"free shipping"_s;
        break;
    case coupon::CouponKind::Other:
        text = u"what its note says"_s;
        break;
    }
    if (set.minimumOrder)
        text += u", orders from %1 %2 on"_s.arg(
            Money(*set.minimumOrder, shop.currency).toPlainString(), shop.currency.toString());
    return text;
}

QString countsUntil(const coupon::CouponSet &set, const store::WorkspaceInfo &shop)
{
    if (set.endsAt)
        return u"until %1"_s.arg(toIsoString(dayOf(*set.endsAt, shop.timeZone)));
    if (set.daysValid)
        return u"for %1 days"_s.arg(*set.daysValid);
    return u"for ever"_s;
}

QJsonObject toJson(const coupon::CouponSet &set, const store::WorkspaceInfo &shop)
{
    const auto money = [&](const std::optional<qint64> &minor) {
        return minor ? QJsonValue(Money(*minor, shop.currency).toPlainString()) : QJsonValue::Null;
    };
    const bool isPool = set.source == coupon::CouponSet::Source::Pool;
    return {{u"name"_s, set.name}, {u"kind"_s, store::toWord(set.kind)},
        {u"value"_s,
            set.kind == coupon::CouponKind::Percentage ? QJsonValue(plain(*set.value, 1)) : money(set.value)},
        {u"minimum_order"_s, money(set.minimumOrder)}, {u"note"_s, set.note},
        {u"source"_s, isPool ? u"pool"_s : u"generator"_s},
        {u"prefix"_s, isPool ? QJsonValue::Null : QJsonValue(set.prefix)},
        {u"letters"_s, isPool ? QJsonValue::Null : QJsonValue(set.letters)},
        {u"ends_at"_s, set.endsAt ? QJsonValue(toIsoString(*set.endsAt)) : QJsonValue::Null},
        {u"days_valid"_s, set.daysValid ? QJsonValue(*set.daysValid) : QJsonValue::Null},
        {u"one_per_customer"_s, set.scope == coupon::CouponSet::Scope::Customer}};
}

QJsonObject toJson(const coupon::CouponStock &stock)
{
    return {{u"total"_s, stock.total}, {u"given"_s, stock.given}, {u"free"_s, stock.free},
        {u"expired"_s, stock.expired}, {u"redeemed"_s, stock.redeemed}, {u"endless"_s, stock.isEndless}};
}

QString inWords(const coupon::CouponStock &stock)
{
    return u"%1 codes: %2 given, %3 free%4, %5 expired, %6 redeemed"_s.arg(stock.total)
        .arg(stock.given)
        .arg(stock.free)
        .arg(stock.isEndless ? u" and more as needed"_s : QString())
        .arg(stock.expired)
        .arg(stock.redeemed);
}

Result<> make(Session &session, const CouponArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(shop, store::readWorkspaceInfo(connection));
    coupon::CouponSet set;
    set.name = QString::fromStdString(arguments.name);
    set.kind = *store::couponKindFromWord(QString::fromStdString(arguments.kind));
    if (!arguments.value.empty()) {
        const bool isPercentage = set.kind == coupon::CouponKind::Percentage;
        HABERDASH_TRY_ASSIGN(value,
            numberFrom(arguments.value, isPercentage ? 1 : shop.currency.decimals(),
                isPercentage ? u"percentage"_s : u"amount"_s));
        set.value = value;
    }
    if (!arguments.minimum.empty()) {
        HABERDASH_TRY_ASSIGN(minimum, numberFrom(arguments.minimum, shop.currency.decimals(), u"amount"_s));
        set.minimumOrder = minimum;
    }
    HABERDASH_TRY_ASSIGN(end, endOf(arguments.until, shop.timeZone));
    set.endsAt = end;
    set.daysValid = arguments.days;
    set.note = QString::fromStdString(arguments.note);
    set.source = arguments.isPool ? coupon::CouponSet::Source::Pool : coupon::CouponSet::Source::Generator;
    set.prefix = arguments.isPool ? QString() : QString::fromStdString(arguments.prefix);
    set.letters = arguments.letters;
    set.scope = arguments.isOnePerCustomer ? coupon::CouponSet::Scope::Customer
                                           : coupon::CouponSet::Scope::Occasion;
    HABERDASH_TRY(coupon::createSet(connection, set, session.clock().now()));
    HABERDASH_TRY_ASSIGN(saved, store::couponSetByName(connection, set.name.trimmed()));
    const auto sample = coupon::previewCode(saved, shop.timeZone, session.clock().now());
    QJsonObject object = toJson(saved, shop);
    QString text = u"“%1”: %2, %3.\n"_s.arg(saved.name, goodFor(saved, shop), countsUntil(saved, shop));
    if (!arguments.isPool) {
        object.insert(u"sample"_s, sample.code);
        text += u"Codes look like %1.\n"_s.arg(sample.code);
    } else {
        text += u"It has no codes yet: import them from a file.\n"_s;
    }
    session.answer(object, text);
    return {};
}

Result<> list(Session &session)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(shop, store::readWorkspaceInfo(connection));
    HABERDASH_TRY_ASSIGN(sets, store::couponSets(connection));
    QJsonArray array;
    QString text;
    for (const auto &set : sets) {
        HABERDASH_TRY_ASSIGN(stock, coupon::stockOf(connection, set, session.clock().now()));
        QJsonObject object = toJson(set, shop);
        object.insert(u"stock"_s, toJson(stock));
        array.append(object);
        text += u"%1: %2, %3. %4.\n"_s.arg(
            set.name, goodFor(set, shop), countsUntil(set, shop), inWords(stock));
    }
    session.answer({{u"sets"_s, array}}, text.isEmpty() ? u"There are no sets of coupons.\n"_s : text);
    return {};
}

Result<coupon::CouponSet> setOf(store::Connection &connection, const CouponArguments &arguments)
{
    return store::couponSetByName(connection, QString::fromStdString(arguments.name));
}

Result<> readFile(Session &session, const CouponArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(set, setOf(connection, arguments));
    TerminalProgress progress(u"Importing"_s);
    HABERDASH_TRY_ASSIGN(
        import, coupon::importPoolFile(connection, set, QString::fromStdString(arguments.file), progress));
    QString text = u"%1 codes added of %2 rows.\n"_s.arg(import.added).arg(import.rows);
    QJsonArray faults;
    for (const auto &fault : import.faults) {
        const QString reason = coupon::inWords(fault.reason);
        text += u"Line %1: “%2” %3.\n"_s.arg(fault.line).arg(fault.text, reason);
        faults.append(QJsonObject{{u"line"_s, fault.line}, {u"text"_s, fault.text}, {u"reason"_s, reason}});
    }
    if (!import.faults.isEmpty() || import.added == 0)
        session.finish(Exit::Incomplete);
    session.answer({{u"rows"_s, import.rows}, {u"added"_s, import.added}, {u"faults"_s, faults}}, text);
    return {};
}

Result<> generate(Session &session, const CouponArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(set, setOf(connection, arguments));
    TerminalProgress progress(u"Making codes"_s);
    HABERDASH_TRY(coupon::generateCodes(connection, set, arguments.count, progress));
    HABERDASH_TRY_ASSIGN(stock, coupon::stockOf(connection, set, session.clock().now()));
    session.answer({{u"made"_s, arguments.count}, {u"stock"_s, toJson(stock)}},
        u"%1 codes made. %2.\n"_s.arg(arguments.count).arg(inWords(stock)));
    return {};
}

Result<> count(Session &session, const CouponArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(set, setOf(connection, arguments));
    HABERDASH_TRY_ASSIGN(stock, coupon::stockOf(connection, set, session.clock().now()));
    QJsonObject object = toJson(stock);
    QString text = inWords(stock) + u".\n"_s;
    if (arguments.recipients) {
        const qint64 missing = coupon::shortfall(stock, *arguments.recipients);
        object.insert(u"shortfall"_s, missing);
        text += missing == 0
            ? u"Enough for %1 recipients.\n"_s.arg(*arguments.recipients)
            : u"%1 codes are missing for %2 recipients.\n"_s.arg(missing).arg(*arguments.recipients);
        if (missing > 0)
            session.finish(Exit::Incomplete);
    }
    session.answer(object, text);
    return {};
}

Result<> remove(Session &session, const CouponArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(set, setOf(connection, arguments));
    HABERDASH_TRY(campaign::removeCouponSet(connection, set.id));
    session.answer({{u"removed"_s, set.name}}, u"“%1” and its codes are gone.\n"_s.arg(set.name));
    return {};
}

Result<> writeFile(Session &session, const CouponArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(set, setOf(connection, arguments));
    HABERDASH_TRY_ASSIGN(codes,
        coupon::exportCodes(connection, set, QString::fromStdString(arguments.file),
            arguments.isTable ? coupon::ExportForm::Table : coupon::ExportForm::Codes));
    session.answer({{u"codes"_s, codes}, {u"file"_s, QString::fromStdString(arguments.file)}},
        u"%1 codes written to “%2”.\n"_s.arg(codes).arg(QString::fromStdString(arguments.file)));
    return {};
}

} // namespace

void addCouponCommands(CLI::App &app, Session &session)
{
    auto *coupons = app.add_subcommand("coupon", "Coupon codes that each customer gets one of their own of");
    coupons->require_subcommand(1);
    const auto run = [&session](const Result<> &done) {
        if (!done)
            session.fail(done.error());
    };
    const auto add = [&](const char *verb, const char *what, auto function) {
        auto *command = coupons->add_subcommand(verb, what);
        auto arguments = std::make_shared<CouponArguments>();
        command->add_option("NAME", arguments->name, "The set of coupons")->required();
        command->callback([&session, run, arguments, function] { run(function(session, *arguments)); });
        return std::pair(command, arguments);
    };
    auto *listing = coupons->add_subcommand("list", "All sets, and how many codes they have");
    listing->callback([&session, run] { run(list(session)); });

    const auto [making, made] = add("new", "Say what a set of codes is good for", make);
    making->add_option("--kind", made->kind, "percentage, amount, shipping or other")
        ->check(CLI::IsMember({"percentage", "amount", "shipping", "other"}))
        ->capture_default_str();
    making->add_option("--value", made->value, "Percent, or an amount in the shop's currency");
    making->add_option("--minimum", made->minimum, "The smallest order that they count for")
        ->type_name("AMOUNT");
    making->add_option("--note", made->note, "What else there is to know");
    auto *pool = making->add_flag("--pool", made->isPool, "The codes come from the shop, by import");
    making->add_option("--prefix", made->prefix, "What codes begin with, such as SPRING")->excludes(pool);
    making->add_option("--letters", made->letters, "How many letters follow")
        ->capture_default_str()
        ->excludes(pool);
    auto *until
        = making->add_option("--until", made->until, "The last day on which they count")->type_name("DAY");
    making->add_option("--days", made->days, "How many days after it was given a code still counts")
        ->excludes(until);
    making->add_flag("--one-per-customer", made->isOnePerCustomer,
        "A customer keeps one code for all occasions (else one for each campaign)");
    making->footer(
        "Codes of a generator have letters that are not mistaken, and the last one checks the others.\n"
        "Example:\n  haberdash --workspace shop.haberdash coupon new Spring --value 20 --prefix SPRING "
        "--days 14");

    const auto [reading, read] = add("import", "Add the shop's codes to a pool", readFile);
    reading->add_option("FILE", read->file, "One code a line, or the first column of a CSV file")->required();

    const auto [generating, generated]
        = add("generate", "Make codes ahead, for a shop that must know them first", generate);
    generating->add_option("COUNT", generated->count, "How many")->required();

    const auto [counting, counted]
        = add("stock", "How many codes there are, and came back with orders", count);
    counting->add_option("--recipients", counted->recipients, "Also say whether they are enough for so many")
        ->check(CLI::NonNegativeNumber);

    add("remove", "Take a set out that nobody has a code of and nothing gives", remove);

    const auto [writing, written]
        = add("export", "Write the codes to a file, one a line, as shops read them", writeFile);
    writing->add_option("FILE", written->file, "Where to")->required();
    writing->add_flag("--table", written->isTable, "CSV with customers and times");
}

} // namespace haberdash::cli
