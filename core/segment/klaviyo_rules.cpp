// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/foreign_draft.h"
#include "core/segment/klaviyo_filters.h"
#include "core/segment/rule_parser.h"
#include "core/segment/rule_words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QRegularExpression>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;
using namespace klaviyo;

namespace {

using Field = Filter::Field;

tl::unexpected<QString> because(const QString &reason)
{
    return tl::unexpected(reason);
}

/// "United States" -> "US"; what is none stays as it is.
QString countryCode(const QString &name)
{
    static const QMap<QString, QString> codes = [] {
        QMap<QString, QString> result{{u"united states of america"_s, u"US"_s}, {u"usa"_s, u"US"_s},
            {u"uk"_s, u"GB"_s}, {u"great britain"_s, u"GB"_s}};
        for (int i = QLocale::AnyTerritory + 1; i <= QLocale::LastTerritory; ++i) {
            const auto territory = QLocale::Territory(i);
            const QString code = QLocale::territoryToCode(territory);
            if (code.size() == 2)
                result.insert(QLocale::territoryToString(territory).toLower(), code);
        }
        return result;
    }();
    return codes.value(name.trimmed().toLower(), name);
}

const QStringList &europeanUnion()
{
    static const QStringList codes{u"AT"_s, u"BE"_s, u"BG"_s, u"HR"_s, u"CY"_s, u"CZ"_s, u"DK"_s, u"EE"_s,
        u"FI"_s, u"FR"_s, u"DE"_s, u"GR"_s, u"HU"_s, u"IE"_s, u"IT"_s, u"LV"_s, u"LT"_s, u"LU"_s, u"MT"_s,
        u"NL"_s, u"PL"_s, u"PT"_s, u"RO"_s, u"SK"_s, u"SI"_s, u"ES"_s, u"SE"_s};
    return codes;
}

/// "properties['Favourite size']" or "location['city']" -> what stands in the quotes.
QString inBrackets(const QString &property)
{
    static const QRegularExpression pattern(u"\\A\\w+\\[(['\"])(.*)\\1\\]\\z"_s);
    const auto match = pattern.match(property);
    return match.hasMatch() ? match.captured(2) : QString();
}

class Translator
{
public:
    explicit Translator(QMap<QString, QString> names)
        : m_names(std::move(names))
    { }

    Draft condition(const QJsonObject &condition)
    {
        const QString type = condition[u"type"_s].toString();
        const QString said = inWords(condition);
        auto node = translated(type, condition);
        return node ? Draft::carried(std::move(*node), said) : Draft::lost(said, node.error());
    }
    [[nodiscard]] QStringList remarks() const { return m_remarks; }

private:
    /// What tells one condition from another, without its braces.
    [[nodiscard]] QString inWords(const QJsonObject &condition) const
    {
        constexpr qsizetype longest = 200;
        QStringList words{condition[u"type"_s].toString()};
        for (const QString &key :
            {u"metric_id"_s, u"property"_s, u"dimension"_s, u"region"_s, u"postal_code"_s}) {
            const QString value = condition[key].toString();
            if (!value.isEmpty())
                words.append(m_names.value(value, value));
        }
        for (const auto &id : condition[u"group_ids"_s].toArray())
            words.append(m_names.value(id.toString(), id.toString()));
        for (const QString &key : {u"measurement_filter"_s, u"filter"_s}) {
            const QJsonObject filter = condition[key].toObject();
            if (!filter.isEmpty())
                words << filter[u"operator"_s].toString() << filter[u"value"_s].toVariant().toString();
        }
        words.removeAll(QString());
        return words.join(u' ').left(longest);
    }

