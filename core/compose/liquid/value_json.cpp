// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/value_json.h"

#include <nlohmann/json.hpp>

#include <map>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;
using Json = nlohmann::json;

namespace {

constexpr size_t deepest = 500;

/// Builds values as the file is read. Qt's JSON forgets in which order names came, whether 4.0 was written as
/// a decimal, and what does not fit 64 bits.
class Builder
{
public:
    bool null() { return add({}); }
    bool boolean(bool value) { return add(Value(value)); }
    bool number_integer(Json::number_integer_t value) { return add(Value(int64_t(value))); }
    bool number_unsigned(Json::number_unsigned_t value)
    {
        return add(
            value <= uint64_t(INT64_MAX) ? Value(int64_t(value)) : Value::wholeNumber(std::to_string(value)));
    }
    bool number_float(Json::number_float_t value, const std::string &written)
    {
        const bool isWhole = written.find_first_of(".eE") == std::string::npos;
        return add(isWhole ? Value::wholeNumber(written) : Value(value));
    }
    bool string(std::string &value) { return add(Value(std::move(value))); }
    bool binary(Json::binary_t &) { return false; } // not in JSON
    bool start_object(size_t) { return open(true); }
    bool start_array(size_t) { return open(false); }
    bool key(std::string &name)
    {
        m_open.back().name = std::move(name);
        return true;
    }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool parse_error(size_t, const std::string &, const Json::exception &exception)
    {
        m_problem = QString::fromUtf8(exception.what());
        return false;
    }

    Value root;
    [[nodiscard]] const QString &problem() const { return m_problem; }

private:
    struct Level
    {
        bool isObject = false;
        std::string name; ///< of the value that comes next
        std::vector<std::pair<std::string, Value>> entries;
        std::map<std::string, size_t> places; // large objects would be searched for each name
        Array list;
    };

    bool open(bool isObject)
    {
        if (m_open.size() >= deepest) {
            m_problem = u"it is nested more than %1 deep"_s.arg(deepest);
            return false;
        }
        m_open.emplace_back().isObject = isObject;
        return true;
    }

    bool close()
    {
        Level level = std::move(m_open.back());
        m_open.pop_back();
        return add(level.isObject ? Value(Object::fromDistinct(std::move(level.entries)))
                                  : Value(std::move(level.list)));
    }

    bool add(Value added)
    {
        if (m_open.empty()) {
            root = std::move(added);
            return true;
        }
        Level &level = m_open.back();
        if (!level.isObject) {
            level.list.push_back(std::move(added));
            return true;
        }
        const auto [place, isNew] = level.places.emplace(level.name, level.entries.size());
        if (isNew)
            level.entries.emplace_back(std::move(level.name), std::move(added));
        else
            level.entries[place->second].second = std::move(added);
        return true;
    }

    std::vector<Level> m_open;
    QString m_problem;
};

} // namespace

Result<Object> objectFromJson(const QByteArray &json)
{
    Builder builder;
    if (!Json::sax_parse(json.begin(), json.end(), &builder))
        return failure(Error::Code::Invalid, u"The data are no JSON: %1."_s.arg(builder.problem()));
    if (!builder.root.object())
        return failure(
            Error::Code::Invalid, u"The data are JSON, but not an object with names and values."_s);
    return *builder.root.object();
}

} // namespace haberdash::compose::liquid
