// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/arm_table.h"

#include "core/import/control_arm.h"
#include "core/import/currency_column.h"
#include "core/import/outcome_cell.h"
#include "core/import/table.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Words of a header, so that "Revenue_SD (EUR)" has "sd" among them.
QStringList wordsOf(const QString &name)
{
    static const QRegularExpression gaps(u"[^\\p{L}\\p{N}%]+"_s);
    return name.toLower().split(gaps, Qt::SkipEmptyParts);
}

bool hasWord(const QStringList &words, const QStringList &beginnings)
{
    return std::any_of(words.begin(), words.end(), [&](const QString &word) {
        return std::any_of(beginnings.begin(), beginnings.end(),
            [&](const QString &beginning) { return word.startsWith(beginning); });
    });
}

bool hasExactWord(const QStringList &words, const QStringList &all)
{
    return std::any_of(all.begin(), all.end(), [&](const QString &one) { return words.contains(one); });
}

/// How good a column is as the size of an arm: who was assigned, before who was reached. 0: not at all.
int rankAsSize(const QStringList &words)
{
    static const QStringList names{u"n"_s, u"size"_s, u"users"_s, u"visitors"_s, u"participants"_s,
        u"subscribers"_s, u"delivered"_s, u"sent"_s, u"emails"_s, u"sends"_s, u"recipients"_s, u"recipient"_s,
        u"customers"_s, u"people"_s, u"assigned"_s};
    if (hasWord(words, {u"per"_s, u"rate"_s, u"%"_s, u"mean"_s, u"average"_s, u"avg"_s}))
        return 0;
    int rank = 0;
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (words.contains(names[i]))
            rank = int(i) + 1;
    }
    return rank;
}

/// What the columns of such a file are.
struct Shape
{
    qsizetype arm = -1;
    qsizetype size = -1;
    QList<qsizetype> counts;
    qsizetype total = -1;
    bool isMean = false; ///< `total` is per recipient
    qsizetype deviation = -1;
    bool isSquares = false; ///< `deviation` is a sum of squares
    [[nodiscard]] bool isWhole() const { return arm >= 0 && size >= 0 && (!counts.isEmpty() || total >= 0); }
};

Shape shapeOf(const OutcomeColumns &columns, const OutcomeFileOptions &options)
{
    Shape shape;
    const QString armName = options.armColumn.isEmpty() ? columns.arm : options.armColumn;
    int best = 0;
    for (qsizetype i = 0; i < columns.all.size(); ++i) {
        const auto &column = columns.all[i];
        const QStringList words = wordsOf(column.name);
        const bool isNumber = column.content != OutcomeColumn::Content::Text;
        if (column.name.compare(armName, Qt::CaseInsensitive) == 0) {
            shape.arm = i;
            continue;
        }
        if (!isNumber)
            continue;
        const bool isAmount = hasWord(words,
            {u"revenue"_s, u"sales"_s, u"spend"_s, u"spent"_s, u"amount"_s, u"income"_s, u"turnover"_s});
        if (const int rank = rankAsSize(words); rank > best && !isAmount) {
            best = rank;
            shape.size = i;
            continue;
        }
        const bool isDeviation = hasExactWord(words, {u"sd"_s, u"std"_s, u"stdev"_s, u"stddev"_s})
            || hasWord(words, {u"deviation"_s});
        const bool isSquares = hasWord(words, {u"square"_s, u"sumsq"_s, u"sq"_s});
        if (isDeviation || isSquares) {
            shape.deviation = i;
            shape.isSquares = isSquares;
        } else if (isAmount) {
            shape.isMean = hasExactWord(words, {u"mean"_s, u"average"_s, u"avg"_s, u"per"_s});
            shape.total = i;
        } else if (isMeasureName(column.name)
            && !hasWord(words, {u"rate"_s, u"%"_s, u"ctr"_s, u"percent"_s})) {
            shape.counts << i;
        }
    }
    return shape;
}

/// Keeps what was asked for; the size of each arm is no result.
void choose(Shape &shape, const OutcomeColumns &columns, const QStringList &measures)
{
    if (measures.isEmpty())
        return;
    const auto isChosen = [&](qsizetype index) {
        return index >= 0 && measures.contains(columns.all[index].name, Qt::CaseInsensitive);
    };
    shape.counts.removeIf([&](qsizetype index) { return !isChosen(index); });
    if (!isChosen(shape.total))
        shape.total = -1;
}

