// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/xlsx_reader.h"

#include "core/import/xml_part.h"

#include <QDir>

#include <algorithm>
#include <cstring>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t mostColumns = 16'384; // A to XFD
constexpr size_t mostStyles = 1'000'000;

using Token = QXmlStreamReader::TokenType;

/// Column of a reference such as "C12", from 0; nothing where it is none.
std::optional<size_t> columnOf(QStringView reference)
{
    size_t column = 0;
    qsizetype letters = 0;
    for (; letters < reference.size() && letters < 4; ++letters) {
        const char16_t letter = reference[letters].toUpper().unicode();
        if (letter < u'A' || letter > u'Z')
            break;
        column = column * 26 + size_t(letter - u'A' + 1);
    }
    if (letters == 0 || column > mostColumns)
        return std::nullopt;
    return column - 1;
}

/// Spreadsheets write characters that XML cannot hold as _x000D_.
QString unescaped(const QString &text)
{
    if (!text.contains(u"_x"_s))
        return text;
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        bool isCode = false;
        if (text[i] == u'_' && i + 6 < text.size() && text[i + 1] == u'x' && text[i + 6] == u'_') {
            const auto code = QStringView(text).sliced(i + 2, 4).toUShort(&isCode, 16);
            if (isCode)
                result += QChar(code);
        }
        if (isCode)
            i += 6;
        else
            result += text[i];
    }
    return result;
}

QString relationsOf(const QString &part)
{
    const auto slash = part.lastIndexOf(u'/');
    return part.left(slash + 1) + u"_rels/"_s + part.mid(slash + 1) + u".rels"_s;
}

} // namespace

bool XlsxReader::isWorkbook(const ZipArchive &archive)
{
    return archive.find(u"[Content_Types].xml"_s) && archive.find(u"xl/workbook.xml"_s);
}

XlsxReader::XlsxReader(ZipArchive archive)
    : m_archive(std::move(archive))
{
    m_form.format = TableForm::Format::Workbook;
    m_form.dialect = {Encoding::Utf8, '\0', '\0'};
}

XlsxReader::~XlsxReader() = default;

Result<std::unique_ptr<XlsxReader>> XlsxReader::open(ZipArchive archive, const QString &sheet)
{
    std::unique_ptr<XlsxReader> reader(new XlsxReader(std::move(archive)));
    HABERDASH_TRY(reader->readWorkbook());
    HABERDASH_TRY(reader->chooseSheet(sheet));
    return reader;
}

tl::unexpected<Error> XlsxReader::damaged(const QString &part, const XmlPart &xml) const
{
    if (xml.sourceError())
        return tl::unexpected(*xml.sourceError());
    return failure(Error::Code::Invalid,
        u"“%1” is damaged: %2 cannot be read (%3). Open it in a spreadsheet program and save it again, or as "
        u"CSV. "
        u"Nothing was imported."_s.arg(m_archive.name(), part, xml.reason()));
}

Result<XmlPart> XlsxReader::openPart(const QString &part) const
{
    const auto *entry = m_archive.find(part);
    if (!entry)
        return failure(Error::Code::Invalid,
            u"“%1” is damaged: its part “%2” is missing. Open it in a spreadsheet program and save it again, "
            u"or as "
            u"CSV. Nothing was imported."_s.arg(m_archive.name(), part));
    HABERDASH_TRY_ASSIGN(source, m_archive.read(*entry));
    return XmlPart(std::move(source));
}

Result<QHash<QString, QString>> XlsxReader::readRelations(const QString &part, bool byType) const
{
    QHash<QString, QString> targets;
    if (!m_archive.find(relationsOf(part)))
        return targets;
    HABERDASH_TRY_ASSIGN(xml, openPart(relationsOf(part)));
    while (xml.nextStart()) {
        if (xml.name() != u"Relationship" || xml.attribute(u"TargetMode") == u"External")
            continue;
        const QString target = xml.attribute(u"Target");
        const QString folder = part.left(part.lastIndexOf(u'/') + 1);
        const QString type = xml.attribute(u"Type");
        targets.insert(byType ? type.mid(type.lastIndexOf(u'/') + 1) : xml.attribute(u"Id"),
            target.startsWith(u'/') ? target.mid(1) : QDir::cleanPath(folder + target));
    }
    if (xml.hasFailed())
        return damaged(relationsOf(part), xml);
    return targets;
}

