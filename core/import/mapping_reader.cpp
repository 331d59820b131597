// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/mapping.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<Error> refuse(const QString &detail)
{
    return failure(Error::Code::Invalid, u"The mapping cannot be used: %1"_s.arg(detail));
}

/// Other kinds of rows have no place for what only this shop says.
bool hasOwnFacts(Kind kind)
{
    return kind == Kind::Customers || kind == Kind::Events;
}

Result<> readColumns(const QJsonObject &columns, Mapping &mapping)
{
    for (auto it = columns.begin(); it != columns.end(); ++it) {
        const QString where = u"the column “%1”"_s.arg(it.key());
        if (!it->isString())
            return refuse(u"%1 needs the name of a field, in quotes."_s.arg(where));
        const QString name = it->toString();
        if (mapping.columns.contains(headerKey(it.key())) || mapping.attributes.contains(headerKey(it.key())))
            return refuse(
                u"%1 is there twice. Blanks at the ends and capital letters make no difference; keep one."_s
                    .arg(where));
        if (name == u"attribute:"_s)
            return refuse(u"%1 needs a name after “attribute:”."_s.arg(where));
        if (name.startsWith(u"attribute:"_s)) {
            if (!hasOwnFacts(mapping.kind))
                return refuse(
                    u"%1 is “%2”, but only customers and events have facts of their own."_s.arg(where, name));
            mapping.attributes.insert(headerKey(it.key()), name.mid(10));
            continue;
        }
        HABERDASH_TRY_ASSIGN(field, fieldOf(name, mapping.kind, where));
        for (auto other = mapping.columns.begin(); other != mapping.columns.end(); ++other) {
            if (other.value() == field && other.key() != headerKey(it.key()))
                return refuse(u"“%1” is given to two columns, “%2” and “%3”. Keep one."_s.arg(
                    name, other.key(), it.key()));
        }
        mapping.columns.insert(headerKey(it.key()), field);
    }
    return {};
}

Result<> readJoins(const QJsonArray &joins, Mapping &mapping)
{
    for (const auto &entry : joins) {
        const auto object = entry.toObject();
        Join join{object[u"file"_s].toString(), headerKey(object[u"on"_s].toString()), {}};
        if (join.file.isEmpty() || join.column.isEmpty())
            return refuse(u"a join needs “file” and “on”."_s);
        const auto columns = object[u"columns"_s].toObject();
        for (auto it = columns.begin(); it != columns.end(); ++it) {
            HABERDASH_TRY_ASSIGN(
                field, fieldOf(it->toString(), mapping.kind, u"the join's column “%1”"_s.arg(it.key())));
            join.columns.insert(headerKey(it.key()), field);
        }
        mapping.joins.append(join);
    }
    return {};
}

Result<> readRecognition(const QJsonObject &object, Mapping &mapping)
{
    const auto keysOf = [](const QJsonArray &headers) {
        QStringList keys;
        for (const auto &header : headers)
            keys.append(headerKey(header.toString()));
        return keys;
    };
    const auto told = object[u"recognised_by"_s].toArray();
    if (!told.isEmpty() && told.first().isString())
        mapping.recognisedBy.append(keysOf(told));
    else {
        for (const auto &layout : told)
            mapping.recognisedBy.append(keysOf(layout.toArray()));
    }
    if (std::any_of(mapping.recognisedBy.begin(), mapping.recognisedBy.end(),
            [](const QStringList &keys) { return keys.isEmpty() || keys.contains(QString()); }))
        return refuse(u"“recognised_by” is a list of headers, or a list of such lists."_s);
    mapping.recognisedWithout = keysOf(object[u"recognised_without"_s].toArray());
    mapping.recognisedByName = keysOf(object[u"recognised_by_name"_s].toArray());
    return {};
}

Result<> readOtherNames(const QJsonObject &names, Mapping &mapping)
{
    for (auto it = names.begin(); it != names.end(); ++it) {
        const auto others = it->toArray();
        if (others.isEmpty())
            return refuse(u"“also_called” says nothing for “%1”. Write a list of headers."_s.arg(it.key()));
        for (const auto &other : others) {
            const QString key = headerKey(other.toString());
            if (const auto known = mapping.otherNames.constFind(key); known != mapping.otherNames.constEnd())
                return refuse(u"“also_called” gives “%1” to two columns, “%2” and “%3”. Keep one."_s.arg(
                    key, *known, headerKey(it.key())));
            mapping.otherNames.insert(key, headerKey(it.key()));
        }
    }
    return {};
}

