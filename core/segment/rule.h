// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/window.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <span>
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

/// How a text is tested. Letters match in either case. Matches: a regular expression (PCRE) found anywhere.
enum class TextOperator {
    Is,
    IsNot,
    Contains,
    ContainsNot,
    StartsWith,
    StartsNotWith,
    EndsWith,
    EndsNotWith,
    Matches,
    MatchesNot,
    IsKnown,
    IsUnknown
};
/// Is for IsNot, IsKnown for IsUnknown ...; a positive operator is itself.
[[nodiscard]] TextOperator positiveOf(TextOperator op);

struct TextTest
{
    TextOperator op = TextOperator::Is;
    /// Several: any of them, for a negative operator none of them. Empty for IsKnown and IsUnknown.
    QStringList values;
    friend bool operator==(const TextTest &, const TextTest &) = default;
};

/// That something is so: "human".
struct Flag
{
    friend bool operator==(const Flag &, const Flag &) = default;
};

/// Narrows what is counted by its own fields: the category of the product, the coupon of the order, the
/// value. Which fields there are, and how each is tested, `fieldsOf` tells.
struct Filter
{
    enum class Field {
        Product, ///< handle or title
        Category,
        Vendor,
        ProductTag,
        Option, ///< title of the variant: "M / red"
        Sku,
        Coupon,
        Channel, ///< of orders: where they came from; of consents: email or sms
        Status, ///< of the payment: paid, refunded ...
        Reference, ///< what the source said of an event: campaign, coupon, number of the order
        Detail, ///< a further field of an event, by its name in `key`; text or number
        Campaign,
        Experiment,
        Variant, ///< name of the arm
        State, ///< of messages: sent, skipped, held_out ...; of consents: subscribed, unsubscribed ...
        Reason, ///< of suppressions: hard_bounce, complaint ...
        Source,
        Basis, ///< on which somebody agreed: form, import ...
        Weekday, ///< monday to sunday, in the shop's time zone
        Month, ///< january to december
        Value, ///< orders: total; items: what the line came to; events: their value
        Price, ///< of one piece
        Discount,
        Refunded,
        Quantity,
        Lines, ///< different items of an order
        Units, ///< pieces of an order
        ProductAge, ///< days from when the product was made known to the event
        PriceDrop, ///< by how many percent the product costs less today than the event says
        Hour, ///< 0 to 23
        Human ///< not one that a machine made (see core/facts/README.md)
    };
    Field field = Field::Category;
    std::variant<TextTest, NumberTest, Flag> test;
    QString key;
    friend bool operator==(const Filter &, const Filter &) = default;
};

/// Something that customers do or that happens to them.
struct Activity
{
    enum class Source {
        Orders, ///< not cancelled, no credit notes
        Items, ///< lines of orders
        Event, ///< one kind of event, by its name
        Messages, ///< of the shop's own campaigns: the outbox
        Consents, ///< entries of the ledger of consent
        Suppressions ///< addresses of theirs that must not be written to
    };
    Source source = Source::Orders;
    QString event;
    std::vector<Filter> filters; ///< all must hold; of orders each for some line of it

    [[nodiscard]] static Activity orders(std::vector<Filter> filters = {});
    [[nodiscard]] static Activity items(std::vector<Filter> filters = {});
    [[nodiscard]] static Activity ofEvent(const QString &name, std::vector<Filter> filters = {});
    [[nodiscard]] bool isOrders() const { return source == Source::Orders; }
    friend bool operator==(const Activity &, const Activity &) = default;
};

enum class TestKind { Text, Number, Flag, TextOrNumber };
struct FieldInfo
{
    Filter::Field field;
    const char *word; ///< in the text form
    TestKind kind;
};
/// The fields of an activity, in the order in which they are offered.
[[nodiscard]] std::span<const FieldInfo> fieldsOf(Activity::Source source);

/// A number that a customer has: how many orders, how much spent.
struct Measure
{
    enum class Kind {
        Count,
        Sum,
        Average, ///< cut off to whole minor units, of other things to thousandths; nobody who has none
        DaysBetween, ///< days between one and the next on average; nobody who has fewer than two
        Overdue ///< days since the last in percent of DaysBetween; likewise
    };
    /// What is summed. Money in the shop's currency; Net is Total without refunds, with credit notes.
    enum class Of { Nothing, Total, Net, Discount, Refunded, Quantity, Value };
    Kind kind = Kind::Count;
    Activity activity;
    Of of = Of::Nothing; ///< for Sum and Average
    Window window;
    std::optional<Activity>
        since; ///< only from the latest of these on, instead of a window; nobody who has none
    friend bool operator==(const Measure &, const Measure &) = default;
};
struct OfInfo
{
    Measure::Of of;
    const char *word;
};
/// What can be summed of an activity.
[[nodiscard]] std::span<const OfInfo> sumsOf(Activity::Source source);

/// "count orders in last 30 days >= 2", "sum orders.net >= 1000"
struct MeasureCondition
{
    Measure measure;
    NumberTest test;
    friend bool operator==(const MeasureCondition &, const MeasureCondition &) = default;
};

