// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/value_json.h"

#include <nlohmann/json.hpp>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;
using Json = nlohmann::ordered_json;

namespace {

constexpr int deepest = 512;

Value toValue(const Json &json)
{
    switch (json.type()) {
    case Json::value_t::boolean:
        return Value(json.get<bool>());
    case Json::value_t::number_integer:
        return Value(json.get<int64_t>());
    case Json::value_t::number_unsigned: {
        const auto number = json.get<uint64_t>();
        return number <= uint64_t(INT64_MAX) ? Value(int64_t(number)) : Value(double(number));
    }
    case Json::value_t::number_float:
        return Value(json.get<double>());
    case Json::value_t::string:
        return Value(json.get<std::string>());
    case Json::value_t::array: {
        Array list;
        for (const Json &each : json)
            list.push_back(toValue(each));
        return Value(std::move(list));
    }
    case Json::value_t::object: {
        Object object;
        for (const auto &[name, value] : json.items())
            object.set(name, toValue(value));
        return Value(std::move(object));
    }
    case Json::value_t::null:
    case Json::value_t::binary:
    case Json::value_t::discarded:
        break;
    }
    return {};
}

} // namespace

Result<Object> objectFromJson(const QByteArray &json)
{
    // Qt's JSON forgets in which order names came and whether 4.0 was written as a decimal.
    bool isTooDeep = false;
    const auto limitDepth = [&isTooDeep](int depth, Json::parse_event_t, Json &) {
        isTooDeep = isTooDeep || depth > deepest;
        return !isTooDeep;
    };
    try {
        const Json read = Json::parse(json.begin(), json.end(), limitDepth);
        if (isTooDeep)
            return failure(Error::Code::Invalid, u"The data are nested more than %1 deep."_s.arg(deepest));
        if (!read.is_object())
            return failure(
                Error::Code::Invalid, u"The data are JSON, but not an object with names and values."_s);
        return *toValue(read).object();
    } catch (const Json::exception &exception) {
        return failure(
            Error::Code::Invalid, u"The data are no JSON: %1."_s.arg(QString::fromUtf8(exception.what())));
    }
}

} // namespace haberdash::compose::liquid
