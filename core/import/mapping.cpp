// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/mapping.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

static void initFormatsResource()
{
    Q_INIT_RESOURCE(formats);
}

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

QStringList Mapping::named(const QStringList &headerKeys) const
{
    if (otherNames.isEmpty())
        return headerKeys;
    QStringList names = headerKeys;
    for (QString &header : names) {
        // A file may have both: then each stays what it is.
        const QString ours = otherNames.value(header);
        if (!ours.isEmpty() && !names.contains(ours))
            header = ours;
    }
    return names;
}

Result<> Mapping::checkHeader(const QStringList &headerKeys) const
{
    const QStringList header = named(headerKeys);
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

const Mapping *recognise(const QStringList &header, const QString &path)
{
    const QString fileName = QFileInfo(path).fileName().toLower();
    const Mapping *best = nullptr;
    qsizetype most = 0;
    for (const Mapping &format : knownFormats()) {
        const QStringList names = format.named(header);
        const auto has = [&names](const QString &key) { return names.contains(key); };
        if (std::any_of(format.recognisedWithout.begin(), format.recognisedWithout.end(), has))
            continue;
        if (!format.recognisedByName.isEmpty()
            && std::none_of(format.recognisedByName.begin(), format.recognisedByName.end(),
                [&fileName](const QString &word) { return fileName.contains(word); }))
            continue;
        for (const QStringList &keys : format.recognisedBy) {
            // Platforms borrow headers from each other: what is told by more of them is told better.
            if (keys.size() > most && std::all_of(keys.begin(), keys.end(), has)) {
                most = keys.size();
                best = &format;
            }
        }
    }
    return best;
}

} // namespace haberdash::importing
