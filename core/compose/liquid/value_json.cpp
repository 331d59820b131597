// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/value_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

Object toObject(const QJsonObject &json);

Value toValue(const QJsonValue &json)
{
    switch (json.type()) {
    case QJsonValue::Bool:
        return Value(json.toBool());
    case QJsonValue::Double: {
        const double number = json.toDouble();
        if (number == std::trunc(number) && std::abs(number) < 9e18)
            return Value(int64_t(json.toInteger(qint64(number))));
        return Value(number);
    }
    case QJsonValue::String:
        return Value(json.toString().toStdString());
    case QJsonValue::Array: {
        Array list;
        for (const auto &each : json.toArray())
            list.push_back(toValue(each));
        return Value(std::move(list));
    }
    case QJsonValue::Object:
        return Value(toObject(json.toObject()));
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return {};
}

Object toObject(const QJsonObject &json)
{
    Object object;
    for (auto each = json.begin(); each != json.end(); ++each)
        object.set(each.key().toStdString(), toValue(each.value()));
    return object;
}

} // namespace

Result<Object> objectFromJson(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return failure(Error::Code::Invalid,
            u"The data are no JSON: %1, at byte %2."_s.arg(error.errorString()).arg(error.offset));
    if (!document.isObject())
        return failure(
            Error::Code::Invalid, u"The data are JSON, but not an object with names and values."_s);
    return toObject(document.object());
}

} // namespace haberdash::compose::liquid
