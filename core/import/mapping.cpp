// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/mapping.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

static void initFormatsResource()
{
    Q_INIT_RESOURCE(formats);
}

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<Error> refuse(const QString &detail)
{
    return failure(Error::Code::Invalid, u"The mapping cannot be used: %1"_s.arg(detail));
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
            if (mapping.kind != Kind::Customers && mapping.kind != Kind::Events)
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
        u"other_columns"_s, u"remark"_s, u"refuse"_s};
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

Result<> Mapping::checkHeader(const QStringList &header) const
{
    if (!refusal.isEmpty())
        return failure(Error::Code::Refused, u"This is “%1”. %2 Nothing was imported."_s.arg(name, refusal));
    QStringList missing;
    for (auto it = columns.begin(); it != columns.end(); ++it) {
        if (!header.contains(it.key()))
            missing.append(it.key());
    }
    const auto have = [&](Field field) {
        if (constants.contains(field))
            return true;
        for (const Join &join : joins) {
            if (join.columns.values().contains(field))
                return true;
        }
        const QStringList recipes = shape.madeOf.value(field);
        if (std::any_of(recipes.begin(), recipes.end(), [&header](const QString &recipe) {
                const QStringList needed = columnsIn(recipe);
                return std::all_of(
                    needed.begin(), needed.end(), [&](const QString &key) { return header.contains(key); });
            }))
            return true;
        for (auto it = columns.begin(); it != columns.end(); ++it) {
            if (it.value() == field && header.contains(it.key()))
                return true;
        }
        return false;
    };
    const auto refuseHeader = [&](const QString &need) {
        const QString gap
            = missing.isEmpty() ? QString() : u" The file has no column “%1”."_s.arg(missing.join(u"”, “"_s));
        return failure(Error::Code::Invalid,
            u"“%1” needs %2.%3 Nothing was imported. Check the file, or change the mapping."_s.arg(
                name, need, gap));
    };
    const bool person = have(Field::Email) || have(Field::CustomerId);
    switch (kind) {
    case Kind::Customers:
        if (!person && !have(Field::Phone))
            return refuseHeader(u"a column for email, customer_id or phone"_s);
        break;
    case Kind::Orders:
        if (!have(Field::OrderId))
            return refuseHeader(u"a column for order_id"_s);
        if (!have(Field::PlacedAt))
            return refuseHeader(u"a column for placed_at"_s);
        if (!have(Field::Total) && !have(Field::LinePrice) && !have(Field::LineTotal))
            return refuseHeader(u"a column for total, line_price or line_total"_s);
        break;
    case Kind::Products:
        if (!have(Field::Handle))
            return refuseHeader(u"a column for handle"_s);
        break;
    case Kind::Coupons:
        if (!have(Field::Code))
            return refuseHeader(u"a column for code"_s);
        break;
    case Kind::Events:
        if (!person)
            return refuseHeader(u"a column for email or customer_id"_s);
        if (!have(Field::OccurredAt))
            return refuseHeader(u"a column for occurred_at"_s);
        if (!have(Field::Type))
            return refuseHeader(u"a column or a constant for type"_s);
        break;
    case Kind::Loyalty:
        if (!person)
            return refuseHeader(u"a column for email or customer_id"_s);
        if (!have(Field::Points))
            return refuseHeader(u"a column for points"_s);
        break;
    }
    return {};
}

bool Mapping::reads(Field field) const
{
    return columns.values().contains(field) || constants.contains(field) || shape.madeOf.contains(field)
        || std::any_of(shape.rules.begin(), shape.rules.end(),
            [field](const RowRule &rule) { return rule.set.contains(field); })
        || std::any_of(joins.begin(), joins.end(),
            [field](const Join &join) { return join.columns.values().contains(field); });
}

Result<Mapping> Mapping::forFile(const QString &path) const
{
    Mapping mapping = *this;
    const QString fileName = QFileInfo(path).fileName().toLower();
    for (auto it = byFileName.begin(); it != byFileName.end(); ++it) {
        if (!fileName.startsWith(it.key()))
            continue;
        for (auto value = it->begin(); value != it->end(); ++value)
            mapping.constants.insert(value.key(), value.value());
        return mapping;
    }
    if (byFileName.isEmpty())
        return mapping;
    return failure(Error::Code::Invalid,
        u"“%1” is an export of “%2”, whose file name says what the people in it agreed to: it begins with %3. Nothing was imported. Give the file the name that it was exported with."_s
            .arg(path, name, QStringList(byFileName.keys()).join(u", "_s)));
}

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
    for (const auto &header : object[u"recognised_by"_s].toArray())
        mapping.recognisedBy.append(headerKey(header.toString()));
    for (const auto &header : object[u"recognised_without"_s].toArray())
        mapping.recognisedWithout.append(headerKey(header.toString()));
    for (const auto &header : object[u"never_keep"_s].toArray())
        mapping.neverKept.append(headerKey(header.toString()));
    if (const QString others = object[u"other_columns"_s].toString(u"leave out"_s); others == u"keep"_s)
        mapping.keepsOtherColumns = true;
    else if (others != u"leave out"_s)
        return refuse(u"“other_columns” is “keep” or “leave out”, not “%1”."_s.arg(others));
    mapping.remark = object[u"remark"_s].toString();
    HABERDASH_TRY(readFormats(object, mapping));
    HABERDASH_TRY_ASSIGN(shape, readShape(object, mapping.kind));
    mapping.shape = shape;
    mapping.refusal = object[u"refuse"_s].toString();
    mapping.returnsPrefix = object[u"returns_begin_with"_s].toString();
    return mapping;
}

Result<Mapping> loadMapping(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            Error::Code::NotFound, u"The mapping “%1” cannot be opened: %2."_s.arg(path, file.errorString()));
    return parseMapping(file.readAll());
}

const QList<Mapping> &knownFormats()
{
    static const QList<Mapping> formats = [] {
        initFormatsResource();
        QList<Mapping> list;
        const QDir folder(u":/haberdash/formats"_s);
        for (const QString &name : folder.entryList(QDir::Files, QDir::Name)) {
            const auto mapping = loadMapping(folder.filePath(name));
            if (!mapping)
                qFatal("%s: %s", qPrintable(name),
                    qPrintable(mapping.error().detail)); // a fault of the program itself
            list.append(*mapping);
        }
        return list;
    }();
    return formats;
}

const Mapping *recognise(const QStringList &header)
{
    const Mapping *best = nullptr;
    for (const Mapping &format : knownFormats()) {
        const auto has = [&header](const QString &key) { return header.contains(key); };
        const bool all = std::all_of(format.recognisedBy.begin(), format.recognisedBy.end(), has)
            && std::none_of(format.recognisedWithout.begin(), format.recognisedWithout.end(), has);
        // Platforms borrow headers from each other: what is told by more of them is told better.
        if (all && format.recognisedBy.size() > (best ? best->recognisedBy.size() : 0))
            best = &format;
    }
    return best;
}

} // namespace haberdash::importing