class ArmTableReader
{
public:
    ArmTableReader(const Shape &shape, const OutcomeColumns &columns)
        : m_shape(shape)
        , m_columns(columns)
        , m_currency(columns.all.value(std::max<qsizetype>(0, shape.total)).name)
    {
        m_file.armColumn = columns.all[shape.arm].name;
        m_file.hasSumsOnly = true;
        for (const auto index : shape.counts)
            m_file.outcomes.measures.append({columns.all[index].name, experiment::Measure::Kind::Rate});
        if (shape.total >= 0)
            m_file.outcomes.measures.append(
                {columns.all[shape.total].name, experiment::Measure::Kind::Amount});
    }

    [[nodiscard]] Result<> take(const Record &record)
    {
        const auto cell = [&](qsizetype index) { return record.cells[size_t(index)]; };
        experiment::Arm arm{trimmedText(cell(m_shape.arm))};
        HABERDASH_TRY_ASSIGN(size, wholeNumber(record, m_shape.size));
        arm.recipients = size;
        for (const auto index : m_shape.counts) {
            HABERDASH_TRY_ASSIGN(count, wholeNumber(record, index));
            if (count > size)
                return failure(Error::Code::Invalid,
                    u"“%1” has %2 in the column “%3” but only %4 recipients (line %5). Count each recipient "
                    u"once. "
                    u"Nothing was analysed."_s.arg(arm.name)
                        .arg(count)
                        .arg(m_columns.all[index].name)
                        .arg(size)
                        .arg(record.line));
            arm.measures.push_back({count, {}, {}});
        }
        if (m_shape.total >= 0) {
            HABERDASH_TRY_ASSIGN(amount, amountOf(record, arm));
            arm.measures.push_back(amount);
        }
        m_file.outcomes.arms.append(arm);
        ++m_file.read;
        ++m_file.accepted;
        return {};
    }

    [[nodiscard]] OutcomeFile finish()
    {
        m_file.outcomes.currency = m_currency.code();
        return std::move(m_file);
    }

private:
    [[nodiscard]] Result<double> number(const Record &record, qsizetype index) const
    {
        const auto &column = m_columns.all[index];
        const auto cell = record.cells[size_t(index)];
        if (const auto value = outcomeNumber(cell, column.numbers))
            return *value;
        const QString text = trimmedText(cell);
        return failure(Error::Code::Invalid,
            text.isEmpty()
                ? u"The column “%1” is empty in line %2; write 0 where nothing happened. Nothing was analysed."_s
                      .arg(column.name)
                      .arg(record.line)
                : u"“%1” in the column “%2”, line %3, is not a number. Nothing was analysed."_s
                      .arg(text.left(40), column.name)
                      .arg(record.line));
    }
    [[nodiscard]] Result<qint64> wholeNumber(const Record &record, qsizetype index) const
    {
        HABERDASH_TRY_ASSIGN(value, number(record, index));
        if (value < 0 || value != std::floor(value) || value > 1e12)
            return failure(Error::Code::Invalid,
                u"“%1” in the column “%2”, line %3, is no count of people. Nothing was analysed."_s
                    .arg(trimmedText(record.cells[size_t(index)]), m_columns.all[index].name)
                    .arg(record.line));
        return qint64(value);
    }
    /// The last column of orders says how many bought.
    [[nodiscard]] std::optional<qint64> buyersOf(const experiment::Arm &arm) const
    {
        std::optional<qint64> buyers;
        for (qsizetype i = 0; i < m_shape.counts.size(); ++i) {
            const auto words = wordsOf(m_columns.all[m_shape.counts[i]].name);
            if (hasWord(words, {u"order"_s, u"purchase"_s, u"bought"_s, u"buyer"_s, u"conver"_s}))
                buyers = arm.measures[size_t(i)].count;
        }
        return buyers;
    }
    [[nodiscard]] Result<experiment::MeasureOfArm> amountOf(const Record &record, const experiment::Arm &arm)
    {
        const auto size = double(arm.recipients);
        HABERDASH_TRY_ASSIGN(written, number(record, m_shape.total));
        HABERDASH_TRY(m_currency.note(record.cells[size_t(m_shape.total)], record.line));
        experiment::AmountSums sums{m_shape.isMean ? written * size : written};
        const auto buyers = buyersOf(arm);
        sums.isCountKnown = buyers.has_value();
        if (m_shape.deviation >= 0) {
            HABERDASH_TRY_ASSIGN(spread, number(record, m_shape.deviation));
            const double mean = size > 0 ? sums.total / size : 0;
            const double squares
                = m_shape.isSquares ? spread : spread * spread * (size - 1) + size * mean * mean;
            // Even equal amounts of all buyers have this much.
            const double least
                = buyers && *buyers > 0 ? sums.total * sums.total / double(*buyers) : size * mean * mean;
            if (spread < 0 || squares < least * (1 - 1e-6))
                return failure(Error::Code::Invalid,
                    u"“%1” in the column “%2”, line %3, is too small for such a total: it must be per "
                    u"recipient, those "
                    u"who bought nothing counted as 0. Nothing was analysed."_s
                        .arg(trimmedText(record.cells[size_t(m_shape.deviation)]),
                            m_columns.all[m_shape.deviation].name)
                        .arg(record.line));
            if (size > 1)
                sums.deviation = std::sqrt(std::max(0.0, squares - size * mean * mean) / (size - 1));
        }
        return experiment::MeasureOfArm{buyers.value_or(0), {}, sums};
    }

