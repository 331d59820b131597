// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/condition_parser.h"

#include "core/segment/activity_parser.h"
#include "core/segment/near_word.h"
#include "core/segment/rule_words.h"
#include "core/segment/window_parser.h"

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

/// "total, net or value"
QString sumsInWords(Activity::Source source)
{
    QStringList words;
    for (const OfInfo &info : sumsOf(source))
        words.append(QString::fromLatin1(info.word));
    const QString last = words.takeLast();
    return words.isEmpty() ? last : words.join(u", "_s) + u" or " + last;
}

/// Behind "sum" or "average" and the activity: ".net"
Parsed<Measure::Of> parseOf(TokenCursor &tokens, Activity::Source source)
{
    if (sumsOf(source).empty())
        return tokens.fault(u"something that can be summed: orders, items or an event"_s);
    const bool hasPoint = tokens.takeSign(u".");
    if (hasPoint) {
        for (const OfInfo &info : sumsOf(source)) {
            if (tokens.takeWord(QString::fromLatin1(info.word)))
                return info.of;
        }
    }
    return tokens.fault((hasPoint ? QString() : u"a point and "_s) + sumsInWords(source));
}

bool takeKind(TokenCursor &tokens, Measure::Kind &kind)
{
    static constexpr std::pair<QStringView, Measure::Kind> kinds[] = {{u"count", Measure::Kind::Count},
        {u"sum", Measure::Kind::Sum}, {u"average", Measure::Kind::Average},
        {u"days between", Measure::Kind::DaysBetween}, {u"overdue", Measure::Kind::Overdue}};
    for (const auto &[words, value] : kinds) {
        if (tokens.takeWords(words)) {
            kind = value;
            return true;
        }
    }
    return false;
}

/// What follows "count", "sum" ...
Parsed<Measure> parseMeasureOf(TokenCursor &tokens, Measure::Kind kind)
{
    Measure result{.kind = kind};
    SEGMENT_TRY(activity, parseActivity(tokens));
    result.activity = std::move(activity);
    if (kind == Measure::Kind::Sum || kind == Measure::Kind::Average) {
        SEGMENT_TRY(of, parseOf(tokens, result.activity.source));
        result.of = of;
    }
    if (tokens.takeWords(u"since last")) {
        SEGMENT_TRY(since, parseActivity(tokens));
        result.since = std::move(since);
    } else {
        SEGMENT_TRY(window, parseWindow(tokens));
        result.window = window;
    }
    return result;
}

Parsed<Measure> parseMeasure(TokenCursor &tokens)
{
    Measure::Kind kind{};
    if (!takeKind(tokens, kind))
        return tokens.fault(u"count, sum, average, days between or overdue"_s);
    return parseMeasureOf(tokens, kind);
}

Parsed<Node> parseMeasureCondition(TokenCursor &tokens, Measure::Kind kind)
{
    SEGMENT_TRY(measure, parseMeasureOf(tokens, kind));
    SEGMENT_TRY(test, parseNumberTest(tokens));
    if (kind == Measure::Kind::Overdue)
        tokens.takeSign(u"%");
    return Node{MeasureCondition{std::move(measure), test}};
}

/// Behind "top" or "bottom".
Parsed<Node> parseRank(TokenCursor &tokens, bool top)
{
    SEGMENT_TRY(percent, parseNumber(tokens));
    tokens.takeSign(u"%");
    if (!tokens.takeWord(u"by"))
        return tokens.fault(u"by"_s);
    SEGMENT_TRY(measure, parseMeasure(tokens));
    return Node{RankCondition{top, percent, std::move(measure)}};
}

Parsed<Node> parseShare(TokenCursor &tokens)
{
    SEGMENT_TRY(measure, parseMeasure(tokens));
    SEGMENT_TRY(test, parseNumberTest(tokens));
    tokens.takeSign(u"%");
    return Node{ShareCondition{std::move(measure), test}};
}

