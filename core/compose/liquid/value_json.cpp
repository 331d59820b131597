// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/value_json.h"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/ParseHandler.h>
#include <Poco/JSON/Parser.h>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int deepest = 512;

Object toObject(const Poco::JSON::Object &json);

Value toValue(const Poco::Dynamic::Var &json)
{
    if (json.isEmpty())
        return {};
    if (json.type() == typeid(Poco::JSON::Object::Ptr))
        return Value(toObject(*json.extract<Poco::JSON::Object::Ptr>()));
    if (json.type() == typeid(Poco::JSON::Array::Ptr)) {
        Array list;
        for (const auto &each : *json.extract<Poco::JSON::Array::Ptr>())
            list.push_back(toValue(each));
        return Value(std::move(list));
    }
    if (json.isBoolean())
        return Value(json.extract<bool>());
    if (json.isString())
        return Value(json.convert<std::string>());
    if (json.isInteger()) {
        if (json.type() == typeid(Poco::UInt64) && json.extract<Poco::UInt64>() > Poco::UInt64(INT64_MAX))
            return Value(json.convert<double>());
        return Value(int64_t(json.convert<Poco::Int64>()));
    }
    return Value(json.convert<double>());
}

Object toObject(const Poco::JSON::Object &json)
{
    Object object;
    for (const std::string &name : json.getNames()) // in their order, which walking over it is not
        object.set(name, toValue(json.get(name)));
    return object;
}

} // namespace

Result<Object> objectFromJson(const QByteArray &json)
{
    try {
        // Qt's JSON forgets in which order names came and whether 4.0 was written as a decimal.
        Poco::JSON::ParseHandler::Ptr handler = new Poco::JSON::ParseHandler(true);
        Poco::JSON::Parser parser(handler);
        parser.setDepth(deepest);
        parser.parse(json.toStdString());
        const Poco::Dynamic::Var read = handler->asVar();
        if (read.isEmpty() || read.type() != typeid(Poco::JSON::Object::Ptr))
            return failure(
                Error::Code::Invalid, u"The data are JSON, but not an object with names and values."_s);
        return toObject(*read.extract<Poco::JSON::Object::Ptr>());
    } catch (const Poco::Exception &exception) {
        return failure(Error::Code::Invalid,
            u"The data are no JSON: %1."_s.arg(QString::fromStdString(exception.message())));
    }
}

} // namespace haberdash::compose::liquid
