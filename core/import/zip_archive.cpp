// SPDX-License-Identifier: GPL-3.0-or-later
// The format: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3 (records), 4.4 (fields), 4.5.3 (ZIP64).
#include "core/import/zip_archive.h"

#include "core/import/csv_dialect.h"

#include <QFile>
#include <QLocale>
#include <QtEndian>

#include <algorithm>
#include <string_view>

#include <zlib.h>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint16 stored = 0;
constexpr quint16 deflated = 8;
constexpr qint64 endRecordSize = 22;
constexpr qint64 entryRecordSize = 46;
constexpr qint64 localHeaderSize = 30;

template<typename Number>
Number numberAt(QByteArrayView bytes, qint64 place)
{
    return qFromLittleEndian<Number>(bytes.data() + place);
}

QString methodName(quint16 method)
{
    switch (method) {
    case 1:
        return u"Shrink"_s;
    case 6:
        return u"Implode"_s;
    case 9:
        return u"Deflate64"_s;
    case 12:
        return u"BZIP2"_s;
    case 14:
        return u"LZMA"_s;
    case 93:
        return u"Zstandard"_s;
    case 95:
        return u"XZ"_s;
    case 98:
        return u"PPMd"_s;
    case 99:
        return u"AES encryption"_s;
    default:
        return u"number %1"_s.arg(method);
    }
}

/// "210 bytes", "64 kB", "1.5 GB"
QString sizeName(qint64 bytes)
{
    return QLocale::c().formattedDataSize(
        bytes, bytes < 10 * 1024 ? 1 : 0, QLocale::DataSizeTraditionalFormat);
}

QByteArray readAt(QFile &file, qint64 place, qint64 size)
{
    return place >= 0 && file.seek(place) ? file.read(size) : QByteArray();
}

/// One entry, unpacked on the way; its size and checksum are compared with what the archive says.
class EntrySource final : public ByteSource
{
public:
    EntrySource(std::shared_ptr<QFile> file, ZipArchive::Entry entry, qint64 place, QString archive)
        : m_file(std::move(file))
        , m_entry(std::move(entry))
        , m_place(place)
        , m_archive(std::move(archive))
        , m_checksum(crc32(0, nullptr, 0))
    {
        if (m_entry.method == deflated)
            inflateInit2(&m_stream, -MAX_WBITS);
    }
    EntrySource(const EntrySource &) = delete;
    EntrySource &operator=(const EntrySource &) = delete;
    ~EntrySource() override
    {
        if (m_entry.method == deflated)
            inflateEnd(&m_stream);
    }

    Result<qint64> read(char *target, qint64 size) override
    {
        if (m_atEnd || size <= 0)
            return 0;
        qint64 count = 0;
        if (m_entry.method == stored) {
            HABERDASH_TRY_ASSIGN(piece, readPacked(std::min<qint64>(size, 1 << 20)));
            std::copy(piece.begin(), piece.end(), target);
            count = piece.size();
            m_atEnd = count == 0;
        } else {
            HABERDASH_TRY_ASSIGN(unpacked, inflateInto(target, size));
            count = unpacked;
        }
        m_given += count;
        m_checksum = crc32(m_checksum, reinterpret_cast<const Bytef *>(target), uInt(count));
        if (m_given > m_entry.size)
            return damaged(u"more comes out of it than the archive says"_s);
        if (m_atEnd && m_given < m_entry.size)
            return damaged(u"it is cut off"_s);
        if (m_atEnd && m_checksum != m_entry.checksum)
            return damaged(u"its checksum is wrong"_s);
        return count;
    }
    qint64 position() const override { return m_read; }
    qint64 size() const override { return m_entry.packedSize; }

private:
    Result<QByteArray> readPacked(qint64 most)
    {
        const QByteArray piece
            = readAt(*m_file, m_place + m_read, std::min(most, m_entry.packedSize - m_read));
        if (piece.isEmpty() && m_read < m_entry.packedSize)
            return damaged(u"it is cut off"_s);
        m_read += piece.size();
        return piece;
    }
    Result<qint64> inflateInto(char *target, qint64 size)
    {
        m_stream.next_out = reinterpret_cast<Bytef *>(target);
        m_stream.avail_out = uInt(std::min<qint64>(size, 1 << 30));
        const auto wanted = m_stream.avail_out;
        while (m_stream.avail_out > 0 && !m_atEnd) {
            if (m_stream.avail_in == 0) {
                HABERDASH_TRY_ASSIGN(piece, readPacked(1 << 16));
                if (piece.isEmpty())
                    return damaged(u"it is cut off"_s);
                m_packed = std::move(piece);
                m_stream.next_in = reinterpret_cast<Bytef *>(m_packed.data());
                m_stream.avail_in = uInt(m_packed.size());
            }
            const int code = inflate(&m_stream, Z_NO_FLUSH);
            if (code == Z_STREAM_END)
                m_atEnd = true;
            else if (code != Z_OK && code != Z_BUF_ERROR)
                return damaged(u"it cannot be unpacked"_s);
        }
        return qint64(wanted - m_stream.avail_out);
    }
    [[nodiscard]] tl::unexpected<Error> damaged(const QString &what) const
    {
        return failure(Error::Code::Io,
            u"“%1” in “%2” is damaged: %3. Fetch or save the file again. Nothing was imported."_s.arg(
                m_entry.name, m_archive, what));
    }