    Said<Node> translated(const QString &type, const QJsonObject &condition)
    {
        if (type == u"profile-metric"_s)
            return metric(condition);
        if (type == u"profile-metric-funnel"_s)
            return funnel(condition);
        if (type == u"profile-property"_s)
            return property(condition);
        if (type == u"profile-marketing-consent"_s)
            return consent(condition[u"consent"_s].toObject());
        if (type == u"profile-group-membership"_s)
            return membership(condition);
        if (type == u"profile-region"_s)
            return region(condition);
        if (type == u"profile-predictive-analytics"_s)
            return prediction(condition);
        static const QMap<QString, QString> unsayable{
            {u"profile-postal-code-distance"_s,
                u"where a postcode lies is not known here; a distance needs degrees"_s},
            {u"profile-has-custom-object"_s, u"rules know no objects of your own"_s},
            {u"profile-permissions"_s, u"WhatsApp is not known here"_s}};
        return because(unsayable.value(type, u"conditions “%1” are not known here"_s.arg(type)));
    }

    // Metrics -----------------------------------------------------------------------------------------------

    Said<Activity> activity(const QJsonObject &step)
    {
        const QString id = step[u"metric_id"_s].toString();
        const QString name = m_names.value(id);
        if (name.isEmpty())
            return because(
                u"the definition calls its metric only “%1”; put the names of the metrics with it"_s.arg(id));
        Activity result = named(name);
        for (const auto &value : step[u"metric_filters"_s].toArray()) {
            const QJsonObject filter = value.toObject();
            KLAVIYO_TRY(filters,
                metricFilters(
                    result.source, filter[u"property"_s].toString(), filter[u"filter"_s].toObject()));
            result.filters.insert(result.filters.end(), filters.begin(), filters.end());
        }
        return result;
    }

    static Activity named(const QString &metric)
    {
        if (metric == u"Placed Order"_s)
            return Activity::orders();
        if (metric == u"Ordered Product"_s)
            return Activity::items();
        static const QMap<QString, QString> events{{u"Viewed Product"_s, u"product_view"_s},
            {u"Viewed Collection"_s, u"category_view"_s}, {u"Viewed Category"_s, u"category_view"_s},
            {u"Added to Cart"_s, u"cart_add"_s}, {u"Checkout Started"_s, u"checkout_start"_s},
            {u"Started Checkout"_s, u"checkout_start"_s}, {u"Refunded Order"_s, u"refund"_s},
            {u"Received Email"_s, u"email_delivered"_s}, {u"Opened Email"_s, u"email_open"_s},
            {u"Clicked Email"_s, u"email_click"_s}, {u"Bounced Email"_s, u"email_bounce"_s},
            {u"Marked Email as Spam"_s, u"email_complaint"_s}, {u"Unsubscribed"_s, u"unsubscribe"_s},
            {u"Unsubscribed from Email Marketing"_s, u"unsubscribe"_s}, {u"Submitted Search"_s, u"search"_s}};
        return Activity::ofEvent(events.value(metric, metric));
    }

    static std::optional<Field> fieldFor(Activity::Source source, const QString &property)
    {
        static const QMap<QString, Field> fields{{u"$value"_s, Field::Value}, {u"value"_s, Field::Value},
            {u"items"_s, Field::Product}, {u"item names"_s, Field::Product}, {u"name"_s, Field::Product},
            {u"title"_s, Field::Product}, {u"productname"_s, Field::Product},
            {u"product name"_s, Field::Product}, {u"collections"_s, Field::Category},
            {u"categories"_s, Field::Category}, {u"brand"_s, Field::Vendor}, {u"vendor"_s, Field::Vendor},
            {u"sku"_s, Field::Sku}, {u"variant name"_s, Field::Option}, {u"discount codes"_s, Field::Coupon},
            {u"discountcode"_s, Field::Coupon}, {u"quantity"_s, Field::Quantity},
            {u"item count"_s, Field::Units}, {u"itemcount"_s, Field::Units}};
        const auto found = fields.find(property.toLower());
        if (found == fields.end())
            return std::nullopt;
        const auto known = fieldsOf(source);
        const bool fits = std::any_of(
            known.begin(), known.end(), [&found](const FieldInfo &info) { return info.field == *found; });
        return fits ? std::optional(*found) : std::nullopt;
    }

