// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/row_reader.h"

#include "core/import/csv_reader.h"
#include "core/import/json_reader.h"
#include "core/import/xlsx_reader.h"
#include "core/import/zip_archive.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <algorithm>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t headSize = size_t(1) << 12;

/// Bytes that can be read anew, and what they are called.
struct Origin
{
    ByteOpener openAgain;
    QString name; ///< for errors
    QString fileName; ///< its ending is a hint
    QString entry; ///< of the archive it came out of
};

Result<std::unique_ptr<RowReader>> openPacked(
    std::shared_ptr<QFile> file, const Origin &origin, const QString &inside);

bool endsLike(const QString &name, std::initializer_list<const char *> endings)
{
    return std::any_of(endings.begin(), endings.end(), [&name](const char *ending) {
        return name.endsWith(QLatin1StringView(ending), Qt::CaseInsensitive);
    });
}

/// A name without ".gz".
QString unpackedName(const QString &name)
{
    return endsLike(name, {".gz"}) ? name.chopped(3) : name;
}

/// What a file is that holds no table we read, and what to do; empty for all others.
QString refusalOf(std::string_view head, const QString &fileName)
{
    const auto startsWith = [&head](std::string_view start) { return head.starts_with(start); };
    if (startsWith("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
        return endsLike(fileName, {".xlsx", ".xlsm"})
            ? u"is a workbook that is protected by a password, or an old workbook (.xls) that was renamed. "
              u"Open it "
              u"in a spreadsheet program and save it without a password as XLSX or CSV"_s
            : u"is an old workbook (.xls) or another file of old Office programs. Open it in a spreadsheet "
              u"program "
              u"and save it as XLSX or CSV"_s;
    if (startsWith("%PDF-"))
        return u"is a PDF, which holds pages and no table. Export the table itself as CSV or XLSX"_s;
    if (startsWith("\x89PNG") || startsWith("\xFF\xD8\xFF") || startsWith("GIF8"))
        return u"is a picture. Export the table itself as CSV or XLSX"_s;
    if (startsWith("7z\xBC\xAF\x27\x1C") || startsWith("Rar!")
        || startsWith("\xFD"
                      "7zXZ")
        || startsWith("BZh") || startsWith("\x28\xB5\x2F\xFD"))
        return u"is packed in a way that Haberdash does not unpack. Unpack it, or pack it as ZIP or with gzip"_s;
    if (startsWith("PAR1") || startsWith("SQLite format 3"))
        return u"is a database file. Export the table in it as CSV"_s;
    auto text = head.starts_with("\xEF\xBB\xBF") ? head.substr(3) : head;
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    const QString start
        = QString::fromLatin1(text.data(), qsizetype(std::min<size_t>(text.size(), 200))).toLower();
    if (start.startsWith(u"<!doctype html"_s) || start.startsWith(u"<html"_s)
        || start.startsWith(u"<table"_s))
        return u"is a web page, whatever its name says. Open it in a spreadsheet program and save it as CSV or XLSX"_s;
    if (start.startsWith(u"<?xml"_s))
        return u"is XML, which is no table of rows. Open it in a spreadsheet program and save it as CSV or XLSX"_s;
    if (endsLike(fileName, {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}))
        return u"is named like a workbook but is none; most likely it is text, such as CSV. Save it as XLSX "
               u"or "
               u"CSV, or give it the ending .csv"_s;
    return {};
}

/// JSON by its first characters: delimited text does not begin like that.
bool looksLikeJson(std::string_view text, const QString &fileName)
{
    constexpr auto blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return false;
    const auto second = text.find_first_not_of(blanks, first + 1);
    const char next = second == std::string_view::npos ? '\0' : text[second];
    if (endsLike(fileName, {".json", ".jsonl", ".ndjson"}))
        return true;
    return (text[first] == '{' && (next == '"' || next == '}'))
        || (text[first] == '[' && (next == '{' || next == ']'));
}

Result<std::shared_ptr<QFile>> unpackToFile(const Origin &origin)
{
    auto file = std::make_shared<QTemporaryFile>();
    if (!file->open())
        return failure(Error::Code::Io,
            u"“%1” could not be unpacked: %2. Nothing was imported."_s.arg(origin.name, file->errorString()));
    HABERDASH_TRY_ASSIGN(source, origin.openAgain());
    QByteArray piece(1 << 16, '\0');
    for (;;) {
        HABERDASH_TRY_ASSIGN(count, source->read(piece.data(), piece.size()));
        if (count == 0)
            break;
        if (file->size() > (qint64(4) << 30))
            return failure(Error::Code::Refused,
                u"“%1” unpacks to more than 4 GB. Unpack it yourself and import what comes out. Nothing was "
                u"imported."_s.arg(origin.name));
        if (file->write(piece.constData(), count) != count)
            return failure(Error::Code::Io,
                u"“%1” could not be unpacked: %2. Make room on the disk for temporary files. Nothing was "
                u"imported."_s.arg(origin.name, file->errorString()));
    }
    if (!file->flush())
        return failure(Error::Code::Io,
            u"“%1” could not be unpacked: %2. Nothing was imported."_s.arg(origin.name, file->errorString()));
    return file;
}

/// Rows of text, or of what is packed in other bytes.
Result<std::unique_ptr<RowReader>> openOrigin(const Origin &origin, const QString &inside)
{
    HABERDASH_TRY_ASSIGN(source, origin.openAgain());
    HABERDASH_TRY_ASSIGN(head, readHead(*source, headSize));
    if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) {
        HABERDASH_TRY_ASSIGN(file, unpackToFile(origin));
        return openPacked(std::move(file), origin, inside);
    }
    if (const QString refusal = refusalOf(head, unpackedName(origin.fileName)); !refusal.isEmpty())
        return failure(Error::Code::Invalid, u"“%1” %2. Nothing was imported."_s.arg(origin.name, refusal));
    if (!inside.isEmpty())
        return failure(Error::Code::NotFound,
            u"“%1” is neither an archive nor a workbook, so there is no “%2” in it. Nothing was imported."_s
                .arg(origin.name, inside));
    const Encoding encoding = sniffEncoding(head);
    std::string text;
    if (encoding == Encoding::Utf16LittleEndian || encoding == Encoding::Utf16BigEndian) {
        HABERDASH_TRY_ASSIGN(again, origin.openAgain());
        HABERDASH_TRY_ASSIGN(decodedHead, readHead(*decoded(std::move(again), encoding), headSize));
        text = std::move(decodedHead);
    } else {
        text = head.starts_with("\xEF\xBB\xBF") ? head.substr(3) : head;
    }
    const QString fileName = unpackedName(origin.fileName);
    if (looksLikeJson(text, fileName)) {
        HABERDASH_TRY_ASSIGN(reader,
            JsonReader::open(origin.openAgain, endsLike(fileName, {".jsonl", ".ndjson"}), origin.name,
                JsonReader::Limits()));
        reader.setEntry(origin.entry);
        return std::make_unique<JsonReader>(std::move(reader));
    }
    HABERDASH_TRY_ASSIGN(reader, CsvReader::open(origin.openAgain));
    reader.setEntry(origin.entry);
    return std::make_unique<CsvReader>(std::move(reader));
}

/// The tables of an archive: all but what programs and systems put in beside them.
std::vector<const ZipArchive::Entry *> tablesOf(const ZipArchive &archive)
{
    std::vector<const ZipArchive::Entry *> all;
    std::vector<const ZipArchive::Entry *> named;
    for (const auto &entry : archive.entries()) {
        const QString file = entry.name.mid(entry.name.lastIndexOf(u'/') + 1);
        if (entry.name.startsWith(u"__MACOSX/"_s) || file.startsWith(u'.') || file == u"Thumbs.db")
            continue;
        all.push_back(&entry);
        if (endsLike(unpackedName(file),
                {".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx", ".xlsm"}))
            named.push_back(&entry);
    }
    return named.empty() ? all : named;
}

QString listOf(const std::vector<const ZipArchive::Entry *> &entries)
{
    QStringList names;
    for (const auto *entry : entries) {
        if (names.size() == 20) {
            names.append(u"…"_s);
            break;
        }
        names.append(entry->name.left(200));
    }
    return names.join(u"”, “"_s);
}

/// The entry that `inside` begins with, and the rest of it.
Result<const ZipArchive::Entry *> chooseEntry(const ZipArchive &archive, const QString &inside, QString &rest)
{
    const auto tables = tablesOf(archive);
    if (!inside.isEmpty()) {
        for (qsizetype end = inside.size(); end > 0; end = inside.lastIndexOf(u'/', end - 1)) {
            if (const auto *entry = archive.find(inside.left(end))) {
                rest = inside.mid(end + 1);
                return entry;
            }
        }
        return failure(Error::Code::NotFound,
            u"“%1” holds no “%2”. In it are: “%3”. Nothing was imported."_s.arg(
                archive.name(), inside, listOf(tables)));
    }
    if (tables.empty())
        return failure(
            Error::Code::Invalid, u"“%1” holds no file. Nothing was imported."_s.arg(archive.name()));
    if (tables.size() > 1)
        return failure(Error::Code::Invalid,
            u"“%1” holds %2 files: “%3”. Say which one by its name behind the archive: %1/%4. Nothing was "
            u"imported."_s.arg(archive.name())
                .arg(tables.size())
                .arg(listOf(tables), tables.front()->name));
    return tables.front();
}

Result<std::unique_ptr<RowReader>> openPacked(
    std::shared_ptr<QFile> file, const Origin &origin, const QString &inside)
{
    HABERDASH_TRY_ASSIGN(archive, ZipArchive::open(std::move(file), origin.name));
    if (XlsxReader::isWorkbook(archive)) {
        HABERDASH_TRY_ASSIGN(reader, XlsxReader::open(std::move(archive), inside));
        reader->setEntry(origin.entry);
        return reader;
    }
    const auto refuse = [&origin](const QString &what) {
        return failure(Error::Code::Invalid,
            u"“%1” is %2. Open it in the program it was made with and save the table as XLSX or CSV. Nothing "
            u"was "
            u"imported."_s.arg(origin.name, what));
    };
    if (archive.find(u"xl/workbook.bin"_s))
        return refuse(u"a binary workbook (.xlsb)"_s);
    if (archive.find(u"META-INF/manifest.xml"_s) && archive.find(u"content.xml"_s))
        return refuse(u"an OpenDocument file (.ods)"_s);
    if (archive.find(u"[Content_Types].xml"_s))
        return refuse(u"an Office document without a workbook in it"_s);
    if (archive.find(u"Index/Document.iwa"_s))
        return refuse(u"a Numbers document"_s);
    if (!origin.entry.isEmpty())
        return failure(Error::Code::Invalid,
            u"“%1” is an archive within an archive. Unpack the outer one and name the inner. Nothing was "
            u"imported."_s.arg(origin.name));
    QString rest;
    HABERDASH_TRY_ASSIGN(entry, chooseEntry(archive, inside, rest));
    Origin packed;
    packed.entry = entry->name;
    packed.fileName = entry->name;
    packed.name = origin.name + u'/' + entry->name;
    // Keeps the archive, which the list of its entries belongs to.
    packed.openAgain = [archive, place = entry - archive.entries().data(),
                           name = packed.name]() -> Result<std::unique_ptr<ByteSource>> {
        HABERDASH_TRY_ASSIGN(source, archive.read(archive.entries()[size_t(place)]));
        return unpacked(std::move(source), name);
    };
    return openOrigin(packed, rest);
}

} // namespace

