// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/filters.h"

#include "core/base/stable_hash.h"
#include "core/compose/liquid/number.h"

#include <algorithm>
#include <array>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

void addFlat(Scratch &scratch, const Item &item, std::vector<Item> &items)
{
    if (!item.isList()) {
        items.push_back(item);
        return;
    }
    const size_t size = item.count();
    scratch.spend(size);
    for (size_t i = 0; i < size && !scratch.hasFailed(); ++i)
        addFlat(scratch, item.at(i), items);
}

Item first(Scratch &scratch, const Item &input, const Arguments &)
{
    if (input.kind != Item::Kind::Record || input.count() == 0)
        return firstOf(input);
    const auto &[name, value] = input.object->entries().front();
    return scratch.keepList({Item::fromText(name), Item::fromValue(value)});
}

Item last(Scratch &, const Item &input, const Arguments &)
{
    return lastOf(input);
}

Item join(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const std::string_view between = arguments.count() > 0 ? scratch.textOf(arguments.at(0)) : " ";
    std::string &joined = scratch.buffer;
    const auto items = itemsOf(scratch, input);
    const size_t most = scratch.options().limits.scratchBytes;
    joined.clear();
    for (size_t i = 0; i < items.size() && joined.size() <= most; ++i) {
        if (i > 0)
            joined += between;
        appendText(items[i], joined, most);
    }
    return scratch.keep(joined);
}

Item concat(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const Item more = arguments.at(0);
    if (!more.isList()) {
        scratch.fail(u"Only a list can be put behind a list."_s, u"a list"_s);
        return {};
    }
    auto items = itemsOf(scratch, input);
    for (size_t i = 0, size = more.count(); i < size; ++i)
        items.push_back(more.at(i));
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
    const Item found = sizeOf(input);
    return found.isNil() ? Item::fromInteger(0) : found;
}

Item sum(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    std::vector<Item> values;
    for (const Item &item : itemsOf(scratch, input)) {
        Item value = item;
        if (!arguments.at(0).isNil()) {
            const auto property = propertyOf(scratch, item, arguments.at(0), value);
            if (property == Property::Wrong) {
                failAtProperty(scratch, arguments.at(0));
                return {};
            }
            if (property == Property::None)
                value = Item();
        }
        addFlat(scratch, value, values);
    }
    Number total(0);
    for (const Item &value : values)
        total = total.plus(Number::fromItem(value));
    return total.toItem(scratch);
}

/// One of the list, chosen by the seed of the message: the same customer gets the same choice each time.
Item sample(Scratch &scratch, const Item &input, const Arguments &)
{
    const bool isSequence = input.isList() || input.kind == Item::Kind::Range;
    const size_t count = isSequence ? input.count() : 0;
    if (count == 0)
        return isSequence ? Item() : input;
    const quint64 hash = stableHash("sample", qint64(scratch.options().seed ^ (scratch.sampleCount++ << 32)));
    return input.at(size_t(hash % count));
}

Item defaultTo(Scratch &, const Item &input, const Arguments &arguments)
{
    if (!needsFallback(input, arguments))
        return input;
    return arguments.count() > 0 ? arguments.at(0) : Item::fromText({});
}

constexpr std::array<FilterEntry, 9> table{{
    {"concat", concat, 1, 1},
    {"default", defaultTo, 0, 2},
    {"first", first, 0, 0},
    {"join", join, 0, 1},
    {"last", last, 0, 0},
    {"reverse", reverse, 0, 0},
    {"sample", sample, 0, 0},
    {"size", size, 0, 0},
    {"sum", sum, 0, 1},
}};

} // namespace

std::vector<Item> itemsOf(Scratch &scratch, const Item &input)
{
    std::vector<Item> items;
    if (input.kind == Item::Kind::Range) {
        const size_t size = input.count();
        scratch.spend(size);
        for (size_t i = 0; i < size && !scratch.hasFailed(); ++i)
            items.push_back(input.at(i));
    } else if (!input.isNil()) {
        addFlat(scratch, input, items);
    }
    return items;
}

bool needsFallback(const Item &input, const Arguments &arguments)
{
    uint32_t hint = 0;
    const bool allowsFalse = element(arguments.at(1), Item::fromText("allow_false"), hint).isTruthy();
    if (allowsFalse ? input.isNil() : !input.isTruthy())
        return true;
    if (input.isText())
        return input.size == 0;
    return (input.isList() || input.isRecord()) && input.count() == 0;
}

const FilterEntry *findFilter(std::string_view name)
{
    static const auto all = [] {
        std::map<std::string_view, const FilterEntry *> found;
        for (const auto filters : {textFilters(), pieceFilters(), codingFilters(), numberFilters(),
                 listFilters(), searchFilters()}) {
            for (const FilterEntry &entry : filters)
                found.emplace(entry.name, &entry);
        }
        return found;
    }();
    const auto entry = all.find(name);
    return entry == all.end() ? nullptr : entry->second;
}

std::span<const FilterEntry> listFilters()
{
    return table;
}

} // namespace haberdash::compose::liquid
