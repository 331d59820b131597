// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/activity_sql.h"

#include "core/base/folded.h"

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

QString foldedText(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    return QString::fromStdString(folded({bytes.constData(), size_t(bytes.size())}));
}

/// One value, tested with a positive operator.
Query valueTest(const Query &expression, TextOperator op, const QString &value)
{
    Query query;
    if (op == TextOperator::Matches) {
        query += u"matches(?, coalesce("_s;
        query.values.append(value);
        query += expression;
        query += u", ''))"_s;
        return query;
    }
    const QString wanted = foldedText(value);
    const QString text = u"folded(coalesce("_s;
    const QString end = u", ''))"_s;
    switch (op) {
    case TextOperator::Contains:
        query += u"instr("_s + text;
        query += expression;
        query += end + u", ?) > 0"_s;
        break;
    case TextOperator::StartsWith:
        query += u"substr("_s + text;
        query += expression;
        query += end + u", 1, length(?)) = ?"_s;
        query.values.append(wanted);
        break;
    case TextOperator::EndsWith:
        query += u"(? = '' OR substr("_s;
        query.values.append(wanted);
        query += text;
        query += expression;
        query += end + u", -length(?)) = ?)"_s;
        query.values.append(wanted);
        break;
    default:
        query += text;
        query += expression;
        query += end + u" = ?"_s;
        break;
    }
    query.values.append(wanted);
    return query;
}

/// Somewhere among the expressions and values, with a positive operator.
Query positiveTest(const QList<Query> &expressions, TextOperator op, const QStringList &values)
{
    Query query;
    for (const Query &expression : expressions) {
        if (op == TextOperator::IsKnown) {
            query += (query.sql.isEmpty() ? u"(coalesce("_s : u" OR coalesce("_s);
            query += expression;
            query += u", '') <> ''"_s;
            continue;
        }
        for (const QString &value : values) {
            query += query.sql.isEmpty() ? u"("_s : u" OR "_s;
            query += valueTest(expression, op, value);
        }
    }
    query += query.sql.isEmpty() ? u"0"_s : u")"_s;
    return query;
}

class Builder
{
public:
    Builder(const Activity &activity, Measure::Of of, const Context &context, const QString &alias)
        : m_context(context)
        , m_a(alias)
    {
        m_rows.customer = m_a + u".customer_id"_s;
        switch (activity.source) {
        case Activity::Source::Orders:
            orders(of);
            break;
        case Activity::Source::Items:
            items(of);
            break;
        case Activity::Source::Event:
            event(activity.event);
            break;
        case Activity::Source::Messages:
            messages();
            break;
        case Activity::Source::Consents:
            m_rows.at = u"coalesce(%1.occurred_at, 0)"_s.arg(m_a);
            m_rows.from = {u"FROM consent_entry %1 WHERE %1.purpose = ''"_s.arg(m_a), {}};
            break;
        case Activity::Source::Suppressions:
            // However many of their addresses it is, each is one.
            m_rows.at = u"%1.created_at"_s.arg(m_a);
            m_rows.from = {
                u"FROM (SELECT i.customer_id, s.created_at, s.reason, s.source FROM identity i "
                u"JOIN suppression s ON s.address_key = i.key WHERE i.kind = 'email') %1 WHERE 1"_s.arg(m_a),
                {}};
            break;
        }
        for (const Filter &filter : activity.filters) {
            m_rows.from += u" AND "_s;
            m_rows.from += test(activity.source, filter);
        }
    }
    [[nodiscard]] const ActivityRows &rows() const { return m_rows; }

private:
    [[nodiscard]] QString own(const QString &column) const { return m_a + u'.' + column; }

    void orders(Measure::Of of)
    {
        const bool net = of == Measure::Of::Net;
        m_rows.at = own(u"placed_at"_s);
        m_rows.from = {u"FROM shop_order_value %1 WHERE %1.customer_id IS NOT NULL AND "
                       u"(%1.cancelled_at IS NULL OR %1.cancelled_at >= ?)%2"_s.arg(
                           m_a, net ? QString() : u" AND %1.kind = 'sale'"_s.arg(m_a)),
            {toMilliseconds(m_context.asOf)}};
        switch (of) {
        case Measure::Of::Net:
            m_rows.value = u"%1.total - %1.refunded"_s.arg(m_a);
            break;
        case Measure::Of::Discount:
            m_rows.value = own(u"discount"_s);
            break;
        case Measure::Of::Refunded:
            m_rows.value = own(u"refunded"_s);
            break;
        case Measure::Of::Quantity:
            m_rows.value = u"(%1)"_s.arg(units());
            break;
        default:
            m_rows.value = own(u"total"_s);
            break;
        }
    }