QString toWord(TableForm::Format format)
{
    switch (format) {
    case TableForm::Format::Csv:
        return u"csv"_s;
    case TableForm::Format::JsonLines:
        return u"jsonl"_s;
    case TableForm::Format::Json:
        return u"json"_s;
    case TableForm::Format::Workbook:
        return u"xlsx"_s;
    }
    return {};
}

QString fileOnDisk(const QString &path)
{
    for (qsizetype end = path.size(); end > 0; end = path.lastIndexOf(u'/', end - 1)) {
        const QFileInfo info(path.left(end));
        if (info.isFile())
            return path.left(end);
        if (info.exists())
            break;
    }
    return path;
}

QStringList tablesIn(const QString &path)
{
    auto file = std::make_shared<QFile>(path);
    if (!QFileInfo(path).isFile() || !file->open(QIODevice::ReadOnly) || file->peek(4) != "PK\x03\x04")
        return {path};
    const auto archive = ZipArchive::open(std::move(file), path);
    if (!archive || archive->find(u"[Content_Types].xml"_s) || archive->find(u"META-INF/manifest.xml"_s))
        return {path};
    const auto tables = tablesOf(*archive);
    if (tables.size() < 2)
        return {path};
    QStringList paths;
    for (const auto *entry : tables)
        paths.append(path + u'/' + entry->name);
    return paths;
}

QString insideFile(const QString &path)
{
    return path.mid(fileOnDisk(path).size() + 1);
}

Result<std::unique_ptr<RowReader>> openRows(const QString &path)
{
    const QString onDisk = fileOnDisk(path);
    const QString inside = insideFile(path);
    Origin origin;
    origin.name = onDisk;
    origin.fileName = QFileInfo(onDisk).fileName();
    origin.openAgain = [onDisk] { return openBytes(onDisk); };
    auto file = std::make_shared<QFile>(onDisk);
    if (QFileInfo(onDisk).isFile() && file->open(QIODevice::ReadOnly)) {
        const QByteArray head = file->peek(4);
        if (head == "PK\x03\x04" || head == "PK\x05\x06")
            return openPacked(std::move(file), origin, inside);
    }
    return openOrigin(origin, inside);
}

} // namespace haberdash::importing