    static Said<std::vector<Filter>> metricFilters(
        Activity::Source source, const QString &property, const QJsonObject &filter)
    {
        std::vector<Filter> result;
        const auto field = fieldFor(source, property);
        if (!field && source != Activity::Source::Event)
            return because(u"“%1” is nothing that is known of an order here"_s.arg(property));
        const Filter empty{field.value_or(Field::Detail), {}, field ? QString() : property};
        const auto add = [&](const auto &tests) {
            for (const auto &test : tests) {
                result.push_back(empty);
                result.back().test = test;
            }
        };
        if (isNumeric(filter)) {
            KLAVIYO_TRY(tests, numberTests(filter));
            add(tests);
        } else {
            KLAVIYO_TRY(tests, textTests(filter));
            add(tests);
        }
        return result;
    }

    Said<Node> metric(const QJsonObject &condition)
    {
        Measure measure;
        KLAVIYO_TRY(activity, this->activity(condition));
        measure.activity = std::move(activity);
        KLAVIYO_TRY(window, klaviyo::window(condition[u"timeframe_filter"_s].toObject()));
        measure.window = window;
        const QString measurement = condition[u"measurement"_s].toString();
        if (measurement == u"sum"_s) {
            measure.kind = Measure::Kind::Sum;
            measure.of = measure.activity.isOrders() ? Measure::Of::Total : Measure::Of::Value;
        } else if (measurement != u"count"_s) {
            return because(u"“%1” of a metric is not known here"_s.arg(measurement));
        }
        KLAVIYO_TRY(tests, numberTests(condition[u"measurement_filter"_s].toObject()));
        std::vector<Node> nodes;
        for (const NumberTest &test : tests)
            nodes.push_back(Node{MeasureCondition{measure, test}});
        return allOf(std::move(nodes));
    }

    Said<Node> funnel(const QJsonObject &condition)
    {
        const QJsonArray steps = condition[u"steps"_s].toArray();
        if (steps.size() < 2 || !steps.first().toObject()[u"metric_exists"_s].toBool())
            return because(u"a sequence begins with something that happened, and has a second step"_s);
        static const QMap<QString, Span> windows{{u"HOURS_1"_s, {1, Unit::Hours}},
            {u"DAYS_1"_s, {1, Unit::Days}}, {u"DAYS_3"_s, {3, Unit::Days}}, {u"DAYS_5"_s, {5, Unit::Days}},
            {u"WEEKS_1"_s, {1, Unit::Weeks}}, {u"DAYS_30"_s, {30, Unit::Days}},
            {u"DAYS_90"_s, {90, Unit::Days}}, {u"DAYS_180"_s, {180, Unit::Days}},
            {u"YEARS_1"_s, {1, Unit::Years}}};
        const QString completion = condition[u"completion_window_seconds"_s].toString();
        std::optional<Span> within;
        if (!completion.isEmpty()) {
            if (!windows.contains(completion))
                return because(u"the time “%1” to get through is not known here"_s.arg(completion));
            within = windows[completion];
        }
        SequenceCondition result;
        KLAVIYO_TRY(first, activity(steps.first().toObject()));
        result.first = std::move(first);
        KLAVIYO_TRY(window, klaviyo::window(condition[u"timeframe_filter"_s].toObject()));
        result.window = window;
        for (qsizetype i = 1; i < steps.size(); ++i) {
            const QJsonObject step = steps[i].toObject();
            KLAVIYO_TRY(activity, this->activity(step));
            result.steps.push_back({step[u"metric_exists"_s].toBool(), std::move(activity), within});
        }
        if (within && result.steps.size() > 1)
            m_remarks.append(u"The time to get through a funnel counts from its first step there; "
                             u"here each step has it from the one before."_s);
        return Node{std::move(result)};
    }

    // Properties --------------------------------------------------------------------------------------------

