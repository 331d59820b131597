// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/row_shaper.h"

#include "core/import/cell_text.h"

#include <algorithm>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<size_t> placeOf(const QStringList &headerKeys, const QString &key)
{
    const auto place = headerKeys.indexOf(key);
    return place < 0 ? std::nullopt : std::optional(size_t(place));
}

} // namespace

/// Nothing where a column is not in the file.
std::optional<std::vector<RowShaper::Piece>> RowShaper::piecesOf(
    const QString &recipe, const QStringList &headerKeys)
{
    std::vector<Piece> pieces;
    qsizetype from = 0;
    for (const QString &column : columnsIn(recipe)) {
        const auto open = recipe.indexOf(u'{', from);
        if (open > from)
            pieces.push_back({recipe.mid(from, open - from).toStdString(), {}});
        const auto place = placeOf(headerKeys, column);
        if (!place)
            return std::nullopt;
        pieces.push_back({{}, place});
        from = recipe.indexOf(u'}', open) + 1;
    }
    if (from < recipe.size() || recipe.isEmpty())
        pieces.push_back({recipe.mid(from).toStdString(), {}});
    return pieces;
}

RowShaper::RowShaper(const Shape &shape, const QStringList &headerKeys)
    : m_shape(shape)
{
    for (auto it = shape.madeOf.begin(); it != shape.madeOf.end(); ++it) {
        Recipe recipe{it.key(), {}};
        for (const QString &text : *it) {
            if (auto pieces = piecesOf(text, headerKeys))
                recipe.alternatives.push_back(std::move(*pieces));
        }
        if (!recipe.alternatives.empty())
            m_recipes.push_back(std::move(recipe));
    }
    for (const RowRule &rule : shape.rules) {
        const auto place = placeOf(headerKeys, rule.column);
        if (!place)
            continue;
        Rule made{*place, {}, {}, {rule.leaveOut.begin(), rule.leaveOut.end()}, rule.rejection};
        for (const QString &word : rule.words)
            made.words.push_back(word.toStdString());
        for (auto it = rule.set.begin(); it != rule.set.end(); ++it) {
            if (auto pieces = piecesOf(*it, headerKeys))
                made.set.push_back({it.key(), {std::move(*pieces)}});
        }
        m_rules.push_back(std::move(made));
    }
    for (auto it = shape.firstOf.begin(); it != shape.firstOf.end(); ++it)
        m_firsts.emplace_back(it.key(), it->toStdString());
    m_fillBy = placeOf(headerKeys, shape.fillDownBy);
    for (const QString &column : shape.fillDown) {
        if (const auto place = placeOf(headerKeys, column); place && m_fillBy)
            m_fillColumns.push_back(*place);
    }
    m_above.resize(m_fillColumns.size());
    m_fillsKey = shape.fillDown.contains(shape.fillDownBy);
    if (!shape.items)
        return;
    const ItemCells &items = *shape.items;
    for (qsizetype i = 0; i < headerKeys.size(); ++i) {
        const bool isOne = items.column.endsWith(u'*') ? headerKeys[i].startsWith(items.column.chopped(1))
                                                       : headerKeys[i] == items.column;
        if (isOne)
            m_itemColumns.push_back(size_t(i));
    }
    m_itemTexts.resize(m_itemColumns.size());
    for (auto it = items.labels.begin(); it != items.labels.end(); ++it)
        m_labels.push_back({QString(it.key() + items.sign).toStdString(), *it});
    for (const QString &between : items.between)
        m_between.push_back(between.toStdString());
    m_partsBetween = items.partsBetween.toStdString();
}

QList<Field> RowShaper::madeFields() const
{
    QList<Field> fields;
    for (const Recipe &recipe : m_recipes)
        fields.append(recipe.field);
    for (const Rule &rule : m_rules) {
        for (const Recipe &recipe : rule.set)
            fields.append(recipe.field);
    }
    return fields;
}

std::span<const std::string_view> RowShaper::filled(std::span<const std::string_view> cells)
{
    if (m_fillColumns.empty() || *m_fillBy >= cells.size())
        return cells;
    const auto key = trimmed(cells[*m_fillBy]);
    const bool same = key.empty() ? m_fillsKey && !m_fillKey.empty() : key == m_fillKey;
    if (!same)
        m_fillKey = key;
    m_cells.assign(cells.begin(), cells.end());
    for (size_t i = 0; i < m_fillColumns.size(); ++i) {
        const size_t column = m_fillColumns[i];
        if (column >= cells.size())
            continue;
        if (same && trimmed(cells[column]).empty())
            m_cells[column] = m_above[i];
        else
            m_above[i] = cells[column];
    }
    return m_cells;
}

bool RowShaper::fits(const Rule &rule, std::span<const std::string_view> cells) const
{
    const std::string word
        = lowered(trimmed(rule.column < cells.size() ? cells[rule.column] : std::string_view()));
    return std::any_of(rule.words.begin(), rule.words.end(),
        [&word](const std::string &each) { return each == word || (each == "*" && !word.empty()); });
}