Result<> readTaxes(const QJsonObject &taxes, Mapping &mapping)
{
    for (auto it = taxes.begin(); it != taxes.end(); ++it) {
        HABERDASH_TRY_ASSIGN(field, fieldOf(it.key(), mapping.kind, u"“add_tax”"_s));
        const QByteArray text = it->toVariant().toString().toUtf8();
        const auto hundredths
            = parseMinorUnits({text.constData(), size_t(text.size())}, NumberFormat{'.', '\0'}, 2);
        if (infoOf(field).type != FieldType::Money || !hundredths || *hundredths < 0 || *hundredths > 10'000)
            return refuse(
                u"“add_tax” says how many percent to add to an amount: {\"price\": 19}, and not “%1” to %2."_s
                    .arg(QString::fromUtf8(text), it.key()));
        mapping.taxes.insert(field, int(*hundredths));
    }
    return {};
}

Result<char> readSeparator(const QJsonObject &numbers, const QString &key, char fallback)
{
    if (!numbers.contains(key))
        return fallback;
    const QString text = numbers[key].toString();
    if (text.isEmpty())
        return '\0';
    if (text.size() != 1 || text[0].unicode() > 0x7F || text[0].isDigit())
        return refuse(u"“numbers.%1” is one character such as . or , and not “%2”."_s.arg(key, text));
    return char(text[0].unicode());
}

Result<> readFormats(const QJsonObject &object, Mapping &mapping)
{
    const auto dates = object[u"dates"_s].toObject();
    mapping.dateFormat = dates[u"format"_s].toString(u"iso"_s);
    for (const auto &format : dates[u"format"_s].toArray())
        mapping.dateFormats.append(format.toString());
    if (!mapping.dateFormats.isEmpty())
        mapping.dateFormat = mapping.dateFormats.constFirst();
    for (const QString &format : mapping.dateFormats + QStringList{mapping.dateFormat})
        HABERDASH_TRY(DateFormat::fromPattern(format));
    if (dates.contains(u"time_zone"_s)) {
        const QByteArray zone = dates[u"time_zone"_s].toString().toLatin1();
        // Qt would take nearly any word for a rule of POSIX.
        if (QTimeZone::isTimeZoneIdAvailable(zone))
            mapping.timeZone = QTimeZone(zone);
        if (!mapping.timeZone.isValid())
            return refuse(u"“%1” is no time zone. Write a name such as Europe/London."_s.arg(
                dates[u"time_zone"_s].toString()));
    }
    mapping.timeZoneColumn = headerKey(dates[u"time_zone_column"_s].toString());
    const auto zones = dates[u"time_zones"_s].toObject();
    for (auto it = zones.begin(); it != zones.end(); ++it) {
        const QByteArray zone = it->toString().toLatin1();
        if (!QTimeZone::isTimeZoneIdAvailable(zone))
            return refuse(u"“%1” is no time zone. Write a name such as Europe/London."_s.arg(it->toString()));
        mapping.timeZones.insert(headerKey(it.key()), QTimeZone(zone));
    }
    const auto numbers = object[u"numbers"_s].toObject();
    HABERDASH_TRY_ASSIGN(decimal, readSeparator(numbers, u"decimal"_s, '.'));
    HABERDASH_TRY_ASSIGN(thousands, readSeparator(numbers, u"thousands"_s, '\0'));
    mapping.numbers = {decimal, thousands};
    const QString negative = numbers[u"negative"_s].toString(u"reject"_s);
    if (negative != u"reject"_s && negative != u"accept"_s)
        return refuse(u"“numbers.negative” is “accept” or “reject”, not “%1”."_s.arg(negative));
    mapping.negativeAmounts = negative == u"accept"_s;
    return {};
}

Result<> checkKeys(const QJsonObject &object)
{
    static const QSet<QString> known{u"name"_s, u"kind"_s, u"source"_s, u"columns"_s, u"constants"_s,
        u"event_types"_s, u"new_event_types"_s, u"words"_s, u"by_file_name"_s, u"joins"_s, u"recognised_by"_s,
        u"dates"_s, u"numbers"_s, u"returns_begin_with"_s, u"recognised_without"_s, u"never_keep"_s,
        u"remark"_s, u"refuse"_s, u"recognised_by_name"_s, u"also_called"_s, u"sums"_s, u"add_tax"_s,
        u"other_columns"_s};
    for (const QString &key : object.keys()) {
        if (!known.contains(key) && !shapeKeys().contains(key)) {
            QStringList names = QStringList(known.begin(), known.end()) + shapeKeys();
            names.sort();
            return refuse(
                u"“%1” is not a part of a mapping. The parts are %2."_s.arg(key, names.join(u", "_s)));
        }
    }
    return {};
}

} // namespace

