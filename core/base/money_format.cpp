// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/money_format.h"

#include <charconv>
#include <limits>
#include <string>

namespace haberdash {

namespace {

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// Drops a currency sign or code from either end: "$", "€", "£", "¥", "EUR".
std::string_view withoutCurrency(std::string_view text)
{
    static constexpr std::string_view signs[] = {"$", "€", "£", "¥", "₩", "₹", "zł", "kr"};
    for (const auto sign : signs) {
        if (text.starts_with(sign))
            return trimmed(text.substr(sign.size()));
        if (text.ends_with(sign))
            return trimmed(text.substr(0, text.size() - sign.size()));
    }
    const auto isCode = [](std::string_view part) {
        for (const char letter : part) {
            if (letter < 'A' || letter > 'Z')
                return false;
        }
        return part.size() == 3;
    };
    if (text.size() > 3 && isCode(text.substr(0, 3)))
        return trimmed(text.substr(3));
    if (text.size() > 3 && isCode(text.substr(text.size() - 3)))
        return trimmed(text.substr(0, text.size() - 3));
    return text;
}

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

/// Writes "4.4e-16" without its exponent, "0.00000000000000044": spreadsheets and statistics programs shorten
/// numbers so. Empty where it is no such number.
std::string withoutExponent(std::string_view text, char decimal)
{
    const size_t mark = text.find_first_of("eE");
    if (mark == std::string_view::npos || mark == 0 || mark + 1 >= text.size())
        return {};
    int exponent = 0;
    const auto *begin = text.data() + mark + 1 + (text[mark + 1] == '+' ? 1 : 0);
    const auto [end, error] = std::from_chars(begin, text.data() + text.size(), exponent);
    if (error != std::errc() || end != text.data() + text.size() || exponent < -40 || exponent > 18)
        return {};
    std::string digits(text.substr(0, mark));
    const bool negative = digits.starts_with('-');
    if (negative)
        digits.erase(0, 1);
    size_t point = digits.find(decimal);
    if (point == std::string::npos)
        point = digits.size();
    else
        digits.erase(point, 1);
    const auto moved = ptrdiff_t(point) + exponent;
    if (moved <= 0)
        digits.insert(0, size_t(1 - moved), '0');
    else if (size_t(moved) > digits.size())
        digits.append(size_t(moved) - digits.size(), '0');
    digits.insert(moved <= 0 ? 1 : size_t(moved), 1, decimal);
    if (digits.back() == decimal)
        digits.pop_back();
    return negative ? '-' + digits : digits;
}

} // namespace

std::optional<qint64> parseMinorUnits(std::string_view text, NumberFormat format, int decimals)
{
    text = trimmed(text);
    bool negative = false;
    if (text.size() >= 2 && text.front() == '(' && text.back() == ')') {
        negative = true;
        text = trimmed(text.substr(1, text.size() - 2));
    }
    const auto takeSign = [&] {
        if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
            if (negative)
                return false; // "(-5)" says it twice
            negative = text.front() == '-';
            text = trimmed(text.substr(1));
        }
        return true;
    };
    if (!takeSign())
        return std::nullopt;
    if (const auto plain = text.find_first_of("eE") == std::string_view::npos
            ? std::string()
            : withoutExponent(text, format.decimal);
        !plain.empty()) {
        if (negative && plain.find('-') != std::string::npos)
            return std::nullopt; // "--5e3" says it twice
        const auto value = parseMinorUnits(plain, format, decimals);
        return value && negative ? -*value : value;
    }
    // Nearly every cell is digits from end to end: only the others are searched for a currency.
    if (text.empty() || !isDigit(text.front()) || !isDigit(text.back())) {
        const auto before = text;
        text = withoutCurrency(text);
        // A sign may stand before or after the currency sign, not in both places.
        if (before.size() != text.size() && !negative && !takeSign())
            return std::nullopt;
    }

    qint64 value = 0;
    int digits = 0;
    int fraction = -1; // digits seen after the decimal separator; -1 before it
    int group = -1; // digits since the last thousands separator; -1 when there was none
    int roundUp = 0;
    for (const char character : text) {
        if (isDigit(character)) {
            ++digits;
            if (fraction >= 0 && ++fraction > decimals) {
                if (fraction == decimals + 1)
                    roundUp = character >= '5' ? 1 : 0;
                continue;
            }
            if (fraction < 0 && group >= 0 && ++group > 3)
                return std::nullopt;
            if (__builtin_mul_overflow(value, 10, &value)
                || __builtin_add_overflow(value, character - '0', &value))
                return std::nullopt;
        } else if (format.decimal != '\0' && character == format.decimal && fraction < 0) {
            if (group >= 0 && group != 3)
                return std::nullopt;
            fraction = 0;
        } else if (format.thousands != '\0' && character == format.thousands && fraction < 0) {
            if (digits == 0 || (group >= 0 ? group != 3 : digits > 3))
                return std::nullopt;
            group = 0;
        } else {
            return std::nullopt;
        }
    }
    if (digits == 0 || (fraction < 0 && group >= 0 && group != 3))
        return std::nullopt;
    for (int have = fraction < 0 ? 0 : fraction; have < decimals; ++have) {
        if (__builtin_mul_overflow(value, 10, &value))
            return std::nullopt;
    }
    if (__builtin_add_overflow(value, roundUp, &value))
        return std::nullopt;
    return negative ? -value : value;
}

std::optional<qint64> parseWholeNumber(std::string_view text, NumberFormat format)
{
    text = trimmed(text);
    const auto point = format.decimal == '\0' ? std::string_view::npos : text.find(format.decimal);
    if (point != std::string_view::npos) {
        for (const char character : text.substr(point + 1)) {
            if (character != '0')
                return std::nullopt;
        }
        text = text.substr(0, point);
    }
    if (!text.empty() && !isDigit(text.back()))
        return std::nullopt;
    return parseMinorUnits(text, NumberFormat{'\0', format.thousands}, 0);
}

} // namespace haberdash
