// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/packed_files.h"

#include <QtEndian>

#include <zlib.h>

namespace haberdash::test {

namespace {

template<typename Number>
void put(QByteArray &target, Number number)
{
    char bytes[sizeof(Number)];
    qToLittleEndian(number, bytes);
    target.append(bytes, sizeof bytes);
}

QByteArray deflated(const QByteArray &content)
{
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    QByteArray packed(qsizetype(deflateBound(&stream, uLong(content.size()))), '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(content.constData()));
    stream.avail_in = uInt(content.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

} // namespace

QByteArray zipOf(const QList<PackedFile> &files)
{
    QByteArray archive;
    QByteArray list;
    for (const PackedFile &file : files) {
        const QByteArray bytes = file.deflated ? deflated(file.content) : file.content;
        QByteArray common;
        put<quint16>(common, 20);
        put<quint16>(common, 0x0800); // names are UTF-8
        put<quint16>(common, file.deflated ? 8 : 0);
        put<quint32>(common, 0x21 << 16); // 1980-01-01
        put<quint32>(common,
            quint32(crc32(
                0, reinterpret_cast<const Bytef *>(file.content.constData()), uInt(file.content.size()))));
        put<quint32>(common, quint32(bytes.size()));
        put<quint32>(common, quint32(file.content.size()));
        put<quint16>(common, quint16(file.name.size()));
        put<quint16>(common, 0);
        list += "PK\x01\x02";
        put<quint16>(list, 20);
        list += common;
        list += QByteArray(10, '\0');
        put<quint32>(list, quint32(archive.size()));
        list += file.name;
        archive += "PK\x03\x04" + common + file.name + bytes;
    }
    const auto place = quint32(archive.size());
    archive += list + QByteArray("PK\x05\x06\0\0\0\0", 8);
    put<quint16>(archive, quint16(files.size()));
    put<quint16>(archive, quint16(files.size()));
    put<quint32>(archive, quint32(list.size()));
    put<quint32>(archive, place);
    put<quint16>(archive, 0);
    return archive;
}

QList<PackedFile> workbookParts(const QList<Sheet> &sheets, bool from1904)
{
    const QByteArray head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    const QByteArray main = "\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    const QByteArray relations = "\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    const QByteArray relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    QByteArray list;
    QByteArray targets;
    QList<PackedFile> parts{{"[Content_Types].xml",
        head + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"}};
    for (qsizetype i = 0; i < sheets.size(); ++i) {
        const QByteArray number = QByteArray::number(i + 1);
        list += "<sheet name=\"" + sheets[i].name + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + '"'
            + (sheets[i].hidden ? " state=\"hidden\"" : "") + "/>";
        targets += "<Relationship Id=\"rId" + number + "\" Type=\"" + relation
            + "worksheet\" Target=\"worksheets/sheet" + number + ".xml\"/>";
        parts.append({"xl/worksheets/sheet" + number + ".xml",
            head + "<worksheet xmlns=" + main + "><sheetData>" + sheets[i].rows
                + "</sheetData></worksheet>"});
    }
    targets += "<Relationship Id=\"rId98\" Type=\"" + relation + "styles\" Target=\"styles.xml\"/>"
        + "<Relationship Id=\"rId99\" Type=\"" + relation
        + "sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>";
    parts.append({"xl/workbook.xml",
        head + "<workbook xmlns=" + main + " xmlns:r=" + relations + "><workbookPr"
            + (from1904 ? " date1904=\"1\"" : "") + "/><sheets>" + list + "</sheets></workbook>"});
    parts.append({"xl/_rels/workbook.xml.rels",
        head + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + targets + "</Relationships>"});
    parts.append({"xl/styles.xml",
        head + "<styleSheet xmlns=" + main
            + "><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"dd\\.mm\\.yyyy\"/>"
              "<numFmt numFmtId=\"165\" formatCode=\"[h]:mm:ss\"/></numFmts>"
              "<cellStyleXfs count=\"1\"><xf numFmtId=\"14\"/></cellStyleXfs>"
              "<cellXfs count=\"6\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/>"
              "<xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"20\"/></cellXfs></styleSheet>"});
    parts.append({"xl/sharedStrings.xml",
        head + "<sst xmlns=" + main
            + "><si><t>email</t></si><si><t>Zo\xC3\xAB</t></si>"
              "<si><r><t>Ada</t></r><r><t xml:space=\"preserve\"> Lind</t></r><rPh sb=\"0\" "
              "eb=\"1\"><t>eida</t></rPh>"
              "</si><si><t>a_x0009_b</t></si></sst>"});
    return parts;
}

QByteArray workbookOf(const QList<Sheet> &sheets)
{
    return zipOf(workbookParts(sheets));
}

QByteArray rowsOf(const QList<QList<QByteArray>> &rows)
{
    QByteArray xml;
    for (const auto &row : rows) {
        xml += "<row>";
        for (const QByteArray &cell : row)
            xml += "<c t=\"inlineStr\"><is><t>" + QString::fromUtf8(cell).toHtmlEscaped().toUtf8()
                + "</t></is></c>";
        xml += "</row>";
    }
    return xml;
}

} // namespace haberdash::test
