// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/outcome_file.h"

#include "core/import/row_values.h"
#include "core/import/table.h"

#include <QSet>

#include <charconv>
#include <cmath>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostArms = 20;
constexpr int rowsToLookAt = 5000;
constexpr qsizetype keptRejects = 100;

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

const QStringList &controlWords()
{
    static const QStringList words{u"control"_s, u"holdout"_s, u"hold-out"_s, u"hold out"_s, u"no e-mail"_s,
        u"no email"_s, u"no mail"_s, u"nothing"_s, u"none"_s, u"baseline"_s, u"original"_s};
    return words;
}

QString textOf(std::string_view cell)
{
    return QString::fromUtf8(cell.data(), qsizetype(cell.size())).trimmed();
}

/// A number as people write it in a column of outcomes: 0, 1, 12.50, "12,50", "$12.50", yes, no. Nothing for
/// all else.
std::optional<double> numberOf(std::string_view cell)
{
    while (!cell.empty() && cell.front() == ' ')
        cell.remove_prefix(1);
    while (!cell.empty() && cell.back() == ' ')
        cell.remove_suffix(1);
    double value = 0;
    const auto [end, code] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (code == std::errc() && end == cell.data() + cell.size())
        return std::isfinite(value) ? std::optional(value) : std::nullopt;
    QString text = textOf(cell).toLower();
    if (text == u"yes" || text == u"true")
        return 1;
    if (text == u"no" || text == u"false")
        return 0;
    if (!text.isEmpty() && QStringView(u"$€£").contains(text[0]))
        text.remove(0, 1);
    if (text.count(u',') == 1 && !text.contains(u'.'))
        text.replace(u',', u'.');
    bool isNumber = false;
    value = text.toDouble(&isNumber);
    return isNumber && std::isfinite(value) ? std::optional(value) : std::nullopt;
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

/// Gathers rows into arms.
class Gatherer
{
public:
    Gatherer(OutcomeFile &file, qsizetype armColumn, QList<qsizetype> measureColumns, QStringList header)
        : m_file(file)
        , m_armColumn(armColumn)
        , m_columns(std::move(measureColumns))
        , m_header(std::move(header))
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
            const auto cell = record.cells[size_t(m_columns[i])];
            const auto value = numberOf(cell);
            if (!value) {
                const QString column = m_header[m_columns[i]];
                const QString text = textOf(cell);
                return reject(record.line,
                    text.isEmpty()
                        ? u"The column “%1” is empty; write 0 where nothing happened."_s.arg(column)
                        : u"“%1” in the column “%2” is not a number."_s.arg(text.left(40), column));
            }
            m_values[size_t(i)] = *value;
        }
        const auto name = std::string(record.cells[size_t(m_armColumn)]);
        auto found = m_arms.find(name);
        if (found == m_arms.end()) {
            const QString text = textOf(name);
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
            outcomes.measures.append({m_header[m_columns[i]],
                isRate ? experiment::Measure::Kind::Rate : experiment::Measure::Kind::Amount});
            for (auto &arm : outcomes.arms) {
                if (isRate)
                    arm.measures[size_t(i)].amounts = {};
            }
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
    QList<qsizetype> m_columns;
    QStringList m_header;
    std::vector<double> m_values;
    std::unordered_map<std::string, qsizetype> m_arms;
};

Result<> placeControl(experiment::Outcomes &outcomes, const OutcomeFileOptions &options)
{
    auto &arms = outcomes.arms;
    QStringList names;
    for (const auto &arm : arms)
        names << arm.name;
    qsizetype control = -1;
    if (!options.control.isEmpty()) {
        for (qsizetype i = 0; i < names.size() && control < 0; ++i) {
            if (names[i].compare(options.control.trimmed(), Qt::CaseInsensitive) == 0)
                control = i;
        }
        if (control < 0)
            return failure(Error::Code::Invalid,
                u"There is no arm “%1”. The arms are: %2."_s.arg(options.control, names.join(u", "_s)));
    }
    for (const QString &word : controlWords()) {
        for (qsizetype i = 0; i < names.size() && control < 0; ++i) {
            if (names[i].toLower().contains(word))
                control = i;
        }
    }
    std::sort(arms.begin(), arms.end(), [](const auto &a, const auto &b) { return a.name < b.name; });
    if (control >= 0) {
        const auto place = std::find_if(
            arms.begin(), arms.end(), [&](const auto &arm) { return arm.name == names[control]; });
        std::rotate(arms.begin(), place, place + 1);
    }
    for (auto it = options.weights.begin(); it != options.weights.end(); ++it) {
        const auto place = std::find_if(arms.begin(), arms.end(),
            [&](const auto &arm) { return arm.name.compare(it.key(), Qt::CaseInsensitive) == 0; });
        if (place == arms.end() || !(it.value() > 0))
            return failure(Error::Code::Invalid,
                u"The share %1 for the arm “%2” cannot be used. The arms are: %3; shares are above 0."_s
                    .arg(it.value())
                    .arg(it.key(), names.join(u", "_s)));
        place->weight = it.value();
    }
    return {};
}

} // namespace

Result<OutcomeColumns> guessOutcomeColumns(const QString &path)
{
    HABERDASH_TRY_ASSIGN(table, Table::open(path));
    OutcomeColumns columns;
    for (const QString &name : table.header())
        columns.all.append({name, OutcomeColumn::Content::ZeroOrOne, 0});
    std::vector<QSet<QByteArray>> values(size_t(columns.all.size()));
    std::vector<int> filled(values.size(), 0);
    std::vector<int> words(values.size(), 0);
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
            const auto number = numberOf(cell);
            if (!number)
                ++words[size_t(i)];
            else if (*number != 0 && *number != 1)
                column.content = OutcomeColumn::Content::Number;
        }
    }
    for (qsizetype i = 0; i < columns.all.size(); ++i) {
        columns.all[i].distinct = values[size_t(i)].size();
        // A stray word among numbers is a bad row, not another kind of column.
        if (words[size_t(i)] * 4 >= filled[size_t(i)])
            columns.all[i].content = OutcomeColumn::Content::Text;
    }
    columns.arm = guessArm(columns.all);
    columns.measures = guessMeasures(columns.all, columns.arm);
    return columns;
}

Result<OutcomeFile> readOutcomeFile(
    const QString &path, const OutcomeFileOptions &options, Progress &progress)
{
    OutcomeFile file;
    file.armColumn = options.armColumn;
    QStringList measures = options.measureColumns;
    if (file.armColumn.isEmpty() || measures.isEmpty()) {
        HABERDASH_TRY_ASSIGN(guess, guessOutcomeColumns(path));
        if (file.armColumn.isEmpty())
            file.armColumn = guess.arm;
        if (measures.isEmpty())
            measures = guessMeasures(guess.all, file.armColumn);
    }
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
    QList<qsizetype> columns;
    for (const QString &name : measures) {
        HABERDASH_TRY_ASSIGN(index, columnIndex(table, name));
        if (index == armColumn)
            return failure(
                Error::Code::Invalid, u"The column “%1” cannot be both the arm and a measure."_s.arg(name));
        if (!columns.contains(index))
            columns << index;
    }
    Gatherer gatherer(file, armColumn, columns, table.header());
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
    HABERDASH_TRY(placeControl(file.outcomes, options));
    file.outcomes.plannedRecipients = options.plannedRecipients;
    return file;
}

} // namespace haberdash::importing
