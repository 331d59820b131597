// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/measure_fields.h"

#include "ui/segments/window_fields.h"

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

using Of = Measure::Of;
using Source = Activity::Source;

QString tr(const char *text)
{
    return SentenceRow::tr(text);
}

QString keyOf(const Activity &activity)
{
    return u"%1:%2"_s.arg(int(activity.source)).arg(activity.event);
}

QString keyOf(Measure::Kind kind, Of of)
{
    return u"%1:%2"_s.arg(int(kind)).arg(int(of));
}

QString sumPhrase(Source source, Of of)
{
    switch (of) {
    case Of::Nothing:
        return {};
    case Of::Total:
        return tr("for, in all,");
    case Of::Net:
        return tr("for, after refunds,");
    case Of::Discount:
        return tr("with discounts, in all, of");
    case Of::Refunded:
        return tr("with refunds, in all, of");
    case Of::Quantity:
        return tr("in pieces, in all,");
    case Of::Value:
        return source == Source::Items ? tr("for, in all,") : tr("with values, in all, of");
    }
    Q_UNREACHABLE();
}

QString averagePhrase(Source source, Of of)
{
    const bool orders = source == Source::Orders;
    switch (of) {
    case Of::Nothing:
        return {};
    case Of::Total:
        return tr("for, per order,");
    case Of::Net:
        return tr("for, per order after refunds,");
    case Of::Discount:
        return tr("with a discount per order of");
    case Of::Refunded:
        return tr("with a refund per order of");
    case Of::Quantity:
        return orders ? tr("in pieces per order") : tr("in pieces per item");
    case Of::Value:
        return source == Source::Items ? tr("for, per item,") : tr("with an average value of");
    }
    Q_UNREACHABLE();
}

QString sumNoun(Source source, Of of)
{
    switch (of) {
    case Of::Nothing:
        return {};
    case Of::Total:
        return tr("the amount in all");
    case Of::Net:
        return tr("the amount after refunds");
    case Of::Discount:
        return tr("the discounts in all");
    case Of::Refunded:
        return tr("the refunds in all");
    case Of::Quantity:
        return tr("the number of pieces");
    case Of::Value:
        return source == Source::Items ? tr("the amount in all") : tr("the values in all");
    }
    Q_UNREACHABLE();
}

QString averageNoun(Source source, Of of)
{
    const bool orders = source == Source::Orders;
    switch (of) {
    case Of::Nothing:
        return {};
    case Of::Total:
        return tr("the amount per order");
    case Of::Net:
        return orders ? tr("the amount per order after refunds") : tr("the amount per item after refunds");
    case Of::Discount:
        return orders ? tr("the discount per order") : tr("the discount per item");
    case Of::Refunded:
        return orders ? tr("the refund per order") : tr("the refund per item");
    case Of::Quantity:
        return orders ? tr("the pieces per order") : tr("the pieces per item");
    case Of::Value:
        return source == Source::Items ? tr("the amount per item") : tr("the average value");
    }
    Q_UNREACHABLE();
}

QString countName(Source source, bool compared)
{
    if (source == Source::Items)
        return compared ? tr("so many items:") : tr("the number of items");
    return compared ? tr("so many times:") : tr("how often");
}

QString eventUnit(const QString &event, const RuleWords &words)
{
    for (const store::EventKind &kind : words.shop.events) {
        if (kind.name != event)
            continue;
        return kind.unit == u"money"_s  ? words.currency
            : kind.unit == u"points"_s  ? tr("points")
            : kind.unit == u"percent"_s ? u"%"_s
                                        : QString();
    }
    return {};
}

} // namespace

void addActivity(SentenceRow &row, const QString &name, Activity &activity)
{
    QList<Choice> choices;
    const QList<Activity> all = activitiesOf(row.words());
    for (const Activity &one : all) {
        if (one.source == Source::Event && one.event == all.value(2).event)
            choices.append(Choice{});
        if (one.source == Source::Messages)
            choices.append(Choice{});
        choices.append({activityName(one), keyOf(one)});
    }
    const QString key = keyOf(activity);
    if (std::none_of(choices.begin(), choices.end(), [&key](const Choice &one) { return one.kept == key; }))
        choices.append({activityName(activity), key}); // what the rule says, though this shop has none of it
    row.addCombo(
        name, tr("What they did"), choices, key,
        [&activity](const QString &kept) {
            const auto source = Source(kept.section(u':', 0, 0).toInt());
            // Details that the other activity knows too may stay.
            std::erase_if(activity.filters, [source](const Filter &filter) {
                const auto fields = fieldsOf(source);
                return std::none_of(fields.begin(), fields.end(),
                    [&filter](const FieldInfo &field) { return field.field == filter.field; });
            });
            activity.source = source;
            activity.event = kept.section(u':', 1);
        },
        SentenceRow::After::Rebuild);
}