    [[nodiscard]] QString units() const
    {
        return u"SELECT coalesce(sum(l.quantity), 0) FROM order_line l WHERE l.order_id = %1.id"_s.arg(m_a);
    }

    void items(Measure::Of of)
    {
        m_rows.at = own(u"placed_at"_s);
        m_rows.value = of == Measure::Of::Quantity ? own(u"quantity"_s) : own(u"value"_s);
        m_rows.from = {u"FROM order_line_value %1 WHERE %1.customer_id IS NOT NULL AND %1.kind = 'sale' AND "
                       u"(%1.cancelled_at IS NULL OR %1.cancelled_at >= ?)"_s.arg(m_a),
            {toMilliseconds(m_context.asOf)}};
    }

    void event(const QString &name)
    {
        m_rows.at = own(u"occurred_at"_s);
        m_rows.value = own(u"value"_s);
        m_rows.from = {
            u"FROM event_value %1 WHERE %1.type_id = (SELECT id FROM event_type WHERE name = ?)"_s.arg(m_a),
            {name}};
    }

    void messages()
    {
        m_rows.at = u"coalesce(%1.finished_at, %1.claimed_at, %1.planned_at)"_s.arg(m_a);
        m_rows.from = {u"FROM outbox %1 WHERE 1"_s.arg(m_a), {}};
    }

    [[nodiscard]] Query money(const QString &expression, const NumberTest &test) const
    {
        return {
            u"%1 %2 ?"_s.arg(expression, signOf(test.compare)), {minorUnits(test.value, m_context.currency)}};
    }
    /// Of whole numbers.
    [[nodiscard]] static Query whole(const QString &expression, const NumberTest &test)
    {
        return {u"(%1) * 1000 %2 ?"_s.arg(expression, signOf(test.compare)), {test.value.thousandths}};
    }
    [[nodiscard]] Query local(const QString &function) const
    {
        return {u"%1(%2, ?)"_s.arg(function, m_rows.at), {QString::fromLatin1(m_context.timeZone.id())}};
    }

    /// Tests of the product of this very row (items and events); `lineTitle` is what the line itself says.
    [[nodiscard]] Query product(const Filter &filter, bool isItem) const
    {
        const auto &test = std::get<TextTest>(filter.test);
        const auto column = [this](const QString &name) -> Query {
            return {u"(SELECT p.%1 FROM product p WHERE p.id = %2.product_id)"_s.arg(name, m_a), {}};
        };
        switch (filter.field) {
        case Filter::Field::Category:
            return textTest(column(u"category"_s), test);
        case Filter::Field::Vendor:
            return textTest(column(u"vendor"_s), test);
        case Filter::Field::ProductTag:
            return existsTest(
                {u"FROM product p, json_each(tags_json(p.tags)) t WHERE p.id = %1.product_id"_s.arg(m_a), {}},
                u"t.value"_s, test);
        case Filter::Field::Option:
            return textTest(
                Query{u"(SELECT v.title FROM variant v WHERE v.id = %1.variant_id)"_s.arg(m_a), {}}, test);
        case Filter::Field::Sku:
            return textTest(Query{own(u"sku"_s), {}}, test);
        default: {
            QList<Query> names{column(u"handle"_s), column(u"title"_s)};
            if (isItem)
                names.append(Query{own(u"title"_s), {}});
            return textTest(names, test);
        }
        }
    }

    /// An order passes when one of its lines does.
    [[nodiscard]] Query someLine(const Filter &filter) const
    {
        const Activity line{Activity::Source::Items, {}, {}};
        Query query{u"EXISTS (SELECT 1 FROM order_line %1l WHERE %1l.order_id = %1.id AND "_s.arg(m_a), {}};
        query += Builder(line, Measure::Of::Nothing, m_context, m_a + u'l').product(filter, true);
        query += u")"_s;
        return query;
    }

    [[nodiscard]] Query productAge(const NumberTest &test) const
    {
        return whole(
            u"(%1 - (SELECT p.created_at FROM product p WHERE p.id = %2.product_id)) / 86400000"_s.arg(
                m_rows.at, m_a),
            test);
    }

