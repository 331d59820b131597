// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/condition_sql.h"

#include "core/segment/activity_sql.h"

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

/// "SELECT id AS customer_id FROM customer c WHERE <known> AND <test>"
Query peopleWhere(const Query &test, const Context &context)
{
    Query query = everyone(context);
    query += u" AND ("_s;
    query += test;
    query += u")"_s;
    return query;
}

Query everyoneBut(const Query &query, const Context &context)
{
    Query result{u"SELECT customer_id FROM ("_s, {}};
    result += everyone(context);
    result += u") EXCEPT SELECT customer_id FROM ("_s;
    result += query;
    result += u")"_s;
    return result;
}

/// A measure as numbers that a test can be held against.
struct Scale
{
    QString expression; ///< over the rows `at` and `value` of a customer
    QString needs; ///< what else must hold for the number to be there
    bool restIsZero; ///< customers without rows have 0, not nothing
};

Scale scaleOf(const Measure &measure, const Context &context)
{
    const bool isMoney = measure.activity.source != Activity::Source::Event
        && measure.of != Measure::Of::Quantity && measure.of != Measure::Of::Nothing;
    const bool isEvent = measure.activity.source == Activity::Source::Event;
    switch (measure.kind) {
    case Measure::Kind::Count:
        return {u"count(at) * 1000"_s, {}, true};
    case Measure::Kind::Sum:
        return {isMoney   ? u"coalesce(sum(value), 0)"_s
                : isEvent ? u"coalesce(sum(value), 0) * 1000 / unit"_s
                          : u"coalesce(sum(value), 0) * 1000"_s,
            {}, true};
    case Measure::Kind::Average:
        return {isMoney   ? u"sum(value) / count(value)"_s
                : isEvent ? u"sum(value) * 1000 / unit / count(value)"_s
                          : u"sum(value) * 1000 / count(value)"_s,
            u"count(value) > 0"_s, false};
    case Measure::Kind::DaysBetween:
        return {u"(max(at) - min(at)) / (count(at) - 1) * 1000 / 86400000"_s, u"count(at) >= 2"_s, false};
    case Measure::Kind::Overdue:
        return {
            u"(%1 / 1000 - max(at) / 1000) * 100000 * (count(at) - 1) / ((max(at) - min(at)) / 1000)"_s.arg(
                toMilliseconds(context.asOf)),
            u"count(at) >= 2 AND (max(at) - min(at)) / 1000 > 0"_s, false};
    }
    Q_UNREACHABLE();
}

/// What a test of the measure compares with.
qint64 thresholdOf(const Measure &measure, const NumberTest &test, const Context &context)
{
    const bool isMoney = (measure.kind == Measure::Kind::Sum || measure.kind == Measure::Kind::Average)
        && measure.activity.source != Activity::Source::Event && measure.of != Measure::Of::Quantity;
    return isMoney ? minorUnits(test.value, context.currency) : test.value.thousandths;
}

Query latestOf(const Activity &activity, const Context &context)
{
    const ActivityRows rows = rowsOf(activity, Measure::Of::Nothing, context, u"z"_s);
    Query query{u"SELECT %1 AS customer_id, max(%2) AS latest "_s.arg(rows.customer, rows.at), {}};
    query += rows.from;
    query += within(rows.at, {}, context);
    query += u" GROUP BY 1"_s;
    return query;
}

/// Columns customer_id and n for those who have a number: with rows, or with a `since` to count from.
Query measureTable(const Measure &measure, const Context &context)
{
    const ActivityRows rows = rowsOf(measure.activity, measure.of, context, u"r"_s);
    const Scale scale = scaleOf(measure, context);
    Query plain{u"SELECT %1 AS customer_id, %2 AS at, %3 AS value "_s.arg(
                    rows.customer, rows.at, rows.value.isEmpty() ? u"NULL"_s : rows.value),
        {}};
    plain += rows.from;
    plain += within(rows.at, measure.since ? Window() : measure.window, context);
    Query query{u"SELECT customer_id, "_s, {}};
    const bool isEvent = measure.activity.source == Activity::Source::Event;
    QString expression = scale.expression;
    if (isEvent && expression.contains(u"unit"_s)) {
        // Amounts of events are minor units, their other values whole numbers.
        expression.replace(u"unit"_s,
            u"coalesce((SELECT CASE unit WHEN 'money' THEN %1 ELSE 1 END FROM event_type WHERE name = ?), 1)"_s
                .arg(minorPerUnit(context.currency)));
        query.values.append(measure.activity.event);
    }
    query += expression + u" AS n FROM ("_s;
    if (measure.since) {
        query += u"SELECT l.customer_id, r.at, r.value FROM ("_s;
        query += latestOf(*measure.since, context);
        query += u") l LEFT JOIN ("_s;
        query += plain;
        query += u") r ON r.customer_id = l.customer_id AND r.at >= l.latest"_s;
    } else {
        query += plain;
    }
    query += u") GROUP BY customer_id"_s;
    if (!scale.needs.isEmpty())
        query += u" HAVING "_s + scale.needs;
    return query;
}

