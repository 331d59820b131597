// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/filters.h"

#include "core/base/stable_hash.h"

#include <algorithm>
#include <array>

#include <QString>

namespace haberdash::compose::liquid {

namespace {

/// The items of a list, flattened; a single thing is a list of one, nil an empty one.
std::vector<Item> itemsOf(Scratch &scratch, const Item &input)
{
    std::vector<Item> items;
    if (!input.isSequence()) {
        if (!input.isNil())
            items.push_back(input);
        return items;
    }
    const size_t size = input.count();
    scratch.spend(size);
    if (scratch.hasFailed())
        return items;
    items.reserve(size);
    for (size_t i = 0; i < size; ++i)
        items.push_back(input.at(i));
    return items;
}

Item propertyOf(Scratch &scratch, const Item &item, const Item &name)
{
    // "variant.price" goes through both.
    std::string_view path = scratch.textOf(name);
    Item found = item;
    while (!path.empty()) {
        const size_t dot = std::min(path.find('.'), path.size());
        uint32_t hint = 0;
        found = member(found, path.substr(0, dot), hint);
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return found;
}

/// Number of the byte at which the last character begins.
size_t lastCharacter(std::string_view text)
{
    size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
        --at;
    return at;
}

Item first(Scratch &, const Item &input, const Arguments &)
{
    if (input.isText() && input.size > 0) {
        size_t end = 1;
        while (end < input.size && (static_cast<unsigned char>(input.characters[end]) & 0xC0) == 0x80)
            ++end;
        return Item::fromText(input.text().substr(0, end));
    }
    return input.count() > 0 ? input.at(0) : Item();
}

Item last(Scratch &, const Item &input, const Arguments &)
{
    if (input.isText() && input.size > 0)
        return Item::fromText(input.text().substr(lastCharacter(input.text())));
    return input.count() > 0 ? input.at(input.count() - 1) : Item();
}

Item join(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const std::string_view between = arguments.count() > 0 ? scratch.textOf(arguments.at(0)) : " ";
    std::string &joined = scratch.buffer;
    joined.clear();
    const auto items = itemsOf(scratch, input);
    const size_t most = scratch.options().limits.scratchBytes;
    for (size_t i = 0; i < items.size() && joined.size() <= most; ++i) {
        if (i > 0)
            joined += between;
        appendText(items[i], joined, most);
    }
    return scratch.keep(joined);
}

Item compact(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    auto items = itemsOf(scratch, input);
    std::erase_if(items, [&](const Item &item) {
        return (arguments.count() > 0 ? propertyOf(scratch, item, arguments.at(0)) : item).isNil();
    });
    return scratch.keepList(items);
}

Item concat(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    auto items = itemsOf(scratch, input);
    const auto more = itemsOf(scratch, arguments.at(0));
    items.insert(items.end(), more.begin(), more.end());
    return scratch.keepList(items);
}

Item map(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    auto items = itemsOf(scratch, input);
    for (Item &item : items)
        item = propertyOf(scratch, item, arguments.at(0));
    return scratch.keepList(items);
}

Item reverse(Scratch &scratch, const Item &input, const Arguments &)
{
    auto items = itemsOf(scratch, input);
    std::reverse(items.begin(), items.end());
    return scratch.keepList(items);
}

Item size(Scratch &, const Item &input, const Arguments &)
{
    uint32_t hint = 0;
    const Item found = input.isNumber() ? Item() : member(input, "size", hint);
    return found.isNil() ? Item::fromInteger(0) : found;
}

/// Sorts by `keyOf`, things without a key last, equal ones in their old order.
template<typename Less>
Item sorted(Scratch &scratch, const Item &input, const Arguments &arguments, Less less)
{
    const auto items = itemsOf(scratch, input);
    scratch.spend(items.size() * 4);
    std::vector<std::pair<Item, Item>> keyed;
    keyed.reserve(items.size());
    for (const Item &item : items)
        keyed.emplace_back(arguments.count() > 0 ? propertyOf(scratch, item, arguments.at(0)) : item, item);
    std::stable_sort(keyed.begin(), keyed.end(), [&](const auto &left, const auto &right) {
        if (left.first.isNil() || right.first.isNil())
            return !left.first.isNil() && right.first.isNil();
        return less(left.first, right.first);
    });
    std::vector<Item> result;
    result.reserve(keyed.size());
    for (const auto &[key, item] : keyed)
        result.push_back(item);
    return scratch.keepList(result);
}

/// An order over everything, so that mixed lists sort the same everywhere: numbers, then texts, then the
/// rest.
int kindRank(const Item &item)
{
    return item.isNumber() ? 0 : item.isText() ? 1 : 2;
}

Item sort(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return sorted(scratch, input, arguments, [](const Item &left, const Item &right) {
        const int ranks = kindRank(left) - kindRank(right);
        return ranks != 0 ? ranks < 0 : compare(left, right) == -1;
    });
}

Item sortNatural(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return sorted(scratch, input, arguments, [&](const Item &left, const Item &right) {
        const auto folded = [&](const Item &item) {
            std::string text;
            appendText(item, text, scratch.options().limits.scratchBytes);
            return QString::fromStdString(text).toLower();
        };
        return folded(left) < folded(right);
    });
}

Item sum(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const FilterFunction plus = findFilter("plus")->function;
    Item total = Item::fromInteger(0);
    for (const Item &item : itemsOf(scratch, input)) {
        const Item value = arguments.count() > 0 ? propertyOf(scratch, item, arguments.at(0)) : item;
        total = plus(scratch, total, Arguments{std::span(&value, 1), {}});
    }
    return total;
}

Item uniq(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const auto items = itemsOf(scratch, input);
    std::vector<Item> keys;
    std::vector<Item> result;
    for (const Item &item : items) {
        const Item key = arguments.count() > 0 ? propertyOf(scratch, item, arguments.at(0)) : item;
        scratch.spend(keys.size() / 16);
        if (scratch.hasFailed())
            break;
        if (std::none_of(keys.begin(), keys.end(), [&](const Item &other) { return areEqual(key, other); })) {
            keys.push_back(key);
            result.push_back(item);
        }
    }
    return scratch.keepList(result);
}

bool matches(Scratch &scratch, const Item &item, const Arguments &arguments)
{
    const Item property = propertyOf(scratch, item, arguments.at(0));
    return arguments.count() > 1 ? areEqual(property, arguments.at(1)) : property.isTruthy();
}

Item where(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    auto items = itemsOf(scratch, input);
    std::erase_if(items, [&](const Item &item) { return !matches(scratch, item, arguments); });
    return scratch.keepList(items);
}

Item reject(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    auto items = itemsOf(scratch, input);
    std::erase_if(items, [&](const Item &item) { return matches(scratch, item, arguments); });
    return scratch.keepList(items);
}

Item find(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    for (const Item &item : itemsOf(scratch, input)) {
        if (matches(scratch, item, arguments))
            return item;
    }
    return {};
}

Item has(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const auto items = itemsOf(scratch, input);
    return Item::fromBoolean(std::any_of(
        items.begin(), items.end(), [&](const Item &item) { return matches(scratch, item, arguments); }));
}

/// One of the list, chosen by the seed of the message: the same customer gets the same choice each time.
Item sample(Scratch &scratch, const Item &input, const Arguments &)
{
    const size_t count = input.count();
    if (count == 0)
        return input.isSequence() ? Item() : input;
    const quint64 hash = stableHash("sample", qint64(scratch.options().seed ^ (scratch.sampleCount++ << 32)));
    return input.at(size_t(hash % count));
}

Item defaultTo(Scratch &, const Item &input, const Arguments &arguments)
{
    return needsFallback(input, arguments) ? arguments.at(0) : input;
}

constexpr std::array<FilterEntry, 18> table{{
    {"compact", compact, 0, 1},
    {"concat", concat, 1, 1},
    {"default", defaultTo, 0, 1},
    {"find", find, 1, 2},
    {"first", first, 0, 0},
    {"has", has, 1, 2},
    {"join", join, 0, 1},
    {"last", last, 0, 0},
    {"map", map, 1, 1},
    {"reject", reject, 1, 2},
    {"reverse", reverse, 0, 0},
    {"sample", sample, 0, 0},
    {"size", size, 0, 0},
    {"sort", sort, 0, 1},
    {"sort_natural", sortNatural, 0, 1},
    {"sum", sum, 0, 1},
    {"uniq", uniq, 0, 1},
    {"where", where, 1, 2},
}};

} // namespace

std::span<const FilterEntry> listFilters()
{
    return table;
}

bool needsFallback(const Item &input, const Arguments &arguments)
{
    if (input.kind == Item::Kind::Boolean && !input.boolean && arguments.byName("allow_false").isTruthy())
        return false;
    Item empty;
    empty.kind = Item::Kind::Empty;
    return !input.isTruthy() || areEqual(input, empty);
}

const FilterEntry *findFilter(std::string_view name)
{
    for (const auto filters : {textFilters(), numberFilters(), listFilters()}) {
        for (const FilterEntry &entry : filters) {
            if (entry.name == name)
                return &entry;
        }
    }
    return nullptr;
}

} // namespace haberdash::compose::liquid