    const Shape &m_shape;
    const OutcomeColumns &m_columns;
    CurrencyColumn m_currency;
    OutcomeFile m_file;
};

/// Whether each arm has one row. Invalid where arms have several rows of counts, such as one a day.
Result<bool> hasOneRowAnArm(const QString &path, const OutcomeColumns &columns, const Shape &shape)
{
    HABERDASH_TRY_ASSIGN(table, Table::open(path));
    QSet<QString> arms;
    for (;;) {
        HABERDASH_TRY_ASSIGN(record, table.next());
        if (!record)
            return !arms.isEmpty();
        if (qsizetype(record->cells.size()) <= shape.arm)
            continue; // told of when the rows are read
        const QString name = trimmedText(record->cells[size_t(shape.arm)]);
        if (!arms.contains(name)) {
            arms.insert(name);
            continue;
        }
        const bool hasCounts = std::any_of(shape.counts.begin(), shape.counts.end(),
            [&](qsizetype index) { return columns.all[index].content == OutcomeColumn::Content::Number; });
        // Else a row is a recipient, of whom some column has such a name.
        if (hasCounts && columns.all[shape.size].content == OutcomeColumn::Content::Number)
            return failure(Error::Code::Invalid,
                u"The arm “%1” has more than one row (line %2), for instance one a day. Add them up to one "
                u"row an "
                u"arm, or give one row a recipient. Nothing was analysed."_s.arg(name)
                    .arg(record->line));
        return false;
    }
}

} // namespace

Result<std::optional<OutcomeFile>> readArmTable(
    const QString &path, const OutcomeColumns &columns, const OutcomeFileOptions &options)
{
    Shape shape = shapeOf(columns, options);
    choose(shape, columns, options.measureColumns);
    if (!shape.isWhole())
        return std::nullopt;
    HABERDASH_TRY_ASSIGN(isOneEach, hasOneRowAnArm(path, columns, shape));
    if (!isOneEach)
        return std::nullopt;
    HABERDASH_TRY_ASSIGN(table, Table::open(path));
    ArmTableReader reader(shape, columns);
    for (;;) {
        HABERDASH_TRY_ASSIGN(record, table.next());
        if (!record)
            break;
        if (record->fault != RecordFault::None || qsizetype(record->cells.size()) != columns.all.size())
            return failure(Error::Code::Invalid,
                u"Line %1 has other columns than the header. Nothing was analysed."_s.arg(record->line));
        HABERDASH_TRY(reader.take(*record));
    }
    OutcomeFile file = reader.finish();
    HABERDASH_TRY(placeControl(file.outcomes, options));
    file.outcomes.plannedRecipients = options.plannedRecipients;
    return file;
}

} // namespace haberdash::importing
