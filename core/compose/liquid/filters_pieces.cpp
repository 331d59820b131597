// SPDX-License-Identifier: GPL-3.0-or-later
// Filters that cut texts and put other ones in.
#include "core/compose/liquid/filters.h"
#include "core/compose/liquid/number.h"
#include "core/compose/liquid/tokens.h"

#include <algorithm>
#include <array>
#include <optional>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

enum class Which { All, First };

/// One place where a text was found, and the text around it.
struct Match
{
    std::string_view before;
    std::string_view found;
    std::string_view after;
};

/// Appends a replacement as Ruby understands it: "\0" and "\&" are what was found, "\`" and "\'" what stands
/// before and after it, "\\" a backslash, "\1" to "\9" nothing. False where it names a group, "\k<name>".
bool appendReplacement(std::string_view replacement, const Match &match, std::string &out)
{
    for (size_t i = 0; i < replacement.size(); ++i) {
        const char next = i + 1 < replacement.size() ? replacement[i + 1] : '\0';
        if (replacement[i] != '\\' || next == '\0') {
            out += replacement[i];
            continue;
        }
        ++i;
        if (next == '0' || next == '&')
            out += match.found;
        else if (next == '`')
            out += match.before;
        else if (next == '\'')
            out += match.after;
        else if (next == '\\')
            out += '\\';
        else if (next == 'k' && replacement.substr(i + 1, 1) == "<"
            && replacement.find('>', i) != std::string_view::npos)
            return false;
        else if (next < '1' || next > '9')
            (out += '\\') += next;
    }
    return true;
}

Item replaced(Scratch &scratch, const Item &input, const Item &what, std::string_view by, Which which)
{
    const auto text = scratch.textOf(input);
    const auto search = scratch.textOf(what);
    scratch.spend(searchSteps(text, search));
    if (scratch.hasFailed())
        return {};
    std::string changed;
    size_t from = 0;
    // An empty text is found before each character and at the end.
    for (size_t at = text.find(search); at != std::string_view::npos; at = text.find(search, at)) {
        changed += text.substr(from, at - from);
        if (!appendReplacement(by, {text.substr(0, at), search, text.substr(at + search.size())}, changed)) {
            scratch.fail(u"A replacement cannot name a group."_s);
            return {};
        }
        from = at + search.size();
        at = from;
        if (search.empty() && at < text.size()) {
            const size_t length = byteOf(text.substr(at), 1);
            changed += text.substr(at, length);
            from = at = at + length;
        } else if (search.empty()) {
            break;
        }
        if (which == Which::First || changed.size() > scratch.options().limits.scratchBytes)
            break;
    }
    changed += text.substr(from);
    return scratch.keep(changed);
}

Item replaceAll(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return replaced(scratch, input, arguments.at(0), scratch.textOf(arguments.at(1)), Which::All);
}

Item replaceFirst(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return replaced(scratch, input, arguments.at(0), scratch.textOf(arguments.at(1)), Which::First);
}

Item removeAll(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return replaced(scratch, input, arguments.at(0), {}, Which::All);
}

Item removeFirst(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return replaced(scratch, input, arguments.at(0), {}, Which::First);
}

Item lastReplaced(Scratch &scratch, const Item &input, const Item &what, std::string_view by)
{
    const auto text = scratch.textOf(input);
    const auto search = scratch.textOf(what);
    scratch.spend(searchSteps(text, search));
    const size_t at = scratch.hasFailed() ? std::string_view::npos : text.rfind(search);
    if (at == std::string_view::npos)
        return Item::fromText(text);
    std::string changed(text.substr(0, at));
    changed += by;
    changed += text.substr(at + search.size());
    return scratch.keep(changed);
}

Item replaceLast(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return lastReplaced(scratch, input, arguments.at(0), scratch.textOf(arguments.at(1)));
}

Item removeLast(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return lastReplaced(scratch, input, arguments.at(0), {});
}

