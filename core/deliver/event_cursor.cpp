// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/service_events.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;

namespace {

void put(QJsonObject &object, const QString &name, const std::optional<Timestamp> &instant)
{
    if (instant)
        object[name] = toMilliseconds(*instant);
}

std::optional<Timestamp> instantOf(const QJsonObject &object, const QString &name)
{
    const QJsonValue value = object[name];
    return value.isDouble() ? std::optional(fromMilliseconds(value.toInteger())) : std::nullopt;
}

} // namespace

EventCursor EventCursor::atPart(int next, int parts) const
{
    EventCursor cursor;
    cursor.readUntil = readUntil;
    cursor.notBefore = notBefore;
    if (next >= parts) {
        // A window that was asked for by hand may lie before what was read already.
        cursor.readUntil = readUntil && until ? std::max(*readUntil, *until) : until;
        return cursor;
    }
    cursor.from = from;
    cursor.until = until;
    cursor.part = next;
    return cursor;
}

QByteArray EventCursor::toJson(Service service) const
{
    QJsonObject object{{u"service"_s, toWord(service)}};
    put(object, u"read_until"_s, readUntil);
    put(object, u"from"_s, from);
    put(object, u"until"_s, until);
    put(object, u"slice_from"_s, sliceFrom);
    put(object, u"slice_until"_s, sliceUntil);
    put(object, u"not_before"_s, notBefore);
    if (part != 0)
        object[u"part"_s] = part;
    if (!token.isEmpty())
        object[u"token"_s] = token;
    if (offset != 0)
        object[u"offset"_s] = offset;
    if (!pending.isEmpty())
        object[u"pending"_s] = QJsonArray::fromStringList(pending);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

EventCursor EventCursor::fromJson(const QByteArray &json, Service service)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    EventCursor cursor;
    if (object[u"service"_s].toString() != toWord(service))
        return cursor;
    cursor.readUntil = instantOf(object, u"read_until"_s);
    cursor.notBefore = instantOf(object, u"not_before"_s);
    cursor.from = instantOf(object, u"from"_s);
    cursor.until = instantOf(object, u"until"_s);
    if (!cursor.from || !cursor.until) {
        cursor.from.reset();
        cursor.until.reset();
        return cursor;
    }
    cursor.sliceFrom = instantOf(object, u"slice_from"_s);
    cursor.sliceUntil = instantOf(object, u"slice_until"_s);
    cursor.part = object[u"part"_s].toInt();
    cursor.token = object[u"token"_s].toString();
    cursor.offset = object[u"offset"_s].toInteger();
    for (const auto &each : object[u"pending"_s].toArray())
        cursor.pending.append(each.toString());
    return cursor;
}

} // namespace haberdash::deliver