void RowShaper::make(const Recipe &recipe, std::span<const std::string_view> cells, FieldTexts &texts)
{
    const bool isCode = infoOf(recipe.field).type == FieldType::Code;
    for (const auto &pieces : recipe.alternatives) {
        std::string text;
        bool all = true;
        for (const Piece &piece : pieces) {
            if (!piece.column) {
                text += piece.text;
                continue;
            }
            const auto cell
                = trimmed(*piece.column < cells.size() ? cells[*piece.column] : std::string_view());
            all = all && !cell.empty();
            text += isCode ? withoutGuard(cell) : cell;
        }
        if (!all)
            continue;
        m_made[size_t(recipe.field)] = std::move(text);
        texts[size_t(recipe.field)] = m_made[size_t(recipe.field)];
        return;
    }
    texts[size_t(recipe.field)] = {};
}

void RowShaper::decode(FieldTexts &texts)
{
    for (size_t i = 0; i < texts.size(); ++i) {
        if (infoOf(Field(i)).type != FieldType::Text || texts[i].find('&') == std::string_view::npos)
            continue;
        m_made[i] = withoutEntities(texts[i]);
        texts[i] = m_made[i];
    }
}

bool RowShaper::shape(std::span<const std::string_view> cells, FieldTexts &texts, QString &reason)
{
    for (const Recipe &recipe : m_recipes)
        make(recipe, cells, texts);
    for (const auto &[field, between] : m_firsts) {
        auto &text = texts[size_t(field)];
        text = trimmed(text.substr(0, text.find(between)));
    }
    if (m_shape.texts == Shape::Texts::Html)
        decode(texts);
    for (const Rule &rule : m_rules) {
        if (!fits(rule, cells))
            continue;
        if (!rule.rejection.isEmpty()) {
            reason = rule.rejection;
            return false;
        }
        for (const Field field : rule.leaveOut)
            texts[size_t(field)] = {};
        for (const Recipe &recipe : rule.set)
            make(recipe, cells, texts);
    }
    return true;
}

/// One item: values behind labels, each up to the next label that is known.
bool RowShaper::readItem(std::string_view text, FieldTexts &item) const
{
    const auto nextLabel = [&](size_t from) {
        std::pair<size_t, const Label *> next{std::string_view::npos, nullptr};
        for (const Label &label : m_labels) {
            for (size_t at = text.find(label.text, from); at < next.first;
                 at = text.find(label.text, at + 1)) {
                // Names may hold the word of a label; a label stands at the start or behind what parts two.
                const auto before = trimmed(text.substr(0, at));
                if (!before.empty() && !before.ends_with(trimmed(m_partsBetween)))
                    continue;
                next = {at, &label};
            }
        }
        return next;
    };
    auto [at, label] = nextLabel(0);
    if (!label || !trimmed(text.substr(0, at)).empty())
        return false;
    while (label) {
        const size_t start = at + label->text.size();
        const auto [nextAt, next] = nextLabel(start);
        auto value = trimmed(text.substr(start, next ? nextAt - start : std::string_view::npos));
        if (const auto between = trimmed(m_partsBetween); next && value.ends_with(between))
            value = trimmed(value.substr(0, value.size() - between.size()));
        if (label->field)
            item[size_t(*label->field)] = value;
        at = nextAt;
        label = next;
    }
    return true;
}

bool RowShaper::items(
    std::span<const std::string_view> cells, std::vector<FieldTexts> &items, QString &reason)
{
    for (size_t i = 0; i < m_itemColumns.size(); ++i) {
        const size_t column = m_itemColumns[i];
        auto text = trimmed(column < cells.size() ? cells[column] : std::string_view());
        // Before items are told apart: an entity ends with a semicolon.
        if (m_shape.texts == Shape::Texts::Html && text.find('&') != std::string_view::npos) {
            m_itemTexts[i] = withoutEntities(text);
            text = m_itemTexts[i];
        }
        const auto between = std::find_if(m_between.begin(), m_between.end(),
            [&text](const std::string &each) { return text.find(each) != std::string_view::npos; });
        while (!text.empty()) {
            const auto end
                = between == m_between.end() ? text.size() : std::min(text.find(*between), text.size());
            const auto piece = trimmed(text.substr(0, end));
            text.remove_prefix(
                std::min(text.size(), end + (between == m_between.end() ? 0 : between->size())));
            if (piece.empty())
                continue;
            FieldTexts item{};
            if (!readItem(piece, item)) {
                const QString shown
                    = QString::fromUtf8(piece.data(), qsizetype(std::min<size_t>(piece.size(), 120)));
                reason = u"%1: “%2” is no item of an order as this format writes them"_s.arg(
                    m_shape.items->column, shown.left(40));
                return false;
            }
            items.push_back(item);
        }
    }
    return true;
}

} // namespace haberdash::importing
