// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/rule_words.h"

#include "core/segment/rule_sentence.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(haberdash::ui::RuleWords)
};

QList<Choice> monthNames()
{
    QList<Choice> months;
    for (int month = 1; month <= 12; ++month)
        months.append({QLocale().standaloneMonthName(month), QLocale::c().monthName(month).toLower()});
    return months;
}

QList<Choice> weekdayNames()
{
    QList<Choice> days;
    for (int day = 1; day <= 7; ++day)
        days.append({QLocale().standaloneDayName(day), QLocale::c().dayName(day).toLower()});
    return days;
}

} // namespace

QString activityName(const Activity &activity)
{
    switch (activity.source) {
    case Activity::Source::Orders:
        return Words::tr("bought");
    case Activity::Source::Items:
        return Words::tr("bought an item");
    case Activity::Source::Event:
        return eventInWords(activity.event);
    case Activity::Source::Messages:
        return Words::tr("were in one of our campaigns");
    case Activity::Source::Consents:
        return Words::tr("agreed or said no to mail");
    case Activity::Source::Suppressions:
        return Words::tr("had their address blocked");
    }
    Q_UNREACHABLE();
}

QList<Activity> activitiesOf(const RuleWords &words)
{
    QList<Activity> activities{Activity::orders(), Activity::items()};
    for (const store::EventKind &kind : words.shop.events)
        activities.append(Activity::ofEvent(kind.name));
    for (const auto source :
        {Activity::Source::Messages, Activity::Source::Consents, Activity::Source::Suppressions})
        activities.append(Activity{source, {}, {}});
    return activities;
}

QString fieldName(Filter::Field field, Activity::Source source)
{
    using Field = Filter::Field;
    switch (field) {
    case Field::Product:
        return Words::tr("the product");
    case Field::Category:
        return Words::tr("the category");
    case Field::Vendor:
        return Words::tr("the brand");
    case Field::ProductTag:
        return Words::tr("the tag of the product");
    case Field::Option:
        return Words::tr("the variant (size, colour)");
    case Field::Sku:
        return Words::tr("the article number (SKU)");
    case Field::Coupon:
        return Words::tr("the coupon");
    case Field::Channel:
        return Words::tr("the channel");
    case Field::Status:
        return Words::tr("the payment");
    case Field::Reference:
        return Words::tr("the reference");
    case Field::Detail:
        return Words::tr("the detail named");
    case Field::Campaign:
        return Words::tr("the campaign");
    case Field::Experiment:
        return Words::tr("the experiment");
    case Field::Variant:
        return Words::tr("the version in the experiment");
    case Field::State:
        return source == Activity::Source::Messages ? Words::tr("what became of it")
                                                    : Words::tr("the answer");
    case Field::Reason:
        return Words::tr("the reason");
    case Field::Source:
        return Words::tr("where it was noted");
    case Field::Basis:
        return Words::tr("how they agreed");
    case Field::Weekday:
        return Words::tr("the day of the week");
    case Field::Month:
        return Words::tr("the month");
    case Field::Value:
        return source == Activity::Source::Orders ? Words::tr("the total of the order")
            : source == Activity::Source::Items   ? Words::tr("what it came to")
                                                  : Words::tr("the value");
    case Field::Price:
        return Words::tr("the price of one piece");
    case Field::Discount:
        return Words::tr("the discount");
    case Field::Refunded:
        return Words::tr("the refund");
    case Field::Quantity:
        return Words::tr("the number of pieces");
    case Field::Lines:
        return Words::tr("the number of different items");
    case Field::Units:
        return Words::tr("the number of pieces in the order");
    case Field::ProductAge:
        return Words::tr("the age of the product at that time");
    case Field::PriceDrop:
        return Words::tr("the fall of the price since");
    case Field::Hour:
        return Words::tr("the hour of the day");
    case Field::Human:
        return Words::tr("a person did it, not a machine");
    }
    Q_UNREACHABLE();
}

