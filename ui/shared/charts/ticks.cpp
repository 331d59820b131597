// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/ticks.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

enum class Unit { Hour, Day, Week, Month, Year };

struct Step
{
    Unit unit;
    int count;
    qint64 hours; ///< about
};

constexpr std::array steps = {Step{Unit::Hour, 1, 1}, Step{Unit::Hour, 3, 3}, Step{Unit::Hour, 6, 6},
    Step{Unit::Hour, 12, 12}, Step{Unit::Day, 1, 24}, Step{Unit::Day, 2, 48}, Step{Unit::Week, 1, 168},
    Step{Unit::Week, 2, 336}, Step{Unit::Month, 1, 730}, Step{Unit::Month, 2, 1461},
    Step{Unit::Month, 3, 2191}, Step{Unit::Month, 6, 4383}, Step{Unit::Year, 1, 8766},
    Step{Unit::Year, 2, 17532}, Step{Unit::Year, 5, 43830}, Step{Unit::Year, 10, 87660}};

/// The start of the step that holds `local`. Weeks start on Monday, months and years count from January and
/// 0.
QDateTime floorTo(const Step &step, const QDateTime &local)
{
    const QDate date = local.date();
    const auto midnight = [&](const QDate &day) { return day.startOfDay(local.timeZone()); };
    switch (step.unit) {
    case Unit::Hour:
        return QDateTime(date, QTime(local.time().hour() / step.count * step.count, 0), local.timeZone());
    case Unit::Day:
        return midnight(date.addDays(-(date.toJulianDay() % step.count)));
    case Unit::Week: {
        const QDate monday = date.addDays(1 - date.dayOfWeek());
        return midnight(monday.addDays(-7 * (monday.toJulianDay() / 7 % step.count)));
    }
    case Unit::Month:
        return midnight(QDate(date.year(), (date.month() - 1) / step.count * step.count + 1, 1));
    case Unit::Year:
        return midnight(QDate(date.year() / step.count * step.count, 1, 1));
    }
    return local;
}

QDateTime next(const Step &step, const QDateTime &local)
{
    switch (step.unit) {
    case Unit::Hour: {
        // By the clock, so that days with 23 or 25 hours keep round hours.
        const int hour = local.time().hour() + step.count;
        return hour >= 24 ? local.date().addDays(1).startOfDay(local.timeZone())
                          : QDateTime(local.date(), QTime(hour, 0), local.timeZone());
    }
    case Unit::Day:
        return local.date().addDays(step.count).startOfDay(local.timeZone());
    case Unit::Week:
        return local.date().addDays(7 * step.count).startOfDay(local.timeZone());
    case Unit::Month:
        return local.date().addMonths(step.count).startOfDay(local.timeZone());
    case Unit::Year:
        return local.date().addYears(step.count).startOfDay(local.timeZone());
    }
    return local;
}

QString labelOf(const Step &step, const QDateTime &local, bool withYear, const QLocale &locale)
{
    switch (step.unit) {
    case Unit::Hour:
        return local.time().hour() == 0 ? locale.toString(local.date(), u"d MMM"_s)
                                        : locale.toString(local.time(), u"HH:mm"_s);
    case Unit::Day:
    case Unit::Week:
        return locale.toString(local.date(), withYear ? u"d MMM yyyy"_s : u"d MMM"_s);
    case Unit::Month:
        return locale.toString(local.date(), withYear ? u"MMM yyyy"_s : u"MMM"_s);
    case Unit::Year:
        return locale.toString(local.date(), u"yyyy"_s);
    }
    return {};
}

} // namespace

NumberTicks numberTicks(double low, double high, int wanted)
{
    if (!std::isfinite(low) || !std::isfinite(high))
        low = high = 0;
    if (high < low)
        std::swap(low, high);
    if (high == low) {
        const double half = low == 0 ? 0.5 : std::abs(low) * 0.5;
        low = low == 0 ? 0 : low - half;
        high += low == 0 ? 1 : half;
    }
    const double rough = (high - low) / std::max(1, wanted - 1);
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    const double part = rough / power;
    const double step = (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10) * power;
    NumberTicks ticks;
    ticks.decimals = std::max(0, int(-std::floor(std::log10(step) + 1e-9)));
    // Counted in whole steps: adding up a step would drift.
    const double first = std::floor(low / step + 1e-9);
    const double last = std::ceil(high / step - 1e-9);
    const int count = int(last - first);
    for (int i = 0; i <= count; ++i) {
        const double at = first + i;
        ticks.values.push_back(at == 0 ? 0 : at * step);
    }
    return ticks;
}

std::vector<TimeTick> timeTicks(
    Timestamp from, Timestamp to, const QTimeZone &zone, const QLocale &locale, int most)
{
    if (to < from || most < 1)
        return {};
    const double hours = double((to - from).count()) / 3'600'000.0;
    const Step *chosen = &steps.back();
    for (const Step &step : steps) {
        if (hours / double(step.hours) <= most) {
            chosen = &step;
            break;
        }
    }
    std::vector<TimeTick> ticks;
    QDateTime local = floorTo(*chosen, QDateTime::fromMSecsSinceEpoch(toMilliseconds(from), zone));
    int year = -1;
    while (local.toMSecsSinceEpoch() <= toMilliseconds(to)) {
        if (local.toMSecsSinceEpoch() >= toMilliseconds(from)) {
            ticks.push_back({fromMilliseconds(local.toMSecsSinceEpoch()),
                labelOf(*chosen, local, local.date().year() != year, locale)});
            year = local.date().year();
        }
        local = next(*chosen, local);
    }
    return ticks;
}

} // namespace haberdash::ui