    static Said<QString> factFor(const QString &property)
    {
        static const QMap<QString, QString> facts{{u"email"_s, u"email"_s},
            {u"first_name"_s, u"first_name"_s}, {u"last_name"_s, u"last_name"_s},
            {u"organization"_s, u"company"_s}, {u"phone_number"_s, u"phone"_s}, {u"locale"_s, u"language"_s},
            {u"created"_s, u"created"_s}, {u"country"_s, u"country"_s}, {u"region"_s, u"region"_s},
            {u"city"_s, u"city"_s}, {u"zip"_s, u"postcode"_s}, {u"birthday"_s, u"birthday"_s},
            {u"shopify tags"_s, u"tag"_s}};
        const QString inner = inBrackets(property);
        const bool own = property.startsWith(u"properties["_s);
        QString name = inner.isEmpty() ? property : inner;
        if (name.startsWith(u'$'))
            name.remove(0, 1);
        const bool inPlace = property.startsWith(u"location["_s);
        static const QStringList ownThatAreKnown{u"birthday"_s, u"shopify tags"_s};
        if (!own || ownThatAreKnown.contains(name.toLower())) {
            if (const auto found = facts.find(name.toLower()); found != facts.end())
                return *found;
        }
        if (inPlace && (name == u"latitude"_s || name == u"longitude"_s))
            return QString(attributePrefix + name);
        if (!own)
            return because(u"“%1” is not known of customers here"_s.arg(property));
        return QString(attributePrefix + inner);
    }

    Said<Node> property(const QJsonObject &condition)
    {
        KLAVIYO_TRY(fact, factFor(condition[u"property"_s].toString()));
        const QJsonObject filter = condition[u"filter"_s].toObject();
        std::vector<Node> nodes;
        if (isDate(filter)) {
            KLAVIYO_TRY(window, klaviyo::window(filter));
            return Node{FactCondition{fact, window}};
        }
        if (isNumeric(filter)) {
            KLAVIYO_TRY(tests, numberTests(filter));
            for (const NumberTest &test : tests)
                nodes.push_back(Node{FactCondition{fact, test}});
            return allOf(std::move(nodes));
        }
        if (filter[u"operator"_s].toString().startsWith(u"phone-country-code"_s))
            return because(u"rules know no countries of telephone numbers; try phone starts with"_s);
        KLAVIYO_TRY(tests, textTests(filter));
        for (TextTest &test : tests) {
            if (fact == u"country"_s && positiveOf(test.op) == TextOperator::Is)
                std::transform(test.values.begin(), test.values.end(), test.values.begin(), countryCode);
            nodes.push_back(Node{FactCondition{fact, std::move(test)}});
        }
        return allOf(std::move(nodes));
    }

    Said<Node> region(const QJsonObject &condition)
    {
        const QString region = condition[u"region"_s].toString(condition[u"region_id"_s].toString());
        const auto op = condition[u"in_region"_s].toBool() ? TextOperator::Is : TextOperator::IsNot;
        if (region == u"united_states"_s)
            return textFact(u"country"_s, op, {u"US"_s});
        if (region == u"european_union"_s)
            return textFact(u"country"_s, op, europeanUnion());
        return because(u"the region “%1” is not known here"_s.arg(region));
    }

    Said<Node> membership(const QJsonObject &condition)
    {
        if (!condition[u"timeframe_filter"_s].toObject().isEmpty())
            return because(u"when somebody came into a segment is not known here"_s);
        std::vector<Node> nodes;
        for (const auto &value : condition[u"group_ids"_s].toArray()) {
            const QString id = value.toString();
            if (!m_names.contains(id))
                return because(
                    u"the definition calls a list or segment only “%1”; put the names with it"_s.arg(id));
            nodes.push_back(Node{SegmentCondition{.name = m_names[id]}});
        }
        if (nodes.empty())
            return because(u"it names no list or segment"_s);
        Node node = anyOf(std::move(nodes));
        return condition[u"is_member"_s].toBool() ? node : noneOf(std::move(node));
    }

