// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_names.h"

#include "core/base/folded.h"
#include "core/segment/near_word.h"
#include "core/segment/rule_words.h"

#include <QHash>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

using Severity = NameTrouble::Severity;

/// Where values of a kind stand: queries whose only column is v, the cheap one first.
struct Domain
{
    const char *what = nullptr; ///< "category"; nothing: not looked up
    const char *cheap = nullptr;
    const char *costly = nullptr;
};

Domain domainOf(Activity::Source source, Filter::Field field)
{
    using Field = Filter::Field;
    const bool consents = source == Activity::Source::Consents;
    switch (field) {
    case Field::Product:
        return {"product", "SELECT handle AS v FROM product UNION ALL SELECT title FROM product",
            "SELECT title AS v FROM order_line"};
    case Field::Category:
        return {"category", "SELECT category AS v FROM product"};
    case Field::Vendor:
        return {"vendor", "SELECT vendor AS v FROM product"};
    case Field::ProductTag:
        return {"tag of a product", "SELECT t.value AS v FROM product p, json_each(tags_json(p.tags)) t"};
    case Field::Option:
        return {"variant of a product", "SELECT title AS v FROM variant"};
    case Field::Sku:
        return {"SKU", "SELECT sku AS v FROM variant", "SELECT sku AS v FROM order_line"};
    case Field::Coupon:
        return {"coupon", "SELECT code AS v FROM coupon", "SELECT coupon_code AS v FROM shop_order"};
    case Field::Channel:
        return consents ? Domain{"channel", "SELECT column1 AS v FROM (VALUES ('email'), ('sms'))"}
                        : Domain{"channel", "SELECT channel AS v FROM shop_order"};
    case Field::Status:
        return {"status of an order", "SELECT financial_status AS v FROM shop_order"};
    case Field::Campaign:
        return {"campaign", "SELECT name AS v FROM campaign"};
    case Field::Experiment:
        return {"experiment", "SELECT name AS v FROM experiment"};
    case Field::Variant:
        return {"arm of a campaign", "SELECT name AS v FROM campaign_variant"};
    case Field::State:
        return consents
            ? Domain{"state of a consent",
                "SELECT column1 AS v FROM (VALUES ('subscribed'), ('pending'), ('not_subscribed'), "
                "('unsubscribed'))"}
            : Domain{"state of a message",
                "SELECT column1 AS v FROM (VALUES ('planned'), ('claimed'), ('sent'), ('deferred'), "
                "('failed'), ('uncertain'), ('skipped'), ('held_out'), ('cancelled'))"};
    case Field::Reason:
        return {"reason to block an address",
            "SELECT column1 AS v FROM (VALUES ('unsubscribe'), ('complaint'), ('hard_bounce'), ('manual'), "
            "('legal'))"};
    case Field::Source:
        return consents ? Domain{"source of a consent", "SELECT source AS v FROM consent_entry"}
                        : Domain{"source of a blocked address", "SELECT source AS v FROM suppression"};
    case Field::Basis:
        return {"basis of a consent", "SELECT basis AS v FROM consent_entry"};
    default:
        return {};
    }
}

Domain domainOf(const QString &fact)
{
    static const QHash<QString, Domain> domains{{u"tag"_s, {"tag", "SELECT tag AS v FROM customer_tag"}},
        {u"country"_s, {"country", "SELECT country AS v FROM customer"}},
        {u"region"_s, {"region", "SELECT region AS v FROM customer"}},
        {u"city"_s, {"city", "SELECT city AS v FROM customer"}},
        {u"postcode"_s, {"postcode", "SELECT postcode AS v FROM customer"}},
        {u"language"_s, {"language", "SELECT language AS v FROM customer"}},
        {u"company"_s, {"company", "SELECT company AS v FROM customer"}},
        {u"tier"_s, {"loyalty tier", "SELECT tier AS v FROM loyalty_account"}},
        {u"email_domain"_s,
            {"domain of an e-mail address",
                "SELECT substr(email, instr(email, '@') + 1) AS v FROM customer WHERE instr(email, '@') > "
                "0"}}};
    return domains.value(fact);
}

QString foldedText(const QString &text)
{
    return QString::fromStdString(folded(text.toStdString()));
}

QString unknownText(const QString &what, const QString &name, const QString &near)
{
    const QString text = u"There is no %1 “%2” in this shop."_s.arg(what, name);
    return near.isEmpty() ? text : QString(text + u" Is “" + near + u"” meant?");
}

/// Asks the store, each question once.
class Names
{
public:
    explicit Names(store::Connection &connection)
        : m_connection(connection)
    { }

    /// Up to so many different values, for proposals.
    Result<QStringList> all(const QString &query)
    {
        constexpr int most = 20'000;
        if (const auto known = m_lists.constFind(query); known != m_lists.constEnd())
            return *known;
        HABERDASH_TRY_ASSIGN(rows,
            m_connection.prepare(
                u"SELECT DISTINCT v FROM (%1) WHERE v IS NOT NULL LIMIT %2"_s.arg(query).arg(most)));
        QStringList values;
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, rows.step());
            if (!more)
                break;
            values.append(rows.text(0));
        }
        m_lists.insert(query, values);
        return values;
    }

    Result<bool> occurs(const QString &query, const QString &value)
    {
        const auto key = std::pair(query, value);
        if (const auto known = m_occurs.constFind(key); known != m_occurs.constEnd())
            return *known;
        HABERDASH_TRY_ASSIGN(
            row, m_connection.prepare(u"SELECT 1 FROM (%1) WHERE folded(v) = ?1 LIMIT 1"_s.arg(query)));
        HABERDASH_TRY_ASSIGN(found, row.bind(1, foldedText(value)).step());
        m_occurs.insert(key, found);
        return found;
    }

    Result<bool> hasAttribute(const QString &name)
    {
        const auto key = std::pair(QString(), name);
        if (const auto known = m_occurs.constFind(key); known != m_occurs.constEnd())
            return *known;
        HABERDASH_TRY_ASSIGN(row,
            m_connection.prepare(
                u"SELECT 1 FROM customer c, json_each(c.attributes) a WHERE a.key = ?1 LIMIT 1"_s));
        HABERDASH_TRY_ASSIGN(found, row.bind(1, name).step());
        m_occurs.insert(key, found);
        return found;
    }