Query compileLeaf(const MeasureCondition &condition, const Context &context)
{
    const Measure &measure = condition.measure;
    const qint64 threshold = thresholdOf(measure, condition.test, context);
    const bool zeroPasses = !measure.since && scaleOf(measure, context).restIsZero
        && passesZero({condition.test.compare, {threshold}});
    Query query{u"SELECT customer_id FROM ("_s, {}};
    query += measureTable(measure, context);
    query += {
        (zeroPasses ? u") WHERE NOT (n %1 ?)"_s : u") WHERE n %1 ?"_s).arg(signOf(condition.test.compare)),
        {threshold}};
    return zeroPasses ? everyoneBut(query, context) : query;
}

/// "v" with the values of all, "k" with how many are wanted, and what stands at the border.
Query rankParts(const RankCondition &condition, const Context &context)
{
    Query query{u"WITH v AS MATERIALIZED ("_s, {}};
    query += measureTable(condition.measure, context);
    query += Query{u"), k(k) AS (SELECT count(*) * ? / 100000 FROM v), border(n) AS (SELECT n FROM v ORDER "
                   u"BY n %1 LIMIT "
                   u"1 OFFSET (SELECT max(k - 1, 0) FROM k)) "_s.arg(condition.top ? u"DESC"_s : u"ASC"_s),
        {condition.percent.thousandths}};
    return query;
}

Query compileLeaf(const RankCondition &condition, const Context &context)
{
    Query query = rankParts(condition, context);
    query += u"SELECT customer_id FROM v WHERE (SELECT k FROM k) > 0 AND n %1 (SELECT n FROM border)"_s.arg(
        condition.top ? u">="_s : u"<="_s);
    return query;
}

Query compileLeaf(const ShareCondition &condition, const Context &context)
{
    Measure whole = condition.measure;
    whole.activity.filters.clear();
    Query query{u"SELECT b.customer_id FROM ("_s, {}};
    query += measureTable(whole, context);
    query += u") b LEFT JOIN ("_s;
    query += measureTable(condition.measure, context);
    query += {
        u") p ON p.customer_id = b.customer_id WHERE b.n > 0 AND coalesce(p.n, 0) * 100000 %1 ? * b.n"_s.arg(
            signOf(condition.test.compare)),
        {condition.test.value.thousandths}};
    return query;
}

Query compileLeaf(const TimeCondition &condition, const Context &context)
{
    const ActivityRows rows = rowsOf(condition.activity, Measure::Of::Nothing, context, u"r"_s);
    const QString which = condition.which == TimeCondition::Which::First ? u"min(%1)"_s : u"max(%1)"_s;
    Query query{u"SELECT customer_id FROM (SELECT %1 AS customer_id, %2 AS at "_s.arg(
                    rows.customer, which.arg(rows.at)),
        {}};
    query += rows.from;
    query += within(rows.at, {}, context);
    query += u" GROUP BY 1) WHERE 1"_s;
    query += within(u"at"_s, condition.window, context);
    return query;
}

/// " AND ..." for the steps from `index` on, each seen from the instant `from`.
Query steps(const SequenceCondition &condition, size_t index, const QString &customer, const QString &from,
    const Context &context)
{
    if (index == condition.steps.size())
        return {};
    static const QString units[] = {u"hours"_s, u"days"_s, u"weeks"_s, u"months"_s, u"years"_s};
    const SequenceCondition::Step &step = condition.steps[index];
    const ActivityRows rows = rowsOf(step.activity, Measure::Of::Nothing, context, u"q%1"_s.arg(index + 1));
    Query deadline;
    if (step.within)
        deadline = {u"later(%1, ?, ?, ?)"_s.arg(from),
            {step.within->count, units[int(step.within->unit)], QString::fromLatin1(context.timeZone.id())}};
    Query query{step.happens ? u" AND EXISTS (SELECT 1 "_s : u" AND NOT EXISTS (SELECT 1 "_s, {}};
    query += rows.from;
    query += {u" AND %1 = %2 AND %3 > %4 AND %3 < ?"_s.arg(rows.customer, customer, rows.at, from),
        {toMilliseconds(context.asOf)}};
    if (step.within) {
        query += u" AND %1 <= "_s.arg(rows.at);
        query += deadline;
    }
    if (step.happens)
        query += steps(condition, index + 1, customer, rows.at, context);
    query += u")"_s;
    if (!step.happens) {
        if (step.within) {
            query += u" AND "_s;
            query += deadline;
            query += {u" < ?"_s, {toMilliseconds(context.asOf)}};
        }
        query += steps(condition, index + 1, customer, from, context);
    }
    return query;
}

