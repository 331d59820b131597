// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/sentence_words.h"

#include "core/segment/rule_sentence.h"
#include "core/segment/rule_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMap>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("segment", text);
}

QString dayText(Day day)
{
    return QLocale().toString(
        QDate(1970, 1, 1).addDays(day.time_since_epoch().count()), QLocale::ShortFormat);
}

QString calendarText(Span span)
{
    struct Words
    {
        const char *previous, *current, *next;
    };
    static constexpr Words words[] = {{"in the previous hour", "in this hour", "in the next hour"},
        {"yesterday", "today", "tomorrow"}, {"in the previous week", "in this week", "in the next week"},
        {"in the previous month", "in this month", "in the next month"},
        {"in the previous year", "in this year", "in the next year"}};
    static constexpr const char *ago[] = {"in the hour %1 ago", "on the day %1 ago", "in the week %1 ago",
        "in the month %1 ago", "in the year %1 ago"};
    static constexpr const char *ahead[] = {"in the hour %1 ahead", "on the day %1 ahead",
        "in the week %1 ahead", "in the month %1 ahead", "in the year %1 ahead"};
    const auto &[previous, current, next] = words[int(span.unit)];
    if (span.count >= -1 && span.count <= 1)
        return tr(span.count < 0 ? previous : span.count > 0 ? next : current);
    const auto *text = span.count < 0 ? ago[int(span.unit)] : ahead[int(span.unit)];
    return tr(text).arg(spanInWords({std::abs(span.count), span.unit}));
}

QString onceText(const Window &window)
{
    switch (window.kind) {
    case Window::Kind::AllTime:
        return {};
    case Window::Kind::InLast:
        return tr("in the last %1").arg(spanInWords(window.nearSpan));
    case Window::Kind::InNext:
        return tr("in the next %1").arg(spanInWords(window.nearSpan));
    case Window::Kind::MoreThanAgo:
        return tr("more than %1 ago").arg(spanInWords(window.nearSpan));
    case Window::Kind::BetweenAgo:
        return tr("between %1 and %2 ago").arg(spanInWords(window.nearSpan), spanInWords(window.farSpan));
    case Window::Kind::Before:
        return tr("before %1").arg(dayText(window.from));
    case Window::Kind::OnOrAfter:
        return tr("on or after %1").arg(dayText(window.from));
    case Window::Kind::BetweenDays:
        return window.from == window.to ? tr("on %1").arg(dayText(window.from))
                                        : tr("from %1 to %2").arg(dayText(window.from), dayText(window.to));
    case Window::Kind::Calendar:
        return calendarText(window.nearSpan);
    case Window::Kind::MonthOfYear:
        return tr("in any %1").arg(QLocale().standaloneMonthName(window.nearSpan.count));
    }
    Q_UNREACHABLE();
}

/// "the category"; the name of a detail goes in by %1.
const char *fieldText(Filter::Field field)
{
    using Field = Filter::Field;
    static const QMap<Field, const char *> names{{Field::Product, "the product"},
        {Field::Category, "the category"}, {Field::Vendor, "the vendor"},
        {Field::ProductTag, "the tag of the product"}, {Field::Option, "the variant of the product"},
        {Field::Sku, "the SKU"}, {Field::Coupon, "the coupon"}, {Field::Channel, "the channel"},
        {Field::Status, "the status"}, {Field::Reference, "the reference"},
        {Field::Detail, "the detail “%1”"}, {Field::Campaign, "the campaign"},
        {Field::Experiment, "the experiment"}, {Field::Variant, "the arm of the experiment"},
        {Field::State, "the state"}, {Field::Reason, "the reason"}, {Field::Source, "the source"},
        {Field::Basis, "the basis"}, {Field::Weekday, "the day of the week"}, {Field::Month, "the month"},
        {Field::Value, "the value"}, {Field::Price, "the price"}, {Field::Discount, "the discount"},
        {Field::Refunded, "the refund"}, {Field::Quantity, "the quantity"},
        {Field::Lines, "the number of different items"}, {Field::Units, "the number of pieces"},
        {Field::ProductAge, "the age of the product in days"},
        {Field::PriceDrop, "the drop of the price in percent"}, {Field::Hour, "the hour of the day"},
        {Field::Human, "not made by a machine"}};
    return names.value(field);
}

QString filterText(const Filter &filter)
{
    QString field = tr(fieldText(filter.field));
    if (filter.field == Filter::Field::Detail)
        field = field.arg(filter.key);
    return std::visit(
        Overloaded{
            [&field](const Flag &) { return field; },
            [&field](const TextTest &text) -> QString { return field + u' ' + textTestInWords(text); },
            [&field](const NumberTest &number) -> QString {
                return field + u' ' + tr("is %1").arg(amountInWords(number));
            },
        },
        filter.test);
}