void addMeasureKind(SentenceRow &row, const QString &name, Measure &measure, MeasureUse use)
{
    const Source source = measure.activity.source;
    using Kind = Measure::Kind;
    const bool compared = use == MeasureUse::Compared;
    QList<Choice> choices{{countName(source, compared), keyOf(Kind::Count, Of::Nothing)}};
    const auto sums = sumsOf(source);
    const auto isKnown = [&sums](Of of) {
        return std::any_of(sums.begin(), sums.end(), [of](const OfInfo &info) { return info.of == of; });
    };
    for (const OfInfo &info : sums)
        choices.append(
            {compared ? sumPhrase(source, info.of) : sumNoun(source, info.of), keyOf(Kind::Sum, info.of)});
    if (use != MeasureUse::Share) {
        for (const OfInfo &info : sums)
            choices.append({compared ? averagePhrase(source, info.of) : averageNoun(source, info.of),
                keyOf(Kind::Average, info.of)});
        choices.append(Choice{});
        choices.append(
            {compared ? tr("with days in between, on average,") : tr("the days in between, on average"),
                keyOf(Kind::DaysBetween, Of::Nothing)});
        choices.append(
            {compared ? tr("and are now, of their usual time in between, at") : tr("how overdue they are"),
                keyOf(Kind::Overdue, Of::Nothing)});
    }
    // After another activity was chosen.
    if (measure.of != Of::Nothing && !isKnown(measure.of)) {
        measure.of = sums.empty() ? Of::Nothing : sums.front().of;
        if (sums.empty())
            measure.kind = Kind::Count;
    }
    if (choices.size() == 1)
        return;
    row.addCombo(
        name + u"Of"_s, tr("What is counted"), choices, keyOf(measure.kind, measure.of),
        [&measure](const QString &kept) {
            measure.kind = Measure::Kind(kept.section(u':', 0, 0).toInt());
            measure.of = Of(kept.section(u':', 1).toInt());
        },
        SentenceRow::After::Rebuild);
}

void addMeasureWindow(SentenceRow &row, Measure &measure)
{
    addWindow(row, u"when"_s, measure.window, WindowUse::Doing, {{tr("since they last"), u"since"_s}},
        measure.since ? u"since"_s : QString(), [&row, &measure](const QString &extra) {
            if (extra.isEmpty()) {
                measure.since.reset();
                return;
            }
            const auto &events = row.words().shop.events;
            const bool hasCart = std::any_of(events.begin(), events.end(),
                [](const store::EventKind &kind) { return kind.name == u"cart_add"_s; });
            measure.since = hasCart ? Activity::ofEvent(u"cart_add"_s)
                : events.isEmpty()  ? Activity::orders()
                                    : Activity::ofEvent(events.first().name);
        });
    if (measure.since)
        addActivity(row, u"since"_s, *measure.since);
}

void addCompare(SentenceRow &row, const QString &name, NumberTest &test, int decimals, bool once)
{
    const auto kept = [](Compare compare) { return QString::number(int(compare)); };
    QList<Choice> choices;
    if (once)
        choices = {{tr("at least once"), u"once"_s}, {tr("never"), u"never"_s}};
    choices += {{tr("at least"), kept(Compare::AtLeast)}, {tr("more than"), kept(Compare::Greater)},
        {tr("exactly"), kept(Compare::Equal)},
        {once ? tr("fewer than") : tr("less than"), kept(Compare::Less)},
        {tr("at most"), kept(Compare::AtMost)}, {tr("anything but"), kept(Compare::NotEqual)}};
    const bool isOnce = once && test == NumberTest{Compare::AtLeast, {1000}};
    const bool isNever = once && test == NumberTest{Compare::Equal, {0}};
    row.addCombo(
        name + u"Compare"_s, tr("Comparison"), choices,
        isOnce        ? u"once"_s
            : isNever ? u"never"_s
                      : kept(test.compare),
        [&test, once](const QString &choice) {
            const bool hadNumber = !(once
                && (test == NumberTest{Compare::AtLeast, {1000}} || test == NumberTest{Compare::Equal, {0}}));
            if (choice == u"once"_s)
                test = {Compare::AtLeast, {1000}};
            else if (choice == u"never"_s)
                test = {Compare::Equal, {0}};
            else
                test = {Compare(choice.toInt()), hadNumber ? test.value : Number{2000}};
        },
        once ? SentenceRow::After::Rebuild : SentenceRow::After::Keep);
    if (!isOnce && !isNever)
        row.addNumber(name + u"Number"_s, once ? tr("How often") : tr("How much"), test.value, decimals);
}

QString unitOf(const Measure &measure, const RuleWords &words)
{
    using Kind = Measure::Kind;
    switch (measure.kind) {
    case Kind::DaysBetween:
        return tr("days");
    case Kind::Overdue:
        return u"%"_s;
    case Kind::Count:
        return measure.activity.source == Source::Items ? tr("items") : tr("times");
    case Kind::Sum:
    case Kind::Average:
        break;
    }
    if (measure.of == Of::Quantity)
        return tr("pieces");
    if (measure.activity.source == Source::Event)
        return eventUnit(measure.activity.event, words);
    return words.currency;
}

int decimalsOf(const Measure &measure, const RuleWords &words)
{
    using Kind = Measure::Kind;
    if (measure.kind != Kind::Sum && measure.kind != Kind::Average)
        return 0;
    return unitOf(measure, words) == words.currency ? 2 : 0;
}

} // namespace haberdash::ui
