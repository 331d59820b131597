// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/table.h"

#include "core/import/mapping.h"

#include <QMap>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t mostKept = 50; // rows read ahead to find the header
constexpr size_t mostKeptBytes = size_t(1) << 20;

/// A picture or a spreadsheet given as CSV: no column name has a control character.
bool isText(const std::string_view cell)
{
    return std::none_of(cell.begin(), cell.end(),
        [](char c) { return (c >= 0 && c < ' ' && !std::isspace(c)) || c == 0x7f; });
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// An amount, a date, an address: what no column is called.
bool looksLikeValue(std::string_view cell)
{
    return cell.find_first_not_of("0123456789.,:/-+ eE%") == std::string_view::npos
        ? cell.find_first_of("0123456789") != std::string_view::npos
        : cell.find('@') != std::string_view::npos;
}

/// Whether people write titles, notes and totals around the rows.
bool hasLooseLines(TableForm::Format format)
{
    return format == TableForm::Format::Csv || format == TableForm::Format::Workbook;
}

/// What a program or a person writes below a table: "Total;;;12,50", "Note: red columns are required".
RecordFault faultOfFooter(std::span<const std::string_view> cells)
{
    static const std::set<std::string, std::less<>> sums{"total", "totals", "grand total", "sum", "sums",
        "subtotal", "summe", "gesamt", "gesamtsumme", "insgesamt", "totale", "totaal", "totaux"};
    if (cells.size() < 3)
        return RecordFault::None;
    size_t filled = 0;
    std::string_view first;
    bool onlyNumbers = true;
    for (const auto cell : cells) {
        const auto text = trimmed(cell);
        if (text.empty())
            continue;
        if (++filled == 1)
            first = text;
        else if (text.find_first_of("0123456789") == std::string_view::npos || text.size() > 30
            || text.find('@') != std::string_view::npos)
            onlyNumbers = false;
        // Nearly all rows end here.
        if (filled > 1 && !onlyNumbers)
            return RecordFault::None;
    }
    const auto isSum = [&first] {
        std::string word(first.substr(0, first.find_last_not_of(" :") + 1));
        std::transform(word.begin(), word.end(), word.begin(), [](char character) {
            return character >= 'A' && character <= 'Z' ? char(character - 'A' + 'a') : character;
        });
        return sums.contains(word);
    };
    // Sums of formulas that were never reckoned are empty.
    if (filled == 1 && first.size() <= 20 && isSum())
        return RecordFault::Total;
    if (filled == 1)
        return first.data() >= cells.front().data()
                && first.data() < cells.front().data() + cells.front().size()
                && std::count(first.begin(), first.end(), ' ') >= 2
            ? RecordFault::Note
            : RecordFault::None;
    if (filled == cells.size() || first.size() > 20)
        return RecordFault::None;
    return isSum() ? RecordFault::Total : RecordFault::None;
}

size_t filledCells(const std::vector<std::string> &cells)
{
    return size_t(std::count_if(
        cells.begin(), cells.end(), [](const std::string &cell) { return !trimmed(cell).empty(); }));
}

/// Whether a row can be nothing but a header: each cell has a name, no two the same.
bool looksLikeNames(const std::vector<std::string> &cells)
{
    std::set<std::string_view> names;
    return std::all_of(cells.begin(), cells.end(), [&names](const std::string &cell) {
        const auto name = trimmed(cell);
        return !name.empty() && isText(name) && !looksLikeValue(name) && names.insert(name).second;
    });
}

} // namespace

Table::Table(std::unique_ptr<RowReader> rows)
    : m_rows(std::move(rows))
{ }

Result<Table> Table::open(const QString &path)
{
    HABERDASH_TRY_ASSIGN(rows, openRows(path));
    Table table(std::move(rows));
    HABERDASH_TRY(table.readHeader(path));
    return table;
}