private:
    store::Connection &m_connection;
    QHash<QString, QStringList> m_lists;
    QHash<std::pair<QString, QString>, bool> m_occurs;
};

class Check
{
public:
    explicit Check(store::Connection &connection)
        : m_names(connection)
    { }

    Result<> group(const Group &group)
    {
        for (const Node &child : group.children) {
            if (const auto *inner = std::get_if<Group>(&child.content)) {
                HABERDASH_TRY(this->group(*inner));
            } else {
                HABERDASH_TRY(std::visit(
                    [this](const auto &condition) -> Result<> { return check(condition); }, child.content));
                ++m_leaf;
            }
        }
        return {};
    }
    [[nodiscard]] std::vector<NameTrouble> found() && { return std::move(m_found); }

private:
    void report(Severity severity, const QString &message) { m_found.push_back({m_leaf, severity, message}); }

    Result<> name(const QString &what, const QString &name, const QString &query, bool eitherCase)
    {
        HABERDASH_TRY_ASSIGN(known, m_names.all(query));
        if (!known.contains(name, eitherCase ? Qt::CaseInsensitive : Qt::CaseSensitive))
            report(Severity::Error, unknownText(what, name, nearWord(name, known)));
        return {};
    }

    Result<> values(const Domain &domain, const TextTest &test)
    {
        if (!domain.what || positiveOf(test.op) != TextOperator::Is)
            return {};
        const QString cheap = QString::fromLatin1(domain.cheap);
        for (const QString &value : test.values) {
            if (value.isEmpty())
                continue;
            HABERDASH_TRY_ASSIGN(found, m_names.occurs(cheap, value));
            if (found)
                continue;
            if (domain.costly) {
                HABERDASH_TRY_ASSIGN(
                    foundElsewhere, m_names.occurs(QString::fromLatin1(domain.costly), value));
                if (foundElsewhere)
                    continue;
            }
            HABERDASH_TRY_ASSIGN(known, m_names.all(cheap));
            report(Severity::Warning,
                unknownText(QString::fromLatin1(domain.what), value, nearWord(value, known)));
        }
        return {};
    }

    Result<> check(const Activity &activity)
    {
        if (activity.source == Activity::Source::Event)
            HABERDASH_TRY(name(u"event"_s, activity.event, u"SELECT name AS v FROM event_type"_s, false));
        for (const Filter &filter : activity.filters) {
            if (const auto *test = std::get_if<TextTest>(&filter.test))
                HABERDASH_TRY(values(domainOf(activity.source, filter.field), *test));
        }
        return {};
    }
    Result<> check(const Measure &measure)
    {
        HABERDASH_TRY(check(measure.activity));
        return measure.since ? check(*measure.since) : Result<>();
    }
    Result<> check(const Group &) { return {}; }
    Result<> check(const MeasureCondition &condition) { return check(condition.measure); }
    Result<> check(const RankCondition &condition) { return check(condition.measure); }
    Result<> check(const ShareCondition &condition) { return check(condition.measure); }
    Result<> check(const TimeCondition &condition) { return check(condition.activity); }
    Result<> check(const SequenceCondition &condition)
    {
        HABERDASH_TRY(check(condition.first));
        for (const SequenceCondition::Step &step : condition.steps)
            HABERDASH_TRY(check(step.activity));
        return {};
    }
    Result<> check(const FactCondition &condition)
    {
        const QString &fact = condition.fact;
        if (fact.startsWith(attributePrefix)) {
            const QString key = fact.mid(attributePrefix.size());
            HABERDASH_TRY_ASSIGN(known, m_names.hasAttribute(key));
            if (known)
                return {};
            HABERDASH_TRY_ASSIGN(
                all, m_names.all(u"SELECT a.key AS v FROM customer c, json_each(c.attributes) a"_s));
            report(Severity::Error, unknownText(u"attribute"_s, key, nearWord(key, all)));
            return {};
        }
        if (!knownFacts().contains(fact)) {
            report(Severity::Error, unknownText(u"fact"_s, fact, nearWord(fact, knownFacts())));
            return {};
        }
        const auto *test = std::get_if<TextTest>(&condition.test);
        return test ? values(domainOf(fact), *test) : Result<>();
    }
    Result<> check(const SegmentCondition &condition)
    {
        return name(u"segment"_s, condition.name, u"SELECT name AS v FROM segment"_s, true);
    }
    static Result<> check(const ConsentCondition &) { return {}; }
    static Result<> check(const MailableCondition &) { return {}; }
    static Result<> check(const DistanceCondition &) { return {}; }
    static Result<> check(const RandomCondition &) { return {}; }

    Names m_names;
    size_t m_leaf = 0;
    std::vector<NameTrouble> m_found;
};

} // namespace

Result<std::vector<NameTrouble>> unknownNames(store::Connection &connection, const Rule &rule)
{
    Check check(connection);
    HABERDASH_TRY(check.group(rule.root));
    return std::move(check).found();
}

} // namespace haberdash::segment
