// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule.h"
#include "core/store/shop_vocabulary.h"

namespace haberdash::ui {

/// What conditions can talk about in this shop.
struct RuleWords
{
    store::ShopVocabulary shop;
    QStringList segments; ///< names of saved ones
    QString currency; ///< "EUR"
    Day today{}; ///< in the shop's time zone; where days to choose from begin
};

/// A line to choose from: what is shown and what is kept. Without a text: a line between groups of them.
struct Choice
{
    QString text;
    QString kept;
};

/// "bought", "viewed a product": what an activity is called in lists and fields.
[[nodiscard]] QString activityName(const segment::Activity &activity);
/// All activities of this shop: orders, items, its kinds of events, our own mails, consent, blocked
/// addresses.
[[nodiscard]] QList<segment::Activity> activitiesOf(const RuleWords &words);
/// "the category", "the value": a field of an activity.
[[nodiscard]] QString fieldName(segment::Filter::Field field, segment::Activity::Source source);
/// "days", "EUR": behind a number that a field is compared with; may be empty.
[[nodiscard]] QString fieldUnit(segment::Filter::Field field, const RuleWords &words);
/// All values that a field can have, where there are only a few, such as the days of the week.
[[nodiscard]] QList<Choice> fixedValues(segment::Filter::Field field, segment::Activity::Source source);
/// Values that occur in this shop, to offer while somebody types.
[[nodiscard]] QStringList knownValues(segment::Filter::Field field, const RuleWords &words);

/// "country", "tag", the name of a fact of the shop's own.
[[nodiscard]] QString factName(const QString &fact);
/// All facts of this shop: the known ones, then its own.
[[nodiscard]] QStringList factsOf(const RuleWords &words);

} // namespace haberdash::ui