Result<bool> Table::keepOne()
{
    HABERDASH_TRY_ASSIGN(record, m_rows->next());
    if (!record)
        return false;
    Kept kept{record->line, record->fault, {}, std::string(record->raw), record->detail};
    for (const auto cell : record->cells)
        kept.cells.emplace_back(cell);
    m_kept.push_back(std::move(kept));
    return true;
}

Result<> Table::readHeader(const QString &path)
{
    HABERDASH_TRY_ASSIGN(any, keepOne());
    if (!any)
        return failure(Error::Code::Invalid, u"“%1” is empty. Nothing was imported."_s.arg(path));
    if (hasLooseLines(form().format) && m_kept.front().fault == RecordFault::None) {
        size_t bytes = m_kept.front().raw.size();
        const auto isPlain = [this] {
            return m_kept.size() > 1 && m_kept[0].cells.size() == m_kept[1].cells.size()
                && filledCells(m_kept[0].cells) > 1;
        };
        while (m_kept.size() < mostKept && bytes < mostKeptBytes && !isPlain()) {
            HABERDASH_TRY_ASSIGN(more, keepOne());
            if (!more)
                break;
            bytes += m_kept.back().raw.size();
        }
        m_aboveHeader = isPlain() ? 0 : findHeader();
    }
    const auto place = m_kept.begin() + std::ptrdiff_t(m_aboveHeader);
    if (place->fault != RecordFault::None || !std::all_of(place->cells.begin(), place->cells.end(), isText))
        return failure(Error::Code::Invalid,
            u"“%1” does not begin with a line of column names; its first line is not text. Nothing was imported."_s
                .arg(path));
    for (const std::string &cell : place->cells) {
        m_names.emplace_back(trimmed(cell));
        m_header.append(QString::fromUtf8(cell.data(), qsizetype(cell.size())).trimmed());
        m_headerKeys.append(headerKey(m_header.constLast()));
    }
    m_namesFilled = filledCells(m_names) > 1;
    m_kept.erase(place);
    return {};
}

/// How many of the rows that were kept stand above the header; 0 in case of doubt.
size_t Table::findHeader() const
{
    std::map<size_t, size_t> frequency;
    for (const Kept &kept : m_kept) {
        if (!kept.cells.front().starts_with('#'))
            ++frequency[kept.cells.size()];
    }
    if (frequency.empty())
        return 0;
    const auto commonest = std::max_element(frequency.begin(), frequency.end(),
        [](const auto &left, const auto &right) { return left.second < right.second; });
    const size_t width = commonest->first;
    if (width < 2)
        return 0;
    const auto isTitle = [width](const Kept &kept) {
        const size_t filled = filledCells(kept.cells);
        const bool comment = kept.cells.size() != width && kept.cells.front().starts_with('#');
        // Spreadsheets fill up the line of a title with empty cells.
        return comment || (kept.cells.size() < width && (filled <= 1 || width > 2))
            || (kept.cells.size() == width && width > 2 && filled <= 1);
    };
    for (size_t i = 0; i < m_kept.size(); ++i) {
        const Kept &kept = m_kept[i];
        if (kept.fault != RecordFault::None)
            return 0;
        if (kept.cells.size() == width && looksLikeNames(kept.cells))
            return i;
        if (!isTitle(kept))
            return 0;
    }
    return 0;
}

Result<std::optional<Record>> Table::next()
{
    if (m_kept.empty()) {
        HABERDASH_TRY_ASSIGN(record, m_rows->next());
        if (record)
            judge(*record);
        return record;
    }
    m_replayed = std::move(m_kept.front());
    m_kept.pop_front();
    m_cells.assign(m_replayed.cells.begin(), m_replayed.cells.end());
    Record record{m_replayed.line, m_replayed.fault, m_cells, m_replayed.raw, m_replayed.detail};
    if (m_aboveHeader > 0) {
        --m_aboveHeader;
        if (record.fault == RecordFault::None)
            record.fault = RecordFault::AboveHeader;
        return record;
    }
    judge(record);
    return record;
}

