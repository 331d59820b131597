// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/liquid/value.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace haberdash::compose::liquid {

struct Item;
struct NamedArgument;

/// What `forloop` and `tablerowloop` tell.
struct LoopState
{
    enum class Kind : uint8_t { For, TableRow };
    int64_t index0 = 0;
    int64_t length = 0;
    int64_t columns = 0; ///< of a table row loop
    std::string_view name;
    const LoopState *parent = nullptr;
    Kind kind = Kind::For;
};

/// A value while a template runs: looks at the model, at the template's own text or at the arena of the
/// render, and owns nothing.
struct Item
{
    enum class Kind : uint8_t {
        Nil,
        Empty, ///< the word `empty` in a condition
        Blank, ///< the word `blank` in a condition
        Boolean,
        Integer,
        LargeInteger, ///< beyond 64 bits, by its digits
        Decimal,
        Text,
        Values,
        List,
        Record,
        Named, ///< named values that were given to a filter
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
        const char *characters; ///< of a text or a large integer
        const liquid::Array *array;
        const Item *items;
        const liquid::Object *object;
        const NamedArgument *named;
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
    static Item fromDigits(std::string_view digits)
    {
        Item item = fromText(digits);
        item.kind = Kind::LargeInteger;
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
    static Item fromNamed(const NamedArgument *named, size_t count)
    {
        Item item;
        item.kind = Kind::Named;
        item.named = named;
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
    [[nodiscard]] bool isNumber() const
    {
        return kind == Kind::Integer || kind == Kind::Decimal || kind == Kind::LargeInteger;
    }
    [[nodiscard]] bool isList() const { return kind == Kind::Values || kind == Kind::List; }
    /// Named values of the model or of a filter.
    [[nodiscard]] bool isRecord() const { return kind == Kind::Record || kind == Kind::Named; }
    [[nodiscard]] std::string_view text() const { return {characters, size}; }
    [[nodiscard]] bool isTruthy() const { return kind != Kind::Nil && !(kind == Kind::Boolean && !boolean); }
    /// Of a list or range, of named values; 0 for everything else.
    [[nodiscard]] size_t count() const;
    /// Of a list or range.
    [[nodiscard]] Item at(size_t index) const;
};

/// Appends what `{{ item }}` shows, without escaping: the items of a list run together, named values as Ruby
/// writes them, nil is nothing. A list is left off when `out` is longer than `most`: it may show a large text
/// many times.
void appendText(const Item &item, std::string &out, size_t most = std::string::npos);
/// What filters see of an item that is no text: as above, but a list as Ruby writes it, [1, "a"].
void appendPlain(const Item &item, std::string &out, size_t most = std::string::npos);
/// As Ruby writes it for programmers: texts in quotes, nil as "nil".
void appendInspected(const Item &item, std::string &out, size_t most = std::string::npos);
/// As Ruby writes decimals: 12.5, 3.0, 1.0e+15, 1.2e-05.
void appendNumber(double value, std::string &out);
void appendNumber(int64_t value, std::string &out);
void appendEscaped(std::string_view text, std::string &out);

/// How `==` sees it: 1 and 1.0 are equal, lists one by one, `empty` and `blank` by meaning.
[[nodiscard]] bool areEqual(const Item &left, const Item &right);
/// How `uniq` sees it: 1 and 1.0 are two.
[[nodiscard]] bool areSame(const Item &left, const Item &right);
/// -1, 0, 1; 2 where the two have no order (different kinds, nil).
[[nodiscard]] int compare(const Item &left, const Item &right);

/// `item.name`, with `size`, `first` and `last` where they make sense.
[[nodiscard]] Item member(const Item &item, std::string_view name, uint32_t &hint);
/// `item[key]`: names of records, numbers of lists.
[[nodiscard]] Item element(const Item &item, const Item &key, uint32_t &hint);
/// What `size` says: characters, items, names; 8 for a whole number, as in Ruby; nil where there is none.
[[nodiscard]] Item sizeOf(const Item &item);
[[nodiscard]] Item firstOf(const Item &item);
[[nodiscard]] Item lastOf(const Item &item);

/// What looking for one text in another may cost, in steps of a render. Texts such as "aaaa" and "aab" are
/// the worst.
[[nodiscard]] size_t searchSteps(std::string_view text, std::string_view search);
/// Characters (not bytes) of UTF-8.
[[nodiscard]] size_t characterCount(std::string_view text);

} // namespace haberdash::compose::liquid
