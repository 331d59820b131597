// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers from texts and doubles, with the different patience that Ruby has for them.
#include "core/compose/liquid/number.h"
#include "core/compose/liquid/scratch.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace haberdash::compose::liquid {

namespace {

/// "0x", "0b", "0o" or a leading zero choose a base.
int baseOf(std::string_view &text)
{
    if (text.size() < 2 || text.front() != '0')
        return 10;
    const char letter = char(text[1] | 0x20);
    const int chosen = letter == 'x' ? 16 : letter == 'b' ? 2 : letter == 'o' ? 8 : letter == 'd' ? 10 : 0;
    text.remove_prefix(chosen ? 2 : 1);
    return chosen ? chosen : 8;
}

std::optional<Number> integerIn(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n\f\v";
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    text = text.substr(0, text.find_last_not_of(blanks) + 1);
    const bool isNegative = !text.empty() && text.front() == '-';
    if (isNegative || (!text.empty() && text.front() == '+'))
        text.remove_prefix(1);
    const bool leadsWithZero = text.size() > 1 && text.front() == '0';
    const int radix = baseOf(text);
    if (leadsWithZero && radix == 8 && !text.empty() && text.front() == '_')
        text.remove_prefix(1);
    Number number;
    bool afterDigit = false;
    if (text.size() > 2000)
        return std::nullopt;
    for (const char character : text) {
        const char lower = char(character | 0x20);
        const int digit = character >= '0' && character <= '9' ? character - '0'
            : lower >= 'a' && lower <= 'f'                     ? lower - 'a' + 10
                                                               : 99;
        if (character == '_' ? !afterDigit : digit >= radix)
            return std::nullopt;
        afterDigit = character != '_';
        if (afterDigit)
            number = number.times(Number(radix)).plus(Number(digit));
    }
    if (!afterDigit)
        return std::nullopt;
    return isNegative ? number.negated() : number;
}

} // namespace

Number Number::fromText(std::string_view text, bool isDecimal)
{
    Number number;
    number.m_isDecimal = isDecimal;
    if (!text.empty() && text.front() == '-') {
        number.m_isNegative = true;
        text.remove_prefix(1);
    }
    std::string digits(text.substr(0, text.find('.')));
    if (const size_t point = text.find('.'); point != std::string_view::npos) {
        const auto fraction = text.substr(point + 1);
        digits += fraction;
        number.m_scale = int32_t(fraction.size());
    }
    for (size_t end = digits.size(); end > 0; end -= std::min<size_t>(end, 9)) {
        const size_t start = end > 9 ? end - 9 : 0;
        uint32_t limb = 0;
        std::from_chars(digits.data() + start, digits.data() + end, limb);
        number.m_limbs.push_back(limb);
    }
    trim(number.m_limbs);
    return number;
}

Number Number::fromDouble(double value)
{
    char written[64];
    const auto end
        = std::to_chars(written, written + sizeof written, value, std::chars_format::scientific).ptr;
    const std::string_view text(written, size_t(end - written));
    const size_t exponentAt = text.find('e');
    Number number = fromText(text.substr(0, exponentAt), true);
    int32_t exponent = 0;
    const size_t sign = text[exponentAt + 1] == '+' ? 1 : 0;
    std::from_chars(text.data() + exponentAt + 1 + sign, end, exponent);
    number.m_scale -= exponent;
    if (number.m_scale < 0) {
        number.m_limbs = shifted(number.m_limbs, size_t(-int64_t(number.m_scale)));
        number.m_scale = 0;
    }
    return number;
}

Number leadingInteger(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\f\v"), text.size()));
    std::string digits;
    size_t i = 0;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        if (text.front() == '-')
            digits += '-';
        ++i;
    }
    for (bool afterDigit = false; i < text.size(); ++i) {
        const bool isDigit = text[i] >= '0' && text[i] <= '9';
        if (!isDigit && !(text[i] == '_' && afterDigit))
            break;
        if (isDigit)
            digits += text[i];
        afterDigit = isDigit;
    }
    return Number::fromText(digits.substr(0, 5000), false);
}

Number Number::fromItem(const Item &item)
{
    switch (item.kind) {
    case Item::Kind::Integer:
        return Number(item.integer);
    case Item::Kind::LargeInteger:
        return fromText(item.text(), false);
    case Item::Kind::Decimal:
        return std::isfinite(item.decimal) ? fromDouble(item.decimal) : Number();
    case Item::Kind::Text:
        break;
    default:
        return {};
    }
    constexpr std::string_view blanks("\0 \t\r\n\f\v", 7);
    std::string_view text = item.text();
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    text = text.substr(0, text.find_last_not_of(blanks) + 1);
    const auto digitsEnd = [&](size_t from) {
        size_t at = from;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9')
            ++at;
        return at;
    };
    const size_t start = !text.empty() && text.front() == '-' ? 1 : 0;
    const size_t point = digitsEnd(start);
    if (point > start && point + 1 < text.size() && text[point] == '.' && digitsEnd(point + 1) == text.size()
        && text.size() < 5000)
        return fromText(text, true);
    return leadingInteger(item.text());
}

std::optional<int64_t> strictInteger(Scratch &scratch, const Item &item)
{
    if (item.kind == Item::Kind::Integer)
        return item.integer;
    const auto number = integerIn(scratch.textOf(item));
    return number ? std::optional(clamped(*number)) : std::nullopt;
}

} // namespace haberdash::compose::liquid
