// SPDX-License-Identifier: GPL-3.0-or-later
// `analysis`: what mail brought, and how the shop's customers move.
#include "app/cli/analysis_json.h"
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/terminal_progress.h"
#include "core/insight/month_calendar.h"
#include "core/learning/mailing_cut.h"
#include "core/learning/order_list.h"
#include "core/learning/purchase_cycles.h"
#include "core/segment/member_list.h"

#include <QThread>

#include <CLI/CLI.hpp>

#include <cmath>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;
using namespace haberdash::learning;

namespace {

struct Arguments
{
    std::string mailing;
    std::string credit = "click";
    int window = 5;
    int days = 90;
    int bins = 5;
    int before = 90;
    int months = 12;
    std::string by;
    std::string group;
    std::string cohort;
    std::string rows;
    std::vector<std::string> personal;
    std::vector<std::string> generic;
};

/// What all verbs begin with.
struct Question
{
    store::Connection connection;
    segment::Context context;
    MailHistory history;
    CreditRule rule;
    Stretch stretch;
};

Result<CreditRule> ruleOf(const Arguments &arguments)
{
    const QString word = QString::fromStdString(arguments.credit);
    const auto credit = creditFromWord(word);
    if (!credit) {
        QStringList words;
        for (const Credit one : allCredits)
            words << toWord(one);
        return failure(Error::Code::Invalid,
            u"“%1” is no way to lay orders to mails. There are: %2."_s.arg(word, words.join(u", "_s)));
    }
    return CreditRule{*credit, arguments.window};
}

Result<Question> ask(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(rule, ruleOf(arguments));
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(facts, facts::Facts::load(connection, QThread::idealThreadCount()));
    HABERDASH_TRY_ASSIGN(history, MailHistory::read(connection, facts, context.asOf, rule));
    return Question{
        std::move(connection), context, std::move(history), rule, lastDays(context.asOf, arguments.days)};
}

Result<quint16> mailingOf(const MailHistory &history, const std::string &name)
{
    const auto found = history.mailings->find(QString::fromStdString(name));
    if (!found)
        return failure(Error::Code::NotFound,
            u"There is no mailing “%1”. \"haberdash analysis mailings\" lists them."_s.arg(
                QString::fromStdString(name)));
    return *found;
}

Result<> writeRows(Question &question, const std::vector<quint32> &rows, const std::string &path)
{
    std::vector<CustomerId> ids;
    for (const quint32 row : rows)
        ids.push_back(question.history.facts().idAt(row));
    TerminalProgress progress(u"Writing"_s);
    return segment::writeMembers(question.connection, ids, segment::usualMemberColumns(), question.context,
        QString::fromStdString(path), progress);
}

QString amountText(const MailHistory &history, double minorUnits)
{
    return Money(qint64(std::llround(minorUnits)), history.currency).toPlainString() + u' '
        + history.currency.toString();
}

QString valueText(const MailHistory &history, const MeasureEntry &entry, const MailFigures &figures)
{
    const auto value = valueOf(entry.measure, figures);
    if (!value)
        return u"–"_s;
    switch (entry.unit) {
    case Unit::Count:
        return QString::number(*value, 'f', *value == std::floor(*value) ? 0 : 1);
    case Unit::Share:
        return QString::number(*value * 100, 'f', 2) + u" %"_s;
    case Unit::Money:
        return amountText(history, *value);
    }
    return {};
}

QString figuresText(const MailHistory &history, const MailFigures &figures)
{
    QString text;
    for (const MeasureEntry &entry : measures())
        text += u"  %1 %2\n"_s.arg(entry.name, -24).arg(valueText(history, entry, figures), 16);
    return text;
}

QString mailingsText(const MailHistory &history, const std::vector<MailingRow> &rows)
{
    QString text = u"%1 %2 %3 %4 %5 %6\n"_s.arg(u"Mailing"_s, -32)
                       .arg(u"Delivered"_s, 10)
                       .arg(u"Clicked"_s, 9)
                       .arg(u"Ordered"_s, 9)
                       .arg(u"Revenue"_s, 16)
                       .arg(u"per recipient"_s, 16);
    for (const MailingRow &row : rows) {
        const auto cell = [&](Measure measure) { return valueText(history, entryOf(measure), row.figures); };
        text += u"%1 %2 %3 %4 %5 %6\n"_s.arg(history.mailings->list()[row.mailing].name, -32)
                    .arg(cell(Measure::Delivered), 10)
                    .arg(cell(Measure::ClickRate), 9)
                    .arg(cell(Measure::PlacedOrderRate), 9)
                    .arg(cell(Measure::Revenue), 16)
                    .arg(cell(Measure::RevenuePerRecipient), 16);
    }
    return text;
}

QString traitsText(const TraitReport &report)
{
    QString text;
    for (const TraitShare &share : report.shares)
        text += u"  %1 of %2, and %3 of %4 others: %5\n"_s.arg(share.inTop)
                    .arg(share.top)
                    .arg(share.inRest)
                    .arg(share.rest)
                    .arg(share.trait);
    return text + report.note + u'\n';
}

Result<> showMeasures(Session &session)
{
    QJsonArray list;
    QString text;
    for (const MeasureEntry &entry : measures()) {
        QJsonObject object{{u"word"_s, entry.word}, {u"name"_s, entry.name}, {u"meaning"_s, entry.meaning}};
        if (entry.custom)
            object.insert(u"custom"_s,
                QJsonObject{{u"low"_s, entry.custom->low}, {u"high"_s, entry.custom->high},
                    {u"source"_s, entry.custom->source}});
        list.append(object);
        text += u"%1  %2\n    %3\n"_s.arg(entry.word, -24).arg(entry.name, entry.meaning);
    }
    session.answer({{u"measures"_s, list}}, text);
    return {};
}

Result<> showOverview(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(question, ask(session, arguments));
    const MailHistory &history = question.history;
    const Glance glance = glanceAt(*history.outcomes, question.stretch, history.zone);
    const Ranking ranking = rankMailings(*history.outcomes, glance);
    const TraitReport traits = sharedTraits(*history.outcomes, ranking.topNumbers(), ranking.rest,
        history.descriptions, history.coupons, history.zone);
    const AnalysisJson json(history);
    QJsonArray topRows;
    for (const MailingRow &row : ranking.top)
        topRows.append(json.mailing(row));
    QJsonArray weeks;
    for (const GlanceWeek &week : glance.weeks)
        weeks.append(QJsonObject{{u"begin"_s, toIsoString(fromMilliseconds(week.begin))},
            {u"mail"_s, json.figures(week.mail)}, {u"all"_s, json.takings(week.all)},
            {u"partial"_s, week.isPartial}});
    const QJsonObject answer{{u"from"_s, toIsoString(fromMilliseconds(glance.now.from))},
        {u"to"_s, toIsoString(fromMilliseconds(glance.now.to))}, {u"credit"_s, toWord(question.rule.credit)},
        {u"window_days"_s, question.rule.days}, {u"mail"_s, json.figures(glance.mail)},
        {u"mail_before"_s, json.figures(glance.mailBefore)}, {u"all"_s, json.takings(glance.all)},
        {u"all_before"_s, json.takings(glance.allBefore)}, {u"weeks"_s, weeks}, {u"top"_s, topRows},
        {u"traits"_s, json.traits(traits)}};
    const QString text = u"The last %1 days, %2 within %3 days\n"_s.arg(arguments.days)
                             .arg(nameOf(question.rule.credit).toLower())
                             .arg(question.rule.days)
        + figuresText(history, glance.mail)
        + u"  of all orders: %1 of %2\n\nBest by revenue per recipient\n"_s.arg(
            amountText(history, glance.mail.revenue), amountText(history, glance.all.revenue))
        + mailingsText(history, ranking.top) + u"\nWhat they share\n"_s + traitsText(traits);
    session.answer(answer, text);
    return {};
}

Result<> showMailings(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(question, ask(session, arguments));
    const Glance glance = glanceAt(*question.history.outcomes, question.stretch, question.history.zone);
    const AnalysisJson json(question.history);
    QJsonArray rows;
    for (const MailingRow &row : glance.mailings)
        rows.append(json.mailing(row));
    session.answer({{u"mailings"_s, rows}}, mailingsText(question.history, glance.mailings));
    return {};
}

/// Figures of one mailing by groups of its people.
Result<QJsonArray> groupsOf(Question &question, quint16 mailing, const QString &by, QString &text)
{
    const MailHistory &history = question.history;
    const auto cut = mailingCutFromWord(by);
    if (!cut)
        return failure(Error::Code::Invalid,
            u"Mailings are cut by segment, domain, country, device, rfm or stage, not by “%1”."_s.arg(by));
    HABERDASH_TRY_ASSIGN(groups, cutMailing(question.connection, history, mailing, *cut));
    const AnalysisJson json(history);
    QJsonArray list;
    for (const auto &[name, one] : groups) {
        if (one.mails == 0)
            continue;
        QJsonObject object = json.figures(one);
        object.insert(u"group"_s, name);
        list.append(object);
        text += u"  %1 %2 %3 %4\n"_s.arg(name, -32)
                    .arg(valueText(history, entryOf(Measure::Delivered), one), 10)
                    .arg(valueText(history, entryOf(Measure::PlacedOrderRate), one), 10)
                    .arg(valueText(history, entryOf(Measure::RevenuePerRecipient), one), 16);
    }
    return list;
}

Result<> showMailing(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(question, ask(session, arguments));
    const MailHistory &history = question.history;
    HABERDASH_TRY_ASSIGN(mailing, mailingOf(history, arguments.mailing));
    const Mailing &about = history.mailings->list()[mailing];
    const AnalysisJson json(history);
    const auto variants = history.outcomes->byVariant(mailing);
    MailFigures whole;
    QJsonArray arms;
    QString text = about.name + u'\n';
    for (size_t i = 0; i < variants.size(); ++i) {
        whole += variants[i];
        QJsonObject object = json.figures(variants[i]);
        object.insert(u"variant"_s, about.variants[qsizetype(i)]);
        arms.append(object);
    }
    text += figuresText(history, whole);
    QJsonArray holdouts;
    for (const int days : windowDays) {
        for (const HoldoutComparison &one : compareHoldouts(*history.mailings, Stretch::always(), days)) {
            if (one.mailing != mailing)
                continue;
            holdouts.append(json.holdout(one));
            if (one.increment)
                text += u"  Within %1 %2 orders came because of the mail (%3 to %4), %5\n"_s
                            .arg(days == 1 ? u"1 day"_s : u"%1 days"_s.arg(days))
                            .arg(one.increment->conversions, 0, 'f', 0)
                            .arg(one.increment->conversionsRange.low, 0, 'f', 0)
                            .arg(one.increment->conversionsRange.high, 0, 'f', 0)
                            .arg(amountText(history, one.increment->revenue));
        }
    }
    QJsonObject answer = json.mailing({mailing, whole});
    answer.insert(u"variants"_s, arms);
    answer.insert(u"attribution"_s,
        json.attribution(attribute(*history.mailings, history.coupons, Stretch::always(), mailing)));
    answer.insert(u"holdouts"_s, holdouts);
    if (!arguments.by.empty()) {
        const QString by = QString::fromStdString(arguments.by);
        text += u"By %1: delivered, placed an order, revenue per recipient\n"_s.arg(by);
        HABERDASH_TRY_ASSIGN(groups, groupsOf(question, mailing, by, text));
        answer.insert(u"groups"_s, groups);
    }
    if (!arguments.rows.empty()) {
        const auto orders
            = creditedOrders(*history.mailings, history.coupons, Stretch::always(), question.rule, mailing);
        HABERDASH_TRY(writeOrders(*history.mailings, orders, history.currency, history.zone,
            QString::fromStdString(arguments.rows)));
        answer.insert(u"rows"_s, qint64(orders.size()));
    }
    session.answer(answer, text);
    return {};
}

Result<> showAttribution(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(question, ask(session, arguments));
    const MailHistory &history = question.history;
    const AttributionTable table = attribute(*history.mailings, history.coupons, question.stretch);
    const AnalysisJson json(history);
    QJsonObject answer = json.attribution(table);
    QJsonArray holdouts;
    for (const int days : windowDays) {
        for (const auto &one : compareHoldouts(*history.mailings, question.stretch, days))
            holdouts.append(json.holdout(one));
    }
    answer.insert(u"holdouts"_s, holdouts);
    QString text = u"%1"_s.arg(u"Revenue within"_s, -22);
    for (const int days : windowDays)
        text += u"%1"_s.arg(days == 1 ? u"1 day"_s : u"%1 days"_s.arg(days), 16);
    text += u'\n';
    for (const Credit credit : allCredits) {
        text += u"%1"_s.arg(nameOf(credit), -22);
        for (const Takings &cell : table.cells[size_t(credit)])
            text += u"%1"_s.arg(amountText(history, cell.revenue), 16);
        text += u'\n';
    }
    text += u"All orders: %1\n"_s.arg(amountText(history, table.all.revenue));
    session.answer(answer, text);
    return {};
}

Result<> showRfm(Session &session, const Arguments &arguments)
{
    if (arguments.bins != 3 && arguments.bins != 5)
        return failure(Error::Code::Invalid, u"RFM has 3 or 5 bins, not %1."_s.arg(arguments.bins));
    HABERDASH_TRY_ASSIGN(question, ask(session, arguments));
    const MailHistory &history = question.history;
    const RfmOfShop now = rfmOf(history.facts(), history.asOf, arguments.bins);
    const RfmOfShop then
        = rfmOf(history.facts(), history.asOf - std::chrono::days(arguments.before), arguments.bins);
    const AnalysisJson json(history);
    QJsonObject answer = json.rfm(now);
    answer.insert(u"before_days"_s, arguments.before);
    answer.insert(u"movement"_s, json.movement(movementBetween(then, now)));
    QString text;
    const auto groups = now.byGroup();
    for (size_t i = 0; i < groups.size(); ++i)
        text += u"%1 %2 %3\n"_s.arg(insight::nameOf(insight::allRfmGroups[i]), -22)
                    .arg(groups[i].people, 8)
                    .arg(amountText(history, groups[i].net), 18);
    if (!arguments.rows.empty()) {
        const auto group = insight::rfmGroupFromWord(QString::fromStdString(arguments.group));
        if (!group)
            return failure(Error::Code::Invalid,
                u"Name a group with --group, such as champions or at_risk. Nothing was written."_s);
        HABERDASH_TRY(writeRows(question, now.rowsOf(*group), arguments.rows));
    }
    session.answer(answer, text);
    return {};
}

Result<> showCohorts(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(question, ask(session, arguments));
    const MailHistory &history = question.history;
    const CohortsOfShop cohorts = cohortsOfShop(history.facts(), history.asOf, history.zone);
    const AnalysisJson json(history);
    const QJsonObject answer = json.cohorts(cohorts);
    QString text;
    const QJsonArray rows = answer[u"cohorts"_s].toArray();
    for (const QJsonValue &row : rows) {
        text += u"%1 %2 "_s.arg(row[u"month"_s].toString()).arg(row[u"size"_s].toInteger(), 7);
        const QJsonArray periods = row[u"periods"_s].toArray();
        for (qsizetype i = 1; i < std::min<qsizetype>(periods.size(), 13); ++i) {
            const QJsonValue retention = periods[i][u"retention"_s];
            text += retention.isNull() ? u"  so far"_s : u"%1 %"_s.arg(retention.toDouble() * 100, 6, 'f', 1);
        }
        text += u'\n';
    }
    if (!arguments.rows.empty()) {
        const QString wanted = QString::fromStdString(arguments.cohort);
        const auto month = civilDay(wanted.left(4).toInt(), wanted.mid(5).toInt(), 1);
        if (!month)
            return failure(
                Error::Code::Invalid, u"Name a month with --cohort, such as 2026-03. Nothing was written."_s);
        HABERDASH_TRY(writeRows(question, cohorts.rowsOf(insight::monthNumber(*month)), arguments.rows));
    }
    session.answer(answer, text);
    return {};
}

/// "Early summer/Personal": a mailing and one of its variants; without a stroke all of them.
Result<std::vector<MailingArm>> armsOf(const MailHistory &history, const std::vector<std::string> &names)
{
    std::vector<MailingArm> arms;
    for (const std::string &written : names) {
        const QString name = QString::fromStdString(written);
        auto mailing = history.mailings->find(name);
        QString variant;
        if (!mailing) {
            const qsizetype stroke = name.lastIndexOf(u'/');
            mailing = history.mailings->find(name.left(stroke));
            variant = name.mid(stroke + 1);
        }
        if (!mailing)
            return failure(Error::Code::NotFound,
                u"There is no mailing “%1”. \"haberdash analysis mailings\" lists them."_s.arg(name));
        const auto &variants = history.mailings->list()[*mailing].variants;
        const auto before = arms.size();
        for (qsizetype i = 0; i < variants.size(); ++i) {
            if (variant.isEmpty() || variants[i].compare(variant, Qt::CaseInsensitive) == 0)
                arms.push_back({*mailing, quint8(i)});
        }
        if (arms.size() == before)
            return failure(Error::Code::NotFound,
                u"“%1” has no variant “%2”; it has: %3."_s.arg(
                    history.mailings->list()[*mailing].name, variant, variants.join(u", "_s)));
    }
    return arms;
}

Result<> showKinds(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(question, ask(session, arguments));
    const MailHistory &history = question.history;
    auto kinds = genericAndPersonal(history);
    if (!arguments.generic.empty()) {
        HABERDASH_TRY_ASSIGN(arms, armsOf(history, arguments.generic));
        kinds[0].arms = arms;
    }
    if (!arguments.personal.empty()) {
        HABERDASH_TRY_ASSIGN(arms, armsOf(history, arguments.personal));
        kinds[1].arms = arms;
    }
    if (kinds[0].arms.empty() || kinds[1].arms.empty())
        return failure(Error::Code::Invalid,
            u"There are no %1 mails to compare with. Name some with --generic and --personal."_s.arg(
                kinds[0].arms.empty() ? u"generic"_s : u"personal"_s));
    const Following following = followKinds(*history.mailings, kinds, arguments.months);
    QString text;
    for (size_t kind = 0; kind < 2; ++kind) {
        text += u"%1: %2 people\n"_s.arg(following.names[kind]).arg(following.people[kind]);
        for (size_t i = 0; i < following.months[kind].size(); ++i) {
            const FollowedMonth &month = following.months[kind][i];
            text += u"  after %1 months %2 people, %3 each, %4 bought again\n"_s.arg(i + 1)
                        .arg(month.people)
                        .arg(amountText(history, month.revenue))
                        .arg(month.repeaters);
        }
    }
    session.answer(AnalysisJson(history).following(following), text + following.note + u'\n');
    return {};
}

Result<> showCycles(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(question, ask(session, arguments));
    const MailHistory &history = question.history;
    QJsonArray list;
    QString text;
    for (const PurchaseCycle &cycle : purchaseCycles(history.facts(), history.asOf, history.zone)) {
        list.append(QJsonObject{{u"category"_s, cycle.category}, {u"buyers"_s, cycle.buyers},
            {u"repeaters"_s, cycle.repeaters}, {u"gaps"_s, cycle.gaps}, {u"median_days"_s, cycle.median},
            {u"low_days"_s, cycle.low}, {u"high_days"_s, cycle.high}, {u"variation"_s, cycle.variation},
            {u"steady"_s, cycle.isSteady()}});
        text += u"%1 %2 of %3 came back, after %4 days (%5 to %6)%7\n"_s.arg(cycle.category, -24)
                    .arg(cycle.repeaters, 6)
                    .arg(cycle.buyers)
                    .arg(cycle.median, 0, 'f', 0)
                    .arg(cycle.low, 0, 'f', 0)
                    .arg(cycle.high, 0, 'f', 0)
                    .arg(cycle.isSteady() ? QString() : u"; too few or too uneven to count on"_s);
    }
    session.answer({{u"cycles"_s, list}}, text);
    return {};
}

} // namespace

