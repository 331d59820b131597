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

constexpr int64_t mostBits = 6'000; // as many as the longest numbers have

Number powerOfTwo(int64_t exponent)
{
    Number power(1);
    for (; exponent > 0; exponent -= std::min<int64_t>(exponent, 32))
        power = power.times(Number(int64_t(1) << std::min<int64_t>(exponent, 32)));
    return power;
}

/// Ruby's number[bit] and number[from..to]: bits of a whole number.
Item bitsOf(Scratch &scratch, const Item &item, const Item &name)
{
    const Number number = Number::fromItem(item);
    const bool isRange = name.kind == Item::Kind::Range;
    const int64_t from = isRange ? name.integer : clamped(Number::fromItem(name).whole());
    const int64_t bits = isRange ? int64_t(name.size) - from + 1 : 1;
    scratch.spend(4);
    if (from < 0 && !isRange)
        return Item::fromInteger(0);
    if (from > mostBits || from < -mostBits || bits > mostBits)
        return Item::fromInteger(number.isNegative() ? 1 : 0);
    const Number moved = from < 0 ? number.times(powerOfTwo(-from)) : number.dividedBy(powerOfTwo(from));
    return (bits > 0 ? moved.modulo(powerOfTwo(bits)) : moved).toItem(scratch);
}

/// Characters from..to of a text, both counted from the end where they are negative.
Item partOf(std::string_view text, int64_t from, int64_t to)
{
    const auto count = int64_t(characterCount(text));
    from += from < 0 ? count : 0;
    to += to < 0 ? count : 0;
    if (from < 0 || from > count)
        return {};
    const auto rest = text.substr(byteOf(text, size_t(from)));
    return Item::fromText(rest.substr(0, byteOf(rest, size_t(std::clamp<int64_t>(to - from + 1, 0, count)))));
}

/// A part of a text: another text that is in it, a character by its number, a range of them.
Property partOf(const Item &text, const Item &name, Item &found)
{
    found = Item();
    if (name.isText()) {
        if (text.text().find(name.text()) != std::string_view::npos)
            found = name;
        return Property::Found;
    }
    if (name.kind == Item::Kind::Range) {
        found = partOf(text.text(), name.integer, int64_t(name.size));
        return Property::Found;
    }
    const bool isPlace = name.kind == Item::Kind::Integer
        || (name.kind == Item::Kind::Decimal && std::abs(name.decimal) < 9e18);
    if (!isPlace)
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

/// Merges halves, the left one first where `order` of the two is not above 0. `order` may contradict itself.
template<typename Order>
void mergeSort(std::vector<Keyed> &entries, size_t first, size_t size, Order order)
{
    if (size < 2)
        return;
    const size_t half = size / 2;
    mergeSort(entries, first, half, order);
    mergeSort(entries, first + half, size - half, order);
    std::vector<Keyed> merged;
    merged.reserve(size);
    size_t left = first;
    size_t right = first + half;
    while (left < first + half && right < first + size)
        merged.push_back(
            order(entries[left].key, entries[right].key) <= 0 ? entries[left++] : entries[right++]);
    while (left < first + half)
        merged.push_back(entries[left++]);
    while (right < first + size)
        merged.push_back(entries[right++]);
    std::copy(merged.begin(), merged.end(), entries.begin() + long(first));
}

template<typename Order>
Item sorted(Scratch &scratch, const Item &input, const Item &property, Order order)
{
    auto items = itemsOf(scratch, input);
    if (!property.isNil() && !std::all_of(items.begin(), items.end(), hasProperties))
        return {};
    auto entries = items.size() == 1 ? std::optional(std::vector<Keyed>{{Item(), items.front()}})
                                     : keyed(scratch, input, property);
    if (!entries)
        return {};
    scratch.spend(entries->size() * 4);
    mergeSort(*entries, 0, entries->size(), order);
    return listOf(scratch, *entries);
}

Item sort(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return sorted(scratch, input, arguments.at(0), [&](const Item &left, const Item &right) {
        if (left.isNil() || right.isNil())
            return int(left.isNil()) - int(right.isNil());
        const int order = compare(left, right);
        if (order == 2)
            scratch.fail(u"Things of different kinds cannot be sorted."_s, u"only numbers, or only texts"_s);
        return order;
    });
}

/// By letters without regard for capitals of ASCII.
int naturalOrder(std::string_view left, std::string_view right)
{
    const auto lower = [](char each) { return each >= 'A' && each <= 'Z' ? char(each | 0x20) : each; };
    const size_t size = std::min(left.size(), right.size());
    for (size_t i = 0; i < size; ++i) {
        const auto a = static_cast<unsigned char>(lower(left[i]));
        const auto b = static_cast<unsigned char>(lower(right[i]));
        if (a != b)
            return a < b ? -1 : 1;
    }
    return left.size() < right.size() ? -1 : left.size() > right.size();
}

Item sortNatural(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return sorted(scratch, input, arguments.at(0), [&](const Item &left, const Item &right) {
        if (left.isNil() || right.isNil())
            return left.isNil() ? 1 : -1; // two without a value change places
        return naturalOrder(scratch.textOf(left), scratch.textOf(right));
    });
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
    if (const auto items = itemsOf(scratch, input); items.size() == 1)
        return scratch.keepList(items); // not even asked for the property
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
        const bool isNumber = name.isNumber() || name.kind == Item::Kind::Range;
        if (isNumber)
            found = bitsOf(scratch, item, name);
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