/// Behind "first" or "last".
Parsed<Node> parseTime(TokenCursor &tokens, TimeCondition::Which which)
{
    SEGMENT_TRY(activity, parseActivity(tokens));
    if (!beginsWindow(tokens))
        return tokens.fault(u"a time: in last, more than ... ago, between, before, on or after, today"_s);
    SEGMENT_TRY(window, parseWindow(tokens));
    return Node{TimeCondition{which, std::move(activity), window}};
}

Parsed<Node> parseSequence(TokenCursor &tokens)
{
    if (!tokens.takeSign(u"("))
        return tokens.fault(u"("_s);
    SequenceCondition result;
    SEGMENT_TRY(first, parseActivity(tokens));
    result.first = std::move(first);
    SEGMENT_TRY(window, parseWindow(tokens));
    result.window = window;
    while (!tokens.takeSign(u")")) {
        tokens.takeSign(u",");
        if (!tokens.takeWord(u"then"))
            return tokens.fault(u", then or )"_s);
        SequenceCondition::Step step;
        step.happens = !tokens.takeWord(u"not");
        SEGMENT_TRY(activity, parseActivity(tokens));
        step.activity = std::move(activity);
        if (tokens.takeWord(u"within")) {
            SEGMENT_TRY(within, parseSpan(tokens));
            step.within = within;
        }
        result.steps.push_back(std::move(step));
    }
    return Node{std::move(result)};
}

/// Behind "email consent" or "sms consent".
Parsed<Node> parseConsent(TokenCursor &tokens, ConsentCondition::Channel channel)
{
    if (!tokens.takeWord(u"is"))
        return tokens.fault(u"is"_s);
    ConsentCondition result{.channel = channel, .negated = tokens.takeWord(u"not")};
    for (const auto &[state, words] : consentWords) {
        if (tokens.takeWords(words)) {
            result.state = state;
            SEGMENT_TRY(window, parseWindow(tokens));
            result.window = window;
            return Node{result};
        }
    }
    return tokens.fault(u"subscribed, pending, declined, unsubscribed or never given"_s);
}

Parsed<Node> parseDistance(TokenCursor &tokens)
{
    if (!tokens.takeWord(u"from"))
        return tokens.fault(u"from"_s);
    SEGMENT_TRY(latitude, parseNumber(tokens));
    tokens.takeSign(u",");
    SEGMENT_TRY(longitude, parseNumber(tokens));
    SEGMENT_TRY(test, parseNumberTest(tokens));
    tokens.takeWord(u"km");
    return Node{DistanceCondition{latitude, longitude, test}};
}

Parsed<Node> parseRandom(TokenCursor &tokens)
{
    RandomCondition result;
    SEGMENT_TRY(first, parseNumber(tokens));
    result.to = first;
    tokens.takeSign(u"%");
    if (tokens.takeWord(u"to")) {
        result.from = first;
        SEGMENT_TRY(second, parseNumber(tokens));
        result.to = second;
        tokens.takeSign(u"%");
    }
    SEGMENT_TRY(salt, tokens.text(u"a word in quotes that names the draw"_s));
    result.salt = std::move(salt);
    return Node{std::move(result)};
}

Parsed<Node> parseSegment(TokenCursor &tokens)
{
    SegmentCondition result;
    SEGMENT_TRY(name, tokens.text(u"the name of a segment in quotes"_s));
    result.name = std::move(name);
    if (tokens.peek().kind == Token::Kind::Number) {
        SEGMENT_TRY(span, parseSpan(tokens));
        if (!tokens.takeWord(u"ago"))
            return tokens.fault(u"ago"_s);
        result.ago = span;
    }
    return Node{std::move(result)};
}

Parsed<TextTest> parseKnown(TokenCursor &tokens, const QString &otherwise)
{
    for (const auto op : {TextOperator::IsKnown, TextOperator::IsUnknown}) {
        if (tokens.takeWords(wordOf(textOperatorWords, op)))
            return TextTest{op, {}};
    }
    return tokens.fault(otherwise + u", is known or is unknown");
}