QString did(const Activity &activity)
{
    switch (activity.source) {
    case Activity::Source::Orders:
        return tr("bought");
    case Activity::Source::Items:
        return tr("bought an item");
    case Activity::Source::Event:
        return eventInWords(activity.event);
    case Activity::Source::Messages:
        return tr("had a message of a campaign");
    case Activity::Source::Consents:
        return tr("had their consent recorded");
    case Activity::Source::Suppressions:
        return tr("had an address blocked");
    }
    Q_UNREACHABLE();
}

} // namespace

QString spanInWords(Span span)
{
    // Written out because English has no translation file that would choose the plural.
    static constexpr const char *one[] = {"%1 hour", "%1 day", "%1 week", "%1 month", "%1 year"};
    static constexpr const char *many[] = {"%1 hours", "%1 days", "%1 weeks", "%1 months", "%1 years"};
    return tr(span.count == 1 ? one[int(span.unit)] : many[int(span.unit)]).arg(span.count);
}

QString windowInWords(const Window &window)
{
    return window.yearly ? tr("with the anniversary %1").arg(onceText(window)) : onceText(window);
}

QString numberInWords(Number number)
{
    return QLocale().toString(double(number.thousandths) / 1000, 'f', QLocale::FloatingPointShortest);
}

QString timesInWords(const NumberTest &test)
{
    const QString number = numberInWords(test.value);
    const bool one = test.value.thousandths == 1000;
    switch (test.compare) {
    case Compare::Equal:
        return one ? tr("exactly once") : tr("exactly %1 times").arg(number);
    case Compare::NotEqual:
        return tr("not exactly %1 times").arg(number);
    case Compare::Less:
        return tr("fewer than %1 times").arg(number);
    case Compare::AtMost:
        return one ? tr("at most once") : tr("at most %1 times").arg(number);
    case Compare::Greater:
        return one ? tr("more than once") : tr("more than %1 times").arg(number);
    case Compare::AtLeast:
        return one ? tr("at least once") : tr("at least %1 times").arg(number);
    }
    Q_UNREACHABLE();
}

QString amountInWords(const NumberTest &test, const QString &unit)
{
    static constexpr const char *words[]
        = {"exactly %1", "anything but %1", "less than %1", "at most %1", "more than %1", "at least %1"};
    const QString number = numberInWords(test.value);
    return tr(words[int(test.compare)]).arg(unit.isEmpty() ? number : QString(number + u' ' + unit));
}

QString textTestInWords(const TextTest &test)
{
    static constexpr const char *words[] = {"is %1", "is not %1", "contains %1", "does not contain %1",
        "starts with %1", "does not start with %1", "ends with %1", "does not end with %1",
        "matches the pattern %1", "does not match the pattern %1", "is known", "is not known"};
    QStringList values;
    for (const QString &value : test.values)
        values.append(u"“" + value + u"”");
    const QString text = tr(words[int(test.op)]);
    return values.isEmpty() ? text : text.arg(values.join(u' ' + tr("or") + u' '));
}

QString filtersInWords(const std::vector<Filter> &filters)
{
    QStringList parts;
    for (const Filter &filter : filters)
        parts.append(filterText(filter));
    return parts.join(u", "_s);
}

QString activityInWords(const Activity &activity)
{
    const QString filters = filtersInWords(activity.filters);
    return filters.isEmpty() ? did(activity) : QString(did(activity) + u" (" + filters + u')');
}

QString factInWords(const QString &fact)
{
    if (fact.startsWith(attributePrefix))
        return tr("a “%1”").arg(fact.mid(attributePrefix.size()));
    static const QMap<QString, const char *> names{{u"email"_s, "an e-mail address"},
        {u"email_domain"_s, "a domain of the e-mail address"}, {u"first_name"_s, "a first name"},
        {u"last_name"_s, "a last name"}, {u"company"_s, "a company"}, {u"phone"_s, "a phone"},
        {u"country"_s, "a country"}, {u"region"_s, "a region"}, {u"city"_s, "a city"},
        {u"postcode"_s, "a postcode"}, {u"language"_s, "a language"}, {u"note"_s, "a note"},
        {u"tag"_s, "a tag"}, {u"source"_s, "a source"}, {u"tier"_s, "a loyalty tier"},
        {u"points"_s, "a number of points"}, {u"points_expiring"_s, "a number of points that run out"},
        {u"lifetime_points"_s, "a number of points ever earned"},
        {u"created"_s, "a day since when the shop knows them"}, {u"birthday"_s, "a birthday"},
        {u"points_expire"_s, "a day on which points run out"},
        {u"enrolled"_s, "a day on which they joined the loyalty programme"},
        {u"tier_since"_s, "a day on which they reached their tier"}};
    const auto found = names.find(fact);
    return found == names.end() ? tr("a “%1”").arg(fact) : tr(*found);
}

} // namespace haberdash::segment