Result<Mapping> parseMapping(const QByteArray &json)
{
    QJsonParseError parseError;
    const auto document = QJsonDocument::fromJson(json, &parseError);
    if (parseError.error != QJsonParseError::NoError) {
        const auto before = QByteArrayView(json).first(std::min<qsizetype>(parseError.offset, json.size()));
        const auto lineStart = before.lastIndexOf('\n');
        return refuse(u"line %1, column %2: %3."_s.arg(before.count('\n') + 1)
                          .arg(before.size() - lineStart)
                          .arg(parseError.errorString()));
    }
    const auto object = document.object();
    HABERDASH_TRY(checkKeys(object));
    Mapping mapping;
    mapping.name = object[u"name"_s].toString(u"mapping"_s);
    const auto kind = kindFromWord(object[u"kind"_s].toString());
    if (!kind)
        return refuse(
            u"“kind” says what the rows are: products, customers, orders, coupons or events. It says “%1”."_s
                .arg(object[u"kind"_s].toString()));
    mapping.kind = *kind;
    mapping.source = object[u"source"_s].toString(mapping.name.toLower());
    HABERDASH_TRY(readColumns(object[u"columns"_s].toObject(), mapping));
    if (mapping.columns.isEmpty() && !object.contains(u"refuse"_s))
        return refuse(u"“columns” is empty. It says which column is which field."_s);
    const auto constants = object[u"constants"_s].toObject();
    for (auto it = constants.begin(); it != constants.end(); ++it) {
        HABERDASH_TRY_ASSIGN(field, fieldOf(it.key(), mapping.kind, u"a constant"_s));
        mapping.constants.insert(field, it->toVariant().toString());
    }
    const auto types = object[u"event_types"_s].toObject();
    for (auto it = types.begin(); it != types.end(); ++it)
        mapping.eventTypes.insert(it.key(), it->toString());
    const auto words = object[u"words"_s].toObject();
    for (auto it = words.begin(); it != words.end(); ++it) {
        HABERDASH_TRY_ASSIGN(field, fieldOf(it.key(), mapping.kind, u"“words”"_s));
        const auto pairs = it->toObject();
        for (auto word = pairs.begin(); word != pairs.end(); ++word)
            mapping.words[field].insert(headerKey(word.key()), word->toString());
    }
    const auto names = object[u"by_file_name"_s].toObject();
    for (auto it = names.begin(); it != names.end(); ++it) {
        const auto settled = it->toObject();
        for (auto value = settled.begin(); value != settled.end(); ++value) {
            HABERDASH_TRY_ASSIGN(field, fieldOf(value.key(), mapping.kind, u"“by_file_name”"_s));
            mapping.byFileName[it.key()].insert(field, value->toString());
        }
    }
    mapping.newEventTypes = object[u"new_event_types"_s].toBool();
    HABERDASH_TRY(readJoins(object[u"joins"_s].toArray(), mapping));
    HABERDASH_TRY(readRecognition(object, mapping));
    HABERDASH_TRY(readOtherNames(object[u"also_called"_s].toObject(), mapping));
    HABERDASH_TRY(readTaxes(object[u"add_tax"_s].toObject(), mapping));
    if (object.contains(u"other_columns"_s)) {
        if (!hasOwnFacts(mapping.kind))
            return refuse(u"“other_columns” is for customers and events; these rows are %1."_s.arg(
                toWord(mapping.kind)));
        if (!object[u"other_columns"_s].isObject())
            return refuse(u"“other_columns” is {} or {\"leave_out\": [...]}."_s);
        mapping.keepsOthers = true;
        for (const auto &header : object[u"other_columns"_s].toObject()[u"leave_out"_s].toArray())
            mapping.othersLeftOut.append(headerKey(header.toString()));
    }
    for (const auto &name : object[u"sums"_s].toArray()) {
        HABERDASH_TRY_ASSIGN(field, fieldOf(name.toString(), mapping.kind, u"“sums”"_s));
        mapping.sums.append(field);
    }
    for (const auto &header : object[u"never_keep"_s].toArray())
        mapping.neverKept.append(headerKey(header.toString()));
    mapping.remark = object[u"remark"_s].toString();
    HABERDASH_TRY(readFormats(object, mapping));
    HABERDASH_TRY_ASSIGN(shape, readShape(object, mapping.kind));
    mapping.shape = shape;
    mapping.refusal = object[u"refuse"_s].toString();
    mapping.returnsPrefix = object[u"returns_begin_with"_s].toString();
    return mapping;
}

} // namespace haberdash::importing
