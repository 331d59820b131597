// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contact/zone_of_place.h"

#include "core/contact/country.h"

#include <QHash>
#include <QLocale>

namespace haberdash::contact {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Region
{
    const char *country;
    const char *names; ///< codes and names, separated by '|', lower case
    const char *zone;
};

/// States and provinces, each with the zone in which most of its people live (IANA tz).
constexpr Region regions[] = {
    {"US",
        "al|alabama|ar|arkansas|ia|iowa|il|illinois|ks|kansas|la|louisiana|mn|minnesota|mo|missouri|ms|"
        "mississippi|nd|north dakota|ne|nebraska|ok|oklahoma|sd|south "
        "dakota|tn|tennessee|tx|texas|wi|wisconsin",
        "America/Chicago"},
    {"US", "co|colorado|mt|montana|nm|new mexico|ut|utah|wy|wyoming|id|idaho", "America/Denver"},
    {"US", "az|arizona", "America/Phoenix"},
    {"US", "ca|california|nv|nevada|or|oregon|wa|washington", "America/Los_Angeles"},
    {"US", "ak|alaska", "America/Anchorage"},
    {"US", "hi|hawaii", "Pacific/Honolulu"},
    {"CA", "bc|british columbia|yt|yukon", "America/Vancouver"},
    {"CA", "ab|alberta|nt|northwest territories", "America/Edmonton"},
    {"CA", "sk|saskatchewan", "America/Regina"},
    {"CA", "mb|manitoba", "America/Winnipeg"},
    {"CA", "ns|nova scotia|nb|new brunswick|pe|prince edward island", "America/Halifax"},
    {"CA", "nl|newfoundland and labrador|newfoundland", "America/St_Johns"},
    {"AU", "qld|queensland", "Australia/Brisbane"},
    {"AU", "sa|south australia", "Australia/Adelaide"},
    {"AU", "nt|northern territory", "Australia/Darwin"},
    {"AU", "wa|western australia", "Australia/Perth"},
    {"BR", "am|amazonas|ro|rond\u00f4nia|rondonia|rr|roraima", "America/Manaus"},
    {"BR", "mt|mato grosso|ms|mato grosso do sul", "America/Cuiaba"},
    {"BR", "ac|acre", "America/Rio_Branco"},
    {"MX", "bc|baja california", "America/Tijuana"},
    {"MX", "so|son|sonora", "America/Hermosillo"},
    {"MX", "qr|q roo|quintana roo", "America/Cancun"},
    {"ES", "canarias|canary islands|las palmas|santa cruz de tenerife", "Atlantic/Canary"},
    {"PT", "azores|a\u00e7ores|acores", "Atlantic/Azores"},
};

/// Where a country has several zones and its list does not begin with the one that most people live in.
const QHash<QString, QByteArray> &populous()
{
    static const QHash<QString, QByteArray> zones{{u"US"_s, "America/New_York"}, {u"CA"_s, "America/Toronto"},
        {u"AU"_s, "Australia/Sydney"}, {u"BR"_s, "America/Sao_Paulo"}, {u"MX"_s, "America/Mexico_City"},
        {u"RU"_s, "Europe/Moscow"}, {u"ES"_s, "Europe/Madrid"}, {u"PT"_s, "Europe/Lisbon"},
        {u"DE"_s, "Europe/Berlin"}, {u"CN"_s, "Asia/Shanghai"}, {u"ID"_s, "Asia/Jakarta"},
        {u"KZ"_s, "Asia/Almaty"}, {u"UA"_s, "Europe/Kyiv"}, {u"NZ"_s, "Pacific/Auckland"},
        {u"CL"_s, "America/Santiago"}, {u"AR"_s, "America/Argentina/Buenos_Aires"},
        {u"EC"_s, "America/Guayaquil"}, {u"MY"_s, "Asia/Kuala_Lumpur"}, {u"MN"_s, "Asia/Ulaanbaatar"},
        {u"GL"_s, "America/Nuuk"}, {u"CY"_s, "Asia/Nicosia"}, {u"UZ"_s, "Asia/Tashkent"},
        {u"CD"_s, "Africa/Kinshasa"}, {u"PF"_s, "Pacific/Tahiti"}, {u"PG"_s, "Pacific/Port_Moresby"}};
    return zones;
}

QTimeZone known(const QByteArray &id)
{
    // Names change (Europe/Kiev, Europe/Kyiv): a system that does not know one yet falls back.
    return QTimeZone::isTimeZoneIdAvailable(id) ? QTimeZone(id) : QTimeZone();
}

QTimeZone ofRegion(const QString &country, const QString &region)
{
    const QString wanted = region.trimmed().toLower();
    if (wanted.isEmpty())
        return {};
    for (const Region &candidate : regions) {
        if (country == QLatin1StringView(candidate.country)
            && QString::fromUtf8(candidate.names).split(u'|').contains(wanted))
            return known(candidate.zone);
    }
    return {};
}

QTimeZone ofCountry(const QString &country)
{
    if (const auto found = populous().constFind(country); found != populous().constEnd()) {
        if (const QTimeZone zone = known(*found); zone.isValid())
            return zone;
    }
    const auto territory = QLocale::codeToTerritory(country);
    const auto ids = territory == QLocale::AnyTerritory ? QList<QByteArray>()
                                                        : QTimeZone::availableTimeZoneIds(territory);
    return ids.isEmpty() ? QTimeZone() : QTimeZone(ids.first());
}

} // namespace

QTimeZone zoneOfPlace(const QString &country, const QString &region, const QTimeZone &fallback)
{
    const QString code = country.trimmed().toUpper();
    if (!isCountryCode(code))
        return fallback;
    if (const QTimeZone zone = ofRegion(code, region); zone.isValid())
        return zone;
    // The shop's own country is the shop's own time, whatever its list begins with.
    if (countryOfZone(fallback) == code)
        return fallback;
    const QTimeZone zone = ofCountry(code);
    return zone.isValid() ? zone : fallback;
}

} // namespace haberdash::contact
