// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/filters.h"

#include <algorithm>
#include <array>

#include <QString>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";

std::string_view rightTrimmed(std::string_view text)
{
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

std::string_view leftTrimmed(std::string_view text)
{
    return text.substr(std::min(text.find_first_not_of(blanks), text.size()));
}

bool isAscii(std::string_view text)
{
    return std::all_of(
        text.begin(), text.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

/// Byte at which character number `index` begins, or the length.
size_t byteOf(std::string_view text, size_t index)
{
    size_t at = 0;
    while (at < text.size() && index > 0) {
        do
            ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
        --index;
    }
    return at;
}

Item changedCase(Scratch &scratch, std::string_view text, bool upper)
{
    if (!isAscii(text)) {
        const QString read = QString::fromUtf8(text.data(), qsizetype(text.size()));
        return scratch.keep((upper ? read.toUpper() : read.toLower()).toStdString());
    }
    std::string &changed = scratch.buffer;
    changed.assign(text);
    for (char &character : changed) {
        const char first = upper ? 'a' : 'A';
        if (character >= first && character <= first + 25)
            character = char(character ^ 0x20);
    }
    return scratch.keep(changed);
}

Item upcase(Scratch &scratch, const Item &input, const Arguments &)
{
    return changedCase(scratch, scratch.textOf(input), true);
}

Item downcase(Scratch &scratch, const Item &input, const Arguments &)
{
    return changedCase(scratch, scratch.textOf(input), false);
}

Item capitalize(Scratch &scratch, const Item &input, const Arguments &)
{
    const auto text = scratch.textOf(input);
    const size_t cut = byteOf(text, 1);
    std::string whole(changedCase(scratch, text.substr(0, cut), true).text());
    whole += changedCase(scratch, text.substr(cut), false).text();
    return scratch.keep(whole);
}

/// Joins two texts; where one is HTML already and the other is not, the other is escaped, so that the whole
/// is.
Item joinedTexts(Scratch &scratch, const Item &left, const Item &right)
{
    const bool safe = scratch.options().escape == Escape::Html && (left.isSafe || right.isSafe);
    std::string whole;
    for (const Item *each : {&left, &right}) {
        if (safe && !each->isSafe)
            appendEscaped(scratch.textOf(*each), whole);
        else
            appendText(*each, whole, scratch.options().limits.scratchBytes);
    }
    return scratch.keep(whole, safe);
}

Item append(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return joinedTexts(scratch, input, arguments.at(0));
}

Item prepend(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return joinedTexts(scratch, arguments.at(0), input);
}

Item strip(Scratch &scratch, const Item &input, const Arguments &)
{
    return Item::fromText(leftTrimmed(rightTrimmed(scratch.textOf(input))), input.isSafe);
}

Item lstrip(Scratch &scratch, const Item &input, const Arguments &)
{
    return Item::fromText(leftTrimmed(scratch.textOf(input)), input.isSafe);
}

Item rstrip(Scratch &scratch, const Item &input, const Arguments &)
{
    return Item::fromText(rightTrimmed(scratch.textOf(input)), input.isSafe);
}

Item stripNewlines(Scratch &scratch, const Item &input, const Arguments &)
{
    std::string &text = scratch.buffer;
    text.clear();
    for (const char character : scratch.textOf(input)) {
        if (character != '\n' && character != '\r')
            text += character;
    }
    return scratch.keep(text, input.isSafe);
}

Item newlineToBr(Scratch &scratch, const Item &input, const Arguments &)
{
    const bool escapes = scratch.options().escape == Escape::Html;
    std::string text;
    if (escapes && !input.isSafe)
        appendEscaped(scratch.textOf(input), text);
    else
        text = scratch.textOf(input);
    std::string broken;
    for (const char character : text) {
        if (character == '\n') {
            if (!broken.empty() && broken.back() == '\r')
                broken.pop_back();
            broken += "<br />";
        }
        broken += character;
    }
    return scratch.keep(broken, escapes);
}

Item escape(Scratch &scratch, const Item &input, const Arguments &)
{
    std::string text;
    appendEscaped(scratch.textOf(input), text);
    return scratch.keep(text, true);
}

/// Length of an entity at the start of `text` ("&amp;", "&#39;"), or 0.
size_t entityLength(std::string_view text)
{
    const size_t end = text.find(';');
    if (end == std::string_view::npos || end < 2 || end > 12)
        return 0;
    size_t i = 1;
    if (text[1] == '#')
        ++i;
    if (i == end)
        return 0;
    return std::all_of(text.begin() + long(i), text.begin() + long(end),
               [](unsigned char byte) { return byte < 0x80 && isalnum(byte); })
        ? end + 1
        : 0;
}

Item escapeOnce(Scratch &scratch, const Item &input, const Arguments &)
{
    const auto text = scratch.textOf(input);
    std::string escaped;
    for (size_t i = 0; i < text.size();) {
        const size_t entity = text[i] == '&' ? entityLength(text.substr(i)) : 0;
        if (entity > 0)
            escaped += text.substr(i, entity);
        else
            appendEscaped(text.substr(i, 1), escaped);
        i += entity > 0 ? entity : 1;
    }
    return scratch.keep(escaped, true);
}

Item raw(Scratch &scratch, const Item &input, const Arguments &)
{
    Item item = input.isText() ? input : Item::fromText(scratch.textOf(input));
    item.isSafe = true;
    return item;
}

enum class Which { All, First, Last };

Item replaced(Scratch &scratch, const Item &input, const Item &what, const Item &by, Which which)
{
    const auto text = scratch.textOf(input);
    const auto search = scratch.textOf(what);
    const auto replacement = scratch.textOf(by);
    scratch.spend(searchSteps(text, search));
    if (scratch.hasFailed())
        return {};
    std::string &changed = scratch.buffer;
    changed.clear();
    if (search.empty()) {
        // Between all characters, as Ruby and JavaScript do; at one end only for the single forms.
        if (which == Which::Last)
            return scratch.keep(std::string(text) + std::string(replacement));
        changed = replacement;
        for (size_t i = 0; i < text.size();) {
            const size_t length = which == Which::First ? text.size() : byteOf(text.substr(i), 1);
            changed += text.substr(i, length);
            if (which == Which::All)
                changed += replacement;
            i += length;
            if (changed.size() > scratch.options().limits.scratchBytes)
                break;
        }
        return scratch.keep(changed);
    }
    size_t at = which == Which::Last ? text.rfind(search) : text.find(search);
    size_t from = 0;
    while (at != std::string_view::npos && changed.size() <= scratch.options().limits.scratchBytes) {
        changed += text.substr(from, at - from);
        changed += replacement;
        from = at + search.size();
        at = which == Which::All ? text.find(search, from) : std::string_view::npos;
    }
    changed += text.substr(from);
    return scratch.keep(changed);
}

Item replaceAll(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return replaced(scratch, input, arguments.at(0), arguments.at(1), Which::All);
}

Item replaceFirst(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return replaced(scratch, input, arguments.at(0), arguments.at(1), Which::First);
}

Item replaceLast(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return replaced(scratch, input, arguments.at(0), arguments.at(1), Which::Last);
}

Item removeAll(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return replaced(scratch, input, arguments.at(0), Item::fromText({}), Which::All);
}

Item removeFirst(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return replaced(scratch, input, arguments.at(0), Item::fromText({}), Which::First);
}

Item removeLast(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return replaced(scratch, input, arguments.at(0), Item::fromText({}), Which::Last);
}

/// One past the end of what `strip_html` takes out at `at`, or 0.
size_t markupEnd(std::string_view text, size_t at)
{
    const auto ending = [&](std::string_view open, std::string_view close) -> size_t {
        if (text.substr(at, open.size()) != open)
            return 0;
        const size_t end = text.find(close, at + open.size());
        return end == std::string_view::npos ? 0 : end + close.size();
    };
    for (const auto &[open, close] : std::array<std::pair<std::string_view, std::string_view>, 3>{
             {{"<script", "</script>"}, {"<style", "</style>"}, {"<!--", "-->"}}}) {
        if (const size_t end = ending(open, close))
            return end;
    }
    return ending("<", ">");
}

Item stripHtml(Scratch &scratch, const Item &input, const Arguments &)
{
    const auto text = scratch.textOf(input);
    std::string plain;
    bool mayBeTag = true; // false once no ">" follows, so that many "<" cost one search
    for (size_t i = 0; i < text.size();) {
        const size_t end = mayBeTag && text[i] == '<' ? markupEnd(text, i) : 0;
        if (end == 0 && text[i] == '<')
            mayBeTag = text.find('>', i) != std::string_view::npos;
        if (end == 0)
            plain += text[i];
        i = end == 0 ? i + 1 : end;
    }
    return scratch.keep(plain);
}

Item truncate(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const auto text = scratch.textOf(input);
    const int64_t length = arguments.count() > 0 ? toInteger(arguments.at(0)) : 50;
    const std::string_view more = arguments.count() > 1 ? scratch.textOf(arguments.at(1)) : "...";
    if (int64_t(characterCount(text)) <= length)
        return Item::fromText(text, input.isSafe);
    const int64_t kept = std::max<int64_t>(0, length - int64_t(characterCount(more)));
    std::string cut(text.substr(0, byteOf(text, size_t(kept))));
    cut += more;
    return scratch.keep(cut);
}

Item truncateWords(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const auto text = scratch.textOf(input);
    const int64_t words = std::max<int64_t>(1, arguments.count() > 0 ? toInteger(arguments.at(0)) : 15);
    const std::string_view more = arguments.count() > 1 ? scratch.textOf(arguments.at(1)) : "...";
    std::string cut;
    int64_t count = 0;
    for (size_t i = text.find_first_not_of(blanks); i != std::string_view::npos;) {
        if (count++ == words) {
            cut += more;
            return scratch.keep(cut);
        }
        const size_t end = std::min(text.find_first_of(blanks, i), text.size());
        if (count > 1)
            cut += ' ';
        cut += text.substr(i, end - i);
        i = text.find_first_not_of(blanks, end);
    }
    return Item::fromText(text, input.isSafe);
}

Item urlEncode(Scratch &scratch, const Item &input, const Arguments &)
{
    std::string &encoded = scratch.buffer;
    const auto text = scratch.textOf(input);
    encoded.clear();
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte < 0x80
            && (isalnum(byte) || std::string_view("-_.~").find(character) != std::string_view::npos)) {
            encoded += character;
        } else if (character == ' ') {
            encoded += '+';
        } else {
            encoded += '%';
            encoded += "0123456789ABCDEF"[byte >> 4];
            encoded += "0123456789ABCDEF"[byte & 15];
        }
    }
    return scratch.keep(encoded);
}

int hexDigit(char character)
{
    if (character >= '0' && character <= '9')
        return character - '0';
    const char lower = char(character | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

Item urlDecode(Scratch &scratch, const Item &input, const Arguments &)
{
    const auto text = scratch.textOf(input);
    std::string decoded;
    for (size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low >= 0) {
            decoded += char(high * 16 + low);
            i += 2;
        } else {
            decoded += text[i] == '+' ? ' ' : text[i];
        }
    }
    // Bytes that are no UTF-8 would travel on into the message.
    const QString checked = QString::fromUtf8(decoded.data(), qsizetype(decoded.size()));
    return scratch.keep(checked.toStdString());
}

Item slice(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const bool isList = input.isSequence();
    const std::string_view text = isList ? std::string_view() : scratch.textOf(input);
    const auto total = int64_t(isList ? input.count() : characterCount(text));
    int64_t start = toInteger(arguments.at(0));
    if (start < 0)
        start += total;
    int64_t length = arguments.count() > 1 ? toInteger(arguments.at(1)) : 1;
    if (start < 0 || start >= total || length <= 0)
        return isList ? Item::fromList(nullptr, 0) : Item::fromText({});
    length = std::min(length, total - start);
    if (isList) {
        std::vector<Item> items;
        for (int64_t i = 0; i < length; ++i)
            items.push_back(input.at(size_t(start + i)));
        return scratch.keepList(items);
    }
    const size_t from = byteOf(text, size_t(start));
    return Item::fromText(text.substr(from, byteOf(text.substr(from), size_t(length))));
}

Item split(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const auto text = scratch.textOf(input);
    const auto separator = scratch.textOf(arguments.at(0));
    scratch.spend(searchSteps(text, separator));
    std::vector<Item> items;
    if (scratch.hasFailed())
        return {};
    if (separator.empty()) {
        for (size_t i = 0; i < text.size();) {
            const size_t length = byteOf(text.substr(i), 1);
            items.push_back(Item::fromText(text.substr(i, length)));
            i += length;
        }
    } else if (!text.empty()) {
        for (size_t from = 0; from <= text.size();) {
            const size_t at = std::min(text.find(separator, from), text.size());
            items.push_back(Item::fromText(text.substr(from, at - from)));
            from = at + separator.size();
        }
        while (!items.empty() && items.back().size == 0)
            items.pop_back();
    }
    return scratch.keepList(items);
}

constexpr std::array<FilterEntry, 29> table{{
    {"append", append, 1, 1},
    {"capitalize", capitalize, 0, 0},
    {"date", dateFilter, 1, 1},
    {"downcase", downcase, 0, 0},
    {"escape", escape, 0, 0},
    {"escape_once", escapeOnce, 0, 0},
    {"h", escape, 0, 0},
    {"lstrip", lstrip, 0, 0},
    {"newline_to_br", newlineToBr, 0, 0},
    {"prepend", prepend, 1, 1},
    {"raw", raw, 0, 0},
    {"remove", removeAll, 1, 1},
    {"remove_first", removeFirst, 1, 1},
    {"remove_last", removeLast, 1, 1},
    {"replace", replaceAll, 1, 2},
    {"replace_first", replaceFirst, 1, 2},
    {"replace_last", replaceLast, 1, 2},
    {"rstrip", rstrip, 0, 0},
    {"slice", slice, 1, 2},
    {"split", split, 1, 1},
    {"strip", strip, 0, 0},
    {"strip_html", stripHtml, 0, 0},
    {"strip_newlines", stripNewlines, 0, 0},
    {"truncate", truncate, 0, 2},
    {"truncatewords", truncateWords, 0, 2},
    {"upcase", upcase, 0, 0},
    {"url_decode", urlDecode, 0, 0},
    {"url_encode", urlEncode, 0, 0},
    {"xml_escape", escape, 0, 0},
}};

} // namespace

std::span<const FilterEntry> textFilters()
{
    return table;
}

} // namespace haberdash::compose::liquid