Query compileLeaf(const SequenceCondition &condition, const Context &context)
{
    const ActivityRows rows = rowsOf(condition.first, Measure::Of::Nothing, context, u"q0"_s);
    Query query{u"SELECT DISTINCT %1 AS customer_id "_s.arg(rows.customer), {}};
    query += rows.from;
    query += within(rows.at, condition.window, context);
    query += steps(condition, 0, rows.customer, rows.at, context);
    return query;
}

/// A date that is kept as a text.
bool isDateText(const QString &fact)
{
    return fact == u"birthday"_s || fact.startsWith(u"attribute:"_s);
}

Query dateTest(const QString &fact, const Window &window, const Context &context)
{
    const Query expression = factExpression(fact, context);
    const QVariant zone = QString::fromLatin1(context.timeZone.id());
    Query query;
    if (isDateText(fact) && !isOneStretch(window)) {
        const DaysOfYear days = daysOfYear(window, context.asOf, context.timeZone);
        QStringList numbers;
        for (size_t day = 0; day < days.size(); ++day) {
            if (days.test(day))
                numbers.append(QString::number(day));
        }
        query += u"day_of_year_in("_s;
        query += expression;
        query += u") IN (%1)"_s.arg(numbers.join(u','));
        return query;
    }
    Query at;
    if (isDateText(fact)) {
        at += u"date_in("_s;
        at += expression;
        at += {u", ?)"_s, {zone}};
    } else {
        at = expression;
    }
    for (const Interval &stretch : stretches(window, context.asOf, context.timeZone)) {
        query += query.sql.isEmpty() ? u"("_s : u" OR "_s;
        query += at;
        query += {u" BETWEEN ? AND ?"_s,
            {toMilliseconds(stretch.begin),
                toMilliseconds(stretch.end) - (stretch.end == Timestamp::max() ? 0 : 1)}};
    }
    query += u")"_s;
    return query;
}

Query tagTest(const TextTest &test, const Context &context)
{
    return peopleWhere(
        existsTest({u"FROM customer_tag t WHERE t.customer_id = c.id"_s, {}}, u"t.tag"_s, test), context);
}

Query compileLeaf(const FactCondition &condition, const Context &context)
{
    if (const auto *window = std::get_if<Window>(&condition.test))
        return peopleWhere(dateTest(condition.fact, *window, context), context);
    if (const auto *text = std::get_if<TextTest>(&condition.test)) {
        if (condition.fact == u"tag"_s)
            return tagTest(*text, context);
        return peopleWhere(textTest(factExpression(condition.fact, context), *text), context);
    }
    const auto &test = std::get<NumberTest>(condition.test);
    Query query{u"thousandths("_s, {}};
    query += factExpression(condition.fact, context);
    query += {u") %1 ?"_s.arg(signOf(test.compare)), {test.value.thousandths}};
    return peopleWhere(query, context);
}

Query compileLeaf(const ConsentCondition &condition, const Context &context)
{
    using State = ConsentCondition::State;
    // The newest entry in force counts; max(id) picks its state and time in the same pass.
    Query query{
        u"SELECT customer_id FROM (SELECT customer_id, state, coalesce(occurred_at, 0) AS at, max(id) "
        u"FROM consent_entry WHERE channel = ? AND purpose = '' AND coalesce(occurred_at, 0) < ? GROUP BY customer_id)"_s,
        {condition.channel == ConsentCondition::Channel::Email ? u"email"_s : u"sms"_s,
            toMilliseconds(context.asOf)}};
    const bool never = condition.state == State::Never;
    if (!never) {
        static const QString words[]
            = {u"subscribed"_s, u"pending"_s, u"not_subscribed"_s, u"unsubscribed"_s};
        query += {u" WHERE state = ?"_s, {words[int(condition.state)]}};
        query += within(u"at"_s, condition.window, context);
    }
    return condition.negated != never ? everyoneBut(query, context) : query;
}

Query compileLeaf(const MailableCondition &, const Context &context)
{
    return mailable(context);
}

Query compileLeaf(const DistanceCondition &condition, const Context &context)
{
    const auto attribute = [](const QString &name) {
        return u"(SELECT a.value FROM json_each(c.attributes) a WHERE lower(a.key) = '%1')"_s.arg(name);
    };
    return peopleWhere(
        {u"metres_between(%1, %2, ?, ?) %3 ?"_s.arg(
             attribute(u"latitude"_s), attribute(u"longitude"_s), signOf(condition.test.compare)),
            {double(condition.latitude.thousandths) / 1000, double(condition.longitude.thousandths) / 1000,
                condition.test.value.thousandths}},
        context);
}

