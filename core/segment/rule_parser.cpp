// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_parser.h"

#include <QDate>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int deepest = 50;

#define SEGMENT_TRY(name, expression)                                                                        \
    auto name##Parsed = (expression);                                                                        \
    if (!name##Parsed)                                                                                       \
        return tl::unexpected(std::move(name##Parsed.error()));                                              \
    auto name = std::move(*name##Parsed)

template<typename T>
using Parsed = tl::expected<T, RuleError>;

/// How many groups stand around the innermost condition.
int depthOf(const Node &node)
{
    int depth = 0;
    if (const auto *group = std::get_if<Group>(&node.content)) {
        for (const Node &child : group->children)
            depth = std::max(depth, 1 + depthOf(child));
    }
    return depth;
}

class Parser
{
public:
    explicit Parser(std::vector<Token> tokens)
        : m_tokens(std::move(tokens))
    { }

    Parsed<Rule> rule()
    {
        if (peek().kind == Token::Kind::End)
            return fault(u"a condition, such as count orders >= 2"_s);
        SEGMENT_TRY(node, either(0));
        if (peek().kind != Token::Kind::End)
            return fault(u"and, or, or the end of the rule"_s);
        // “and” inside “or” makes groups without brackets: only now it is known how many.
        if (depthOf(node) > deepest)
            return tl::unexpected(RuleError{m_tokens.front().line, m_tokens.front().column,
                u"more than %1 groups stand inside each other"_s.arg(deepest)});
        if (auto *group = std::get_if<Group>(&node.content))
            return Rule{std::move(*group)};
        return Rule{Group{Group::Match::All, {std::move(node)}}};
    }

private:
    [[nodiscard]] const Token &peek(size_t ahead = 0) const
    {
        return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
    }
    Token next() { return m_tokens[m_at < m_tokens.size() - 1 ? m_at++ : m_at]; }
    [[nodiscard]] bool isWord(QStringView word, size_t ahead = 0) const
    {
        return peek(ahead).kind == Token::Kind::Word && peek(ahead).text == word;
    }
    [[nodiscard]] bool isSign(QStringView sign, size_t ahead = 0) const
    {
        return peek(ahead).kind == Token::Kind::Sign && peek(ahead).text == sign;
    }
    bool takeWord(QStringView word)
    {
        if (!isWord(word))
            return false;
        next();
        return true;
    }
    bool takeSign(QStringView sign)
    {
        if (!isSign(sign))
            return false;
        next();
        return true;
    }
    [[nodiscard]] tl::unexpected<RuleError> fault(const QString &expected) const
    {
        const Token &token = peek();
        const QString found = token.kind == Token::Kind::End ? u"the end"_s
            : token.kind == Token::Kind::Text                ? u"the text “%1”"_s.arg(token.text)
                                                             : u"“%1”"_s.arg(token.text);
        return tl::unexpected(
            RuleError{token.line, token.column, u"expected %1, found %2"_s.arg(expected, found)});
    }

    Parsed<Node> either(int depth) { return chain(depth, u"or", Group::Match::Any, &Parser::both); }
    Parsed<Node> both(int depth) { return chain(depth, u"and", Group::Match::All, &Parser::single); }

    /// a or b or c; one alone is no group.
    Parsed<Node> chain(int depth, QStringView word, Group::Match match, Parsed<Node> (Parser::*inner)(int))
    {
        SEGMENT_TRY(first, (this->*inner)(depth));
        if (!isWord(word))
            return first;
        Group group{match, {std::move(first)}};
        while (takeWord(word)) {
            SEGMENT_TRY(further, (this->*inner)(depth));
            group.children.push_back(std::move(further));
        }
        return Node{std::move(group)};
    }

    Parsed<Node> single(int depth)
    {
        if (depth > deepest)
            return fault(u"at most %1 groups inside each other"_s.arg(deepest));
        if (takeWord(u"not")) {
            SEGMENT_TRY(inner, single(depth + 1));
            return Node{Group{Group::Match::None, {std::move(inner)}}};
        }
        if (takeSign(u"(")) {
            SEGMENT_TRY(inner, either(depth + 1));
            if (!takeSign(u")"))
                return fault(u")"_s);
            return inner;
        }
        static constexpr std::pair<QStringView, Group::Match> groups[]
            = {{u"all", Group::Match::All}, {u"any", Group::Match::Any}, {u"none", Group::Match::None}};
        for (const auto &[word, match] : groups) {
            if (isWord(word) && isSign(u"(", 1)) {
                next();
                next();
                return group(match, depth + 1);
            }
        }
        return condition();
    }

    Parsed<Node> group(Group::Match match, int depth)
    {
        Group result{match, {}};
        if (takeSign(u")"))
            return Node{std::move(result)};
        for (;;) {
            SEGMENT_TRY(child, either(depth));
            result.children.push_back(std::move(child));
            if (takeSign(u")"))
                return Node{std::move(result)};
            if (!takeSign(u","))
                return fault(u", or )"_s);
        }
    }

    Parsed<Node> condition()
    {
        if (takeWord(u"count"))
            return count();
        if (takeWord(u"sum"))
            return sum(SumCondition::Kind::Sum);
        if (takeWord(u"average"))
            return sum(SumCondition::Kind::Average);
        if (takeWord(u"first"))
            return time(TimeCondition::Which::First);
        if (takeWord(u"last"))
            return time(TimeCondition::Which::Last);
        if (takeWord(u"segment")) {
            SEGMENT_TRY(name, text(u"the name of a segment in quotes"_s));
            return Node{SegmentCondition{name}};
        }
        if (isWord(u"consent", 1) && (isWord(u"email") || isWord(u"sms")))
            return consent();
        if (isWord(u"attribute")) {
            next();
            SEGMENT_TRY(name, text(u"the name of the attribute in quotes"_s));
            SEGMENT_TRY(test, textTest());
            return Node{FactCondition{u"attribute:"_s + name, test}};
        }
        if (peek().kind == Token::Kind::Word && knownFacts().contains(peek().text)) {
            const QString fact = next().text;
            SEGMENT_TRY(test, textTest());
            return Node{FactCondition{fact, test}};
        }
        return fault(
            u"a condition: count, sum, average, first, last, segment, email consent, or a fact such as country"_s);
    }

    Parsed<Node> count()
    {
        CountCondition result;
        SEGMENT_TRY(activity, this->activity());
        result.activity = activity;
        if (isWord(u"since") && isWord(u"last", 1)) {
            next();
            next();
            SEGMENT_TRY(since, this->activity());
            result.since = since;
        } else {
            SEGMENT_TRY(window, this->window());
            result.window = window;
        }
        SEGMENT_TRY(test, numberTest());
        result.test = test;
        return Node{result};
    }

    Parsed<Node> sum(SumCondition::Kind kind)
    {
        SumCondition result;
        result.kind = kind;
        SEGMENT_TRY(activity, this->activity());
        result.activity = activity;
        if (!takeSign(u"."))
            return fault(activity.isOrders() ? u".total or .net"_s : u".value"_s);
        if (activity.isOrders() && takeWord(u"total"))
            result.measure = SumCondition::Measure::Total;
        else if (activity.isOrders() && takeWord(u"net"))
            result.measure = SumCondition::Measure::Net;
        else if (!activity.isOrders() && takeWord(u"value"))
            result.measure = SumCondition::Measure::Value;
        else
            return fault(activity.isOrders() ? u"total or net"_s : u"value"_s);
        SEGMENT_TRY(window, this->window());
        result.window = window;
        SEGMENT_TRY(test, numberTest());
        result.test = test;
        return Node{result};
    }

    Parsed<Node> time(TimeCondition::Which which)
    {
        TimeCondition result;
        result.which = which;
        SEGMENT_TRY(activity, this->activity());
        result.activity = activity;
        const size_t start = m_at;
        SEGMENT_TRY(window, this->window());
        if (m_at == start)
            return fault(u"a time: in last, more than ... ago, between, before, on or after"_s);
        result.window = window;
        return Node{result};
    }

    Parsed<Node> consent()
    {
        ConsentCondition result;
        result.channel
            = next().text == u"sms"_s ? ConsentCondition::Channel::Sms : ConsentCondition::Channel::Email;
        next();
        if (!takeWord(u"is"))
            return fault(u"is"_s);
        result.subscribed = !takeWord(u"not");
        if (!takeWord(u"subscribed"))
            return fault(u"subscribed"_s);
        return Node{result};
    }

    Parsed<Activity> activity()
    {
        if (peek().kind != Token::Kind::Word && peek().kind != Token::Kind::Text)
            return fault(u"orders or the name of an event"_s);
        Activity result;
        const bool quoted = peek().kind == Token::Kind::Text;
        if (quoted && peek().text.isEmpty())
            return fault(u"the name of an event"_s);
        const QString name = next().text;
        if (quoted || (name != u"orders"_s && name != u"order"_s))
            result.event = name;
        if (!takeSign(u"["))
            return result;
        for (;;) {
            SEGMENT_TRY(filter, this->filter(result.isOrders()));
            result.filters.push_back(std::move(filter));
            if (takeSign(u"]"))
                return result;
            if (!takeSign(u","))
                return fault(u", or ]"_s);
        }
    }

    Parsed<Filter> filter(bool ofOrders)
    {
        using Field = Filter::Field;
        if (takeWord(u"value")) {
            SEGMENT_TRY(test, numberTest());
            return Filter{Field::Value, test};
        }
        static constexpr std::pair<QStringView, Field> fields[]
            = {{u"product", Field::Product}, {u"category", Field::Category}, {u"coupon", Field::Coupon},
                {u"channel", Field::Channel}, {u"reference", Field::Reference}};
        for (const auto &[word, field] : fields) {
            const bool fits = field == Field::Product || field == Field::Category
                || ((field == Field::Reference) != ofOrders);
            if (fits && takeWord(word)) {
                SEGMENT_TRY(test, textTest());
                return Filter{field, test};
            }
        }
        return fault(ofOrders ? u"product, category, coupon, channel or value"_s
                              : u"product, category, reference or value"_s);
    }

    Parsed<Window> window()
    {
        Window result;
        if (takeWord(u"in")) {
            if (!takeWord(u"last"))
                return fault(u"last"_s);
            result.kind = Window::Kind::InLast;
            SEGMENT_TRY(span, this->span());
            result.nearSpan = span;
        } else if (takeWord(u"more")) {
            if (!takeWord(u"than"))
                return fault(u"than"_s);
            result.kind = Window::Kind::MoreThanAgo;
            SEGMENT_TRY(span, this->span());
            result.nearSpan = span;
            if (!takeWord(u"ago"))
                return fault(u"ago"_s);
        } else if (takeWord(u"before")) {
            result.kind = Window::Kind::Before;
            SEGMENT_TRY(day, this->day());
            result.from = day;
        } else if (takeWord(u"on")) {
            if (!takeWord(u"or") || !takeWord(u"after"))
                return fault(u"on or after"_s);
            result.kind = Window::Kind::OnOrAfter;
            SEGMENT_TRY(day, this->day());
            result.from = day;
        } else if (takeWord(u"between")) {
            return between();
        } else if (takeWord(u"at")) {
            if (!takeWord(u"any") || !takeWord(u"time"))
                return fault(u"at any time"_s);
        }
        return result;
    }

    Parsed<Window> between()
    {
        Window result;
        if (peek().kind == Token::Kind::Day) {
            result.kind = Window::Kind::BetweenDays;
            SEGMENT_TRY(from, day());
            if (!takeWord(u"and"))
                return fault(u"and"_s);
            SEGMENT_TRY(to, day());
            result.from = from;
            result.to = to;
            return result;
        }
        result.kind = Window::Kind::BetweenAgo;
        SEGMENT_TRY(least, wholeNumber());
        result.nearSpan.count = least;
        std::optional<Unit> ownUnit;
        if (!isWord(u"and")) {
            SEGMENT_TRY(unit, this->unit());
            ownUnit = unit;
        }
        if (!takeWord(u"and"))
            return fault(u"and"_s);
        SEGMENT_TRY(span, this->span());
        result.farSpan = span;
        result.nearSpan.unit = ownUnit.value_or(span.unit);
        if (!takeWord(u"ago"))
            return fault(u"ago"_s);
        return result;
    }

    Parsed<Span> span()
    {
        SEGMENT_TRY(count, wholeNumber());
        SEGMENT_TRY(unit, this->unit());
        return Span{count, unit};
    }

    Parsed<Unit> unit()
    {
        static constexpr std::pair<QStringView, Unit> units[] = {{u"hour", Unit::Hours}, {u"day", Unit::Days},
            {u"week", Unit::Weeks}, {u"month", Unit::Months}, {u"year", Unit::Years}};
        for (const auto &[word, unit] : units) {
            if (takeWord(word) || takeWord(QString(word.toString() + u's')))
                return unit;
        }
        return fault(u"hours, days, weeks, months or years"_s);
    }

    Parsed<int> wholeNumber()
    {
        bool fits = false;
        const int value = peek().text.toInt(&fits);
        if (peek().kind != Token::Kind::Number || !fits || value < 0 || value > 100000)
            return fault(u"a whole number from 0 to 100000"_s);
        next();
        return value;
    }

    Parsed<Day> day()
    {
        const auto date = QDate::fromString(peek().text, Qt::ISODate);
        if (peek().kind != Token::Kind::Day || !date.isValid())
            return fault(u"a day such as 2026-06-30"_s);
        next();
        return Day(std::chrono::days(QDate(1970, 1, 1).daysTo(date)));
    }

    Parsed<QString> text(const QString &expected)
    {
        if (peek().kind != Token::Kind::Text)
            return fault(expected);
        return next().text;
    }

    Parsed<NumberTest> numberTest()
    {
        static constexpr std::pair<QStringView, Compare> signs[]
            = {{u"=", Compare::Equal}, {u"!=", Compare::NotEqual}, {u"<", Compare::Less},
                {u"<=", Compare::AtMost}, {u">", Compare::Greater}, {u">=", Compare::AtLeast}};
        for (const auto &[sign, compare] : signs) {
            if (takeSign(sign)) {
                SEGMENT_TRY(value, number());
                return NumberTest{compare, value};
            }
        }
        return fault(u"=, !=, <, <=, > or >= and a number"_s);
    }

    Parsed<Number> number()
    {
        const QString text = peek().text;
        const auto point = text.indexOf(u'.');
        const QString fraction = point < 0 ? QString() : text.mid(point + 1);
        bool fits = false;
        const QString digits = QString(point < 0 ? text : text.left(point)) + fraction.leftJustified(3, u'0');
        const qint64 value = digits.toLongLong(&fits);
        if (peek().kind != Token::Kind::Number || !fits || fraction.size() > 3)
            return fault(u"a number with at most three digits after the point"_s);
        next();
        return Number{value};
    }

    Parsed<TextTest> textTest()
    {
        TextTest result;
        if (takeWord(u"is")) {
            if (takeWord(u"known"))
                return TextTest{TextOperator::IsKnown, {}};
            if (takeWord(u"unknown"))
                return TextTest{TextOperator::IsUnknown, {}};
            result.op = takeWord(u"not") ? TextOperator::IsNot : TextOperator::Is;
        } else if (takeWord(u"contains")) {
            result.op = takeWord(u"not") ? TextOperator::ContainsNot : TextOperator::Contains;
        } else if (takeWord(u"starts")) {
            if (!takeWord(u"with"))
                return fault(u"with"_s);
            result.op = TextOperator::StartsWith;
        } else if (takeWord(u"ends")) {
            if (!takeWord(u"with"))
                return fault(u"with"_s);
            result.op = TextOperator::EndsWith;
        } else {
            return fault(u"is, contains, starts with or ends with"_s);
        }
        const bool several = takeWord(u"any") && takeWord(u"of");
        do {
            SEGMENT_TRY(value, text(u"a text in quotes"_s));
            result.values.append(value);
            // Inside a list the comma belongs to it as long as a text follows.
        } while (several && isSign(u",") && peek(1).kind == Token::Kind::Text && takeSign(u","));
        return result;
    }

    std::vector<Token> m_tokens;
    size_t m_at = 0;
};

} // namespace

tl::expected<Rule, RuleError> parseRule(QStringView text)
{
    SEGMENT_TRY(tokens, tokenise(text));
    return Parser(std::move(tokens)).rule();
}

} // namespace haberdash::segment
