// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/foreign_draft.h"
#include "core/segment/rule_words.h"
#include "core/segment/shopify_dates.h"
#include "core/segment/shopify_query.h"

#include <QRegularExpression>

#include <array>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;
using namespace shopify;

namespace {

using Op = Comparison::Op;
using Field = Filter::Field;

/// Why something cannot be said, or how it can.
template<typename T>
using Said = tl::expected<T, QString>;

#define SHOPIFY_TRY(name, expression)                                                                        \
    auto name##Said = (expression);                                                                          \
    if (!name##Said)                                                                                         \
        return tl::unexpected(std::move(name##Said.error()));                                                \
    auto name = std::move(*name##Said)

tl::unexpected<QString> because(const QString &reason)
{
    return tl::unexpected(reason);
}

Said<Number> number(const Value &value)
{
    bool fits = false;
    const double parsed = value.text.toDouble(&fits);
    const auto result = fits ? numberFrom(parsed) : std::nullopt;
    if (value.kind != Value::Kind::Number || !result)
        return because(u"“%1” is not a number"_s.arg(value.text));
    return *result;
}

Said<std::vector<NumberTest>> numberTests(const Comparison &comparison)
{
    if (comparison.op == Op::Between && comparison.values.size() == 2) {
        SHOPIFY_TRY(from, number(comparison.values[0]));
        SHOPIFY_TRY(to, number(comparison.values[1]));
        return std::vector<NumberTest>{{Compare::AtLeast, from}, {Compare::AtMost, to}};
    }
    static constexpr std::pair<Op, Compare> compares[]
        = {{Op::Equal, Compare::Equal}, {Op::NotEqual, Compare::NotEqual}, {Op::Less, Compare::Less},
            {Op::AtMost, Compare::AtMost}, {Op::Greater, Compare::Greater}, {Op::AtLeast, Compare::AtLeast}};
    for (const auto &[op, compare] : compares) {
        if (comparison.op == op && comparison.values.size() == 1) {
            SHOPIFY_TRY(value, number(comparison.values[0]));
            return std::vector<NumberTest>{{compare, value}};
        }
    }
    return because(u"a number is not compared like that here"_s);
}

Said<TextTest> textTest(const Comparison &comparison)
{
    static constexpr std::pair<Op, TextOperator> operators[] = {{Op::Equal, TextOperator::Is},
        {Op::NotEqual, TextOperator::IsNot}, {Op::In, TextOperator::Is}, {Op::NotIn, TextOperator::IsNot},
        {Op::Contains, TextOperator::Is}, {Op::NotContains, TextOperator::IsNot},
        {Op::StartsWith, TextOperator::StartsWith}, {Op::EndsWith, TextOperator::EndsWith},
        {Op::IsNull, TextOperator::IsUnknown}, {Op::IsNotNull, TextOperator::IsKnown}};
    for (const auto &[op, textOperator] : operators) {
        if (comparison.op != op)
            continue;
        TextTest test{textOperator, {}};
        for (const Value &value : comparison.values)
            test.values.append(value.text);
        return test;
    }
    return because(u"a text is not compared like that here"_s);
}

/// A window alone, which is all that a count can have.
Said<Window> singleWindow(const DateTest &test)
{
    if (test.all.size() != 1 || !test.none.empty())
        return because(u"one time cannot have both these ends here"_s);
    return test.all.front();
}

class Translator
{
public:
    Draft draft(const Query &query)
    {
        if (query.kind == Query::Kind::Clause) {
            auto node = clause(query.clause);
            return node ? Draft::carried(std::move(*node), query.clause.said)
                        : Draft::lost(query.clause.said, node.error());
        }
        std::vector<Draft> parts;
        for (const Query &part : query.parts)
            parts.push_back(draft(part));
        return Draft::group(query.kind == Query::Kind::And ? Group::Match::All
                : query.kind == Query::Kind::Or            ? Group::Match::Any
                                                           : Group::Match::None,
            std::move(parts));
    }
    [[nodiscard]] QStringList remarks() const { return m_remarks; }

private:
    Said<DateTest> dates(const Comparison &comparison)
    {
        auto test = dateTest(comparison);
        if (!test)
            return because(u"that time cannot be said here"_s);
        if (test->isRough)
            m_remarks.append(
                u"Times such as -30d begin at midnight there; here they count back from the moment on."_s);
        return *test;
    }

    /// A condition for each window, as `make` makes it.
    template<typename Make>
    Said<Node> dated(const Comparison &comparison, Make make)
    {
        SHOPIFY_TRY(test, dates(comparison));
        std::vector<Node> nodes;
        for (const Window &window : test.all)
            nodes.push_back(make(window));
        for (const Window &window : test.none)
            nodes.push_back(noneOf(make(window)));
        return allOf(std::move(nodes));
    }

    Said<Node> orderDate(const Comparison &comparison, TimeCondition::Which which)
    {
        if (comparison.op == Op::IsNull || comparison.op == Op::IsNotNull) {
            const Node any = atLeastOnce(Activity::orders(), {});
            return comparison.op == Op::IsNull ? noneOf(any) : any;
        }
        return dated(comparison, [which](const Window &window) {
            return Node{TimeCondition{which, Activity::orders(), window}};
        });
    }

    /// A checkout that was begun then and not followed by an order.
    Said<Node> abandonedCheckout(const Comparison &comparison)
    {
        const Activity checkout = Activity::ofEvent(u"checkout_start"_s);
        const Node unfinished{
            MeasureCondition{{.activity = Activity::orders(), .since = checkout}, {Compare::Equal, {0}}}};
        if (comparison.op == Op::IsNotNull)
            return unfinished;
        if (comparison.op == Op::IsNull)
            return noneOf(unfinished);
        SHOPIFY_TRY(when, dated(comparison, [&checkout](const Window &window) {
            return Node{TimeCondition{TimeCondition::Which::Last, checkout, window}};
        }));
        return allOf({std::move(when), unfinished});
    }

    static Said<Node> measured(const Measure &measure, const Comparison &comparison)
    {
        if (comparison.op == Op::IsNull || comparison.op == Op::IsNotNull)
            return Node{MeasureCondition{
                measure, {comparison.op == Op::IsNull ? Compare::Equal : Compare::NotEqual, {0}}}};
        SHOPIFY_TRY(tests, numberTests(comparison));
        std::vector<Node> nodes;
        for (const NumberTest &test : tests)
            nodes.push_back(Node{MeasureCondition{measure, test}});
        return allOf(std::move(nodes));
    }

    static Said<Node> fact(const QString &name, const Comparison &comparison)
    {
        SHOPIFY_TRY(test, textTest(comparison));
        return Node{FactCondition{name, test}};
    }

    /// "US-NY", "US-CA-LosAngeles"
    Said<Node> place(const Comparison &comparison, const QStringList &facts)
    {
        SHOPIFY_TRY(test, textTest(comparison));
        if (test.values.isEmpty())
            return Node{FactCondition{facts.last(), test}};
        std::vector<Node> places;
        for (const QString &value : test.values) {
            const QStringList parts = value.split(u'-');
            if (parts.size() != facts.size())
                return because(u"“%1” is no place of the form %2"_s.arg(
                    value, facts.size() == 2 ? u"US-NY"_s : u"US-CA-LosAngeles"_s));
            std::vector<Node> levels;
            for (qsizetype i = 0; i < parts.size(); ++i)
                levels.push_back(textFact(
                    facts[i], TextOperator::Is, {facts[i] == u"city"_s ? spaced(parts[i]) : parts[i]}));
            places.push_back(allOf(std::move(levels)));
        }
        Node node = anyOf(std::move(places));
        return test.op == TextOperator::IsNot ? noneOf(std::move(node)) : node;
    }
    /// "LosAngeles" -> "Los Angeles"
    QString spaced(QString city)
    {
        static const QRegularExpression border(u"(?<=\\p{Ll})(?=\\p{Lu})"_s);
        city.replace(border, u" "_s);
        m_remarks.append(
            u"The city “%1” has lost its blanks there; compare it with your customers' cities."_s.arg(city));
        return city;
    }

    static Said<Node> consent(const Comparison &comparison, ConsentCondition::Channel channel)
    {
        using State = ConsentCondition::State;
        static const QMap<QString, std::vector<State>> states{{u"SUBSCRIBED"_s, {State::Subscribed}},
            {u"PENDING"_s, {State::Pending}}, {u"UNSUBSCRIBED"_s, {State::Unsubscribed}},
            {u"NOT_SUBSCRIBED"_s, {State::NotSubscribed, State::Never}}};
        SHOPIFY_TRY(test, textTest(comparison));
        if (positiveOf(test.op) != TextOperator::Is)
            return because(u"consent is not compared like that here"_s);
        std::vector<Node> nodes;
        for (const QString &value : test.values) {
            const auto found = states.find(value.toUpper());
            if (found == states.end())
                return because(u"no consent has the state “%1” here"_s.arg(value));
            for (const State state : *found)
                nodes.push_back(Node{ConsentCondition{.channel = channel, .state = state}});
        }
        Node node = anyOf(std::move(nodes));
        return test.op == TextOperator::IsNot ? noneOf(std::move(node)) : node;
    }

    static Said<Node> rfmGroup(const Comparison &comparison)
    {
        const bool prospects = comparison.values.size() == 1
            && comparison.values.front().text.compare(u"PROSPECTS", Qt::CaseInsensitive) == 0;
        if (prospects && (comparison.op == Op::Equal || comparison.op == Op::NotEqual))
            return Node{MeasureCondition{{},
                {comparison.op == Op::Equal ? Compare::Equal : Compare::AtLeast,
                    {comparison.op == Op::Equal ? 0 : 1000}}}};
        return because(u"rules know no RFM groups"_s);
    }

    /// "metafields.facts.birth_date": a fact or an attribute.
    static QString metafieldFact(const QString &name)
    {
        const QString key = name.mid(name.indexOf(u"metafields."_s) + 11);
        static const QStringList birthdays{u"facts.birth_date"_s, u"facts.birthday"_s};
        return birthdays.contains(key) ? u"birthday"_s : QString(attributePrefix + key);
    }

    Said<Node> metafield(const Comparison &comparison)
    {
        const QString name = metafieldFact(comparison.name);
        const bool isDate = !comparison.values.empty()
            && std::all_of(comparison.values.begin(), comparison.values.end(), [](const Value &value) {
                   return value.kind == Value::Kind::Day || value.kind == Value::Kind::Offset
                       || value.text == u"today"_s || value.text == u"yesterday"_s;
               });
        const bool isNumber = !comparison.values.empty()
            && std::all_of(comparison.values.begin(), comparison.values.end(),
                [](const Value &value) { return value.kind == Value::Kind::Number; });
        if (isDate)
            return dated(comparison, [&name](const Window &window) {
                return Node{FactCondition{name, window}};
            });
        if (isNumber && comparison.op != Op::In && comparison.op != Op::NotIn) {
            SHOPIFY_TRY(tests, numberTests(comparison));
            std::vector<Node> nodes;
            for (const NumberTest &test : tests)
                nodes.push_back(Node{FactCondition{name, test}});
            return allOf(std::move(nodes));
        }
        return fact(name, comparison);
    }

    Said<Node> anniversary(const Comparison &comparison)
    {
        if (!comparison.name.contains(u"metafields."_s))
            return because(u"it does not say which date"_s);
        SHOPIFY_TRY(test, dates(comparison));
        SHOPIFY_TRY(window, singleWindow(test));
        window.yearly = true;
        return Node{FactCondition{metafieldFact(comparison.name), window}};
    }

    /// anniversary() MATCHES (date = today, attribute = 'metafields.facts.birth_date')
    Said<Node> anniversaryOf(const std::vector<Comparison> &parameters)
    {
        Comparison date;
        for (const Comparison &parameter : parameters) {
            if (parameter.name == u"date"_s) {
                date.op = parameter.op;
                date.values = parameter.values;
            } else if (parameter.name == u"attribute"_s && parameter.values.size() == 1) {
                date.name = parameter.values.front().text.toLower();
                if (!date.name.contains(u"metafields."_s))
                    date.name.prepend(u"metafields.facts."_s);
            }
        }
        return anniversary(date);
    }

    static Said<Node> distance(const std::vector<Comparison> &parameters)
    {
        constexpr double kilometresPerMile = 1.609344;
        DistanceCondition condition{.test = {Compare::AtMost, {0}}};
        int known = 0;
        for (const Comparison &parameter : parameters) {
            if (parameter.name == u"coordinates"_s && parameter.values.size() == 2) {
                SHOPIFY_TRY(latitude, number(parameter.values[0]));
                SHOPIFY_TRY(longitude, number(parameter.values[1]));
                condition.latitude = latitude;
                condition.longitude = longitude;
                known += 1;
            } else if ((parameter.name == u"distance_km"_s || parameter.name == u"distance_mi"_s)
                && parameter.values.size() == 1) {
                SHOPIFY_TRY(length, number(parameter.values[0]));
                const double factor = parameter.name == u"distance_mi"_s ? kilometresPerMile : 1;
                condition.test.value
                    = numberFrom(double(length.thousandths) / 1000 * factor).value_or(length);
                known += 1;
            }
        }
        if (known != 2)
            return because(u"it does not say from where and how far"_s);
        return Node{condition};
    }

    /// What the parameters of MATCHES come to.
    struct Matching
    {
        Activity activity;
        Window window;
        std::vector<std::pair<Measure, NumberTest>> tests;
    };

    Said<void> takeParameter(Matching &matching, const Comparison &parameter)
    {
        const QString &name = parameter.name;
        const bool orders = matching.activity.isOrders();
        const bool items = matching.activity.source == Activity::Source::Items;
        const auto measured = [&](const Measure &measure) -> Said<void> {
            SHOPIFY_TRY(tests, numberTests(parameter));
            for (const NumberTest &test : tests)
                matching.tests.push_back({measure, test});
            return {};
        };
        const auto filtered = [&](Field field) -> Said<void> {
            if (field == Field::Category || field == Field::ProductTag) {
                SHOPIFY_TRY(test, textTest(parameter));
                matching.activity.filters.push_back({field, test, {}});
                return {};
            }
            SHOPIFY_TRY(tests, numberTests(parameter));
            for (const NumberTest &test : tests)
                matching.activity.filters.push_back({field, test, {}});
            return {};
        };
        if (name == u"date"_s) {
            SHOPIFY_TRY(test, dates(parameter));
            SHOPIFY_TRY(window, singleWindow(test));
            matching.window = window;
            return {};
        }
        if (name == u"count"_s)
            return measured({});
        if (name == u"amount"_s && orders)
            return filtered(Field::Value);
        if (name == u"sum_amount"_s && orders)
            return measured({.kind = Measure::Kind::Sum, .of = Measure::Of::Total});
        if (name == u"tag"_s && items)
            return filtered(Field::ProductTag);
        if (name == u"category"_s && items)
            return filtered(Field::Category);
        if (name == u"quantity"_s && items)
            return filtered(Field::Quantity);
        if (name == u"sum_quantity"_s && items)
            return measured({.kind = Measure::Kind::Sum, .of = Measure::Of::Quantity});
        if (name == u"id"_s || name == u"activity_id"_s)
            return because(u"the numbers that Shopify gives to products and campaigns are not known here"_s);
        return because(u"“%1” is not known here"_s.arg(name));
    }

    Said<Node> matches(Activity activity, const std::vector<Comparison> &parameters)
    {
        Matching matching{std::move(activity), {}, {}};
        for (const Comparison &parameter : parameters) {
            if (auto taken = takeParameter(matching, parameter); !taken)
                return because(taken.error());
        }
        std::vector<Node> nodes;
        for (auto &[measure, test] : matching.tests) {
            measure.activity = matching.activity;
            measure.window = matching.window;
            nodes.push_back(Node{MeasureCondition{measure, test}});
        }
        if (nodes.empty())
            nodes.push_back(atLeastOnce(matching.activity, matching.window));
        return allOf(std::move(nodes));
    }

    Said<Node> function(const Clause &clause)
    {
        const QString &name = clause.comparison.name;
        if (name == u"orders_placed"_s)
            return matches(Activity::orders(), clause.parameters);
        if (name == u"products_purchased"_s)
            return matches(Activity::items(), clause.parameters);
        if (name == u"customer_within_distance"_s)
            return distance(clause.parameters);
        if (name == u"anniversary"_s)
            return anniversaryOf(clause.parameters);
        static const QMap<QString, QString> events{{u"shopify_email.opened"_s, u"email_open"_s},
            {u"shopify_email.clicked"_s, u"email_click"_s}, {u"shopify_email.bounced"_s, u"email_bounce"_s},
            {u"shopify_email.delivered"_s, u"email_delivered"_s},
            {u"shopify_email.marked_as_spam"_s, u"email_complaint"_s},
            {u"shopify_email.unsubscribed"_s, u"unsubscribe"_s},
            {u"storefront.product_viewed"_s, u"product_view"_s},
            {u"storefront_event.product_viewed"_s, u"product_view"_s},
            {u"storefront.collection_viewed"_s, u"category_view"_s},
            {u"storefront_event.collection_viewed"_s, u"category_view"_s}};
        if (const auto found = events.find(name); found != events.end())
            return matches(Activity::ofEvent(*found), clause.parameters);
        if (name == u"store_credit_accounts"_s)
            return because(u"rules know no store credit"_s);
        return because(u"“%1” is not known here"_s.arg(name));
    }

    Said<Node> clause(const Clause &clause)
    {
        const Comparison &comparison = clause.comparison;
        const QString &name = comparison.name;
        switch (clause.kind) {
        case Clause::Kind::Matches:
            return function(clause);
        case Clause::Kind::NotMatches: {
            SHOPIFY_TRY(positive, function(clause));
            return noneOf(std::move(positive));
        }
        case Clause::Kind::Anniversary:
            return anniversary(comparison);
        case Clause::Kind::Comparison:
            break;
        }
        if (name == u"abandoned_checkout_date"_s)
            return abandonedCheckout(comparison);
        if (name == u"last_order_date"_s)
            return orderDate(comparison, TimeCondition::Which::Last);
        if (name == u"first_order_date"_s)
            return orderDate(comparison, TimeCondition::Which::First);
        if (name == u"customer_added_date"_s)
            return dated(comparison, [](const Window &window) {
                return Node{FactCondition{u"created"_s, window}};
            });
        if (name == u"amount_spent"_s)
            return measured({.kind = Measure::Kind::Sum, .of = Measure::Of::Net}, comparison);
        if (name == u"number_of_orders"_s)
            return measured({}, comparison);
        if (name == u"customer_cities"_s)
            return place(comparison, {u"country"_s, u"region"_s, u"city"_s});
        if (name == u"customer_regions"_s)
            return place(comparison, {u"country"_s, u"region"_s});
        if (name == u"email_subscription_status"_s)
            return consent(comparison, ConsentCondition::Channel::Email);
        if (name == u"sms_subscription_status"_s)
            return consent(comparison, ConsentCondition::Channel::Sms);
        if (name == u"rfm_group"_s)
            return rfmGroup(comparison);
        if (name.contains(u"metafields."_s))
            return metafield(comparison);
        static const QMap<QString, QString> facts{{u"customer_countries"_s, u"country"_s},
            {u"customer_email_domain"_s, u"email_domain"_s}, {u"customer_language"_s, u"language"_s},
            {u"customer_tags"_s, u"tag"_s}};
        if (const auto found = facts.find(name); found != facts.end())
            return fact(*found, comparison);
        static const QMap<QString, QString> unsayable{
            {u"companies"_s, u"rules know no companies by their numbers in Shopify"_s},
            {u"created_by_app_id"_s, u"no app is known here"_s},
            {u"customer_account_status"_s, u"rules know no accounts of customers"_s},
            {u"predicted_spend_tier"_s, u"rules know no predictions"_s},
            {u"product_subscription_status"_s, u"rules know no subscriptions to products"_s},
            {u"store_credit_accounts"_s, u"rules know no store credit"_s}};
        return because(unsayable.value(name, u"“%1” is not known here"_s.arg(name)));
    }

    QStringList m_remarks;
};

} // namespace

tl::expected<Carried, RuleError> fromShopifyText(QStringView text)
{
    const auto query = parse(text);
    if (!query)
        return tl::unexpected(query.error());
    Translator translator;
    Draft draft = translator.draft(*query);
    return finished(std::move(draft), translator.remarks());
}

} // namespace haberdash::segment