    /// In thousandths of a percent.
    [[nodiscard]] Query priceDrop(const NumberTest &test) const
    {
        return {
            u"(SELECT unit FROM event_type WHERE id = %1.type_id) = 'money' AND %1.value > 0 AND (%1.value "
            u"- (SELECT min(v.price) FROM variant v WHERE v.product_id = %1.product_id)) * 100000 / "
            u"%1.value %2 ?"_s.arg(m_a, signOf(test.compare)),
            {test.value.thousandths}};
    }

    /// Neither said to be a machine's, nor within two seconds of a mail's leaving.
    [[nodiscard]] Query human() const
    {
        return {
            u"(NOT EXISTS (SELECT 1 FROM json_each(%1.details) d WHERE folded(d.key) IN ('machine open', "
            u"'machine_open', 'machine', 'apple privacy open', 'bot click', 'is_bot') AND folded(d.value) IN "
            u"('true', 'yes', '1')) AND NOT EXISTS (SELECT 1 FROM event s WHERE s.customer_id = "
            u"%1.customer_id AND s.occurred_at <= %1.occurred_at AND s.occurred_at > %1.occurred_at - 2000 "
            u"AND s.reference = %1.reference AND s.type_id IN (SELECT id FROM event_type WHERE name IN "
            u"('email_sent', 'email_delivered'))))"_s.arg(m_a),
            {}};
    }

    [[nodiscard]] Query eventValue(const NumberTest &test) const
    {
        return {u"%1.value * 1000 %2 ? * (SELECT CASE unit WHEN 'money' THEN %3 ELSE 1 END FROM event_type "
                u"WHERE id = %1.type_id)"_s.arg(m_a, signOf(test.compare))
                    .arg(minorPerUnit(m_context.currency)),
            {test.value.thousandths}};
    }

    [[nodiscard]] Query detail(const Filter &filter) const
    {
        const Query value{
            u"(SELECT d.value FROM json_each(%1.details) d WHERE d.key = ?)"_s.arg(m_a), {filter.key}};
        if (const auto *text = std::get_if<TextTest>(&filter.test))
            return textTest(value, *text);
        const auto &test = std::get<NumberTest>(filter.test);
        Query query{u"thousandths("_s, {}};
        query += value;
        query += {u") %1 ?"_s.arg(signOf(test.compare)), {test.value.thousandths}};
        return query;
    }

    [[nodiscard]] Query ofMessage(const Filter &filter) const
    {
        const auto &test = std::get<TextTest>(filter.test);
        switch (filter.field) {
        case Filter::Field::Campaign:
            return textTest(
                Query{u"(SELECT c.name FROM campaign c WHERE c.id = %1.campaign_id)"_s.arg(m_a), {}}, test);
        case Filter::Field::Experiment:
            return existsTest({u"FROM experiment x WHERE x.campaign_id = %1.campaign_id"_s.arg(m_a), {}},
                u"x.name"_s, test);
        case Filter::Field::Variant:
            return textTest(Query{u"(SELECT v.name FROM campaign_variant v WHERE v.campaign_id = "
                                  u"%1.campaign_id AND v.position = %1.variant)"_s.arg(m_a),
                                {}},
                test);
        default:
            return textTest(Query{own(u"state"_s), {}}, test);
        }
    }

