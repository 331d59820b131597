// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sql_functions.h"

#include "core/base/calendar.h"
#include "core/base/folded.h"
#include "core/base/stable_hash.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <charconv>
#include <cmath>

#include <sqlite3.h>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

std::string_view viewOf(sqlite3_value *value)
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_value_text(value));
    return bytes ? std::string_view(bytes, size_t(sqlite3_value_bytes(value))) : std::string_view();
}

QString textOf(sqlite3_value *value)
{
    const std::string_view view = viewOf(value);
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

bool anyNull(int count, sqlite3_value **values)
{
    for (int i = 0; i < count; ++i) {
        if (sqlite3_value_type(values[i]) == SQLITE_NULL)
            return true;
    }
    return false;
}

void give(sqlite3_context *context, std::string_view text)
{
    sqlite3_result_text(context, text.data(), int(text.size()), SQLITE_TRANSIENT);
}

void give(sqlite3_context *context, std::optional<qint64> value)
{
    if (value)
        sqlite3_result_int64(context, *value);
    else
        sqlite3_result_null(context);
}

/// A zone is looked up once for a statement: the lookup costs more than the question.
const QTimeZone &zoneOf(sqlite3_context *context, int argument, sqlite3_value **values)
{
    auto *known = static_cast<QTimeZone *>(sqlite3_get_auxdata(context, argument));
    if (known)
        return *known;
    static thread_local QTimeZone last;
    const QByteArray name = textOf(values[argument]).toLatin1();
    if (!last.isValid() || last.id() != name)
        last = QTimeZone(name);
    sqlite3_set_auxdata(
        context, argument, new QTimeZone(last), [](void *zone) { delete static_cast<QTimeZone *>(zone); });
    return last;
}

void foldedSql(sqlite3_context *context, int, sqlite3_value **values)
{
    give(context, std::string_view(folded(viewOf(values[0]))));
}

void matchesSql(sqlite3_context *context, int, sqlite3_value **values)
{
    auto *expression = static_cast<QRegularExpression *>(sqlite3_get_auxdata(context, 0));
    std::optional<QRegularExpression> own;
    if (!expression) {
        own.emplace(textOf(values[0]),
            QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
        sqlite3_set_auxdata(context, 0, new QRegularExpression(*own),
            [](void *kept) { delete static_cast<QRegularExpression *>(kept); });
        expression = &*own;
    }
    sqlite3_result_int(context, expression->match(textOf(values[1])).hasMatch() ? 1 : 0);
}

void thousandthsSql(sqlite3_context *context, int, sqlite3_value **values)
{
    give(context, thousandthsIn(viewOf(values[0])));
}

void dateInSql(sqlite3_context *context, int, sqlite3_value **values)
{
    const auto date = dateIn(textOf(values[0]), zoneOf(context, 1, values));
    give(context, date ? std::optional(toMilliseconds(*date)) : std::nullopt);
}

void dayOfYearInSql(sqlite3_context *context, int, sqlite3_value **values)
{
    const auto day = dayOfYearIn(textOf(values[0]));
    give(context, day ? std::optional<qint64>(*day) : std::nullopt);
}

template<int Part>
void localPartSql(sqlite3_context *context, int, sqlite3_value **values)
{
    const LocalParts parts
        = localParts(fromMilliseconds(sqlite3_value_int64(values[0])), zoneOf(context, 1, values));
    if constexpr (Part == 0)
        give(context, std::string_view(weekdayWord(parts.weekday)));
    else if constexpr (Part == 1)
        give(context, std::string_view(monthWord(parts.month)));
    else
        sqlite3_result_int(context, parts.hour);
}

void laterSql(sqlite3_context *context, int, sqlite3_value **values)
{
    const qint64 at = sqlite3_value_int64(values[0]);
    const qint64 count = sqlite3_value_int64(values[1]);
    const std::string_view unit = viewOf(values[2]);
    constexpr qint64 hour = 3'600'000;
    if (unit == "months" || unit == "years") {
        const auto local = QDateTime::fromMSecsSinceEpoch(at, zoneOf(context, 3, values));
        sqlite3_result_int64(
            context, local.addMonths(int(unit == "years" ? count * 12 : count)).toMSecsSinceEpoch());
        return;
    }
    sqlite3_result_int64(context,
        at
            + count
                * (unit == "hours"       ? hour
                        : unit == "days" ? 24 * hour
                                         : 168 * hour));
}

void tagsJsonSql(sqlite3_context *context, int, sqlite3_value **values)
{
    QJsonArray tags;
    for (const QString &tag : textOf(values[0]).split(u',')) {
        if (const QString trimmed = tag.trimmed(); !trimmed.isEmpty())
            tags.append(trimmed);
    }
    const QByteArray json = QJsonDocument(tags).toJson(QJsonDocument::Compact);
    give(context, std::string_view(json.constData(), size_t(json.size())));
}

void metresBetweenSql(sqlite3_context *context, int, sqlite3_value **values)
{
    give(context,
        metresBetween(viewOf(values[0]), viewOf(values[1]), sqlite3_value_double(values[2]),
            sqlite3_value_double(values[3])));
}

void shareOfSql(sqlite3_context *context, int, sqlite3_value **values)
{
    sqlite3_result_int64(context, shareOf(viewOf(values[0]), sqlite3_value_int64(values[1])));
}

using Function = void (*)(sqlite3_context *, int, sqlite3_value **);

template<Function function>
void nullForNull(sqlite3_context *context, int count, sqlite3_value **values)
{
    if (anyNull(count, values))
        sqlite3_result_null(context);
    else
        function(context, count, values);
}

std::optional<double> realIn(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

} // namespace

std::optional<qint64> thousandthsIn(std::string_view text)
{
    const auto value = realIn(text);
    if (!value || std::abs(*value) > 9e14)
        return std::nullopt;
    return std::llround(*value * 1000);
}

std::optional<qint64> metresBetween(
    std::string_view latitude, std::string_view longitude, double fromLatitude, double fromLongitude)
{
    const auto lat = realIn(latitude);
    const auto lon = realIn(longitude);
    if (!lat || !lon || std::abs(*lat) > 90 || std::abs(*lon) > 180)
        return std::nullopt;
    constexpr double radians = 3.14159265358979323846 / 180;
    const double up = std::sin((*lat - fromLatitude) * radians / 2);
    const double along = std::sin((*lon - fromLongitude) * radians / 2);
    const double chord
        = up * up + std::cos(*lat * radians) * std::cos(fromLatitude * radians) * along * along;
    return std::llround(2 * 6'371'000 * std::asin(std::min(1.0, std::sqrt(chord))));
}

qint64 shareOf(std::string_view salt, qint64 number)
{
    return qint64(toUnitInterval(stableHash(salt, number)) * 100'000);
}

void addFunctions(sqlite3 *handle)
{
    struct Entry
    {
        const char *name;
        int arguments;
        Function function;
    };
    static constexpr Entry entries[] = {{"folded", 1, nullForNull<foldedSql>},
        {"matches", 2, nullForNull<matchesSql>}, {"thousandths", 1, nullForNull<thousandthsSql>},
        {"date_in", 2, nullForNull<dateInSql>}, {"day_of_year_in", 1, nullForNull<dayOfYearInSql>},
        {"local_weekday", 2, nullForNull<localPartSql<0>>}, {"local_month", 2, nullForNull<localPartSql<1>>},
        {"local_hour", 2, nullForNull<localPartSql<2>>}, {"later", 4, nullForNull<laterSql>},
        {"tags_json", 1, nullForNull<tagsJsonSql>}, {"metres_between", 4, nullForNull<metresBetweenSql>},
        {"share_of", 2, nullForNull<shareOfSql>}};
    for (const Entry &entry : entries)
        sqlite3_create_function_v2(handle, entry.name, entry.arguments,
            SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr, entry.function, nullptr, nullptr,
            nullptr);
}

} // namespace haberdash::store
