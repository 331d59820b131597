// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/outcome_columns.h"

#include "core/import/number_choice.h"
#include "core/import/outcome_cell.h"
#include "core/import/table.h"

#include <QSet>

#include <algorithm>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int rowsToLookAt = 5000;

const QStringList &armWords()
{
    static const QStringList words{u"arm"_s, u"variant"_s, u"variation"_s, u"group"_s, u"segment"_s,
        u"treatment"_s, u"version"_s, u"bucket"_s, u"cell"_s, u"test group"_s};
    return words;
}

const QStringList &measureWords()
{
    static const QStringList words{u"visit"_s, u"click"_s, u"open"_s, u"conver"_s, u"order"_s, u"purchase"_s,
        u"bought"_s, u"spend"_s, u"spent"_s, u"revenue"_s, u"sales"_s, u"amount"_s, u"outcome"_s};
    return words;
}

bool isOneOf(const QString &name, const QStringList &words)
{
    const QString key = name.toLower();
    return words.contains(key)
        || std::any_of(words.begin(), words.end(), [&](const QString &word) { return key.contains(word); });
}

QString guessArm(const QList<OutcomeColumn> &columns)
{
    const auto mayBeArm
        = [](const OutcomeColumn &column) { return column.distinct >= 2 && column.distinct <= mostArms; };
    for (const QString &word : armWords()) {
        for (const auto &column : columns) {
            if (mayBeArm(column) && column.name.compare(word, Qt::CaseInsensitive) == 0)
                return column.name;
        }
    }
    for (const auto &column : columns) {
        if (mayBeArm(column) && isOneOf(column.name, armWords())
            && column.content == OutcomeColumn::Content::Text)
            return column.name;
    }
    for (const auto &column : columns) {
        if (mayBeArm(column) && column.content == OutcomeColumn::Content::Text)
            return column.name;
    }
    // A file that is sorted by arm shows only one of them at the top.
    for (const auto &column : columns) {
        if (column.distinct == 1 && armWords().contains(column.name.toLower()))
            return column.name;
    }
    return {};
}

/// Says how the numbers of a column are written, and counts what is none as a word.
void settle(OutcomeColumn &column, const QList<QByteArray> &cells, int &words)
{
    QStringList texts;
    for (const QByteArray &cell : cells)
        texts << QString::fromUtf8(cell);
    column.numbers = guessNumbers(texts);
    for (const QByteArray &cell : cells) {
        const auto number = outcomeNumber(std::string_view(cell.data(), size_t(cell.size())), column.numbers);
        if (!number)
            ++words;
        else if (*number != 0 && *number != 1)
            column.content = OutcomeColumn::Content::Number;
    }
}

} // namespace

bool isMeasureName(const QString &name)
{
    return isOneOf(name, measureWords());
}

QStringList guessMeasures(const QList<OutcomeColumn> &columns, const QString &arm)
{
    QStringList named;
    QStringList behindArm;
    QStringList flags;
    bool isBehind = false;
    for (const auto &column : columns) {
        if (column.name == arm) {
            isBehind = true;
            continue;
        }
        if (column.content == OutcomeColumn::Content::Text)
            continue;
        if (isOneOf(column.name, measureWords()))
            named << column.name;
        if (isBehind)
            behindArm << column.name;
        if (column.content == OutcomeColumn::Content::ZeroOrOne)
            flags << column.name;
    }
    return !named.isEmpty() ? named : !behindArm.isEmpty() ? behindArm : flags;
}

Result<OutcomeColumns> guessOutcomeColumns(const QString &path)
{
    HABERDASH_TRY_ASSIGN(table, Table::open(path));
    OutcomeColumns columns;
    for (const QString &name : table.header())
        columns.all.append({name, OutcomeColumn::Content::ZeroOrOne, 0});
    std::vector<QSet<QByteArray>> values(size_t(columns.all.size()));
    std::vector<int> filled(values.size(), 0);
    std::vector<int> words(values.size(), 0);
    std::vector<QList<QByteArray>> sample(
        values.size()); // with points or commas, which say how numbers are written
    for (int row = 0; row < rowsToLookAt; ++row) {
        HABERDASH_TRY_ASSIGN(record, table.next());
        if (!record)
            break;
        if (record->fault != RecordFault::None || qsizetype(record->cells.size()) != columns.all.size())
            continue;
        for (qsizetype i = 0; i < columns.all.size(); ++i) {
            const auto cell = record->cells[size_t(i)];
            auto &column = columns.all[i];
            auto &seen = values[size_t(i)];
            if (seen.size() <= mostArms)
                seen.insert(QByteArray(cell.data(), qsizetype(cell.size())));
            if (cell.empty())
                continue;
            ++filled[size_t(i)];
            if (cell.find_first_of(".,") != std::string_view::npos) {
                sample[size_t(i)].emplace_back(cell.data(), qsizetype(cell.size()));
                continue;
            }
            const auto number = outcomeNumber(cell, {});
            if (!number)
                ++words[size_t(i)];
            else if (*number != 0 && *number != 1)
                column.content = OutcomeColumn::Content::Number;
        }
    }
    for (qsizetype i = 0; i < columns.all.size(); ++i) {
        settle(columns.all[i], sample[size_t(i)], words[size_t(i)]);
        columns.all[i].distinct = values[size_t(i)].size();
        // A stray word among numbers is a bad row, not another kind of column.
        if (words[size_t(i)] * 4 >= filled[size_t(i)])
            columns.all[i].content = OutcomeColumn::Content::Text;
    }
    columns.arm = guessArm(columns.all);
    columns.measures = guessMeasures(columns.all, columns.arm);
    return columns;
}

} // namespace haberdash::importing