Result<> XlsxReader::readWorkbook()
{
    const QString part = u"xl/workbook.xml"_s;
    HABERDASH_TRY_ASSIGN(targets, readRelations(part, false));
    HABERDASH_TRY_ASSIGN(types, readRelations(part, true));
    HABERDASH_TRY_ASSIGN(xml, openPart(part));
    while (xml.nextStart()) {
        if (xml.name() == u"workbookPr") {
            const QString from1904 = xml.attribute(u"date1904");
            m_from1904 = from1904 == u"1" || from1904 == u"true";
        } else if (xml.name() == u"sheet") {
            const QString target = targets.value(xml.attribute(u"id"));
            if (!target.isEmpty())
                m_sheets.push_back(
                    {xml.attribute(u"name"), target, xml.attribute(u"state").contains(u"idden"_s)});
        }
    }
    if (xml.hasFailed())
        return damaged(part, xml);
    if (const QString styles = types.value(u"styles"_s); !styles.isEmpty())
        HABERDASH_TRY(readStyles(styles));
    if (const QString texts = types.value(u"sharedStrings"_s); !texts.isEmpty())
        HABERDASH_TRY(readSharedTexts(texts));
    return {};
}

Result<> XlsxReader::readStyles(const QString &part)
{
    HABERDASH_TRY_ASSIGN(xml, openPart(part));
    QHash<int, NumberMeaning> own;
    bool ofCells = false;
    for (;;) {
        const Token token = xml.next();
        if (token == Token::Invalid)
            return damaged(part, xml);
        if (token == Token::EndDocument)
            return {};
        if (token == Token::EndElement && xml.name() == u"cellXfs")
            ofCells = false;
        if (token != Token::StartElement)
            continue;
        if (xml.name() == u"numFmt") {
            const QString code = xml.attribute(u"formatCode");
            own.insert(xml.attribute(u"numFmtId").toInt(),
                meaningOfCode({reinterpret_cast<const char16_t *>(code.utf16()), size_t(code.size())}));
        } else if (xml.name() == u"cellXfs") {
            ofCells = true;
        } else if (ofCells && xml.name() == u"xf" && m_styles.size() < mostStyles) {
            const int number = xml.attribute(u"numFmtId").toInt();
            m_styles.push_back(own.value(number, meaningOfBuiltIn(number)));
        }
    }
}

Result<> XlsxReader::readSharedTexts(const QString &part)
{
    HABERDASH_TRY_ASSIGN(xml, openPart(part));
    QString text;
    bool inText = false;
    int phonetic = 0; // how to pronounce a text is not part of it
    for (;;) {
        const Token token = xml.next();
        if (token == Token::Invalid)
            return damaged(part, xml);
        if (token == Token::EndDocument)
            return {};
        if (token == Token::Characters) {
            if (inText && phonetic == 0)
                text += xml.xml().text();
            continue;
        }
        const bool starts = token == Token::StartElement;
        if (xml.name() == u"t") {
            inText = starts;
        } else if (xml.name() == u"rPh") {
            phonetic += starts ? 1 : -1;
        } else if (xml.name() == u"si" && starts) {
            text.clear();
        } else if (xml.name() == u"si") {
            m_sharedText += unescaped(text).toStdString();
            m_sharedEnds.push_back(m_sharedText.size());
            if (m_sharedText.size() + m_sharedEnds.size() * sizeof(size_t) > mostSharedText)
                return failure(Error::Code::Refused,
                    u"“%1” holds more than %2 MB of different texts, which would not fit into memory on "
                    u"every "
                    u"machine. Save the sheet as CSV and import that. Nothing was imported."_s
                        .arg(m_archive.name())
                        .arg(mostSharedText >> 20));
        }
    }
}

