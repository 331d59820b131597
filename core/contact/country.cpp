// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contact/country.h"

#include "core/contact/name_key.h"

#include <QHash>
#include <QLocale>
#include <QSet>

#include <unicode/uloc.h>

namespace haberdash::contact {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Countries
{
    QSet<QString> codes;
    QHash<QString, QString> byKey;
};

QString nameOf(const char *code, const char *language)
{
    UChar name[128];
    UErrorCode status = U_ZERO_ERROR;
    const QByteArray locale = QByteArray("und_") + code;
    const int size = uloc_getDisplayCountry(locale.constData(), language, name, 128, &status);
    return U_SUCCESS(status) ? QString::fromUtf16(name, size) : QString();
}

/// The language that most people of a country read, as CLDR says.
QByteArray ownLanguage(const char *code)
{
    char full[64];
    UErrorCode status = U_ZERO_ERROR;
    const QByteArray locale = QByteArray("und_") + code;
    uloc_addLikelySubtags(locale.constData(), full, sizeof full, &status);
    return U_SUCCESS(status) ? QByteArray(full) : QByteArray();
}

Countries makeCountries()
{
    Countries countries;
    // What the names below would not give, or give to somebody else.
    const std::pair<QString, QString> aliases[]
        = {{u"UK"_s, u"GB"_s}, {u"EL"_s, u"GR"_s}, {u"U.S.A."_s, u"US"_s}, {u"U.S."_s, u"US"_s},
            {u"United States of America"_s, u"US"_s}, {u"America"_s, u"US"_s}, {u"Great Britain"_s, u"GB"_s},
            {u"Britain"_s, u"GB"_s}, {u"England"_s, u"GB"_s}, {u"Scotland"_s, u"GB"_s}, {u"Wales"_s, u"GB"_s},
            {u"Northern Ireland"_s, u"GB"_s}, {u"Holland"_s, u"NL"_s}, {u"The Netherlands"_s, u"NL"_s},
            {u"Czech Republic"_s, u"CZ"_s}, {u"Korea"_s, u"KR"_s}, {u"Republic of Korea"_s, u"KR"_s},
            {u"Korea, Republic of"_s, u"KR"_s}, {u"Russian Federation"_s, u"RU"_s},
            {u"Republic of Ireland"_s, u"IE"_s}, {u"EIRE"_s, u"IE"_s}, {u"Viet Nam"_s, u"VN"_s},
            {u"BRD"_s, u"DE"_s}, {u"Turkey"_s, u"TR"_s}, {u"Hong Kong"_s, u"HK"_s}, {u"Macau"_s, u"MO"_s},
            {u"Taiwan, Province of China"_s, u"TW"_s}, {u"Ivory Coast"_s, u"CI"_s}, {u"Burma"_s, u"MM"_s},
            {u"Slovak Republic"_s, u"SK"_s}, {u"Macedonia"_s, u"MK"_s}, {u"South Korea"_s, u"KR"_s},
            {u"North Korea"_s, u"KP"_s}, {u"Taiwan"_s, u"TW"_s}, {u"Cape Verde"_s, u"CV"_s},
            {u"Swaziland"_s, u"SZ"_s}, {u"Palestine"_s, u"PS"_s}, {u"UAE"_s, u"AE"_s}, {u"Brasil"_s, u"BR"_s},
            {u"Bundesrepublik Deutschland"_s, u"DE"_s}, {u"Channel Islands"_s, u"JE"_s},
            {u"Vatican"_s, u"VA"_s}, {u"Kosovo"_s, u"XK"_s}, {u"RSA"_s, u"ZA"_s}};
    for (const auto &[alias, code] : aliases)
        countries.byKey.insert(nameKey(alias), code);
    for (const char *const *code = uloc_getISOCountries(); *code; ++code) {
        const QString two = QString::fromLatin1(*code);
        countries.codes.insert(two);
        const auto add = [&](const QString &text) {
            const QString key = nameKey(text);
            if (!key.isEmpty() && !countries.byKey.contains(key))
                countries.byKey.insert(key, two);
            // "Bosnia & Herzegovina" is written with "and" as often.
            if (text.contains(u" & "_s)) {
                const QString spelled = nameKey(QString(text).replace(u" & "_s, u" and "_s));
                if (!countries.byKey.contains(spelled))
                    countries.byKey.insert(spelled, two);
            }
        };
        add(two);
        const QByteArray locale = QByteArray("und_") + *code;
        add(QString::fromLatin1(uloc_getISO3Country(locale.constData())));
        for (const char *language :
            {"en", "de", "fr", "es", "ja", "ko", "it", "nl", "pt", "pl", "sv", "da", "fi", "nb"})
            add(nameOf(*code, language));
        add(nameOf(*code, ownLanguage(*code).constData()));
    }
    return countries;
}

const Countries &countries()
{
    static const Countries all = makeCountries();
    return all;
}

} // namespace

bool isCountryCode(QStringView text)
{
    return text.size() == 2 && countries().codes.contains(text.toString());
}

QString countryOfZone(const QTimeZone &zone)
{
    const QString code = QLocale::territoryToCode(zone.territory());
    return isCountryCode(code) ? code : QString();
}

QString countryCode(const QString &text)
{
    if (isCountryCode(text) && text != u"UK"_s)
        return text;
    return countries().byKey.value(nameKey(text));
}

} // namespace haberdash::contact
