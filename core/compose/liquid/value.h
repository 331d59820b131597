// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace haberdash::compose::liquid {

class Value;
using Array = std::vector<Value>;

/// Named values in the order in which they were put in, as templates see them. Made for a handful to a few
/// dozen names; a name is found by looking along the row.
class Object
{
public:
    Object() = default;
    Object(std::initializer_list<std::pair<std::string, Value>> entries);
    /// From entries of which no two have the same name.
    [[nodiscard]] static Object fromDistinct(std::vector<std::pair<std::string, Value>> entries);
    /// Puts a value in; one that has the name already is replaced.
    void set(std::string_view name, Value value);
    /// Null where there is no such name. `hint` is where to look first, and where it was found afterwards.
    [[nodiscard]] const Value *find(std::string_view name, uint32_t &hint) const;
    [[nodiscard]] const Value *find(std::string_view name) const;
    [[nodiscard]] const std::vector<std::pair<std::string, Value>> &entries() const { return m_entries; }

private:
    std::vector<std::pair<std::string, Value>> m_entries;
};

/// What a template is filled with: nil, bool, whole number, decimal, text (UTF-8), list or named values.
/// Decimals are doubles; filters calculate with them in decimal, so that amounts of money add up.
/// Lists and objects are shared, not copied: one catalogue can stand in the values of many customers. A value
/// that is shared must not be changed any more.
class Value
{
public:
    Value() = default;
    Value(bool value)
        : m_data(value)
    { }
    Value(int value)
        : m_data(int64_t(value))
    { }
    Value(int64_t value)
        : m_data(value)
    { }
    Value(long long value)
        : m_data(int64_t(value))
    { }
    Value(double value)
        : m_data(value)
    { }
    Value(std::string text)
        : m_data(std::move(text))
    { }
    Value(const char *text)
        : m_data(std::string(text))
    { }
    Value(Array list);
    Value(Object object);
    Value(std::shared_ptr<const Array> list)
        : m_data(std::move(list))
    { }
    Value(std::shared_ptr<const Object> object)
        : m_data(std::move(object))
    { }
    /// Text that somebody else keeps alive for as long as this value is used.
    [[nodiscard]] static Value borrowed(std::string_view text);
    /// A whole number that is too large for 64 bits, by its decimal digits: "-123456789012345678901".
    [[nodiscard]] static Value wholeNumber(std::string digits);
    /// An amount as a decimal: 1250 with 2 digits is 12.5.
    [[nodiscard]] static Value fromMinorUnits(int64_t minorUnits, int digits);

    [[nodiscard]] bool isNil() const { return std::holds_alternative<std::monostate>(m_data); }
    [[nodiscard]] std::optional<bool> boolean() const;
    [[nodiscard]] std::optional<int64_t> integer() const;
    /// Digits of a whole number beyond 64 bits.
    [[nodiscard]] std::optional<std::string_view> largeInteger() const;
    [[nodiscard]] std::optional<double> decimal() const;
    [[nodiscard]] std::optional<std::string_view> text() const;
    /// Null unless it is a list.
    [[nodiscard]] const Array *array() const;
    /// Null unless it is named values.
    [[nodiscard]] const Object *object() const;

private:
    struct Digits
    {
        std::string text;
    };
    // shared_ptr: a catalogue of products stands in thousands of models at once, on several threads.
    std::variant<std::monostate, bool, int64_t, double, std::string, std::string_view,
        std::shared_ptr<const Array>, std::shared_ptr<const Object>, Digits>
        m_data;
};

} // namespace haberdash::compose::liquid