void addAnalysisCommands(CLI::App &app, Session &session)
{
    auto *analysis = app.add_subcommand("analysis", "What mail brought, and how customers move");
    analysis->require_subcommand(1);
    using Run = Result<> (*)(Session &, const Arguments &);
    const auto add = [&](const char *name, const char *what, Run run) {
        auto arguments = std::make_shared<Arguments>();
        auto *command = analysis->add_subcommand(name, what);
        command->callback([&session, arguments, run] {
            if (auto done = run(session, *arguments); !done)
                session.fail(done.error());
        });
        return std::pair(command, arguments);
    };
    const auto withRule = [](CLI::App *command, Arguments &arguments) {
        command
            ->add_option("--credit", arguments.credit,
                "To which mail an order goes: click, open-or-click, coupon, last-touch, first-touch, "
                "fractional")
            ->capture_default_str();
        command->add_option("--window", arguments.window, "Days for which a mail may claim an order")
            ->capture_default_str()
            ->check(CLI::Range(1, 365));
    };
    const auto withDays = [](CLI::App *command, Arguments &arguments) {
        command->add_option("--days", arguments.days, "How far back to look")
            ->capture_default_str()
            ->check(CLI::Range(1, 3660));
    };

    add("measures", "Every measure, and how it is computed",
        [](Session &s, const Arguments &) { return showMeasures(s); });
    {
        auto [command, arguments] = add("overview", "Three months at a glance", showOverview);
        withRule(command, *arguments);
        withDays(command, *arguments);
        command->footer("Example:\n  haberdash --workspace shop.haberdash analysis overview --days 30");
    }
    {
        auto [command, arguments]
            = add("mailings", "Campaigns and other mailings with their figures", showMailings);
        withRule(command, *arguments);
        withDays(command, *arguments);
    }
    {
        auto [command, arguments]
            = add("mailing", "One mailing: arms, all ways to lay orders, holdout, groups", showMailing);
        command->add_option("NAME", arguments->mailing, "Its name")->required();
        withRule(command, *arguments);
        command->add_option(
            "--by", arguments->by, "Cut it by segment, domain, country, device, rfm or stage");
        command->add_option("--rows", arguments->rows, "Write its orders to a CSV file")->type_name("FILE");
        command->footer(
            "Example:\n  haberdash --workspace shop.haberdash analysis mailing \"Early summer\" --by domain");
    }
    {
        auto [command, arguments]
            = add("attribution", "The same orders laid to mails in all ways", showAttribution);
        withDays(command, *arguments);
    }
    {
        auto [command, arguments] = add("rfm", "Customers by recency, frequency and money", showRfm);
        command->add_option("--bins", arguments->bins, "3 or 5")->capture_default_str();
        command->add_option("--before", arguments->before, "Movement since so many days ago")
            ->capture_default_str();
        command->add_option("--group", arguments->group, "A group for --rows, such as at_risk");
        command->add_option("--rows", arguments->rows, "Write its people to a CSV or XLSX file")
            ->type_name("FILE");
        command->footer("Example:\n  haberdash --workspace shop.haberdash analysis rfm --group champions "
                        "--rows best.csv");
    }
    {
        auto [command, arguments]
            = add("cohorts", "Customers by the month of their first order", showCohorts);
        command->add_option("--cohort", arguments->cohort, "A month for --rows, such as 2026-03");
        command->add_option("--rows", arguments->rows, "Write its people to a CSV or XLSX file")
            ->type_name("FILE");
    }
    add("cycles", "How long people take to buy in a category again", showCycles);
    {
        auto [command, arguments] = add("kinds", "Personal beside generic mail, over months", showKinds);
        command->add_option(
            "--personal", arguments->personal, "MAILING or MAILING/VARIANT; found by itself unless given");
        command->add_option("--generic", arguments->generic, "The same for generic mail");
        command->add_option("--months", arguments->months, "At most so many")
            ->capture_default_str()
            ->check(CLI::Range(1, 60));
    }
}

} // namespace haberdash::cli
