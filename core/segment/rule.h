// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/window.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

namespace haberdash::segment {

enum class Compare { Equal, NotEqual, Less, AtMost, Greater, AtLeast };

/// An exact number with up to three digits after the point: counts, points, amounts of money.
struct Number
{
    qint64 thousandths = 0;
    friend auto operator<=>(const Number &, const Number &) = default;
};
[[nodiscard]] QString toText(Number number);

struct NumberTest
{
    Compare compare = Compare::AtLeast;
    Number value{1000};
    friend bool operator==(const NumberTest &, const NumberTest &) = default;
};
/// Whether somebody for whom nothing happened passes.
[[nodiscard]] bool passesZero(const NumberTest &test);

/// How a text is tested. Letters match in either case.
enum class TextOperator { Is, IsNot, Contains, ContainsNot, StartsWith, EndsWith, IsKnown, IsUnknown };

struct TextTest
{
    TextOperator op = TextOperator::Is;
    QStringList values; ///< several: any of them; none for IsKnown and IsUnknown
    friend bool operator==(const TextTest &, const TextTest &) = default;
};

/// Narrows what is counted by its own fields: the category of the product, the coupon of the order, the
/// value.
struct Filter
{
    enum class Field { Product, Category, Coupon, Channel, Reference, Value };
    Field field = Field::Category;
    std::variant<TextTest, NumberTest> test;
    friend bool operator==(const Filter &, const Filter &) = default;
};

/// Something that customers do: order, or one kind of event.
struct Activity
{
    QString event; ///< name of an event type; empty: orders (not cancelled, no credit notes)
    std::vector<Filter> filters; ///< all must hold
    [[nodiscard]] bool isOrders() const { return event.isEmpty(); }
    friend bool operator==(const Activity &, const Activity &) = default;
};

/// "count orders in last 30 days >= 2"
struct CountCondition
{
    Activity activity;
    Window window;
    std::optional<Activity> since; ///< count only from the latest of these on; nobody who has none
    NumberTest test;
    friend bool operator==(const CountCondition &, const CountCondition &) = default;
};

/// "sum orders.net >= 1000": what orders or events come to.
struct SumCondition
{
    enum class Measure { Total, Net, Value };
    enum class Kind { Sum, Average };
    Kind kind = Kind::Sum;
    Activity activity;
    Measure measure
        = Measure::Total; ///< Total, Net (without refunds, with credit notes) of orders; Value of events
    Window window;
    NumberTest test;
    friend bool operator==(const SumCondition &, const SumCondition &) = default;
};

/// "last order between 60 and 90 days ago"
struct TimeCondition
{
    enum class Which { First, Last };
    Which which = Which::Last;
    Activity activity;
    Window window;
    friend bool operator==(const TimeCondition &, const TimeCondition &) = default;
};

/// "country is "DE""
struct FactCondition
{
    QString fact; ///< one of `knownFacts()`, or "attribute:NAME"
    TextTest test;
    friend bool operator==(const FactCondition &, const FactCondition &) = default;
};
/// first_name, country, tag ...
[[nodiscard]] const QStringList &knownFacts();

/// "email consent is subscribed"
struct ConsentCondition
{
    enum class Channel { Email, Sms };
    Channel channel = Channel::Email;
    bool subscribed = true;
    friend bool operator==(const ConsentCondition &, const ConsentCondition &) = default;
};

/// "segment "VIP"": members of another saved segment.
struct SegmentCondition
{
    QString name;
    friend bool operator==(const SegmentCondition &, const SegmentCondition &) = default;
};

struct Node;

/// An empty All or None matches everybody, an empty Any nobody.
struct Group
{
    enum class Match { All, Any, None };
    Match match = Match::All;
    std::vector<Node> children;
    friend bool operator==(const Group &, const Group &);
};

struct Node
{
    std::variant<Group, CountCondition, SumCondition, TimeCondition, FactCondition, ConsentCondition,
        SegmentCondition>
        content;
    friend bool operator==(const Node &, const Node &) = default;
};

/// Who belongs to a segment. A value; four things read it: the text (parser and printer), the sentence, the
/// SQL.
struct Rule
{
    Group root;
    friend bool operator==(const Rule &, const Rule &) = default;
};

/// Overloads of lambdas for std::visit: a kind of condition without an answer does not compile.
template<typename... Functions>
struct Overloaded : Functions...
{
    using Functions::operator()...;
};
template<typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

} // namespace haberdash::segment
