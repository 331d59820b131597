// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/mapping_shape.h"

#include <QJsonArray>
#include <QJsonObject>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<Error> refuse(const QString &detail)
{
    return failure(Error::Code::Invalid, u"The mapping cannot be used: %1"_s.arg(detail));
}

QStringList textsOf(const QJsonValue &value)
{
    if (value.isString())
        return {value.toString()};
    QStringList texts;
    for (const auto &each : value.toArray())
        texts.append(each.toString());
    return texts;
}

Result<> readRecipes(const QJsonObject &recipes, Kind kind, Shape &shape)
{
    for (auto it = recipes.begin(); it != recipes.end(); ++it) {
        HABERDASH_TRY_ASSIGN(field, fieldOf(it.key(), kind, u"“made_of”"_s));
        const QStringList alternatives = textsOf(*it);
        for (const QString &recipe : alternatives) {
            if (columnsIn(recipe).isEmpty())
                return refuse(
                    u"“made_of” says “%1” for %2, which names no column. Write columns in braces: \"{Date} {Time}\"."_s
                        .arg(recipe, it.key()));
        }
        if (alternatives.isEmpty())
            return refuse(u"“made_of” says nothing for %1."_s.arg(it.key()));
        shape.madeOf.insert(field, alternatives);
    }
    return {};
}

Result<RowRule> readRule(const QJsonObject &object, Kind kind)
{
    RowRule rule;
    rule.column = headerKey(object[u"column"_s].toString());
    for (const QString &word : textsOf(object[u"is"_s]))
        rule.words.append(word.toLower());
    rule.rejection = object[u"reject"_s].toString();
    if (rule.column.isEmpty() || rule.words.isEmpty())
        return refuse(u"each of “rows” needs “column” and “is”: which column says which words."_s);
    const auto values = object[u"set"_s].toObject();
    for (auto it = values.begin(); it != values.end(); ++it) {
        HABERDASH_TRY_ASSIGN(field, fieldOf(it.key(), kind, u"“set” of “rows”"_s));
        rule.set.insert(field, it->toVariant().toString());
    }
    for (const QString &name : textsOf(object[u"leave_out"_s])) {
        HABERDASH_TRY_ASSIGN(field, fieldOf(name, kind, u"“leave_out” of “rows”"_s));
        rule.leaveOut.append(field);
    }
    if (rule.rejection.isEmpty() && rule.set.isEmpty() && rule.leaveOut.isEmpty())
        return refuse(u"each of “rows” needs “set”, “leave_out” or “reject”: what is done to such a row."_s);
    return rule;
}

Result<ItemCells> readItems(const QJsonObject &object, Kind kind)
{
    ItemCells items;
    items.column = headerKey(object[u"column"_s].toString());
    items.between = textsOf(object[u"between"_s]);
    items.sign = object[u"sign"_s].toString(u":"_s);
    items.partsBetween = object[u"parts_between"_s].toString();
    const auto labels = object[u"labels"_s].toObject();
    for (auto it = labels.begin(); it != labels.end(); ++it) {
        std::optional<Field> meaning;
        if (!it->toString().isEmpty()) {
            HABERDASH_TRY_ASSIGN(field, fieldOf(it->toString(), kind, u"“items”"_s));
            if (field < Field::LineTitle || field > Field::LineTax)
                return refuse(
                    u"“items” gives “%1” to “%2”, which is no field of an item. Those begin with line_."_s
                        .arg(it.key(), it->toString()));
            meaning = field;
        }
        items.labels.insert(it.key(), meaning);
    }
    if (kind != Kind::Orders)
        return refuse(u"“items” is for orders; these rows are %1."_s.arg(toWord(kind)));
    if (items.column.isEmpty() || items.labels.isEmpty() || items.sign.isEmpty()
        || items.between.contains(QString()))
        return refuse(u"“items” needs “column”, “labels”, and no empty “sign” or “between”."_s);
    return items;
}

} // namespace

QStringList columnsIn(const QString &recipe)
{
    QStringList columns;
    for (qsizetype open = recipe.indexOf(u'{'); open >= 0; open = recipe.indexOf(u'{', open + 1)) {
        const auto close = recipe.indexOf(u'}', open);
        if (close < 0)
            break;
        columns.append(headerKey(recipe.mid(open + 1, close - open - 1)));
        open = close;
    }
    return columns;
}

QStringList Shape::columns() const
{
    QStringList keys = fillDown + QStringList{fillDownBy};
    for (const QStringList &recipes : madeOf) {
        for (const QString &recipe : recipes)
            keys += columnsIn(recipe);
    }
    for (const RowRule &rule : rules)
        keys.append(rule.column);
    for (const Window &window : windows)
        keys += {window.column, window.from, window.to};
    if (items)
        keys.append(items->column);
    return keys;
}

const QStringList &shapeKeys()
{
    static const QStringList keys{
        u"made_of"_s, u"first_of"_s, u"rows"_s, u"fill_down"_s, u"only_between"_s, u"items"_s, u"texts"_s};
    return keys;
}

Result<Shape> readShape(const QJsonObject &mapping, Kind kind)
{
    Shape shape;
    HABERDASH_TRY(readRecipes(mapping[u"made_of"_s].toObject(), kind, shape));
    const auto firsts = mapping[u"first_of"_s].toObject();
    for (auto it = firsts.begin(); it != firsts.end(); ++it) {
        HABERDASH_TRY_ASSIGN(field, fieldOf(it.key(), kind, u"“first_of”"_s));
        if (it->toString().isEmpty())
            return refuse(
                u"“first_of” says nothing for %1. Write what stands between the items of the list."_s.arg(
                    it.key()));
        shape.firstOf.insert(field, it->toString());
    }
    for (const auto &entry : mapping[u"rows"_s].toArray()) {
        HABERDASH_TRY_ASSIGN(rule, readRule(entry.toObject(), kind));
        shape.rules.append(rule);
    }
    if (mapping.contains(u"fill_down"_s)) {
        const auto fill = mapping[u"fill_down"_s].toObject();
        shape.fillDownBy = headerKey(fill[u"by"_s].toString());
        for (const QString &column : textsOf(fill[u"columns"_s]))
            shape.fillDown.append(headerKey(column));
        if (shape.fillDownBy.isEmpty() || shape.fillDown.isEmpty())
            return refuse(u"“fill_down” needs “by” and “columns”."_s);
    }
    const auto windows = mapping[u"only_between"_s].toObject();
    for (auto it = windows.begin(); it != windows.end(); ++it) {
        const auto days = it->toObject();
        const Window window{
            headerKey(it.key()), headerKey(days[u"from"_s].toString()), headerKey(days[u"to"_s].toString())};
        if (window.from.isEmpty() && window.to.isEmpty())
            return refuse(u"“only_between” needs “from” or “to” for “%1”: which columns hold the days."_s.arg(
                it.key()));
        shape.windows.append(window);
    }
    if (mapping.contains(u"items"_s)) {
        HABERDASH_TRY_ASSIGN(items, readItems(mapping[u"items"_s].toObject(), kind));
        shape.items = items;
    }
    const QString texts = mapping[u"texts"_s].toString(u"plain"_s);
    if (texts != u"plain"_s && texts != u"html"_s)
        return refuse(u"“texts” is “plain” or “html”, not “%1”."_s.arg(texts));
    shape.texts = texts == u"html"_s ? Shape::Texts::Html : Shape::Texts::Plain;
    return shape;
}

} // namespace haberdash::importing
