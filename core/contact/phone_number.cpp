// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contact/phone_number.h"

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <list>
#include <set>
#include <unordered_map>

namespace haberdash::contact {

namespace {

using i18n::phonenumbers::PhoneNumberUtil;

/// '+' and 8 to 15 digits, nothing else.
bool isInternationalForm(std::string_view text)
{
    return text.size() >= 9 && text.size() <= 16 && text.front() == '+'
        && std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; })
        && text[1] != '0';
}

/// Calling code to countries.
std::unordered_map<int, std::vector<std::string>> makeCallingCodes()
{
    std::unordered_map<int, std::vector<std::string>> table;
    const auto &phones = *PhoneNumberUtil::GetInstance();
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

PhoneNumber parsePhone(std::string_view text, const std::string &region)
{
    const auto *util = PhoneNumberUtil::GetInstance();
    PhoneNumber result;
    i18n::phonenumbers::PhoneNumber number;
    if (util->ParseAndKeepRawInput(std::string(text), region.empty() ? "ZZ" : region, &number)
        != PhoneNumberUtil::NO_PARSING_ERROR)
        return result;
    result.isNumber = true;
    result.valid = util->IsValidNumber(number);
    result.possible = util->IsPossibleNumber(number);
    result.extension = number.extension();
    util->GetRegionCodeForNumber(number, &result.region);
    if (result.region == "ZZ")
        result.region.clear();
    number.clear_extension();
    util->Format(number, PhoneNumberUtil::E164, &result.e164);
    return result;
}

std::string phoneKey(std::string_view text, const std::string &region)
{
    if (isInternationalForm(text))
        return std::string(text);
    std::string digits;
    for (const char character : text) {
        if ((character >= '0' && character <= '9') || (character == '+' && digits.empty()))
            digits += character;
    }
    // The usual marks between the digits of an international number need no rules of a country.
    const bool plain = text.find_first_not_of("+0123456789 -./()\u00a0") == std::string_view::npos
        && text.find("(0)") == std::string_view::npos;
    if (plain && isInternationalForm(digits))
        return digits;
    const PhoneNumber number = parsePhone(text, region);
    if (number.valid)
        return number.e164;
    return isInternationalForm(digits) ? digits : std::string();
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

} // namespace haberdash::contact
