// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule.h"

namespace haberdash::segment {

/// One word of the text form: the parser and the printer read the same tables.
template<typename Value>
struct WordFor
{
    Value value;
    QStringView word;
};

inline constexpr WordFor<Unit> unitWords[] = {{Unit::Hours, u"hours"}, {Unit::Days, u"days"},
    {Unit::Weeks, u"weeks"}, {Unit::Months, u"months"}, {Unit::Years, u"years"}};

inline constexpr WordFor<Compare> compareSigns[] = {{Compare::Equal, u"="}, {Compare::NotEqual, u"!="},
    {Compare::Less, u"<"}, {Compare::AtMost, u"<="}, {Compare::Greater, u">"}, {Compare::AtLeast, u">="}};

inline constexpr WordFor<TextOperator> textOperatorWords[] = {{TextOperator::IsNot, u"is not"},
    {TextOperator::IsKnown, u"is known"}, {TextOperator::IsUnknown, u"is unknown"}, {TextOperator::Is, u"is"},
    {TextOperator::ContainsNot, u"contains not"}, {TextOperator::Contains, u"contains"},
    {TextOperator::StartsWith, u"starts with"}, {TextOperator::StartsNotWith, u"starts not with"},
    {TextOperator::EndsWith, u"ends with"}, {TextOperator::EndsNotWith, u"ends not with"},
    {TextOperator::MatchesNot, u"matches not"}, {TextOperator::Matches, u"matches"}};

inline constexpr WordFor<ConsentCondition::State> consentWords[]
    = {{ConsentCondition::State::Subscribed, u"subscribed"}, {ConsentCondition::State::Pending, u"pending"},
        {ConsentCondition::State::NotSubscribed, u"declined"},
        {ConsentCondition::State::Unsubscribed, u"unsubscribed"},
        {ConsentCondition::State::Never, u"never given"}};

inline constexpr WordFor<Group::Match> groupWords[]
    = {{Group::Match::All, u"all"}, {Group::Match::Any, u"any"}, {Group::Match::None, u"none"}};

/// All but events, which have names of their own. One of them is the plural without its s.
inline constexpr WordFor<Activity::Source> sourceWords[] = {{Activity::Source::Orders, u"orders"},
    {Activity::Source::Items, u"items"}, {Activity::Source::Messages, u"messages"},
    {Activity::Source::Consents, u"consents"}, {Activity::Source::Suppressions, u"suppressions"}};

template<typename Value, size_t size>
[[nodiscard]] QString wordOf(const WordFor<Value> (&words)[size], Value value)
{
    for (const WordFor<Value> &entry : words) {
        if (entry.value == value)
            return entry.word.toString();
    }
    Q_UNREACHABLE();
}

/// The word of a field in the text form: "product_tag".
[[nodiscard]] QString wordOf(Filter::Field field);
/// The word of what is summed: "net".
[[nodiscard]] QString wordOf(Measure::Of of);

/// Whether a name of an event reads back as itself without quotes.
[[nodiscard]] bool isPlainEvent(QStringView name);

/// How a fact names an attribute: "attribute:size" is the attribute "size".
inline constexpr QStringView attributePrefix = u"attribute:";

} // namespace haberdash::segment
