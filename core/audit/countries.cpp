// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/countries.h"

#include <QString>

#include <phonenumbers/phonenumberutil.h>
#include <unicode/locid.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <list>
#include <set>
#include <unordered_map>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

std::string keyOf(const QString &text)
{
    return text.simplified().toCaseFolded().toStdString();
}

/// Names that ICU has not, or has under another name.
constexpr std::pair<const char *, const char *> furtherNames[] = {{"usa", "US"}, {"u.s.a.", "US"},
    {"u.s.", "US"}, {"united states of america", "US"}, {"america", "US"}, {"uk", "GB"}, {"u.k.", "GB"},
    {"great britain", "GB"}, {"england", "GB"}, {"scotland", "GB"}, {"wales", "GB"},
    {"northern ireland", "GB"}, {"eire", "IE"}, {"republic of ireland", "IE"}, {"holland", "NL"},
    {"the netherlands", "NL"}, {"rsa", "ZA"}, {"czech republic", "CZ"}, {"czechia", "CZ"},
    {"slovak republic", "SK"}, {"macedonia", "MK"}, {"korea", "KR"}, {"republic of korea", "KR"},
    {"south korea", "KR"}, {"north korea", "KP"}, {"viet nam", "VN"}, {"russian federation", "RU"},
    {"hong kong", "HK"}, {"macau", "MO"}, {"taiwan", "TW"}, {"turkey", "TR"}, {"burma", "MM"},
    {"ivory coast", "CI"}, {"cape verde", "CV"}, {"swaziland", "SZ"}, {"palestine", "PS"}, {"uae", "AE"},
    {"brasil", "BR"}, {"brd", "DE"}, {"bundesrepublik deutschland", "DE"}, {"channel islands", "JE"},
    {"vatican", "VA"}, {"kosovo", "XK"}, {"xk", "XK"}};

using CountryNames = std::unordered_map<std::string, std::string>;

CountryNames makeNames()
{
    CountryNames names;
    for (const char *const *country = uloc_getISOCountries(); *country; ++country) {
        const std::string code = *country;
        names.emplace(keyOf(QString::fromStdString(code)), code);
        const icu::Locale locale("", *country);
        if (const char *three = locale.getISO3Country(); three && *three)
            names.emplace(keyOf(QString::fromLatin1(three)), code);
        for (const char *language :
            {"en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "fi", "nb"}) {
            icu::UnicodeString name;
            std::string utf8;
            locale.getDisplayCountry(icu::Locale(language), name).toUTF8String(utf8);
            QString text = QString::fromStdString(utf8);
            names.emplace(keyOf(text), code);
            // "Bosnia & Herzegovina" is written with "and" as often.
            names.emplace(keyOf(text.replace(u" & "_s, u" and "_s)), code);
        }
    }
    for (const auto &[name, code] : furtherNames)
        names.emplace(name, code);
    return names;
}

/// Calling code to countries.
std::unordered_map<int, std::vector<std::string>> makeCallingCodes()
{
    std::unordered_map<int, std::vector<std::string>> table;
    const auto &phones = *i18n::phonenumbers::PhoneNumberUtil::GetInstance();
    std::set<int> codes;
    phones.GetSupportedCallingCodes(&codes);
    for (const int code : codes) {
        std::list<std::string> regions;
        phones.GetRegionCodesForCountryCallingCode(code, &regions);
        auto &countries = table[code];
        for (const std::string &region : regions) {
            if (region != "001") // services without a country
                countries.push_back(region);
        }
    }
    return table;
}

} // namespace

std::optional<std::string> countryCode(std::string_view text)
{
    static const CountryNames names = makeNames();
    const auto found = names.find(keyOf(QString::fromUtf8(text.data(), qsizetype(text.size()))));
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> countriesOfPhone(std::string_view number)
{
    static const auto codes = makeCallingCodes();
    std::string digits;
    bool international = false;
    for (const char character : number) {
        if (character >= '0' && character <= '9')
            digits += character;
        else if (character == '+' && digits.empty())
            international = true;
    }
    if (!international && digits.starts_with("00")) {
        international = true;
        digits.erase(0, 2);
    }
    if (!international)
        return {};
    for (size_t length = 1; length <= 3 && length <= digits.size(); ++length) {
        if (const auto found = codes.find(std::stoi(digits.substr(0, length))); found != codes.end())
            return found->second;
    }
    return {};
}

} // namespace haberdash::audit
