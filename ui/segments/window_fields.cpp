// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/window_fields.h"

#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

using Kind = Window::Kind;

QString tr(const char *text, int count = -1)
{
    return SentenceRow::tr(text, nullptr, count);
}

Window calendar(Unit unit, int later, bool yearly = false)
{
    return {Kind::Calendar, {later, unit}, {}, {}, {}, yearly};
}

Window inDays(Kind kind, int count, bool yearly = false)
{
    return {kind, {count, Unit::Days}, {}, {}, {}, yearly};
}

void addCalendar(QList<WindowChoice> &choices, WindowUse use)
{
    const bool ahead = use == WindowUse::Date;
    choices.append({tr("today"), calendar(Unit::Days, 0)});
    choices.append({tr("yesterday"), calendar(Unit::Days, -1)});
    if (ahead)
        choices.append({tr("tomorrow"), calendar(Unit::Days, 1)});
    choices.append({tr("this week"), calendar(Unit::Weeks, 0)});
    choices.append({tr("last week"), calendar(Unit::Weeks, -1)});
    if (ahead)
        choices.append({tr("next week"), calendar(Unit::Weeks, 1)});
    choices.append({tr("this month"), calendar(Unit::Months, 0)});
    choices.append({tr("last month"), calendar(Unit::Months, -1)});
    if (ahead)
        choices.append({tr("next month"), calendar(Unit::Months, 1)});
    choices.append({tr("this year"), calendar(Unit::Years, 0)});
    choices.append({tr("last year"), calendar(Unit::Years, -1)});
}

void addYearly(QList<WindowChoice> &choices)
{
    choices.append({tr("anniversary in the next"), inDays(Kind::InNext, 7, true)});
    choices.append({tr("anniversary in the last"), inDays(Kind::InLast, 7, true)});
    choices.append({tr("anniversary today"), calendar(Unit::Days, 0, true)});
    choices.append({tr("anniversary tomorrow"), calendar(Unit::Days, 1, true)});
    choices.append({tr("anniversary this week"), calendar(Unit::Weeks, 0, true)});
    choices.append({tr("anniversary next week"), calendar(Unit::Weeks, 1, true)});
    choices.append({tr("anniversary this month"), calendar(Unit::Months, 0, true)});
    choices.append({tr("anniversary next month"), calendar(Unit::Months, 1, true)});
}

/// A window of the calendar that is not among the choices, such as three months ago.
QString farCalendarText(const Window &window)
{
    const int later = window.nearSpan.count;
    const int distance = std::abs(later);
    QString text;
    switch (window.nearSpan.unit) {
    case Unit::Hours:
    case Unit::Days:
        text = later < 0 ? tr("the day %1 days ago") : tr("the day in %1 days");
        break;
    case Unit::Weeks:
        text = later < 0 ? tr("the week %1 weeks ago") : tr("the week in %1 weeks");
        break;
    case Unit::Months:
        text = later < 0 ? tr("the month %1 months ago") : tr("the month in %1 months");
        break;
    case Unit::Years:
        text = later < 0 ? tr("the year %1 years ago") : tr("the year in %1 years");
        break;
    }
    text = text.arg(distance);
    return window.yearly ? tr("anniversary in %1").arg(text) : text;
}

} // namespace

QList<WindowChoice> windowChoices(WindowUse use, Day today)
{
    QList<WindowChoice> choices;
    choices.append({use == WindowUse::Doing ? tr("over all time") : tr("at any time"), Window{}});
    choices.append({tr("in the last"), inDays(Kind::InLast, 30)});
    if (use == WindowUse::Date)
        choices.append({tr("in the next"), inDays(Kind::InNext, 7)});
    choices.append({tr("longer ago than"), inDays(Kind::MoreThanAgo, 30)});
    choices.append(
        {tr("ago, between"), {Kind::BetweenAgo, {30, Unit::Days}, {90, Unit::Days}, {}, {}, false}});
    choices.append(WindowChoice{});
    addCalendar(choices, use);
    choices.append({tr("in any year's"), {Kind::MonthOfYear, {1, Unit::Months}, {}, {}, {}, false}});
    choices.append(WindowChoice{});
    choices.append({tr("before"), {Kind::Before, {}, {}, today, {}, false}});
    choices.append({tr("on or after"), {Kind::OnOrAfter, {}, {}, today, {}, false}});
    choices.append({tr("from … to"), {Kind::BetweenDays, {}, {}, today, today, false}});
    if (use != WindowUse::Doing) {
        choices.append(WindowChoice{});
        addYearly(choices);
    }
    return choices;
}