    static Said<Node> prediction(const QJsonObject &condition)
    {
        const QString dimension = condition[u"dimension"_s].toString();
        static const QMap<QString, Measure> measures{
            {u"average_days_between_orders"_s, {.kind = Measure::Kind::DaysBetween}},
            {u"average_order_value"_s, {.kind = Measure::Kind::Average, .of = Measure::Of::Total}},
            {u"historic_clv"_s, {.kind = Measure::Kind::Sum, .of = Measure::Of::Net}},
            {u"historic_number_of_orders"_s, {}}};
        const auto measure = measures.find(dimension);
        if (measure == measures.end())
            return because(u"rules know no predictions (%1)"_s.arg(dimension));
        KLAVIYO_TRY(tests, numberTests(condition[u"filter"_s].toObject()));
        std::vector<Node> nodes;
        for (const NumberTest &test : tests)
            nodes.push_back(Node{MeasureCondition{*measure, test}});
        return allOf(std::move(nodes));
    }

    // Consent -----------------------------------------------------------------------------------------------

    /// What the further filters of a consent say: when it was given, and why no mail may be sent.
    struct ConsentFilters
    {
        Window window;
        std::vector<Node> blocked;
    };
    static Said<ConsentFilters> consentFilters(const QJsonArray &filters)
    {
        static const QMap<QString, QString> reasons{
            {u"bounce_date"_s, u"hard_bounce"_s}, {u"manual_suppression_date"_s, u"manual"_s}};
        ConsentFilters result;
        for (const auto &value : filters) {
            const QJsonObject object = value.toObject();
            const QString field = object[u"field"_s].toString();
            const QJsonObject filter = object[u"filter"_s].toObject();
            if (field == u"status_date"_s) {
                KLAVIYO_TRY(window, klaviyo::window(filter));
                result.window = window;
            } else if (const auto reason = reasons.find(field); reason != reasons.end()) {
                Activity activity{.source = Activity::Source::Suppressions};
                activity.filters.push_back({Field::Reason, TextTest{TextOperator::Is, {*reason}}, {}});
                Window when;
                if (filter[u"operator"_s].toString() != u"is-set"_s) {
                    KLAVIYO_TRY(window, klaviyo::window(filter));
                    when = window;
                }
                result.blocked.push_back(atLeastOnce(std::move(activity), when));
            } else {
                const QString method = object[u"method"_s].toString();
                return because(u"by what way consent came (%1) is not compared here"_s.arg(
                    method.isEmpty() ? field : method));
            }
        }
        return result;
    }

    Said<Node> consent(const QJsonObject &consent)
    {
        using State = ConsentCondition::State;
        const QString channelName = consent[u"channel"_s].toString();
        const bool email = channelName == u"email"_s;
        if (!email && channelName != u"sms"_s)
            return because(u"the channel “%1” is not known here"_s.arg(channelName));
        const auto channel = email ? ConsentCondition::Channel::Email : ConsentCondition::Channel::Sms;
        const bool can = consent[u"can_receive_marketing"_s].toBool();
        const QJsonObject status = consent[u"consent_status"_s].toObject();
        KLAVIYO_TRY(filters, consentFilters(status[u"filters"_s].toArray()));
        const QString subscription = status[u"subscription"_s].toString(u"any"_s);
        static const QMap<QString, State> states{{u"subscribed"_s, State::Subscribed},
            {u"unsubscribed"_s, State::Unsubscribed}, {u"never_subscribed"_s, State::Never}};
        std::vector<Node> nodes = std::move(filters.blocked);
        if (const auto state = states.find(subscription); state != states.end())
            nodes.push_back(
                Node{ConsentCondition{.channel = channel, .state = *state, .window = filters.window}});
        else if (subscription != u"any"_s)
            return because(u"no consent has the state “%1” here"_s.arg(subscription));
        // Who never subscribed may be mailed there, but not here.
        if (email && subscription != u"unsubscribed"_s && !(can && subscription == u"never_subscribed"_s)) {
            const Node mailable{MailableCondition{}};
            nodes.push_back(can ? mailable : noneOf(mailable));
        } else if (!email && subscription == u"any"_s) {
            nodes.push_back(Node{ConsentCondition{.channel = channel, .negated = !can}});
        }
        return allOf(std::move(nodes));
    }

