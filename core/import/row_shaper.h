// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/mapping_shape.h"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace haberdash::importing {

using FieldTexts = std::array<std::string_view, fieldCount>;

/// Does to the rows of one file what the `Shape` of its mapping says. What it gives holds until the next row.
class RowShaper
{
public:
    RowShaper(const Shape &shape, const QStringList &headerKeys);

    /// Fills cells down from the row above. The cells to read instead.
    [[nodiscard]] std::span<const std::string_view> filled(std::span<const std::string_view> cells);
    /// Changes `texts` as the rules say. False, with a reason, for rows that are none.
    [[nodiscard]] bool shape(std::span<const std::string_view> cells, FieldTexts &texts, QString &reason);
    /// The items of the row, each with the texts of its line; nothing where the mapping has no items in
    /// cells. False, with a reason, where a cell has text and no label that is known.
    [[nodiscard]] bool items(
        std::span<const std::string_view> cells, std::vector<FieldTexts> &items, QString &reason);
    /// Fields that have a text without a column of their own.
    [[nodiscard]] QList<Field> madeFields() const;

private:
    /// A text with columns in it: "id:", column 3.
    struct Piece
    {
        std::string text;
        std::optional<size_t> column;
    };
    struct Recipe
    {
        Field field;
        std::vector<std::vector<Piece>> alternatives;
    };
    struct Rule
    {
        size_t column;
        std::vector<std::string> words;
        std::vector<Recipe> set;
        std::vector<Field> leaveOut;
        QString rejection;
    };
    struct Label
    {
        std::string text; ///< with its sign
        std::optional<Field> field;
    };
    [[nodiscard]] static std::optional<std::vector<Piece>> piecesOf(
        const QString &recipe, const QStringList &headerKeys);
    [[nodiscard]] bool fits(const Rule &rule, std::span<const std::string_view> cells) const;
    void make(const Recipe &recipe, std::span<const std::string_view> cells, FieldTexts &texts);
    void decode(FieldTexts &texts);
    [[nodiscard]] bool readItem(std::string_view text, FieldTexts &item) const;

    Shape m_shape;
    std::vector<Recipe> m_recipes;
    std::vector<Rule> m_rules;
    std::vector<std::pair<Field, std::string>> m_firsts;
    bool m_fillsKey = false; ///< whether further rows leave the key empty, too
    std::vector<size_t> m_itemColumns;
    std::vector<std::string> m_itemTexts; ///< without entities, in the order of the columns
    std::vector<Label> m_labels;
    std::vector<std::string> m_between;
    std::string m_partsBetween;
    std::optional<size_t> m_fillBy;
    std::vector<size_t> m_fillColumns;
    std::string m_fillKey;
    std::vector<std::string> m_above; ///< of the columns that are filled down
    std::vector<std::string_view> m_cells;
    std::array<std::string, fieldCount> m_made; ///< texts that stand in no cell
};

} // namespace haberdash::importing