Result<> XlsxReader::chooseSheet(const QString &wanted)
{
    QStringList names;
    for (const Sheet &sheet : m_sheets)
        names.append(sheet.name);
    if (!wanted.isEmpty()) {
        for (const Sheet &sheet : m_sheets) {
            if (sheet.name.compare(wanted, Qt::CaseInsensitive) == 0) {
                m_form.sheet = sheet.name;
                return startSheet(sheet);
            }
        }
        return failure(Error::Code::NotFound,
            u"“%1” has no sheet “%2”. Its sheets are: “%3”. Nothing was imported."_s.arg(
                m_archive.name(), wanted, names.join(u"”, “"_s)));
    }
    const Sheet *chosen = nullptr;
    for (const bool hidden : {false, true}) {
        for (const Sheet &sheet : m_sheets) {
            if (sheet.hidden != hidden)
                continue;
            HABERDASH_TRY_ASSIGN(holds, holdsSomething(sheet));
            if (holds && chosen)
                m_form.otherSheets.append(sheet.name);
            else if (holds)
                chosen = &sheet;
        }
    }
    if (!chosen)
        return failure(Error::Code::Invalid,
            u"“%1” is empty: none of its sheets (“%2”) holds anything. Nothing was imported."_s.arg(
                m_archive.name(), names.join(u"”, “"_s)));
    m_form.sheet = chosen->name;
    return startSheet(*chosen);
}

Result<bool> XlsxReader::holdsSomething(const Sheet &sheet)
{
    HABERDASH_TRY(startSheet(sheet));
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, readRow());
        if (!more)
            return false;
        if (takeCells())
            return true;
    }
}

Result<> XlsxReader::startSheet(const Sheet &sheet)
{
    HABERDASH_TRY_ASSIGN(xml, openPart(sheet.part));
    m_xml = std::make_unique<XmlPart>(std::move(xml));
    m_sheet = sheet.name;
    m_row = 0;
    m_atEnd = false;
    while (m_xml->nextStart()) {
        if (m_xml->name() == u"sheetData")
            return {};
    }
    m_atEnd = true;
    if (m_xml->hasFailed())
        return damaged(u"the sheet “%1”"_s.arg(m_sheet), *m_xml);
    return {}; // a chart, or a macro of old
}

Result<bool> XlsxReader::readRow()
{
    while (!m_atEnd) {
        const Token token = m_xml->next();
        if (token == Token::Invalid)
            return damaged(u"the sheet “%1” behind row %2"_s.arg(m_sheet).arg(m_row), *m_xml);
        if (token == Token::EndDocument || (token == Token::EndElement && m_xml->name() == u"sheetData")) {
            m_atEnd = true;
            HABERDASH_TRY(m_xml->drain());
        } else if (token == Token::StartElement && m_xml->name() == u"row") {
            break;
        }
    }
    if (m_atEnd)
        return false;
    bool isNumber = false;
    const qint64 number = m_xml->attribute(u"r").toLongLong(&isNumber);
    m_row = isNumber && number > 0 ? number : m_row + 1;
    HABERDASH_TRY(readCells());
    return true;
}

Result<> XlsxReader::readCells()
{
    m_text.clear();
    m_places.clear();
    m_fault.clear();
    Cell cell;
    size_t column = 0; // of a cell that does not say its own
    QString *collecting = nullptr;
    int phonetic = 0;
    for (;;) {
        const Token token = m_xml->next();
        if (token == Token::Invalid || token == Token::EndDocument)
            return damaged(u"row %1 of the sheet “%2”"_s.arg(m_row).arg(m_sheet), *m_xml);
        const QStringView name = m_xml->name();
        if (token == Token::Characters) {
            if (collecting && phonetic == 0)
                *collecting += m_xml->xml().text();
        } else if (token == Token::StartElement) {
            if (name == u"c")
                cell = cellHere(column);
            else if (name == u"rPh")
                ++phonetic;
            cell.hasFormula = cell.hasFormula || name == u"f";
            collecting = name == u"v" ? &cell.value : name == u"t" ? &cell.inlineText : nullptr;
        } else {
            collecting = nullptr;
            if (name == u"row")
                return {};
            if (name == u"rPh") {
                --phonetic;
            } else if (name == u"c") {
                putCell(cell);
                column = cell.column + 1;
            }
        }
    }
}