QString fieldUnit(Filter::Field field, const RuleWords &words)
{
    using Field = Filter::Field;
    switch (field) {
    case Field::Value:
    case Field::Price:
    case Field::Discount:
    case Field::Refunded:
        return words.currency;
    case Field::Quantity:
    case Field::Units:
        return Words::tr("pieces");
    case Field::ProductAge:
        return Words::tr("days");
    case Field::PriceDrop:
        return u"%"_s;
    case Field::Hour:
        return Words::tr("o'clock");
    default:
        return {};
    }
}

QList<Choice> fixedValues(Filter::Field field, Activity::Source source)
{
    using Field = Filter::Field;
    switch (field) {
    case Field::Weekday:
        return weekdayNames();
    case Field::Month:
        return monthNames();
    case Field::Channel:
        if (source != Activity::Source::Consents)
            return {};
        return {{Words::tr("e-mail"), u"email"_s}, {Words::tr("text messages"), u"sms"_s}};
    case Field::State:
        if (source == Activity::Source::Consents)
            return {{Words::tr("agreed"), u"subscribed"_s}, {Words::tr("not confirmed yet"), u"pending"_s},
                {Words::tr("did not agree"), u"not_subscribed"_s},
                {Words::tr("unsubscribed"), u"unsubscribed"_s}};
        return {{Words::tr("sent"), u"sent"_s}, {Words::tr("left out"), u"skipped"_s},
            {Words::tr("held back to compare"), u"held_out"_s}, {Words::tr("failed"), u"failed"_s},
            {Words::tr("not known"), u"uncertain"_s}, {Words::tr("planned"), u"planned"_s}};
    case Field::Reason:
        return {{Words::tr("the address does not exist"), u"hard_bounce"_s},
            {Words::tr("called it spam"), u"complaint"_s}, {Words::tr("unsubscribed"), u"unsubscribe"_s},
            {Words::tr("blocked by hand"), u"manual"_s}, {Words::tr("blocked by law"), u"legal"_s}};
    default:
        return {};
    }
}

QStringList knownValues(Filter::Field field, const RuleWords &words)
{
    using Field = Filter::Field;
    switch (field) {
    case Field::Product:
        return words.shop.products;
    case Field::Category:
        return words.shop.categories;
    case Field::Coupon:
        return words.shop.coupons;
    case Field::Channel:
        return words.shop.channels;
    default:
        return {};
    }
}

QString factName(const QString &fact)
{
    if (fact.startsWith(u"attribute:"_s))
        return fact.mid(10);
    const QHash<QString, QString> names{{u"email"_s, Words::tr("e-mail address")},
        {u"email_domain"_s, Words::tr("e-mail provider")}, {u"first_name"_s, Words::tr("first name")},
        {u"last_name"_s, Words::tr("last name")}, {u"company"_s, Words::tr("company")},
        {u"phone"_s, Words::tr("phone")}, {u"country"_s, Words::tr("country")},
        {u"region"_s, Words::tr("region")}, {u"city"_s, Words::tr("city")},
        {u"postcode"_s, Words::tr("postcode")}, {u"language"_s, Words::tr("language")},
        {u"note"_s, Words::tr("note")}, {u"tag"_s, Words::tr("tag")},
        {u"source"_s, Words::tr("source of the data")}, {u"tier"_s, Words::tr("loyalty tier")},
        {u"points"_s, Words::tr("points")}, {u"points_expiring"_s, Words::tr("points about to run out")},
        {u"lifetime_points"_s, Words::tr("points earned in all")}, {u"created"_s, Words::tr("first seen")},
        {u"birthday"_s, Words::tr("birthday")}, {u"points_expire"_s, Words::tr("day their points run out")},
        {u"enrolled"_s, Words::tr("joined the loyalty programme")},
        {u"tier_since"_s, Words::tr("reached their tier")}};
    return names.value(fact, fact);
}

QStringList factsOf(const RuleWords &words)
{
    QStringList facts = knownFacts();
    for (const QString &attribute : words.shop.attributes)
        facts.append(u"attribute:"_s + attribute);
    return facts;
}

} // namespace haberdash::ui