/// What follows the name of a fact.
Parsed<Node> parseFact(TokenCursor &tokens, const QString &fact)
{
    const FactKind kind = kindOf(fact);
    if ((kind == FactKind::Number || kind == FactKind::Any) && beginsNumberTest(tokens)) {
        SEGMENT_TRY(test, parseNumberTest(tokens));
        return Node{FactCondition{fact, test}};
    }
    if ((kind == FactKind::Date || kind == FactKind::Any) && beginsWindow(tokens)) {
        SEGMENT_TRY(window, parseWindow(tokens));
        return Node{FactCondition{fact, window}};
    }
    SEGMENT_TRY(test,
        kind == FactKind::Number     ? parseKnown(tokens, u"=, !=, <, <=, > or >= and a number"_s)
            : kind == FactKind::Date ? parseKnown(tokens, u"a time such as in last 30 days"_s)
                                     : parseTextTest(tokens));
    return Node{FactCondition{fact, std::move(test)}};
}

/// Words that conditions begin with, besides facts.
const QStringList &beginnings()
{
    static const QStringList words{u"count"_s, u"sum"_s, u"average"_s, u"days"_s, u"overdue"_s, u"first"_s,
        u"last"_s, u"sequence"_s, u"top"_s, u"bottom"_s, u"share"_s, u"email"_s, u"sms"_s, u"mailable"_s,
        u"distance"_s, u"random"_s, u"segment"_s, u"attribute"_s};
    return words;
}

Parsed<Node> parseUnchecked(TokenCursor &tokens)
{
    if (Measure::Kind kind{}; takeKind(tokens, kind))
        return parseMeasureCondition(tokens, kind);
    if (tokens.takeWord(u"first"))
        return parseTime(tokens, TimeCondition::Which::First);
    if (tokens.takeWord(u"last"))
        return parseTime(tokens, TimeCondition::Which::Last);
    if (tokens.takeWord(u"sequence"))
        return parseSequence(tokens);
    if (tokens.takeWord(u"top"))
        return parseRank(tokens, true);
    if (tokens.takeWord(u"bottom"))
        return parseRank(tokens, false);
    if (tokens.takeWord(u"share"))
        return parseShare(tokens);
    if (tokens.takeWords(u"email consent"))
        return parseConsent(tokens, ConsentCondition::Channel::Email);
    if (tokens.takeWords(u"sms consent"))
        return parseConsent(tokens, ConsentCondition::Channel::Sms);
    if (tokens.takeWord(u"mailable"))
        return Node{MailableCondition{}};
    if (tokens.takeWord(u"distance"))
        return parseDistance(tokens);
    if (tokens.takeWord(u"random"))
        return parseRandom(tokens);
    if (tokens.takeWord(u"segment"))
        return parseSegment(tokens);
    if (tokens.takeWord(u"attribute")) {
        SEGMENT_TRY(name, tokens.text(u"the name of the attribute in quotes"_s));
        return parseFact(tokens, attributePrefix + name);
    }
    if (tokens.peek().kind == Token::Kind::Word && knownFacts().contains(tokens.peek().text)) {
        const QString fact = tokens.next().text;
        return parseFact(tokens, fact);
    }
    QString expected
        = u"a condition: count, sum, average, days between, overdue, first, last, sequence, top, "
          "bottom, share, email consent, mailable, distance, random, segment, attribute, or a "
          "fact such as country"_s;
    if (tokens.peek().kind == Token::Kind::Word) {
        const QString near = nearWord(tokens.peek().text, beginnings() + knownFacts());
        if (!near.isEmpty())
            expected += u" (perhaps “" + near + u"”)";
    }
    return tokens.fault(expected);
}

} // namespace

Parsed<Node> parseCondition(TokenCursor &tokens)
{
    const Token begin = tokens.peek();
    SEGMENT_TRY(condition, parseUnchecked(tokens));
    if (const auto fault = faultOf(condition))
        return tl::unexpected(RuleError{begin.line, begin.column, *fault});
    return condition;
}

} // namespace haberdash::segment
