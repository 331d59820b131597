// SPDX-License-Identifier: GPL-3.0-or-later
// Which items are equal, and which comes first.
#include "core/compose/liquid/item.h"
#include "core/compose/liquid/number.h"
#include "core/compose/liquid/program.h"

#include <algorithm>

namespace haberdash::compose::liquid {

namespace {

using Kind = Item::Kind;

bool isBlankText(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

bool isEmptyItem(const Item &item)
{
    if (item.isText())
        return item.size == 0;
    return (item.isList() || item.isRecord()) && item.count() == 0;
}

bool isBlankItem(const Item &item)
{
    return !item.isTruthy() || (item.isText() && isBlankText(item.text())) || isEmptyItem(item);
}

/// `empty` and `blank` are questions to the other side; asked about each other they say no.
bool answers(const Item &word, const Item &item)
{
    if (item.kind == Kind::Empty || item.kind == Kind::Blank)
        return false;
    return word.kind == Kind::Empty ? isEmptyItem(item) : isBlankItem(item);
}

Item entryOf(const Item &record, size_t index, std::string_view &name)
{
    if (record.kind == Kind::Named) {
        name = record.named[index].name;
        return record.named[index].value;
    }
    const auto &[key, value] = record.object->entries()[index];
    name = key;
    return Item::fromValue(value);
}

template<typename Equal>
bool sameEntries(const Item &left, const Item &right, Equal equal)
{
    if (left.count() != right.count())
        return false;
    for (size_t i = 0; i < left.count(); ++i) {
        std::string_view name;
        const Item value = entryOf(left, i, name);
        uint32_t hint = uint32_t(i);
        if (right.kind == Kind::Record && !right.object->find(name))
            return false;
        if (!equal(value, element(right, Item::fromText(name), hint)))
            return false;
    }
    return true;
}

template<typename Equal>
bool sameItems(const Item &left, const Item &right, Equal equal)
{
    const size_t count = left.count();
    if (count != right.count())
        return false;
    for (size_t i = 0; i < count; ++i) {
        if (!equal(left.at(i), right.at(i)))
            return false;
    }
    return true;
}

/// Of two things that are neither numbers nor questions.
template<typename Equal>
bool equalOfOneKind(const Item &left, const Item &right, Equal equal)
{
    if (left.isList() && right.isList())
        return sameItems(left, right, equal);
    if (left.isRecord() && right.isRecord())
        return sameEntries(left, right, equal);
    if (left.kind != right.kind)
        return false;
    switch (left.kind) {
    case Kind::Nil:
        return true;
    case Kind::Boolean:
        return left.boolean == right.boolean;
    case Kind::Text:
    case Kind::LargeInteger:
        return left.text() == right.text();
    case Kind::Range:
        return left.integer == right.integer && left.size == right.size;
    case Kind::Loop:
        return left.loop == right.loop;
    default:
        return false;
    }
}

int compareLists(const Item &left, const Item &right)
{
    const size_t count = std::min(left.count(), right.count());
    for (size_t i = 0; i < count; ++i) {
        if (const int order = compare(left.at(i), right.at(i)); order != 0)
            return order;
    }
    return left.count() < right.count() ? -1 : left.count() > right.count();
}

} // namespace

bool areEqual(const Item &left, const Item &right)
{
    if (left.kind == Kind::Empty || left.kind == Kind::Blank)
        return answers(left, right);
    if (right.kind == Kind::Empty || right.kind == Kind::Blank)
        return answers(right, left);
    if (left.isNumber() && right.isNumber())
        return compare(left, right) == 0;
    return equalOfOneKind(left, right, areEqual);
}

bool areSame(const Item &left, const Item &right)
{
    if (left.isNumber() || right.isNumber())
        return left.kind == right.kind && compare(left, right) == 0;
    return equalOfOneKind(left, right, areSame);
}

int compare(const Item &left, const Item &right)
{
    if (left.kind == Kind::Integer && right.kind == Kind::Integer)
        return left.integer < right.integer ? -1 : left.integer > right.integer;
    if (left.kind == Kind::Decimal && right.kind == Kind::Decimal) {
        return left.decimal < right.decimal ? -1
            : left.decimal > right.decimal  ? 1
            : left.decimal == right.decimal ? 0
                                            : 2;
    }
    if (left.isNumber() && right.isNumber())
        return Number::compareExactly(left, right);
    if (left.isText() && right.isText()) {
        const int order = left.text().compare(right.text());
        return order < 0 ? -1 : order > 0;
    }
    if (left.isList() && right.isList())
        return compareLists(left, right);
    return areEqual(left, right) ? 0 : 2;
}

} // namespace haberdash::compose::liquid
