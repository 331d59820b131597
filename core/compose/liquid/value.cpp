// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/value.h"

#include <cmath>

namespace haberdash::compose::liquid {

Object::Object(std::initializer_list<std::pair<std::string, Value>> entries)
{
    m_entries.reserve(entries.size());
    for (const auto &[name, value] : entries)
        set(name, value);
}

Object Object::fromDistinct(std::vector<std::pair<std::string, Value>> entries)
{
    Object object;
    object.m_entries = std::move(entries);
    return object;
}

void Object::set(std::string_view name, Value value)
{
    for (auto &entry : m_entries) {
        if (entry.first == name) {
            entry.second = std::move(value);
            return;
        }
    }
    m_entries.emplace_back(std::string(name), std::move(value));
}

const Value *Object::find(std::string_view name, uint32_t &hint) const
{
    // Things of one kind (products of a list) have their names in the same places.
    if (hint < m_entries.size() && m_entries[hint].first == name)
        return &m_entries[hint].second;
    for (size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].first == name) {
            hint = uint32_t(i);
            return &m_entries[i].second;
        }
    }
    return nullptr;
}

const Value *Object::find(std::string_view name) const
{
    uint32_t hint = 0;
    return find(name, hint);
}

Value::Value(Array list)
    : m_data(std::make_shared<const Array>(std::move(list)))
{ }

Value::Value(Object object)
    : m_data(std::make_shared<const Object>(std::move(object)))
{ }

Value Value::borrowed(std::string_view text)
{
    Value value;
    value.m_data = text;
    return value;
}

Value Value::wholeNumber(std::string digits)
{
    Value value;
    value.m_data = Digits{std::move(digits)};
    return value;
}

Value Value::fromMinorUnits(int64_t minorUnits, int digits)
{
    if (digits == 0)
        return Value(minorUnits);
    return Value(double(minorUnits) / std::pow(10.0, digits));
}

std::optional<bool> Value::boolean() const
{
    const bool *value = std::get_if<bool>(&m_data);
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<int64_t> Value::integer() const
{
    const int64_t *value = std::get_if<int64_t>(&m_data);
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<std::string_view> Value::largeInteger() const
{
    const auto *value = std::get_if<Digits>(&m_data);
    return value ? std::optional(std::string_view(value->text)) : std::nullopt;
}

std::optional<double> Value::decimal() const
{
    const double *value = std::get_if<double>(&m_data);
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<std::string_view> Value::text() const
{
    if (const auto *owned = std::get_if<std::string>(&m_data))
        return std::string_view(*owned);
    if (const auto *view = std::get_if<std::string_view>(&m_data))
        return *view;
    return std::nullopt;
}

const Array *Value::array() const
{
    const auto *list = std::get_if<std::shared_ptr<const Array>>(&m_data);
    return list ? list->get() : nullptr;
}

const Object *Value::object() const
{
    const auto *object = std::get_if<std::shared_ptr<const Object>>(&m_data);
    return object ? object->get() : nullptr;
}

} // namespace haberdash::compose::liquid
