// SPDX-License-Identifier: GPL-3.0-or-later
// Filters that look into the things of a list.
#include "core/compose/liquid/filters.h"
#include "core/compose/liquid/number.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Items that an order says something about, or the failure is told.
struct Keyed
{
    Item key;
    Item item;
};

Item bitOf(const Item &number, int64_t bit)
{
    if (bit < 0)
        return Item::fromInteger(0);
    return Item::fromInteger(bit > 62 ? number.integer < 0 : (number.integer >> bit) & 1);
}

/// A part of a text: another text that is in it, a character by its number.
Property partOf(const Item &text, const Item &name, Item &found)
{
    found = Item();
    if (name.isText()) {
        if (text.text().find(name.text()) != std::string_view::npos)
            found = name;
        return Property::Found;
    }
    if (name.kind != Item::Kind::Integer && name.kind != Item::Kind::Decimal)
        return Property::Wrong;
    const auto count = int64_t(characterCount(text.text()));
    int64_t index = clamped(Number::fromItem(name).whole());
    index += index < 0 ? count : 0;
    if (index >= 0 && index < count) {
        const size_t from = byteOf(text.text(), size_t(index));
        const auto rest = text.text().substr(from);
        found = Item::fromText(rest.substr(0, byteOf(rest, 1)));
    }
    return Property::Found;
}

/// The property of each item as a filter asks for it: the answer is kept in order. Nothing where the filter
/// has no result: something in the list has no properties at all.
std::optional<std::vector<Keyed>> keyed(Scratch &scratch, const Item &input, const Item &name)
{
    std::vector<Keyed> found;
    for (const Item &item : itemsOf(scratch, input)) {
        Item key = item;
        if (!name.isNil()) {
            const auto property = propertyOf(scratch, item, name, key);
            if (property == Property::Wrong)
                failAtProperty(scratch, name);
            if (property != Property::Found)
                return std::nullopt;
        }
        found.push_back({key, item});
    }
    return found;
}

Item listOf(Scratch &scratch, const std::vector<Keyed> &entries)
{
    std::vector<Item> items;
    items.reserve(entries.size());
    for (const Keyed &entry : entries)
        items.push_back(entry.item);
    return scratch.keepList(items);
}

template<typename Less>
Item sorted(Scratch &scratch, const Item &input, const Item &property, Less less)
{
    auto items = itemsOf(scratch, input);
    if (!property.isNil() && !std::all_of(items.begin(), items.end(), hasProperties))
        return {};
    auto entries = items.size() == 1 ? std::optional(std::vector<Keyed>{{Item(), items.front()}})
                                     : keyed(scratch, input, property);
    if (!entries)
        return {};
    scratch.spend(entries->size() * 4);
    std::stable_sort(entries->begin(), entries->end(), [&](const Keyed &left, const Keyed &right) {
        if (left.key.isNil() || right.key.isNil())
            return !left.key.isNil() && right.key.isNil();
        return !scratch.hasFailed() && less(left.key, right.key);
    });
    return listOf(scratch, *entries);
}

Item sort(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return sorted(scratch, input, arguments.at(0), [&](const Item &left, const Item &right) {
        const int order = compare(left, right);
        if (order == 2)
            scratch.fail(u"Things of different kinds cannot be sorted."_s, u"only numbers, or only texts"_s);
        return order == -1;
    });
}

std::string folded(Scratch &scratch, const Item &item)
{
    std::string text(scratch.textOf(item));
    for (char &character : text) {
        if (character >= 'A' && character <= 'Z')
            character = char(character | 0x20);
    }
    return text;
}

Item sortNatural(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return sorted(scratch, input, arguments.at(0),
        [&](const Item &left, const Item &right) { return folded(scratch, left) < folded(scratch, right); });
}

Item map(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    std::vector<Item> values;
    for (const Item &item : itemsOf(scratch, input)) {
        Item value;
        const bool isWhole = arguments.at(0).isText() && arguments.at(0).text() == "to_liquid";
        if (isWhole) {
            value = item;
        } else if (propertyOf(scratch, item, arguments.at(0), value) == Property::Wrong) {
            failAtProperty(scratch, arguments.at(0));
            return {};
        }
        values.push_back(value);
    }
    return scratch.keepList(values);
}

Item uniq(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    // One thing is different from all others, whatever it has.
    if (const auto items = itemsOf(scratch, input); items.size() < 2)
        return scratch.keepList({items.begin(), items.end()});
    const auto entries = keyed(scratch, input, arguments.at(0));
    if (!entries)
        return {};
    std::vector<Keyed> kept;
    for (const Keyed &entry : *entries) {
        scratch.spend(kept.size() / 16);
        if (scratch.hasFailed())
            break;
        if (std::none_of(
                kept.begin(), kept.end(), [&](const Keyed &other) { return areSame(entry.key, other.key); }))
            kept.push_back(entry);
    }
    return listOf(scratch, kept);
}