XlsxReader::Cell XlsxReader::cellHere(size_t column)
{
    Cell cell;
    cell.column = column;
    for (const auto &attribute : m_xml->xml().attributes()) {
        if (attribute.name() == u"r") {
            if (const auto place = columnOf(attribute.value()))
                cell.column = *place;
            else
                m_fault = u"“%1” is no place of a cell"_s.arg(attribute.value().toString().left(20));
        } else if (attribute.name() == u"t") {
            cell.type = attribute.value().toString();
        } else if (attribute.name() == u"s") {
            cell.style = size_t(attribute.value().toUInt());
        }
    }
    return cell;
}

void XlsxReader::putCell(const Cell &cell)
{
    if (cell.column >= mostColumns) {
        m_fault = u"the row has more than %1 cells"_s.arg(mostColumns);
        return;
    }
    // Programs that write formulas without reckoning them leave their results empty; a text that came out
    // empty says that it is one.
    if (cell.hasFormula && cell.value.isEmpty() && cell.type != u"str")
        m_fault
            = u"a formula has no result; open the workbook in a spreadsheet, save it and import it again"_s;
    const size_t start = m_text.size();
    appendValue(cell);
    if (m_text.size() == start)
        return;
    if (m_places.size() <= cell.column)
        m_places.resize(cell.column + 1);
    auto &place = m_places[cell.column];
    if (place.second > 0)
        m_fault = u"the row has two cells in one place"_s;
    place = {start, m_text.size() - start};
}

void XlsxReader::appendValue(const Cell &cell)
{
    if (cell.type == u"s") {
        bool isNumber = false;
        const size_t index = cell.value.trimmed().toULongLong(&isNumber);
        if (isNumber && index < m_sharedEnds.size()) {
            const size_t start = index == 0 ? 0 : m_sharedEnds[index - 1];
            m_text.append(m_sharedText, start, m_sharedEnds[index] - start);
        } else if (!cell.value.isEmpty()) {
            m_fault = u"a cell points to the shared text %1, but the workbook has %2 of them"_s
                          .arg(cell.value.left(20))
                          .arg(m_sharedEnds.size());
        }
    } else if (cell.type == u"inlineStr") {
        m_text += unescaped(cell.inlineText).toStdString();
    } else if (cell.type == u"b") {
        const QString value = cell.value.trimmed();
        m_text += value == u"1" ? "true" : value == u"0" ? "false" : value.toStdString();
    } else if (cell.type.isEmpty() || cell.type == u"n") {
        const auto meaning = cell.style < m_styles.size() ? m_styles[cell.style] : NumberMeaning::Number;
        appendNumber(cell.value.trimmed().toStdString(), meaning, m_from1904, m_text);
    } else { // the text of a formula, an error, a day in ISO form
        m_text += unescaped(cell.value).toStdString();
    }
}

/// Makes the row that was read into cells. False where it is empty.
bool XlsxReader::takeCells()
{
    m_cells.clear();
    for (const auto &[start, length] : m_places)
        m_cells.emplace_back(m_text.data() + start, length);
    return !m_cells.empty() || !m_fault.isEmpty();
}

Result<std::optional<Record>> XlsxReader::next()
{
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, readRow());
        if (!more)
            return std::nullopt;
        if (takeCells())
            break;
    }
    if (m_cells.empty())
        m_cells.emplace_back();
    Record record{m_row, RecordFault::None, m_cells, {}, {}};
    if (!m_fault.isEmpty()) {
        record.fault = RecordFault::Damaged;
        record.detail = m_fault;
    } else if (!m_text.empty() && std::memchr(m_text.data(), 0, m_text.size())) {
        record.fault = RecordFault::NulByte;
    }
    return record;
}

qint64 XlsxReader::position() const
{
    return m_xml->source().position();
}

qint64 XlsxReader::size() const
{
    return m_xml->source().size();
}

} // namespace haberdash::importing