Item truncate(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    if (input.isNil())
        return input;
    const auto text = scratch.textOf(input);
    const int64_t length = arguments.count() > 0 ? integerArgument(scratch, arguments.at(0)) : 50;
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
    if (input.isNil())
        return input;
    const auto text = scratch.textOf(input);
    const int64_t asked = arguments.count() > 0 ? integerArgument(scratch, arguments.at(0)) : 15;
    const int64_t words = std::max<int64_t>(1, asked);
    if (words >= 2'147'483'647) {
        scratch.fail(u"This is too large a number of words."_s);
        return {};
    }
    const std::string_view more = arguments.count() > 1 ? scratch.textOf(arguments.at(1)) : "...";
    constexpr std::string_view edges("\0 \t\r\n\f\v", 7);
    std::string cut;
    int64_t count = 0;
    for (size_t i = text.find_first_not_of(edges); i != std::string_view::npos;) {
        if (count++ == words) {
            cut += more;
            return scratch.keep(cut);
        }
        const size_t end = std::min(text.find_first_of(edges, i), text.size());
        if (count > 1)
            cut += ' ';
        cut += text.substr(i, end - i);
        i = text.find_first_not_of(edges, end);
        // Blanks after the last of the words are one more, empty one.
        if (i == std::string_view::npos && end < text.size() && count == words) {
            cut += more;
            return scratch.keep(cut);
        }
    }
    return Item::fromText(text, input.isSafe);
}

Item slice(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const bool isList = input.isList();
    const std::string_view text = isList ? std::string_view() : scratch.textOf(input);
    const auto total = int64_t(isList ? input.count() : characterCount(text));
    const Item startItem = arguments.at(0);
    int64_t start = integerArgument(scratch, startItem);
    const Item lengthItem = arguments.at(1);
    int64_t length = lengthItem.isTruthy() ? integerArgument(scratch, lengthItem) : 1;
    for (const Item *number : {&startItem, &lengthItem}) {
        if (number->kind == Item::Kind::LargeInteger)
            scratch.fail(u"This number is too large to count characters."_s);
    }
    if (start < 0)
        start += total;
    if (start < 0 || start >= total || length <= 0 || scratch.hasFailed())
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

void splitAtBlanks(std::string_view text, std::vector<Item> &items)
{
    constexpr std::string_view edges("\0 \t\r\n\f\v", 7);
    for (size_t i = text.find_first_not_of(edges); i != std::string_view::npos;) {
        const size_t end = std::min(text.find_first_of(edges, i), text.size());
        items.push_back(Item::fromText(text.substr(i, end - i)));
        i = text.find_first_not_of(edges, end);
    }
}

Item split(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const auto text = scratch.textOf(input);
    const auto separator = scratch.textOf(arguments.at(0));
    scratch.spend(searchSteps(text, separator));
    std::vector<Item> items;
    if (scratch.hasFailed())
        return {};
    if (separator == " ") {
        splitAtBlanks(text, items);
    } else if (separator.empty()) {
        for (size_t i = 0; i < text.size();) {
            const size_t length = byteOf(text.substr(i), 1);
            items.push_back(Item::fromText(text.substr(i, length)));
            i += length;
        }
    } else {
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

constexpr std::array<FilterEntry, 10> table{{
    {"remove", removeAll, 1, 1},
    {"remove_first", removeFirst, 1, 1},
    {"remove_last", removeLast, 1, 1},
    {"replace", replaceAll, 1, 2},
    {"replace_first", replaceFirst, 1, 2},
    {"replace_last", replaceLast, 2, 2},
    {"slice", slice, 1, 2},
    {"split", split, 1, 1},
    {"truncate", truncate, 0, 2},
    {"truncatewords", truncateWords, 0, 2},
}};

} // namespace

std::span<const FilterEntry> pieceFilters()
{
    return table;
}

} // namespace haberdash::compose::liquid
