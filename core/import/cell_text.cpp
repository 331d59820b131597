// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/cell_text.h"

#include <QString>

#include <algorithm>
#include <charconv>

namespace haberdash::importing {

namespace {

/// The character of "#39", "#x27" or "amp"; empty for what is none.
std::string characterOf(std::string_view name)
{
    static constexpr std::pair<std::string_view, std::string_view> names[]
        = {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", "\xC2\xA0"},
            {"euro", "\xE2\x82\xAC"}, {"pound", "\xC2\xA3"}, {"trade", "\xE2\x84\xA2"}, {"reg", "\xC2\xAE"},
            {"copy", "\xC2\xA9"}, {"hellip", "\xE2\x80\xA6"}, {"ndash", "\xE2\x80\x93"},
            {"mdash", "\xE2\x80\x94"}, {"lsquo", "\xE2\x80\x98"}, {"rsquo", "\xE2\x80\x99"},
            {"ldquo", "\xE2\x80\x9C"}, {"rdquo", "\xE2\x80\x9D"}, {"times", "\xC3\x97"}, {"deg", "\xC2\xB0"}};
    if (!name.starts_with('#')) {
        const auto *const found = std::find_if(
            std::begin(names), std::end(names), [&name](const auto &each) { return each.first == name; });
        return found == std::end(names) ? std::string() : std::string(found->second);
    }
    const bool hexadecimal = name.starts_with("#x") || name.starts_with("#X");
    const auto digits = name.substr(hexadecimal ? 2 : 1);
    unsigned code = 0;
    const auto [end, fault]
        = std::from_chars(digits.data(), digits.data() + digits.size(), code, hexadecimal ? 16 : 10);
    if (fault != std::errc() || end != digits.data() + digits.size() || code < 0x20 || code > 0x10FFFF
        || (code >= 0xD800 && code < 0xE000))
        return {};
    const char32_t character = code;
    return QString::fromUcs4(&character, 1).toStdString();
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string lowered(std::string_view text)
{
    // Nearly all words are English.
    if (std::any_of(text.begin(), text.end(), [](char character) { return character < 0; }))
        return QString::fromUtf8(text.data(), qsizetype(text.size())).toLower().toStdString();
    std::string word(text);
    std::transform(word.begin(), word.end(), word.begin(), [](char character) {
        return character >= 'A' && character <= 'Z' ? char(character - 'A' + 'a') : character;
    });
    return word;
}

std::string_view withoutGuard(std::string_view code)
{
    return code.size() > 1 && code.front() == '\'' ? code.substr(1) : code;
}

std::string withoutEntities(std::string_view text)
{
    constexpr size_t longestName = 10;
    std::string result;
    while (!text.empty()) {
        const auto start = std::min(text.find('&'), text.size());
        result += text.substr(0, start);
        text.remove_prefix(start);
        if (text.empty())
            break;
        const auto end = text.substr(0, longestName).find(';');
        const std::string character
            = end == std::string_view::npos ? std::string() : characterOf(text.substr(1, end - 1));
        result += character.empty() ? std::string("&") : character;
        text.remove_prefix(character.empty() ? 1 : end + 1);
    }
    return result;
}

} // namespace haberdash::importing