QString windowKey(const Window &window)
{
    static const QHash<Kind, QString> names{{Kind::AllTime, u"ever"_s}, {Kind::InLast, u"last"_s},
        {Kind::MoreThanAgo, u"ago"_s}, {Kind::BetweenAgo, u"between"_s}, {Kind::InNext, u"next"_s},
        {Kind::Before, u"before"_s}, {Kind::OnOrAfter, u"after"_s}, {Kind::BetweenDays, u"days"_s},
        {Kind::Calendar, u"calendar"_s}, {Kind::MonthOfYear, u"month"_s}};
    QString key = names.value(window.kind);
    if (window.kind == Kind::Calendar)
        key += u":%1:%2"_s.arg(int(window.nearSpan.unit)).arg(window.nearSpan.count);
    return window.yearly ? key + u":yearly"_s : key;
}

void addSpan(SentenceRow &row, const QString &name, Span &span)
{
    row.addCount(name + u"Count"_s, tr("How long"), span.count);
    const bool one = span.count == 1;
    const auto kept = [](Unit unit) { return QString::number(int(unit)); };
    row.addCombo(name + u"Unit"_s, tr("Unit of time"),
        {{one ? tr("hour") : tr("hours"), kept(Unit::Hours)},
            {one ? tr("day") : tr("days"), kept(Unit::Days)},
            {one ? tr("week") : tr("weeks"), kept(Unit::Weeks)},
            {one ? tr("month") : tr("months"), kept(Unit::Months)},
            {one ? tr("year") : tr("years"), kept(Unit::Years)}},
        kept(span.unit), [&span](const QString &chosen) { span.unit = Unit(chosen.toInt()); });
}

void addWindow(SentenceRow &row, const QString &name, Window &window, WindowUse use,
    const QList<Choice> &extra, const QString &current, const std::function<void(const QString &)> &chosen)
{
    QList<Choice> choices = extra;
    if (!extra.isEmpty())
        choices.append(Choice{});
    const QList<WindowChoice> windows = windowChoices(use, row.words().today);
    const QString key = windowKey(window);
    bool isOffered = false;
    for (const WindowChoice &choice : windows) {
        const QString kept = choice.text.isEmpty() ? QString() : windowKey(choice.window);
        isOffered = isOffered || kept == key;
        choices.append({choice.text, kept});
    }
    if (!isOffered && current.isEmpty())
        choices.append({window.kind == Kind::Calendar ? farCalendarText(window) : tr("in the next"), key});
    row.addCombo(
        name, tr("When"), choices, current.isEmpty() ? key : current,
        [&window, windows, extra, chosen](const QString &kept) {
            const bool isExtra = std::any_of(
                extra.begin(), extra.end(), [&kept](const Choice &choice) { return choice.kept == kept; });
            if (isExtra)
                window = {};
            if (chosen)
                chosen(isExtra ? kept : QString());
            for (const WindowChoice &choice : windows) {
                if (isExtra || choice.text.isEmpty() || windowKey(choice.window) != kept)
                    continue;
                // "30 days" stays while "in the last" becomes "longer ago than".
                const Window former = window;
                window = choice.window;
                const auto hasSpan = [](const Window &one) {
                    return one.kind == Kind::InLast || one.kind == Kind::MoreThanAgo
                        || one.kind == Kind::InNext;
                };
                if (hasSpan(former) && hasSpan(window))
                    window.nearSpan = former.nearSpan;
            }
        },
        SentenceRow::After::Rebuild);
    if (!current.isEmpty())
        return;
    switch (window.kind) {
    case Kind::AllTime:
    case Kind::Calendar:
        break;
    case Kind::InLast:
    case Kind::InNext:
    case Kind::MoreThanAgo:
        addSpan(row, name + u"Near"_s, window.nearSpan);
        break;
    case Kind::BetweenAgo:
        addSpan(row, name + u"Near"_s, window.nearSpan);
        row.addWord(tr("and"));
        addSpan(row, name + u"Far"_s, window.farSpan);
        break;
    case Kind::Before:
    case Kind::OnOrAfter:
        row.addDay(name + u"From"_s, tr("Day"), window.from);
        break;
    case Kind::BetweenDays:
        row.addDay(name + u"From"_s, tr("First day"), window.from);
        row.addWord(tr("to"));
        row.addDay(name + u"To"_s, tr("Last day"), window.to);
        break;
    case Kind::MonthOfYear: {
        QList<Choice> months;
        for (int month = 1; month <= 12; ++month)
            months.append({QLocale().standaloneMonthName(month), QString::number(month)});
        row.addCombo(name + u"Month"_s, tr("Month"), months, QString::number(window.nearSpan.count),
            [&window](const QString &month) { window.nearSpan.count = month.toInt(); });
        break;
    }
    }
}

} // namespace haberdash::ui
