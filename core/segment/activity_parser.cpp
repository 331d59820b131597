// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/activity_parser.h"

#include "core/segment/rule_words.h"

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

Parsed<Filter> parseFilter(TokenCursor &tokens, Activity::Source source)
{
    for (const FieldInfo &info : fieldsOf(source)) {
        if (!tokens.takeWord(QString::fromLatin1(info.word)))
            continue;
        Filter filter{.field = info.field};
        if (info.field == Filter::Field::Detail) {
            SEGMENT_TRY(key, tokens.text(u"the name of the detail in quotes"_s));
            filter.key = key;
        }
        if (info.kind == TestKind::Flag) {
            filter.test = Flag{};
        } else if (info.kind == TestKind::Number
            || (info.kind == TestKind::TextOrNumber && beginsNumberTest(tokens))) {
            SEGMENT_TRY(test, parseNumberTest(tokens));
            filter.test = test;
        } else {
            SEGMENT_TRY(test, parseTextTest(tokens));
            filter.test = std::move(test);
        }
        return filter;
    }
    QStringList words;
    for (const FieldInfo &info : fieldsOf(source))
        words.append(QString::fromLatin1(info.word));
    const QString last = words.takeLast();
    return tokens.fault(words.join(u", "_s) + u" or " + last);
}

} // namespace

Parsed<Activity> parseActivity(TokenCursor &tokens)
{
    if (tokens.peek().kind != Token::Kind::Word && tokens.peek().kind != Token::Kind::Text)
        return tokens.fault(u"orders or the name of an event"_s);
    const bool quoted = tokens.peek().kind == Token::Kind::Text;
    if (quoted && tokens.peek().text.isEmpty())
        return tokens.fault(u"the name of an event"_s);
    const QString name = tokens.next().text;
    Activity result = Activity::ofEvent(name);
    for (const auto &[source, word] : sourceWords) {
        if (!quoted && (name == word || name == word.chopped(1)))
            result = Activity{.source = source};
    }
    if (!tokens.takeSign(u"["))
        return result;
    for (;;) {
        SEGMENT_TRY(filter, parseFilter(tokens, result.source));
        result.filters.push_back(std::move(filter));
        if (tokens.takeSign(u"]"))
            return result;
        if (!tokens.takeSign(u","))
            return tokens.fault(u", or ]"_s);
    }
}

Parsed<Number> parseNumber(TokenCursor &tokens)
{
    const QString text = tokens.peek().text;
    const auto point = text.indexOf(u'.');
    const QString fraction = point < 0 ? QString() : text.mid(point + 1);
    bool fits = false;
    const QString digits = QString(point < 0 ? text : text.left(point)) + fraction.leftJustified(3, u'0');
    const qint64 value = digits.toLongLong(&fits);
    if (tokens.peek().kind != Token::Kind::Number || !fits || fraction.size() > 3)
        return tokens.fault(u"a number with at most three digits after the point"_s);
    tokens.next();
    return Number{value};
}

bool beginsNumberTest(const TokenCursor &tokens)
{
    return std::any_of(std::begin(compareSigns), std::end(compareSigns),
        [&tokens](const auto &entry) { return tokens.isSign(entry.word); });
}

Parsed<NumberTest> parseNumberTest(TokenCursor &tokens)
{
    for (const auto &[compare, sign] : compareSigns) {
        if (tokens.takeSign(sign)) {
            SEGMENT_TRY(value, parseNumber(tokens));
            return NumberTest{compare, value};
        }
    }
    return tokens.fault(u"=, !=, <, <=, > or >= and a number"_s);
}

Parsed<TextTest> parseTextTest(TokenCursor &tokens)
{
    for (const auto &[op, words] : textOperatorWords) {
        if (!tokens.takeWords(words))
            continue;
        TextTest result{op, {}};
        if (positiveOf(op) == TextOperator::IsKnown)
            return result;
        const bool several = tokens.takeWords(u"any of");
        do {
            SEGMENT_TRY(value, tokens.text(u"a text in quotes"_s));
            result.values.append(std::move(value));
            // Inside a list the comma belongs to it as long as a text follows.
        } while (several && tokens.isSign(u",") && tokens.peek(1).kind == Token::Kind::Text
            && tokens.takeSign(u","));
        return result;
    }
    return tokens.fault(u"is, contains, starts with, ends with or matches"_s);
}

} // namespace haberdash::segment
