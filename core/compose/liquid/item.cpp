// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/item.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace haberdash::compose::liquid {

namespace {

bool isBlankText(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

bool isEmptyItem(const Item &item)
{
    if (item.isText())
        return item.size == 0;
    if (item.isSequence())
        return item.count() == 0;
    return item.kind == Item::Kind::Record && item.object->entries().empty();
}

bool isBlankItem(const Item &item)
{
    return !item.isTruthy() || (item.isText() && isBlankText(item.text())) || isEmptyItem(item);
}

Item loopMember(const LoopState &loop, std::string_view name)
{
    const auto number = [](int64_t value) { return Item::fromInteger(value); };
    if (name == "index")
        return number(loop.index0 + 1);
    if (name == "index0")
        return number(loop.index0);
    if (name == "rindex")
        return number(loop.length - loop.index0);
    if (name == "rindex0")
        return number(loop.length - loop.index0 - 1);
    if (name == "first")
        return Item::fromBoolean(loop.index0 == 0);
    if (name == "last")
        return Item::fromBoolean(loop.index0 + 1 == loop.length);
    if (name == "length")
        return number(loop.length);
    if (name == "name")
        return Item::fromText(loop.name);
    if (name == "parentloop" && loop.parent)
        return Item::fromLoop(loop.parent);
    if (loop.columns > 0) {
        const int64_t column = loop.index0 % loop.columns;
        if (name == "col")
            return number(column + 1);
        if (name == "col0")
            return number(column);
        if (name == "row")
            return number(loop.index0 / loop.columns + 1);
        if (name == "col_first")
            return Item::fromBoolean(column == 0);
        if (name == "col_last")
            return Item::fromBoolean(column + 1 == loop.columns);
    }
    return {};
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
    }
    return item;
}

size_t Item::count() const
{
    switch (kind) {
    case Kind::Values:
        return array->size();
    case Kind::List:
        return size;
    case Kind::Range:
        return int64_t(size) < integer ? 0 : size_t(int64_t(size) - integer) + 1;
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

void appendNumber(int64_t value, std::string &out)
{
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
}

void appendNumber(double value, std::string &out)
{
    if (!std::isfinite(value)) {
        out += std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        return;
    }
    if (value == 0) {
        out += '0';
        return;
    }
    const double size = std::abs(value);
    char digits[64];
    const auto format
        = size >= 1e-7 && size < 1e21 ? std::chars_format::fixed : std::chars_format::scientific;
    const auto end = std::to_chars(digits, digits + sizeof digits, value, format).ptr;
    out.append(digits, end);
}

void appendText(const Item &item, std::string &out, size_t most)
{
    switch (item.kind) {
    case Item::Kind::Boolean:
        out += item.boolean ? "true" : "false";
        break;
    case Item::Kind::Integer:
        appendNumber(item.integer, out);
        break;
    case Item::Kind::Decimal:
        appendNumber(item.decimal, out);
        break;
    case Item::Kind::Text:
        out.append(item.characters, item.size);
        break;
    case Item::Kind::Values:
    case Item::Kind::List:
    case Item::Kind::Range:
        for (size_t i = 0, count = item.count(); i < count && out.size() <= most; ++i)
            appendText(item.at(i), out, most);
        break;
    case Item::Kind::Nil:
    case Item::Kind::Empty:
    case Item::Kind::Blank:
    case Item::Kind::Record:
    case Item::Kind::Loop:
        break;
    }
}

void appendEscaped(std::string_view text, std::string &out)
{
    size_t start = 0;
    for (size_t i = 0; i < text.size(); ++i) {
        const char character = text[i];
        if (character > '>')
            continue;
        const char *entity = nullptr;
        if (character == '&')
            entity = "&amp;";
        else if (character == '<')
            entity = "&lt;";
        else if (character == '>')
            entity = "&gt;";
        else if (character == '"')
            entity = "&#34;";
        else if (character == '\'')
            entity = "&#39;";
        else
            continue;
        out.append(text, start, i - start);
        out += entity;
        start = i + 1;
    }
    out.append(text, start, text.size() - start);
}

bool areEqual(const Item &left, const Item &right)
{
    using Kind = Item::Kind;
    if (left.kind == Kind::Empty)
        return isEmptyItem(right) || right.kind == Kind::Empty;
    if (right.kind == Kind::Empty)
        return isEmptyItem(left);
    if (left.kind == Kind::Blank)
        return isBlankItem(right) || right.kind == Kind::Blank;
    if (right.kind == Kind::Blank)
        return isBlankItem(left);
    if (left.isNumber() && right.isNumber()) {
        if (left.kind == Kind::Integer && right.kind == Kind::Integer)
            return left.integer == right.integer;
        return toDouble(left) == toDouble(right);
    }
    if (left.isSequence() && right.isSequence()) {
        const size_t count = left.count();
        if (count != right.count())
            return false;
        for (size_t i = 0; i < count; ++i) {
            if (!areEqual(left.at(i), right.at(i)))
                return false;
        }
        return true;
    }
    if (left.kind != right.kind)
        return false;
    switch (left.kind) {
    case Kind::Nil:
        return true;
    case Kind::Boolean:
        return left.boolean == right.boolean;
    case Kind::Text:
        return left.text() == right.text();
    case Kind::Record:
        return left.object == right.object;
    case Kind::Loop:
        return left.loop == right.loop;
    default:
        return false;
    }
}

int compare(const Item &left, const Item &right)
{
    if (left.kind == Item::Kind::Integer && right.kind == Item::Kind::Integer)
        return left.integer < right.integer ? -1 : left.integer > right.integer;
    if (left.isNumber() && right.isNumber()) {
        const double a = toDouble(left);
        const double b = toDouble(right);
        return a < b ? -1 : a > b ? 1 : a == b ? 0 : 2;
    }
    if (left.isText() && right.isText()) {
        const int order = left.text().compare(right.text());
        return order < 0 ? -1 : order > 0;
    }
    return 2;
}

Item toNumber(const Item &item)
{
    if (item.isNumber())
        return item;
    if (!item.isText())
        return Item::fromInteger(0);
    std::string_view text = item.text();
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\n'))
        text.remove_prefix(1);
    if (!text.empty() && text.front() == '+')
        text.remove_prefix(1);
    int64_t whole = 0;
    const char *end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, whole);
    const bool goesOn = read.ptr != end && (*read.ptr == '.' || *read.ptr == 'e' || *read.ptr == 'E');
    if (read.ec == std::errc() && !goesOn)
        return Item::fromInteger(whole);
    double decimal = 0;
    if (std::from_chars(text.data(), end, decimal).ec == std::errc() && std::isfinite(decimal))
        return Item::fromDecimal(decimal);
    return Item::fromInteger(0);
}

double toDouble(const Item &number)
{
    return number.kind == Item::Kind::Integer ? double(number.integer)
        : number.kind == Item::Kind::Decimal  ? number.decimal
                                              : 0;
}

int64_t toInteger(const Item &item)
{
    const Item number = toNumber(item);
    if (number.kind == Item::Kind::Integer)
        return number.integer;
    const double whole = std::trunc(number.decimal);
    if (!(whole > -9.2e18))
        return std::numeric_limits<int64_t>::min() + 1;
    return whole < 9.2e18 ? int64_t(whole) : std::numeric_limits<int64_t>::max() - 1;
}

Item member(const Item &item, std::string_view name, uint32_t &hint)
{
    if (item.kind == Item::Kind::Record) {
        if (const Value *value = item.object->find(name, hint))
            return Item::fromValue(*value);
        return name == "size" ? Item::fromInteger(int64_t(item.object->entries().size())) : Item();
    }
    if (item.kind == Item::Kind::Loop)
        return loopMember(*item.loop, name);
    if (item.isSequence()) {
        const size_t count = item.count();
        if (name == "size")
            return Item::fromInteger(int64_t(count));
        if (count > 0 && name == "first")
            return item.at(0);
        if (count > 0 && name == "last")
            return item.at(count - 1);
    } else if (item.isText() && name == "size") {
        return Item::fromInteger(int64_t(characterCount(item.text())));
    }
    return {};
}

Item element(const Item &item, const Item &key)
{
    if (key.isText()) {
        uint32_t hint = 0;
        return member(item, key.text(), hint);
    }
    if (!key.isNumber() || !item.isSequence())
        return {};
    const int64_t count = int64_t(item.count());
    int64_t index = toInteger(key);
    if (index < 0)
        index += count;
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
