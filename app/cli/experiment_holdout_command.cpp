// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/campaign_verbs.h"
#include "app/cli/commands.h"
#include "app/cli/experiment_json.h"
#include "core/campaign/campaign_planner.h"
#include "core/experiment/means.h"
#include "core/experiment/words.h"
#include "core/store/control_group.h"
#include "core/store/experiment_repository.h"

#include <QDateTime>
#include <QRandomGenerator>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct HoldoutArguments
{
    std::optional<double> percent;
    std::optional<int> days;
    std::string from;
    std::string to;
};

QString dayOf(Timestamp instant, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(toMilliseconds(instant), zone).toString(u"yyyy-MM-dd HH:mm"_s);
}

QString groupSentence(
    const store::ControlGroup &group, const store::ControlGroupSetting &setting, const QTimeZone &zone)
{
    if (group.perMille == 0)
        return u"The shop has no control group: every campaign may reach everybody.\n"_s;
    return u"The control group is %1 % of the customers. These were drawn on %2; on %3 others are drawn, for %4 days.\n"_s
        .arg(group.perMille / 10.0)
        .arg(dayOf(group.from, zone), dayOf(group.until, zone))
        .arg(setting.days);
}

QJsonObject toJson(const store::ControlGroup &group, const store::ControlGroupSetting &setting)
{
    const bool isOn = group.perMille > 0;
    return {{u"per_mille"_s, group.perMille}, {u"days"_s, setting.days},
        {u"drawn_at"_s, isOn ? QJsonValue(toIsoString(group.from)) : QJsonValue::Null},
        {u"until"_s, isOn ? QJsonValue(toIsoString(group.until)) : QJsonValue::Null}};
}

Result<> setGroup(Session &session, const HoldoutArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    const Timestamp now = session.clock().now();
    HABERDASH_TRY_ASSIGN(setting, store::controlGroupSetting(connection, now));
    if (arguments.percent)
        setting.perMille = int(*arguments.percent * 10 + 0.5);
    if (arguments.days)
        setting.days = *arguments.days;
    const QString salt = campaign::makeSalt(QRandomGenerator::system()->generate64());
    HABERDASH_TRY(store::setControlGroup(connection, setting, salt, now));
    HABERDASH_TRY_ASSIGN(group, store::controlGroupAt(connection, now));
    session.answer(
        {{u"control_group"_s, toJson(group, setting)}}, groupSentence(group, setting, context.timeZone));
    return {};
}

experiment::Rate rateOf(const experiment::Arm &arm)
{
    return {double(arm.measures[0].count), double(arm.recipients)};
}

Result<> compare(Session &session, const HoldoutArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(group, store::controlGroupAt(connection, context.asOf));
    HABERDASH_TRY_ASSIGN(setting, store::controlGroupSetting(connection, context.asOf));
    Timestamp from = group.from;
    Timestamp to = context.asOf;
    if (!arguments.from.empty()) {
        HABERDASH_TRY_ASSIGN(given, parseInstant(QString::fromStdString(arguments.from), context.timeZone));
        from = given;
    }
    if (!arguments.to.empty()) {
        HABERDASH_TRY_ASSIGN(given, parseInstant(QString::fromStdString(arguments.to), context.timeZone));
        to = given;
    }
    if (group.perMille == 0 && arguments.from.empty()) {
        session.answer({{u"control_group"_s, toJson(group, setting)}},
            groupSentence(group, setting, context.timeZone)
                + u"With one you would see what mail brings at all: “experiment holdout --set 5”.\n"_s);
        return {};
    }
    HABERDASH_TRY_ASSIGN(found, store::controlGroupOutcomes(connection, from, to, context.asOf));
    HABERDASH_TRY_ASSIGN(analysis, experiment::analyze(found.outcomes));
    const auto &control = found.outcomes.arms[0];
    const auto &mailed = found.outcomes.arms[1];
    const auto increment = experiment::holdoutIncrement(
        rateOf(mailed), found.mailedRevenue, rateOf(control), found.controlRevenue);
    QString text = groupSentence(group, setting, context.timeZone);
    text += u"From %1 until %2:\n"_s.arg(dayOf(from, context.timeZone), dayOf(to, context.timeZone));
    for (const auto &[arm, revenue] :
        {std::pair(&control, found.controlRevenue), std::pair(&mailed, found.mailedRevenue)})
        text += u"  %1  %2 people, %3 ordered, %4 %5\n"_s.arg(arm->name, -14)
                    .arg(arm->recipients)
                    .arg(arm->measures[0].count)
                    .arg(revenue, 0, 'f', 2)
                    .arg(found.outcomes.currency);
    QJsonObject object{{u"control_group"_s, toJson(group, setting)}, {u"from"_s, toIsoString(from)},
        {u"to"_s, toIsoString(to)}, {u"mailed_revenue"_s, found.mailedRevenue},
        {u"control_revenue"_s, found.controlRevenue}, {u"analysis"_s, cli::toJson(analysis)},
        {u"incremental"_s, QJsonValue::Null}};
    if (increment) {
        object[u"incremental"_s] = QJsonObject{{u"orders"_s, increment->conversions},
            {u"orders_low"_s, increment->conversionsRange.low},
            {u"orders_high"_s, increment->conversionsRange.high}, {u"revenue"_s, increment->revenue},
            {u"revenue_per_person"_s, increment->revenuePerRecipient},
            {u"share_of_orders"_s, increment->shareIncremental}};
        text
            += u"Mail brought %1 buyers beyond those who would have bought anyway (95 %: %2 to %3), and %4 %5.\n"_s
                   .arg(increment->conversions, 0, 'f', 0)
                   .arg(increment->conversionsRange.low, 0, 'f', 0)
                   .arg(increment->conversionsRange.high, 0, 'f', 0)
                   .arg(increment->revenue, 0, 'f', 2)
                   .arg(found.outcomes.currency);
    } else {
        object[u"reason"_s] = increment.error().reason;
        text += increment.error().reason + u'\n';
    }
    for (int measure = 0; measure < analysis.measures.size(); ++measure)
        text += experiment::verdict(analysis, measure) + u'\n';
    text += experiment::sampleRatioWords(analysis) + u'\n';
    session.answer(object, text);
    if (analysis.isBlocked())
        session.finish(Exit::Incomplete);
    return {};
}

Result<> holdout(Session &session, const HoldoutArguments &arguments)
{
    return arguments.percent || arguments.days ? setGroup(session, arguments) : compare(session, arguments);
}

} // namespace

void addHoldoutCommand(CLI::App &experiments, Session &session)
{
    const auto [command, arguments] = addVerb<HoldoutArguments>(experiments, session, "holdout",
        "What mail brings at all, by a control group of the whole shop", holdout);
    command->add_option("--from", arguments->from, "Compare from then on (the draw in force)");
    command->add_option("--to", arguments->to, "... until then (now)");
    command
        ->add_option("--set", arguments->percent,
            "Per cent of the customers who get no mail of any campaign; 0 ends it. Draws anew")
        ->check(CLI::Range(0.0, 50.0));
    command->add_option("--days", arguments->days, "Others are drawn after so many days (90). Draws anew")
        ->check(CLI::Range(1, store::ControlGroupSetting::mostDays));
    command->footer("Example:\n  haberdash --workspace shop.haberdash experiment holdout --set 5 --days 90\n"
                    "  haberdash --workspace shop.haberdash experiment holdout");
}

} // namespace haberdash::cli
