// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/account_limits.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

void put(QJsonObject &object, const QString &key, const std::optional<Timestamp> &instant)
{
    if (instant)
        object.insert(key, toMilliseconds(*instant));
}

std::optional<Timestamp> take(const QJsonObject &object, const QString &key)
{
    const auto value = object[key];
    return value.isDouble() ? std::optional(fromMilliseconds(value.toInteger())) : std::nullopt;
}

struct Field
{
    QString key;
    int AccountLimits::*value;
};

const QList<Field> &fields()
{
    static const QList<Field> all{{u"per_second"_s, &AccountLimits::perSecond},
        {u"per_minute"_s, &AccountLimits::perMinute}, {u"per_hour"_s, &AccountLimits::perHour},
        {u"per_day"_s, &AccountLimits::perDay}, {u"per_hour_and_domain"_s, &AccountLimits::perHourAndDomain},
        {u"warm_up_first_day"_s, &AccountLimits::warmUpFirstDay}};
    return all;
}

} // namespace

QString toJson(const AccountLimits &limits)
{
    QJsonObject object;
    for (const auto &[key, value] : fields()) {
        if (limits.*value > 0)
            object.insert(key, limits.*value);
    }
    put(object, u"warm_up_since"_s, limits.warmUpSince);
    return compact(object);
}

AccountLimits limitsFromJson(const QString &json)
{
    const auto object = QJsonDocument::fromJson(json.toUtf8()).object();
    AccountLimits limits;
    for (const auto &[key, value] : fields())
        limits.*value = object[key].toInt();
    limits.warmUpSince = take(object, u"warm_up_since"_s);
    return limits;
}

QString toJson(const AccountPace &pace)
{
    QJsonObject object;
    if (pace.intervalMs > 0)
        object.insert(u"interval_ms"_s, pace.intervalMs);
    put(object, u"rests_until"_s, pace.restsUntil);
    return compact(object);
}

AccountPace paceFromJson(const QString &json)
{
    const auto object = QJsonDocument::fromJson(json.toUtf8()).object();
    return {object[u"interval_ms"_s].toInt(), take(object, u"rests_until"_s)};
}

} // namespace haberdash::store