Query compileLeaf(const RandomCondition &condition, const Context &context)
{
    return peopleWhere(
        {u"share_of(?, c.id) >= ? AND share_of(?, c.id) < ?"_s,
            {condition.salt, condition.from.thousandths, condition.salt, condition.to.thousandths}},
        context);
}

} // namespace

Query factExpression(const QString &fact, const Context &context)
{
    if (fact.startsWith(u"attribute:"_s))
        return {u"(SELECT a.value FROM json_each(c.attributes) a WHERE a.key = ?)"_s, {fact.mid(10)}};
    if (fact == u"email_domain"_s)
        return {u"CASE WHEN instr(c.email, '@') > 0 THEN substr(c.email, instr(c.email, '@') + 1) END"_s, {}};
    if (fact == u"source"_s)
        return {
            u"(SELECT e.reference FROM event e WHERE e.customer_id = c.id AND e.type_id = (SELECT id FROM "
            u"event_type WHERE name = 'signup') AND e.reference IS NOT NULL AND e.occurred_at < ? ORDER BY "
            u"e.occurred_at, e.dedupe_key LIMIT 1)"_s,
            {toMilliseconds(context.asOf)}};
    if (fact == u"created"_s)
        return {u"c.created_at"_s, {}};
    static const QMap<QString, QString> ofLoyalty{{u"tier"_s, u"tier"_s}, {u"points"_s, u"points"_s},
        {u"points_expiring"_s, u"points_expiring"_s}, {u"lifetime_points"_s, u"lifetime_points"_s},
        {u"points_expire"_s, u"expires_at"_s}, {u"enrolled"_s, u"enrolled_at"_s},
        {u"tier_since"_s, u"tier_since"_s}};
    if (const auto column = ofLoyalty.constFind(fact); column != ofLoyalty.constEnd())
        return {u"(SELECT l.%1 FROM loyalty_account l WHERE l.customer_id = c.id)"_s.arg(*column), {}};
    Q_ASSERT(knownFacts().contains(fact));
    return {u"c."_s + fact, {}};
}

Query rankThreshold(const RankCondition &condition, const Context &context)
{
    Query query = rankParts(condition, context);
    query += u"SELECT n FROM border WHERE (SELECT k FROM k) > 0"_s;
    return query;
}

Query everyone(const Context &context)
{
    const qint64 asOf = toMilliseconds(context.asOf);
    // Mail that the shop sent is no sign of theirs: who gets it was known before.
    const QString event = u"EXISTS (SELECT 1 FROM event e WHERE e.customer_id = c.id AND e.type_id NOT IN "
                          u"(SELECT id FROM event_type WHERE name IN ('email_sent', 'email_delivered', "
                          u"'email_bounce'))"_s;
    const QString order = u"EXISTS (SELECT 1 FROM shop_order o WHERE o.customer_id = c.id"_s;
    return {u"SELECT c.id AS customer_id FROM customer c WHERE (coalesce(c.created_at < ?, 0) OR "_s + order
            + u" AND o.placed_at < ?) OR "_s + event
            + u" AND e.occurred_at < ?) OR (c.created_at IS NULL AND NOT "_s + order + u") AND NOT "_s + event
            + u")))"_s,
        {asOf, asOf, asOf}};
}

Query mailable(const Context &context)
{
    Query query{u"SELECT customer_id FROM ("_s, {}};
    query += compileLeaf(ConsentCondition{}, context);
    query += u") INTERSECT SELECT customer_id FROM ("_s;
    query += peopleWhere(
        {u"coalesce(c.email, '') <> '' AND NOT EXISTS (SELECT 1 FROM identity i JOIN suppression "
         u"s ON s.address_key = i.key WHERE i.customer_id = c.id AND i.kind = 'email' AND "
         u"s.created_at < ?)"_s,
            {toMilliseconds(context.asOf)}},
        context);
    query += u")"_s;
    return query;
}

Query compileCondition(const Node &condition, const Context &context)
{
    // What somebody did before T makes them known; the other conditions ask for it themselves. Consent and
    // suppressions may be older than all else that is known.
    return std::visit(Overloaded{
                          [](const Group &) -> Query { Q_UNREACHABLE(); },
                          [](const SegmentCondition &) -> Query { Q_UNREACHABLE(); },
                          [&context](const auto &leaf) {
                              Query query{u"SELECT customer_id FROM ("_s, {}};
                              query += compileLeaf(leaf, context);
                              query += u") INTERSECT SELECT customer_id FROM ("_s;
                              query += everyone(context);
                              query += u")"_s;
                              return query;
                          },
                      },
        condition.content);
}

} // namespace haberdash::segment
