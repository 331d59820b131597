// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/liquid/value.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace haberdash::compose::liquid {

struct Item;

/// What `forloop` and `tablerowloop` tell.
struct LoopState
{
    int64_t index0 = 0;
    int64_t length = 0;
    int64_t columns = 0; ///< of a table row loop; 0 in `for`
    std::string_view name;
    const LoopState *parent = nullptr;
};

/// A value while a template runs: looks at the model, at the template's own text or at the arena of the
/// render, and owns nothing.
struct Item
{
    enum class Kind : uint8_t {
        Nil,
        Empty,
        Blank,
        Boolean,
        Integer,
        Decimal,
        Text,
        Values,
        List,
        Record,
        Range,
        Loop
    };

    Kind kind = Kind::Nil;
    bool isSafe = false; ///< is HTML already: not escaped again
    union
    {
        bool boolean;
        int64_t integer; ///< also the low end of a range
        double decimal;
        const char *characters;
        const liquid::Array *array;
        const Item *items;
        const liquid::Object *object;
        const LoopState *loop;
    };
    size_t size = 0; ///< of a text in bytes, of a list; the high end of a range

    Item()
        : integer(0)
    { }
    static Item fromBoolean(bool value)
    {
        Item item;
        item.kind = Kind::Boolean;
        item.boolean = value;
        return item;
    }
    static Item fromInteger(int64_t value)
    {
        Item item;
        item.kind = Kind::Integer;
        item.integer = value;
        return item;
    }
    static Item fromDecimal(double value)
    {
        Item item;
        item.kind = Kind::Decimal;
        item.decimal = value;
        return item;
    }
    static Item fromText(std::string_view text, bool safe = false)
    {
        Item item;
        item.kind = Kind::Text;
        item.isSafe = safe;
        item.characters = text.data();
        item.size = text.size();
        return item;
    }
    static Item fromList(const Item *items, size_t count)
    {
        Item item;
        item.kind = Kind::List;
        item.items = items;
        item.size = count;
        return item;
    }
    static Item fromRange(int64_t low, int64_t high)
    {
        Item item;
        item.kind = Kind::Range;
        item.integer = low;
        item.size = size_t(high);
        return item;
    }
    static Item fromLoop(const LoopState *loop)
    {
        Item item;
        item.kind = Kind::Loop;
        item.loop = loop;
        return item;
    }
    static Item fromValue(const Value &value);

    [[nodiscard]] bool isNil() const { return kind == Kind::Nil; }
    [[nodiscard]] bool isText() const { return kind == Kind::Text; }
    [[nodiscard]] bool isNumber() const { return kind == Kind::Integer || kind == Kind::Decimal; }
    [[nodiscard]] bool isSequence() const
    {
        return kind == Kind::Values || kind == Kind::List || kind == Kind::Range;
    }
    [[nodiscard]] std::string_view text() const { return {characters, size}; }
    [[nodiscard]] bool isTruthy() const { return kind != Kind::Nil && !(kind == Kind::Boolean && !boolean); }
    /// Of a sequence.
    [[nodiscard]] size_t count() const;
    [[nodiscard]] Item at(size_t index) const;
};

/// Appends what `{{ item }}` shows, without escaping: lists run together, nil and objects are nothing. A list
/// is left off when `out` is longer than `most`: it may show a large text many times.
void appendText(const Item &item, std::string &out, size_t most = std::string::npos);
/// The shortest decimal that reads back as the same number; whole decimals without a point.
void appendNumber(double value, std::string &out);
void appendNumber(int64_t value, std::string &out);
void appendEscaped(std::string_view text, std::string &out);

/// How `==` sees it: 1 and 1.0 are equal, lists one by one, `empty` and `blank` by meaning.
[[nodiscard]] bool areEqual(const Item &left, const Item &right);
/// -1, 0, 1; 2 where the two have no order (different kinds, nil).
[[nodiscard]] int compare(const Item &left, const Item &right);
/// Texts that read as a number count as one; everything else is 0, as filters want it.
[[nodiscard]] Item toNumber(const Item &item);
[[nodiscard]] double toDouble(const Item &number);
/// Whole part, cut to the range of int64_t.
[[nodiscard]] int64_t toInteger(const Item &item);
/// `item.name`, with `size`, `first` and `last` where they make sense.
[[nodiscard]] Item member(const Item &item, std::string_view name, uint32_t &hint);
/// `item[key]`
[[nodiscard]] Item element(const Item &item, const Item &key);
/// What looking for one text in another may cost, in steps of a render. Texts such as "aaaa" and "aab" are
/// the worst.
[[nodiscard]] size_t searchSteps(std::string_view text, std::string_view search);
/// Characters (not bytes) of UTF-8.
[[nodiscard]] size_t characterCount(std::string_view text);

} // namespace haberdash::compose::liquid