    QMap<QString, QString> m_names;
    QStringList m_remarks;
};

/// {"data": {"attributes": {"definition": {...}}}}, or any part of that.
QJsonObject definitionIn(const QJsonObject &root)
{
    if (root.contains(u"condition_groups"_s))
        return root;
    for (const QString &key : {u"definition"_s, u"attributes"_s, u"data"_s}) {
        if (root[key].isObject())
            return definitionIn(root[key].toObject());
    }
    return {};
}

/// Names that an answer brings along: {"included": [{"type": "metric", "id": "X", "attributes": {"name":
/// ...}}]}
QMap<QString, QString> namesIn(const QJsonObject &root)
{
    QMap<QString, QString> names;
    for (const auto &value : root[u"included"_s].toArray()) {
        const QJsonObject object = value.toObject();
        const QString name = object[u"attributes"_s].toObject()[u"name"_s].toString();
        if (!name.isEmpty())
            names.insert(object[u"id"_s].toString(), name);
    }
    return names;
}

RuleError placeOf(const QByteArray &json, const QJsonParseError &error)
{
    const QByteArray before = json.left(error.offset);
    const auto line = int(before.count('\n')) + 1;
    const auto column = int(QString::fromUtf8(before.mid(before.lastIndexOf('\n') + 1)).size()) + 1;
    return {line, column, u"the text is no JSON: %1"_s.arg(error.errorString())};
}

} // namespace

tl::expected<Carried, RuleError> fromKlaviyoJson(const QByteArray &json, const QMap<QString, QString> &names)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return tl::unexpected(placeOf(json, error));
    const QJsonObject definition = definitionIn(document.object());
    const QJsonArray groups = definition[u"condition_groups"_s].toArray();
    if (groups.isEmpty())
        return tl::unexpected(RuleError{1, 1, u"there are no “condition_groups” of one segment in it"_s});
    QMap<QString, QString> allNames = namesIn(document.object());
    allNames.insert(names);
    Translator translator(std::move(allNames));
    std::vector<Draft> parts;
    for (const auto &group : groups) {
        std::vector<Draft> alternatives;
        for (const auto &condition : group.toObject()[u"conditions"_s].toArray())
            alternatives.push_back(translator.condition(condition.toObject()));
        if (alternatives.empty())
            alternatives.push_back(Draft::lost(u"condition_groups"_s, u"one of the groups is empty"_s));
        parts.push_back(Draft::group(Group::Match::Any, std::move(alternatives)));
    }
    return finished(Draft::group(Group::Match::All, std::move(parts)), translator.remarks());
}

ForeignRules recogniseForeign(QStringView text)
{
    const QStringView trimmed = text.trimmed();
    if (trimmed.startsWith(u'{'))
        return trimmed.contains(u"\"condition_groups\""_s) ? ForeignRules::Klaviyo : ForeignRules::None;
    static const QRegularExpression shopify(
        uR"(\A(\s|\(|NOT\b|--[^\n]*\n|/\*[\s\S]*?\*/)*)"
        uR"((FROM\s+customers\b|abandoned_checkout_date|anniversary\s*\(|amount_spent|companies\s|)"
        uR"(created_by_app_id|customer_(account_status|added_date|cities|countries|email_domain|language|)"
        uR"(regions|tags|within_distance)|email_subscription_status|sms_subscription_status|)"
        uR"((first|last)_order_date|number_of_orders|orders_placed|predicted_spend_tier|)"
        uR"(products_purchased|product_subscription_status|rfm_group|store_credit_accounts|)"
        uR"((storefront(_event)?|shopify_email|(customer\.)?metafields)\.))"_s,
        QRegularExpression::CaseInsensitiveOption);
    constexpr qsizetype enough = 2000;
    return shopify.match(trimmed.left(enough).toString()).hasMatch() && !parseRule(text)
        ? ForeignRules::Shopify
        : ForeignRules::None;
}

} // namespace haberdash::segment