    std::shared_ptr<QFile> m_file;
    ZipArchive::Entry m_entry;
    qint64 m_place; // of the packed bytes
    QString m_archive;
    qint64 m_read = 0;
    qint64 m_given = 0;
    uLong m_checksum;
    QByteArray m_packed;
    z_stream m_stream{};
    bool m_atEnd = false;
};

/// Sizes and place that do not fit into four bytes stand in an extra field.
bool takeLargeNumbers(QByteArrayView extra, ZipArchive::Entry &entry)
{
    constexpr qint64 isElsewhere = 0xFFFFFFFF;
    while (extra.size() >= 4) {
        const auto kind = numberAt<quint16>(extra, 0);
        const qsizetype length = numberAt<quint16>(extra, 2);
        if (extra.size() < 4 + length)
            return false;
        if (kind == 1) {
            QByteArrayView numbers = extra.sliced(4, length);
            for (qint64 *number : {&entry.size, &entry.packedSize, &entry.place}) {
                if (*number != isElsewhere)
                    continue;
                if (numbers.size() < 8)
                    return false;
                *number = numberAt<qint64>(numbers, 0);
                numbers = numbers.sliced(8);
            }
        }
        extra = extra.sliced(4 + length);
    }
    return entry.size >= 0 && entry.packedSize >= 0 && entry.place >= 0;
}

} // namespace

tl::unexpected<Error> ZipArchive::damaged(const QString &what) const
{
    return failure(Error::Code::Io,
        u"“%1” is damaged or cut off: %2. Fetch or save the file again. Nothing was imported."_s.arg(
            m_name, what));
}

Result<ZipArchive> ZipArchive::open(std::shared_ptr<QFile> file, const QString &name)
{
    ZipArchive archive;
    archive.m_file = std::move(file);
    archive.m_name = name;
    HABERDASH_TRY(archive.readEntries());
    return archive;
}