/// "top 30 % by average orders.total": among those who have such a value, ties included. Of n people the
/// floor(n * percent / 100) with the highest (lowest) value.
struct RankCondition
{
    bool top = true;
    Number percent{10'000};
    Measure measure;
    friend bool operator==(const RankCondition &, const RankCondition &) = default;
};

/// "share sum items[category is "Sneakers"].quantity >= 50 %": of the same measure without its filters.
/// Nobody for whom that is not above zero.
struct ShareCondition
{
    Measure measure; ///< Count or Sum
    NumberTest test; ///< percent
    friend bool operator==(const ShareCondition &, const ShareCondition &) = default;
};

/// "last order between 60 and 90 days ago"
struct TimeCondition
{
    enum class Which { First, Last };
    Which which = Which::Last;
    Activity activity;
    Window window; ///< may be yearly: "first order anniversary in next 7 days"
    friend bool operator==(const TimeCondition &, const TimeCondition &) = default;
};

/// "sequence(cart_add in last 30 days, then not orders within 2 days)": some `first` within the window has
/// the steps behind it. A step comes after the one before (later, not at the same instant) and, where it says
/// so, at most `within` after it, the end included. "not" holds once that time is over and none came; without
/// a time it means none until now. It does not move on: the next step counts from the same place.
struct SequenceCondition
{
    struct Step
    {
        bool happens = true;
        Activity activity;
        std::optional<Span> within;
        friend bool operator==(const Step &, const Step &) = default;
    };
    Activity first;
    Window window;
    std::vector<Step> steps;
    friend bool operator==(const SequenceCondition &, const SequenceCondition &) = default;
};

/// "country is "DE"", "points >= 500", "birthday anniversary in next 7 days"
struct FactCondition
{
    QString fact; ///< one of `knownFacts()`, or "attribute:NAME"
    std::variant<TextTest, NumberTest, Window> test;
    friend bool operator==(const FactCondition &, const FactCondition &) = default;
};
enum class FactKind {
    Text, ///< TextTest
    Number, ///< NumberTest; TextTest for is known and is unknown
    Date, ///< Window; TextTest likewise
    Any ///< attributes: each of the three
};
[[nodiscard]] const QStringList &knownFacts();
[[nodiscard]] FactKind kindOf(const QString &fact);

/// How they stand to a channel: by the newest entry in force. The window says when that entry was made.
struct ConsentCondition
{
    enum class Channel { Email, Sms };
    enum class State { Subscribed, Pending, NotSubscribed, Unsubscribed, Never };
    Channel channel = Channel::Email;
    bool negated = false; ///< "is not"
    State state = State::Subscribed;
    Window window; ///< AllTime where it is negated or Never
    friend bool operator==(const ConsentCondition &, const ConsentCondition &) = default;
};

/// "mailable": an address, subscribed, not suppressed.
struct MailableCondition
{
    friend bool operator==(const MailableCondition &, const MailableCondition &) = default;
};

/// "distance from 52.52 13.405 <= 25 km", on a sphere of 6371 km. Where they are is in their attributes
/// "latitude" and "longitude" (in any case); nobody of whom that is not known.
struct DistanceCondition
{
    Number latitude; ///< degrees
    Number longitude;
    NumberTest test; ///< kilometres
    friend bool operator==(const DistanceCondition &, const DistanceCondition &) = default;
};

/// "random 0 to 20 % "spring"": the same people each time, by a hash of the word and their number. Two shares
/// of one word that do not overlap have nobody in common.
struct RandomCondition
{
    Number from{0}; ///< percent
    Number to{10'000};
    QString salt;
    friend bool operator==(const RandomCondition &, const RandomCondition &) = default;
};

/// "segment "VIP"": members of another saved segment; "segment "VIP" 30 days ago": who were members then.
struct SegmentCondition
{
    QString name;
    std::optional<Span> ago;
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
    std::variant<Group, MeasureCondition, TimeCondition, SequenceCondition, RankCondition, ShareCondition,
        FactCondition, ConsentCondition, MailableCondition, DistanceCondition, RandomCondition,
        SegmentCondition>
        content;
    friend bool operator==(const Node &, const Node &) = default;
};

/// Who belongs to a segment. A value; four things read it: the text (parser and printer), the sentence, the
/// SQL and the columns.
struct Rule
{
    Group root;
    friend bool operator==(const Rule &, const Rule &) = default;
};

/// How many groups may stand inside each other.
constexpr int deepestNesting = 200;

/// What makes no sense in a condition, in words that follow a position ("the window ends before it begins");
/// nothing where all is well. Asks no store.
[[nodiscard]] std::optional<QString> faultOf(const Node &condition);

/// Overloads of lambdas for std::visit: a kind of condition without an answer does not compile.
template<typename... Functions>
struct Overloaded : Functions...
{
    using Functions::operator()...;
};
template<typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

} // namespace haberdash::segment