    [[nodiscard]] Query test(Activity::Source source, const Filter &filter) const
    {
        using Field = Filter::Field;
        const bool isOrder = source == Activity::Source::Orders;
        const bool isItem = source == Activity::Source::Items;
        const auto text = [&filter](const QString &expression) {
            return textTest(Query{expression, {}}, std::get<TextTest>(filter.test));
        };
        const auto number = [&filter]() -> const NumberTest & { return std::get<NumberTest>(filter.test); };
        switch (filter.field) {
        case Field::Product:
        case Field::Category:
        case Field::Vendor:
        case Field::ProductTag:
        case Field::Option:
        case Field::Sku:
            return isOrder ? someLine(filter) : product(filter, isItem);
        case Field::Coupon:
            return text(own(u"coupon_code"_s));
        case Field::Channel:
            return text(own(u"channel"_s));
        case Field::Status:
            return text(own(u"financial_status"_s));
        case Field::Reference:
            return text(own(u"reference"_s));
        case Field::Reason:
            return text(own(u"reason"_s));
        case Field::Source:
            return text(own(u"source"_s));
        case Field::Basis:
            return text(own(u"basis"_s));
        case Field::Campaign:
        case Field::Experiment:
        case Field::Variant:
            return ofMessage(filter);
        case Field::State:
            return text(own(u"state"_s));
        case Field::Detail:
            return detail(filter);
        case Field::Weekday:
            return textTest(local(u"local_weekday"_s), std::get<TextTest>(filter.test));
        case Field::Month:
            return textTest(local(u"local_month"_s), std::get<TextTest>(filter.test));
        case Field::Hour: {
            Query query = local(u"local_hour"_s);
            query += {u" * 1000 %1 ?"_s.arg(signOf(number().compare)), {number().value.thousandths}};
            return query;
        }
        case Field::Value:
            return isOrder ? money(own(u"total"_s), number())
                : isItem   ? money(own(u"value"_s), number())
                           : eventValue(number());
        case Field::Price:
            return money(own(u"unit_price"_s), number());
        case Field::Discount:
            return money(own(u"discount"_s), number());
        case Field::Refunded:
            return money(own(u"refunded"_s), number());
        case Field::Quantity:
            return whole(own(u"quantity"_s), number());
        case Field::Lines:
            return whole(u"SELECT count(*) FROM order_line l WHERE l.order_id = %1.id"_s.arg(m_a), number());
        case Field::Units:
            return whole(units(), number());
        case Field::ProductAge:
            return productAge(number());
        case Field::PriceDrop:
            return priceDrop(number());
        case Field::Human:
            return human();
        }
        Q_UNREACHABLE();
    }

    const Context &m_context;
    QString m_a;
    ActivityRows m_rows;
};

} // namespace

Query &Query::operator+=(const Query &part)
{
    sql += part.sql;
    values += part.values;
    return *this;
}

Query &Query::operator+=(const QString &text)
{
    sql += text;
    return *this;
}

QString signOf(Compare compare)
{
    static const QString signs[] = {u"="_s, u"<>"_s, u"<"_s, u"<="_s, u">"_s, u">="_s};
    return signs[int(compare)];
}

Query textTest(const QList<Query> &expressions, const TextTest &test)
{
    const TextOperator positive = positiveOf(test.op);
    Query query = positiveTest(expressions, positive, test.values);
    if (positive != test.op)
        query.sql = u"NOT "_s + query.sql;
    return query;
}

Query textTest(const Query &expression, const TextTest &test)
{
    return textTest(QList<Query>{expression}, test);
}

Query existsTest(const Query &rows, const QString &column, const TextTest &test)
{
    const TextOperator positive = positiveOf(test.op);
    Query query{positive == test.op ? u"EXISTS (SELECT 1 "_s : u"NOT EXISTS (SELECT 1 "_s, {}};
    query += rows;
    query += u" AND "_s;
    query += positiveTest({Query{column, {}}}, positive, test.values);
    query += u")"_s;
    return query;
}

qint64 minorPerUnit(const CurrencyCode &currency)
{
    qint64 minor = 1;
    for (int i = 0; i < currency.decimals(); ++i)
        minor *= 10;
    return minor;
}

qint64 minorUnits(Number number, const CurrencyCode &currency)
{
    qint64 value = number.thousandths;
    for (int i = currency.decimals(); i < 3; ++i)
        value = (value + (value < 0 ? -5 : 5)) / 10;
    return value;
}

ActivityRows rowsOf(const Activity &activity, Measure::Of of, const Context &context, const QString &alias)
{
    return Builder(activity, of, context, alias).rows();
}

Query within(const QString &at, const Window &window, const Context &context)
{
    Query query{u" AND %1 < ?"_s.arg(at), {toMilliseconds(context.asOf)}};
    QStringList parts;
    for (const Interval &stretch : stretches(window, context.asOf, context.timeZone)) {
        QStringList sides;
        if (stretch.begin != Timestamp::min()) {
            sides.append(u"%1 >= ?"_s.arg(at));
            query.values.append(toMilliseconds(stretch.begin));
        }
        if (stretch.end != Timestamp::max()) {
            sides.append(u"%1 < ?"_s.arg(at));
            query.values.append(toMilliseconds(stretch.end));
        }
        if (!sides.isEmpty())
            parts.append(sides.join(u" AND "_s));
    }
    if (!parts.isEmpty())
        query.sql += u" AND (%1)"_s.arg(parts.join(u" OR "_s));
    return query;
}

} // namespace haberdash::segment