Result<> ZipArchive::readEntries()
{
    // The last record may be followed by a comment of up to 65,535 bytes.
    const qint64 fileSize = m_file->size();
    const qint64 tailStart = std::max<qint64>(0, fileSize - endRecordSize - 0xFFFF);
    const QByteArray tail = readAt(*m_file, tailStart, fileSize - tailStart);
    qint64 found = tail.lastIndexOf("PK\x05\x06");
    while (found >= 0 && found + endRecordSize > tail.size())
        found = found == 0 ? -1 : tail.lastIndexOf("PK\x05\x06", found - 1);
    if (found < 0)
        return damaged(u"its list of contents is missing"_s);
    quint64 count = numberAt<quint16>(tail, found + 10);
    qint64 listSize = numberAt<quint32>(tail, found + 12);
    qint64 listPlace = numberAt<quint32>(tail, found + 16);
    qint64 listEnd = tailStart + found;
    if (count == 0xFFFF || listSize == 0xFFFFFFFF || listPlace == 0xFFFFFFFF) {
        const QByteArray locator = readAt(*m_file, listEnd - 20, 20);
        if (locator.size() == 20 && locator.startsWith("PK\x06\x07")) {
            const auto place = numberAt<qint64>(locator, 8);
            const QByteArray record = readAt(*m_file, place, 56);
            if (record.size() < 56 || !record.startsWith("PK\x06\x06"))
                return damaged(u"its list of contents cannot be found"_s);
            count = numberAt<quint64>(record, 32);
            listSize = numberAt<qint64>(record, 40);
            listPlace = numberAt<qint64>(record, 48);
            listEnd = place;
        }
    }
    if (count > quint64(mostEntries) || listSize > (qint64(64) << 20))
        return failure(Error::Code::Invalid,
            u"“%1” holds more than %2 files. Unpack it and name the ones to import. Nothing was imported."_s
                .arg(m_name)
                .arg(mostEntries));
    if (listSize < 0 || listPlace < 0 || listPlace > listEnd || listSize > listEnd - listPlace)
        return damaged(u"its list of contents cannot be found"_s);
    // Bytes in front of the archive (it may unpack itself) move everything.
    qint64 shift = 0;
    if (!readAt(*m_file, listPlace, 4).startsWith("PK\x01\x02"))
        shift = listEnd - listSize - listPlace;
    const QByteArray list = readAt(*m_file, listPlace + shift, listSize);
    qint64 at = 0;
    for (quint64 i = 0; i < count; ++i) {
        const auto record = QByteArrayView(list).sliced(std::min(at, qint64(list.size())));
        if (record.size() < entryRecordSize || !record.startsWith("PK\x01\x02"))
            return damaged(u"its list of contents breaks off after %1 files"_s.arg(i));
        const qint64 nameLength = numberAt<quint16>(record, 28);
        const qint64 extraLength = numberAt<quint16>(record, 30);
        const qint64 commentLength = numberAt<quint16>(record, 32);
        const qint64 whole = entryRecordSize + nameLength + extraLength + commentLength;
        if (record.size() < whole)
            return damaged(u"its list of contents breaks off after %1 files"_s.arg(i));
        Entry entry;
        entry.encrypted = numberAt<quint16>(record, 8) & 1u;
        entry.method = numberAt<quint16>(record, 10);
        entry.checksum = numberAt<quint32>(record, 16);
        entry.packedSize = numberAt<quint32>(record, 20);
        entry.size = numberAt<quint32>(record, 24);
        entry.place = numberAt<quint32>(record, 42);
        const auto name = record.sliced(entryRecordSize, nameLength);
        // Old programs write names in the code page of their machine; as Latin-1 they stay distinct.
        entry.name = isUtf8({name.data(), size_t(name.size())}) ? QString::fromUtf8(name)
                                                                : QString::fromLatin1(name);
        entry.name.replace(u'\\', u'/');
        if (!takeLargeNumbers(record.sliced(entryRecordSize + nameLength, extraLength), entry))
            return damaged(u"“%1” has no sound size"_s.arg(entry.name));
        entry.place += shift;
        if (!entry.name.endsWith(u'/') && !entry.name.isEmpty())
            m_entries.push_back(std::move(entry));
        at += whole;
    }
    return {};
}

const ZipArchive::Entry *ZipArchive::find(const QString &name) const
{
    for (const auto sensitivity : {Qt::CaseSensitive, Qt::CaseInsensitive}) {
        const auto found = std::find_if(m_entries.begin(), m_entries.end(),
            [&](const Entry &entry) { return entry.name.compare(name, sensitivity) == 0; });
        if (found != m_entries.end())
            return &*found;
    }
    return nullptr;
}

Result<std::unique_ptr<ByteSource>> ZipArchive::read(const Entry &entry) const
{
    if (entry.encrypted)
        return failure(Error::Code::Invalid,
            u"“%1” in “%2” is protected by a password. Unpack it yourself and import what comes out. Nothing "
            u"was imported."_s.arg(entry.name, m_name));
    if (entry.method != stored && entry.method != deflated)
        return failure(Error::Code::Invalid,
            u"“%1” in “%2” is packed by a method that Haberdash does not unpack (%3). Unpack it yourself, or "
            u"pack it again with Deflate. Nothing was imported."_s.arg(
                entry.name, m_name, methodName(entry.method)));
    if (entry.size > largestEntry
        || (entry.size > smallEntry && entry.size / largestRatio > entry.packedSize))
        return failure(Error::Code::Refused,
            u"“%1” in “%2” would grow from %3 to %4 when unpacked. Files that do that are mostly made to "
            u"fill "
            u"up machines. If you trust it, unpack it yourself, save the table as CSV, and import that. "
            u"Nothing "
            u"was imported."_s.arg(entry.name, m_name)
                .arg(sizeName(entry.packedSize), sizeName(entry.size)));
    const QByteArray header = readAt(*m_file, entry.place, localHeaderSize);
    if (header.size() < localHeaderSize || !header.startsWith("PK\x03\x04"))
        return damaged(u"“%1” is not where the list of contents says"_s.arg(entry.name));
    const qint64 place
        = entry.place + localHeaderSize + numberAt<quint16>(header, 26) + numberAt<quint16>(header, 28);
    if (entry.method == stored && entry.size != entry.packedSize)
        return damaged(u"“%1” has no sound size"_s.arg(entry.name));
    return std::make_unique<EntrySource>(m_file, entry, place, m_name);
}

} // namespace haberdash::importing