Item compact(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    auto entries = keyed(scratch, input, arguments.at(0));
    if (!entries)
        return {};
    std::erase_if(*entries, [](const Keyed &entry) { return entry.key.isNil(); });
    return listOf(scratch, *entries);
}

/// Whether each item has the property, or the wanted value in it.
std::optional<std::vector<std::pair<bool, Item>>> asked(
    Scratch &scratch, const Item &input, const Arguments &arguments)
{
    std::vector<std::pair<bool, Item>> answers;
    const Item wanted = arguments.at(1);
    for (const Item &item : itemsOf(scratch, input)) {
        Item value;
        const auto property = propertyOf(scratch, item, arguments.at(0), value);
        if (property == Property::Wrong)
            failAtProperty(scratch, arguments.at(0));
        if (property != Property::Found)
            return std::nullopt;
        answers.emplace_back(wanted.isNil() ? value.isTruthy() : areEqual(value, wanted), item);
    }
    return answers;
}

Item chosen(Scratch &scratch, const Item &input, const Arguments &arguments, bool answer)
{
    const auto answers = asked(scratch, input, arguments);
    if (!answers)
        return {};
    std::vector<Item> items;
    for (const auto &[isMet, item] : *answers) {
        if (isMet == answer)
            items.push_back(item);
    }
    return scratch.keepList(items);
}

Item where(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return chosen(scratch, input, arguments, true);
}

Item reject(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return chosen(scratch, input, arguments, false);
}

/// The number of the first item that fits; nothing where none does. Looks no farther.
std::optional<size_t> firstMatch(
    Scratch &scratch, const std::vector<Item> &items, const Arguments &arguments, bool &hasResult)
{
    hasResult = true;
    for (size_t i = 0; i < items.size(); ++i) {
        Item value;
        const auto property = propertyOf(scratch, items[i], arguments.at(0), value);
        if (property == Property::Wrong)
            failAtProperty(scratch, arguments.at(0));
        hasResult = property == Property::Found;
        if (!hasResult)
            return std::nullopt;
        const Item wanted = arguments.at(1);
        if (wanted.isNil() ? value.isTruthy() : areEqual(value, wanted))
            return i;
    }
    return std::nullopt;
}

Item find(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const auto items = itemsOf(scratch, input);
    bool hasResult = false;
    const auto index = firstMatch(scratch, items, arguments, hasResult);
    return index ? items[*index] : Item();
}

Item findIndex(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    bool hasResult = false;
    const auto index = firstMatch(scratch, itemsOf(scratch, input), arguments, hasResult);
    return index ? Item::fromInteger(int64_t(*index)) : Item();
}

Item has(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    bool hasResult = false;
    const auto index = firstMatch(scratch, itemsOf(scratch, input), arguments, hasResult);
    return hasResult ? Item::fromBoolean(index.has_value()) : Item();
}

constexpr std::array<FilterEntry, 10> table{{
    {"compact", compact, 0, 1},
    {"find", find, 1, 2},
    {"find_index", findIndex, 1, 2},
    {"has", has, 1, 2},
    {"map", map, 1, 1},
    {"reject", reject, 1, 2},
    {"sort", sort, 0, 1},
    {"sort_natural", sortNatural, 0, 1},
    {"uniq", uniq, 0, 1},
    {"where", where, 1, 2},
}};

} // namespace

bool hasProperties(const Item &item)
{
    return item.isRecord() || item.isText() || item.isList() || item.kind == Item::Kind::Integer
        || item.kind == Item::Kind::LargeInteger || item.kind == Item::Kind::Loop;
}

Property propertyOf(Scratch &scratch, const Item &item, const Item &name, Item &found)
{
    found = Item();
    if (!hasProperties(item))
        return Property::None;
    scratch.spendOn(item.isText() ? item : Item());
    if (item.isText())
        return partOf(item, name, found);
    if (item.kind == Item::Kind::Integer || item.kind == Item::Kind::LargeInteger) {
        const bool isNumber = name.kind == Item::Kind::Integer || name.kind == Item::Kind::Decimal;
        if (isNumber && item.kind == Item::Kind::Integer)
            found = bitOf(item, clamped(Number::fromItem(name).whole()));
        return isNumber ? Property::Found : Property::Wrong;
    }
    uint32_t hint = 0;
    found = element(item, name, hint);
    return item.isList() && name.kind != Item::Kind::Integer ? Property::Wrong : Property::Found;
}

void failAtProperty(Scratch &scratch, const Item &name)
{
    const auto text = scratch.textOf(name);
    scratch.fail(u"The things of this list have no property “%1”."_s.arg(
        QString::fromUtf8(text.data(), qsizetype(text.size()))));
}

std::span<const FilterEntry> searchFilters()
{
    return table;
}

} // namespace haberdash::compose::liquid
