// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/outcome_file.h"

#include "core/import/arm_table.h"
#include "core/import/attribute_gatherer.h"
#include "core/import/control_arm.h"
#include "core/import/currency_column.h"
#include "core/import/outcome_cell.h"
#include "core/import/row_values.h"
#include "core/import/table.h"

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype keptRejects = 100;

/// A column of results while its rows come in.
struct MeasureColumn
{
    qsizetype index = 0;
    NumberFormat numbers;
    CurrencyColumn currency;
};

Result<qsizetype> columnIndex(const Table &table, const QString &name)
{
    auto index = table.header().indexOf(name);
    if (index < 0)
        index = table.headerKeys().indexOf(name.trimmed().toLower());
    if (index < 0)
        return failure(Error::Code::Invalid,
            u"The file has no column “%1”. Its columns are: %2."_s.arg(name, table.header().join(u", "_s)));
    return index;
}

/// The columns that say something of recipients: those that were named, or all that are neither arm nor
/// result.
Result<QList<AttributeColumn>> attributeColumns(const Table &table, const OutcomeColumns &guess,
    const OutcomeFileOptions &options, const QList<qsizetype> &taken)
{
    QList<AttributeColumn> columns;
    const auto add = [&](qsizetype index) {
        const auto &column = guess.all[index];
        columns.append({index, column.name, column.content != OutcomeColumn::Content::Text, column.numbers});
    };
    for (const QString &name : options.attributeColumns) {
        HABERDASH_TRY_ASSIGN(index, columnIndex(table, name));
        if (taken.contains(index))
            return failure(Error::Code::Invalid,
                u"The column “%1” is the arm or a result of the test, so it cannot say who the recipients were before it."_s
                    .arg(name));
        add(index);
    }
    if (!options.attributeColumns.isEmpty())
        return columns;
    for (qsizetype index = 0; index < guess.all.size(); ++index) {
        const QString &name = guess.all[index].name;
        // Numbers of customers or orders say nothing about them, and results of the test come after it.
        const bool isNumbering = name.compare(u"id", Qt::CaseInsensitive) == 0
            || name.endsWith(u"_id", Qt::CaseInsensitive) || name.endsWith(u" id", Qt::CaseInsensitive);
        const bool isResult = isMeasureName(name) && guess.measures.contains(name);
        if (!taken.contains(index) && !isNumbering && !isResult)
            add(index);
    }
    return columns;
}

/// Gathers rows into arms.
class Gatherer
{
public:
    /// @param attributes takes the other columns of each row, or nothing
    Gatherer(OutcomeFile &file, qsizetype armColumn, QList<MeasureColumn> measureColumns, QStringList header,
        AttributeGatherer *attributes)
        : m_file(file)
        , m_armColumn(armColumn)
        , m_columns(std::move(measureColumns))
        , m_header(std::move(header))
        , m_attributes(attributes)
        , m_values(size_t(m_columns.size()))
    { }

    [[nodiscard]] Result<> take(const Record &record)
    {
        ++m_file.read;
        if (record.fault != RecordFault::None)
            return reject(record.line, describe(record));
        if (qsizetype(record.cells.size()) != m_header.size())
            return reject(record.line,
                u"The row has %1 cells where the header has %2."_s.arg(record.cells.size())
                    .arg(m_header.size()));
        for (qsizetype i = 0; i < m_columns.size(); ++i) {
            auto &measure = m_columns[i];
            const auto cell = record.cells[size_t(measure.index)];
            const auto value = outcomeNumber(cell, measure.numbers);
            if (!value) {
                const QString column = m_header[measure.index];
                const QString text = trimmedText(cell);
                return reject(record.line,
                    text.isEmpty()
                        ? u"The column “%1” is empty; write 0 where nothing happened."_s.arg(column)
                        : u"“%1” in the column “%2” is not a number."_s.arg(text.left(40), column));
            }
            HABERDASH_TRY(measure.currency.note(cell, record.line));
            m_values[size_t(i)] = *value;
        }
        const auto name = std::string(record.cells[size_t(m_armColumn)]);
        auto found = m_arms.find(name);
        if (found == m_arms.end()) {
            const QString text = trimmedText(name);
            if (text.isEmpty())
                return reject(record.line, u"The column “%1” is empty."_s.arg(m_header[m_armColumn]));
            const auto index = armIndex(text);
            if (m_file.outcomes.arms.size() > mostArms)
                return failure(Error::Code::Invalid,
                    u"The column “%1” has more than %2 different values, so it does not say who got which "
                    u"mail. Choose another "
                    u"column. Nothing was analysed."_s.arg(m_header[m_armColumn])
                        .arg(mostArms));
            found = m_arms.emplace(name, index).first;
        }
        add(m_file.outcomes.arms[found->second]);
        if (m_attributes)
            m_attributes->take(record.cells, quint16(found->second), m_values);
        return {};
    }

