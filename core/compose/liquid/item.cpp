// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/item.h"

#include "core/compose/liquid/program.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace haberdash::compose::liquid {

namespace {

Item tableMember(const LoopState &loop, std::string_view name)
{
    const int64_t column = loop.columns > 0 ? loop.index0 % loop.columns : loop.index0;
    if (name == "col")
        return Item::fromInteger(column + 1);
    if (name == "col0")
        return Item::fromInteger(column);
    if (name == "row")
        return Item::fromInteger(loop.columns > 0 ? loop.index0 / loop.columns + 1 : 1);
    if (name == "col_first")
        return Item::fromBoolean(column == 0);
    if (name == "col_last")
        return Item::fromBoolean(column + 1 == loop.columns);
    return {};
}

Item loopMember(const LoopState &loop, std::string_view name)
{
    if (name == "index")
        return Item::fromInteger(loop.index0 + 1);
    if (name == "index0")
        return Item::fromInteger(loop.index0);
    if (name == "rindex")
        return Item::fromInteger(loop.length - loop.index0);
    if (name == "rindex0")
        return Item::fromInteger(loop.length - loop.index0 - 1);
    if (name == "first")
        return Item::fromBoolean(loop.index0 == 0);
    if (name == "last")
        return Item::fromBoolean(loop.index0 + 1 == loop.length);
    if (name == "length")
        return Item::fromInteger(loop.length);
    if (loop.kind == LoopState::Kind::TableRow)
        return tableMember(loop, name);
    if (name == "name")
        return Item::fromText(loop.name);
    if (name == "parentloop" && loop.parent)
        return Item::fromLoop(loop.parent);
    return {};
}

const Value *valueNamed(const Item &record, std::string_view name, uint32_t &hint)
{
    return record.kind == Item::Kind::Record ? record.object->find(name, hint) : nullptr;
}

} // namespace

Item Item::fromValue(const Value &value)
{
    Item item;
    if (const auto text = value.text())
        return fromText(*text);
    if (const auto *object = value.object()) {
        item.kind = Kind::Record;
        item.object = object;
    } else if (const auto *array = value.array()) {
        item.kind = Kind::Values;
        item.array = array;
    } else if (const auto integer = value.integer()) {
        return fromInteger(*integer);
    } else if (const auto decimal = value.decimal()) {
        return fromDecimal(*decimal);
    } else if (const auto boolean = value.boolean()) {
        return fromBoolean(*boolean);
    } else if (const auto digits = value.largeInteger()) {
        return fromDigits(*digits);
    }
    return item;
}

size_t Item::count() const
{
    switch (kind) {
    case Kind::Values:
        return array->size();
    case Kind::List:
    case Kind::Named:
        return size;
    case Kind::Record:
        return object->entries().size();
    case Kind::Range:
        return int64_t(size) < integer ? 0 : size - size_t(integer) + 1;
    default:
        return 0;
    }
}

Item Item::at(size_t index) const
{
    switch (kind) {
    case Kind::Values:
        return fromValue((*array)[index]);
    case Kind::List:
        return items[index];
    case Kind::Range:
        return fromInteger(integer + int64_t(index));
    default:
        return {};
    }
}

Item sizeOf(const Item &item)
{
    switch (item.kind) {
    case Item::Kind::Text:
        return Item::fromInteger(int64_t(characterCount(item.text())));
    case Item::Kind::Values:
    case Item::Kind::List:
    case Item::Kind::Record:
    case Item::Kind::Named:
    case Item::Kind::Range:
        return Item::fromInteger(int64_t(item.count()));
    case Item::Kind::Integer:
        return Item::fromInteger(8);
    case Item::Kind::LargeInteger: {
        // Bytes that the number takes.
        int bits = 0;
        static_cast<void>(std::frexp(std::strtold(std::string(item.text()).c_str(), nullptr), &bits));
        return Item::fromInteger((int64_t(bits) + 7) / 8);
    }
    default:
        return {};
    }
}

Item firstOf(const Item &item)
{
    if (item.kind == Item::Kind::Range)
        return Item::fromInteger(item.integer);
    return item.isList() && item.count() > 0 ? item.at(0) : Item();
}

Item lastOf(const Item &item)
{
    if (item.kind == Item::Kind::Range)
        return Item::fromInteger(int64_t(item.size));
    return item.isList() && item.count() > 0 ? item.at(item.count() - 1) : Item();
}

Item member(const Item &item, std::string_view name, uint32_t &hint)
{
    if (const Value *value = valueNamed(item, name, hint))
        return Item::fromValue(*value);
    if (item.kind == Item::Kind::Loop)
        return loopMember(*item.loop, name);
    if (name == "size")
        return sizeOf(item);
    if (name == "first")
        return firstOf(item);
    return name == "last" ? lastOf(item) : Item();
}

Item element(const Item &item, const Item &key, uint32_t &hint)
{
    if (key.isText()) {
        if (item.kind == Item::Kind::Loop)
            return loopMember(*item.loop, key.text());
        if (item.kind == Item::Kind::Named) {
            for (size_t i = 0; i < item.size; ++i) {
                if (item.named[i].name == key.text())
                    return item.named[i].value;
            }
        }
        const Value *value = valueNamed(item, key.text(), hint);
        return value ? Item::fromValue(*value) : Item();
    }
    if (key.kind != Item::Kind::Integer || !item.isList())
        return {};
    const auto count = int64_t(item.count());
    const int64_t index = key.integer < 0 ? key.integer + count : key.integer;
    return index >= 0 && index < count ? item.at(size_t(index)) : Item();
}

size_t searchSteps(std::string_view text, std::string_view search)
{
    return text.size() / 1024 * (1 + search.size() / 1024);
}

size_t characterCount(std::string_view text)
{
    return size_t(std::count_if(text.begin(), text.end(),
        [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

} // namespace haberdash::compose::liquid