void Table::judge(Record &record)
{
    if (record.fault != RecordFault::None)
        return;
    const size_t width = m_names.size();
    const auto isEmpty = [](std::string_view cell) { return cell.empty(); };
    if (record.cells.size() > width
        && std::all_of(record.cells.begin() + std::ptrdiff_t(width), record.cells.end(), isEmpty))
        record.cells = record.cells.first(width);
    if (record.cells.size() < width && form().format == TableForm::Format::Workbook) {
        // A workbook does not write cells that are empty.
        if (record.cells.data() != m_cells.data())
            m_cells.assign(record.cells.begin(), record.cells.end());
        m_cells.resize(width);
        record.cells = m_cells;
    }
    const size_t count = record.cells.size();
    if (count != width && !(count + 1 == width && m_names.back().empty())) {
        if (record.cells.front().starts_with('#')) {
            record.fault = RecordFault::Comment;
        } else {
            record.fault = RecordFault::CellCount;
            record.detail = u"the row has %1 cells, the header has %2"_s.arg(count).arg(width);
        }
    } else if (m_namesFilled && count == width
        && std::equal(record.cells.begin(), record.cells.end(), m_names.begin(),
            [](std::string_view cell, const std::string &name) { return trimmed(cell) == name; })) {
        record.fault = RecordFault::RepeatedHeader;
    } else if (hasLooseLines(form().format)) {
        record.fault = faultOfFooter(record.cells);
    }
}

QStringList Table::remarks() const
{
    QStringList remarks;
    QMap<QString, int> times;
    for (const QString &name : m_header)
        ++times[name];
    const int unnamed = times.take(QString());
    if (unnamed > 0)
        remarks.append(
            unnamed == 1 ? u"One column has no name."_s : u"%1 columns have no name."_s.arg(unnamed));
    for (auto it = times.constBegin(); it != times.constEnd(); ++it) {
        if (it.value() > 1)
            remarks.append(
                u"The name “%1” stands above %2 columns; a mapping means the first."_s.arg(it.key()).arg(
                    it.value()));
    }
    if (std::any_of(m_names.begin(), m_names.end(), looksLikeValue))
        remarks.append(u"The first line looks like values rather than names of columns."_s);
    const auto &form = m_rows->form();
    if (!form.otherSheets.isEmpty())
        remarks.append(
            u"Only the sheet “%1” is read. The others: “%2”. To read one, put its name behind the file: "
            u"book.xlsx/%3"_s.arg(
                form.sheet, form.otherSheets.join(u"”, “"_s), form.otherSheets.constFirst()));
    return remarks;
}

Result<LookupTable> LookupTable::load(
    const QString &path, const QString &keyColumn, const QStringList &columns)
{
    HABERDASH_TRY_ASSIGN(table, Table::open(path));
    const auto key = table.headerKeys().indexOf(keyColumn);
    QList<qsizetype> positions;
    for (const QString &column : QStringList{keyColumn} + columns) {
        if (!table.headerKeys().contains(column))
            return failure(Error::Code::Invalid,
                u"“%1” has no column “%2”, which the mapping looks up there."_s.arg(path, column));
    }
    for (const QString &column : columns)
        positions.append(table.headerKeys().indexOf(column));
    LookupTable lookup;
    for (;;) {
        HABERDASH_TRY_ASSIGN(record, table.next());
        if (!record)
            return lookup;
        if (record->fault != RecordFault::None || qsizetype(record->cells.size()) < table.header().size())
            continue; // a row that cannot be read answers no look-up; rows that ask for it are rejected with
                      // that reason
        std::vector<std::string> cells;
        for (const auto position : positions)
            cells.emplace_back(record->cells[size_t(position)]);
        lookup.m_rows.emplace(std::string(record->cells[size_t(key)]), std::move(cells));
    }
}

const std::vector<std::string> *LookupTable::find(const std::string &key) const
{
    const auto found = m_rows.find(key);
    return found == m_rows.end() ? nullptr : &found->second;
}

} // namespace haberdash::importing