    /// Turns amounts that were only 0 and 1 into rates.
    void finish()
    {
        auto &outcomes = m_file.outcomes;
        for (qsizetype i = 0; i < m_columns.size(); ++i) {
            const bool isRate = std::all_of(outcomes.arms.begin(), outcomes.arms.end(), [i](const auto &arm) {
                const auto &amounts = arm.measures[size_t(i)].amounts;
                return std::all_of(amounts.begin(), amounts.end(), [](double x) { return x == 1; });
            });
            outcomes.measures.append({m_header[m_columns[i].index],
                isRate ? experiment::Measure::Kind::Rate : experiment::Measure::Kind::Amount});
            for (auto &arm : outcomes.arms) {
                if (isRate)
                    arm.measures[size_t(i)].amounts = {};
            }
            if (!isRate && outcomes.currency.isEmpty())
                outcomes.currency = m_columns[i].currency.code();
        }
    }

private:
    [[nodiscard]] qsizetype armIndex(const QString &name)
    {
        auto &arms = m_file.outcomes.arms;
        for (qsizetype i = 0; i < arms.size(); ++i) {
            if (arms[i].name == name)
                return i;
        }
        arms.append({name, 1, 0, std::vector<experiment::MeasureOfArm>(m_values.size())});
        return arms.size() - 1;
    }
    void add(experiment::Arm &arm)
    {
        ++m_file.accepted;
        ++arm.recipients;
        for (size_t i = 0; i < m_values.size(); ++i) {
            if (m_values[i] != 0) {
                ++arm.measures[i].count;
                arm.measures[i].amounts.push_back(m_values[i]);
            }
        }
    }
    [[nodiscard]] Result<> reject(qint64 line, const QString &reason)
    {
        ++m_file.rejected;
        if (m_file.rejects.size() < keptRejects)
            m_file.rejects.append({line, reason});
        return {};
    }

    OutcomeFile &m_file;
    qsizetype m_armColumn;
    QList<MeasureColumn> m_columns;
    QStringList m_header;
    AttributeGatherer *m_attributes;
    std::vector<double> m_values;
    std::unordered_map<std::string, qsizetype> m_arms;
};

} // namespace

Result<OutcomeFile> readOutcomeFile(
    const QString &path, const OutcomeFileOptions &options, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(guess, guessOutcomeColumns(path));
    HABERDASH_TRY_ASSIGN(sums, readArmTable(path, guess, options));
    if (sums)
        return std::move(*sums);
    OutcomeFile file;
    file.armColumn = options.armColumn.isEmpty() ? guess.arm : options.armColumn;
    const QStringList measures = options.measureColumns.isEmpty() ? guessMeasures(guess.all, file.armColumn)
                                                                  : options.measureColumns;
    HABERDASH_TRY_ASSIGN(table, Table::open(path));
    const auto noRows = [&path] {
        return failure(Error::Code::Invalid, u"“%1” has no rows below its header."_s.arg(path));
    };
    if (file.armColumn.isEmpty()) {
        HABERDASH_TRY_ASSIGN(first, table.next());
        if (!first)
            return noRows();
        return failure(Error::Code::Invalid,
            u"No column looks like it says who got what. Name it. The columns are: %1."_s.arg(
                table.header().join(u", "_s)));
    }
    if (measures.isEmpty())
        return failure(Error::Code::Invalid,
            u"No column looks like a result of the test. Name one. The columns are: %1."_s.arg(
                table.header().join(u", "_s)));
    HABERDASH_TRY_ASSIGN(armColumn, columnIndex(table, file.armColumn));
    QList<MeasureColumn> columns;
    QList<qsizetype> taken{armColumn};
    for (const QString &name : measures) {
        HABERDASH_TRY_ASSIGN(index, columnIndex(table, name));
        if (index == armColumn)
            return failure(
                Error::Code::Invalid, u"The column “%1” cannot be both the arm and a measure."_s.arg(name));
        if (taken.contains(index))
            continue;
        columns.append({index, guess.all[index].numbers, CurrencyColumn(name)});
        taken << index;
    }
    std::optional<AttributeGatherer> attributes;
    if (!options.attributeColumns.isEmpty() || options.takesAllAttributes) {
        HABERDASH_TRY_ASSIGN(others, attributeColumns(table, guess, options, taken));
        attributes.emplace(others, columns.size());
    }
    Gatherer gatherer(file, armColumn, columns, table.header(), attributes ? &*attributes : nullptr);
    for (;;) {
        HABERDASH_TRY_ASSIGN(record, table.next());
        if (!record)
            break;
        HABERDASH_TRY(gatherer.take(*record));
        if (file.read % 4096 == 0) {
            progress.report(table.position(), table.size());
            if (progress.isCancelled())
                return failure(Error::Code::Cancelled, u"Stopped. Nothing was changed."_s);
        }
    }
    if (file.read == 0)
        return noRows();
    if (file.accepted == 0)
        return failure(Error::Code::Invalid,
            u"None of the %1 rows can be used. Line %2: %3"_s.arg(file.read)
                .arg(file.rejects.front().line)
                .arg(file.rejects.front().reason));
    gatherer.finish();
    QStringList before;
    for (const auto &arm : file.outcomes.arms)
        before << arm.name;
    HABERDASH_TRY(placeControl(file.outcomes, options));
    if (attributes) {
        std::vector<quint16> places;
        for (const QString &name : before) {
            const auto place = std::find_if(file.outcomes.arms.begin(), file.outcomes.arms.end(),
                [&](const auto &arm) { return arm.name == name; });
            places.push_back(quint16(place - file.outcomes.arms.begin()));
        }
        HABERDASH_TRY_ASSIGN(recipients, attributes->finish(places, options.attributeColumns));
        file.recipients = std::move(recipients);
    }
    file.outcomes.plannedRecipients = options.plannedRecipients;
    return file;
}

} // namespace haberdash::importing
