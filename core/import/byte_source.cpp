// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/byte_source.h"

#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

#include <array>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include <zlib.h>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

class FileSource final : public ByteSource
{
public:
    explicit FileSource(std::unique_ptr<QFile> file)
        : m_file(std::move(file))
        , m_size(m_file->size())
    { }
    Result<qint64> read(char *target, qint64 size) override
    {
        const qint64 count = m_file->read(target, size);
        if (count < 0)
            return failure(Error::Code::Io,
                u"“%1” could not be read: %2."_s.arg(m_file->fileName(), m_file->errorString()));
        return count;
    }
    qint64 position() const override { return m_file->pos(); }
    qint64 size() const override { return m_size; }

private:
    std::unique_ptr<QFile> m_file;
    qint64 m_size;
};

/// Gives bytes that were read to look at them, then the rest.
class ReplayedSource final : public ByteSource
{
public:
    ReplayedSource(std::string head, std::unique_ptr<ByteSource> rest)
        : m_head(std::move(head))
        , m_rest(std::move(rest))
    { }
    Result<qint64> read(char *target, qint64 size) override
    {
        if (m_given == m_head.size())
            return m_rest->read(target, size);
        const auto count = std::min(size_t(size), m_head.size() - m_given);
        std::memcpy(target, m_head.data() + m_given, count);
        m_given += count;
        return qint64(count);
    }
    qint64 position() const override { return m_rest->position(); }
    qint64 size() const override { return m_rest->size(); }

private:
    std::string m_head;
    std::unique_ptr<ByteSource> m_rest;
    size_t m_given = 0;
};

class GzipSource final : public ByteSource
{
public:
    GzipSource(std::unique_ptr<ByteSource> inner, QString path)
        : m_inner(std::move(inner))
        , m_path(std::move(path))
        , m_buffer(1 << 16)
    {
        inflateInit2(&m_stream, 16 + MAX_WBITS);
    }
    GzipSource(const GzipSource &) = delete;
    GzipSource &operator=(const GzipSource &) = delete;
    ~GzipSource() override { inflateEnd(&m_stream); }

    Result<qint64> read(char *target, qint64 size) override
    {
        m_stream.next_out = reinterpret_cast<Bytef *>(target);
        m_stream.avail_out = uInt(std::min<qint64>(size, 1 << 30));
        const auto wanted = m_stream.avail_out;
        while (m_stream.avail_out == wanted && !m_done) {
            if (m_stream.avail_in == 0) {
                HABERDASH_TRY_ASSIGN(count, m_inner->read(m_buffer.data(), qint64(m_buffer.size())));
                if (count == 0)
                    return failure(Error::Code::Io,
                        u"“%1” is cut off: the packed data ends too early. Fetch the file again."_s.arg(
                            m_path));
                m_stream.next_in = reinterpret_cast<Bytef *>(m_buffer.data());
                m_stream.avail_in = uInt(count);
            }
            const int code = inflate(&m_stream, Z_NO_FLUSH);
            if (code == Z_STREAM_END)
                HABERDASH_TRY(nextMember());
            else if (code != Z_OK && code != Z_BUF_ERROR)
                return failure(Error::Code::Io,
                    u"“%1” is damaged: it could not be unpacked. Fetch the file again."_s.arg(m_path));
        }
        return qint64(wanted - m_stream.avail_out);
    }
    qint64 position() const override { return m_inner->position(); }
    qint64 size() const override { return m_inner->size(); }

private:
    /// A gzip file may be several, one after the other.
    Result<> nextMember()
    {
        if (m_stream.avail_in == 0) {
            HABERDASH_TRY_ASSIGN(count, m_inner->read(m_buffer.data(), qint64(m_buffer.size())));
            m_stream.next_in = reinterpret_cast<Bytef *>(m_buffer.data());
            m_stream.avail_in = uInt(count);
        }
        if (m_stream.avail_in == 0 || *m_stream.next_in != 0x1F)
            m_done = true;
        else
            inflateReset(&m_stream);
        return {};
    }

    std::unique_ptr<ByteSource> m_inner;
    QString m_path;
    std::vector<char> m_buffer;
    z_stream m_stream{};
    bool m_done = false;
};

/// Swallows the byte-order mark of UTF-8.
class Utf8Source final : public ByteSource
{
public:
    explicit Utf8Source(std::unique_ptr<ByteSource> inner)
        : m_inner(std::move(inner))
    { }
    Result<qint64> read(char *target, qint64 size) override
    {
        HABERDASH_TRY(readStart());
        if (m_given == m_start.size())
            return m_inner->read(target, size);
        const auto count = std::min(size_t(size), m_start.size() - m_given);
        std::memcpy(target, m_start.data() + m_given, count);
        m_given += count;
        return qint64(count);
    }
    qint64 position() const override { return m_inner->position(); }
    qint64 size() const override { return m_inner->size(); }

private:
    /// The mark may come in several pieces, from a packed file.
    Result<> readStart()
    {
        constexpr std::string_view mark = "\xEF\xBB\xBF";
        while (!m_started) {
            std::array<char, mark.size()> piece;
            HABERDASH_TRY_ASSIGN(count, m_inner->read(piece.data(), qint64(mark.size() - m_start.size())));
            m_start.append(piece.data(), size_t(count));
            m_started = count == 0 || m_start.size() == mark.size();
        }
        if (m_start == mark)
            m_start.clear();
        return {};
    }

    std::unique_ptr<ByteSource> m_inner;
    std::string m_start; // the first bytes, read to look for the mark
    size_t m_given = 0; // of them
    bool m_started = false;
};

class TranscodedSource final : public ByteSource
{
public:
    TranscodedSource(std::unique_ptr<ByteSource> inner, Encoding encoding)
        : m_inner(std::move(inner))
        , m_encoding(encoding)
        , m_utf16(encoding == Encoding::Utf16BigEndian ? QStringDecoder::Utf16BE : QStringDecoder::Utf16LE)
        , m_raw(1 << 16)
    { }
    Result<qint64> read(char *target, qint64 size) override
    {
        while (m_given == m_ready.size()) {
            HABERDASH_TRY_ASSIGN(count, m_inner->read(m_raw.data(), qint64(m_raw.size())));
            if (count == 0 && m_half.isEmpty())
                return 0;
            m_ready.clear();
            m_given = 0;
            if (m_encoding == Encoding::Windows1252) {
                for (qint64 i = 0; i < count; ++i)
                    appendWindows1252(static_cast<unsigned char>(m_raw[size_t(i)]), m_ready);
            } else {
                QString text = std::exchange(m_half, {});
                text += m_utf16.decode(QByteArrayView(m_raw.data(), count));
                // The second half of a character may be in the next piece.
                if (count > 0 && !text.isEmpty() && text.back().isHighSurrogate()) {
                    m_half = text.back();
                    text.chop(1);
                }
                m_ready = text.toStdString();
                if (!m_started && m_ready.starts_with("\xEF\xBB\xBF"))
                    m_ready.erase(0, 3);
                m_started = m_started || !text.isEmpty();
            }
        }
        const auto count = std::min(size_t(size), m_ready.size() - m_given);
        std::memcpy(target, m_ready.data() + m_given, count);
        m_given += count;
        return qint64(count);
    }
    qint64 position() const override { return m_inner->position(); }
    qint64 size() const override { return m_inner->size(); }

private:
    std::unique_ptr<ByteSource> m_inner;
    Encoding m_encoding;
    QStringDecoder m_utf16;
    QString m_half; // of a character
    std::vector<char> m_raw;
    std::string m_ready;
    size_t m_given = 0;
    bool m_started = false;
};

} // namespace

Result<std::unique_ptr<ByteSource>> openBytes(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return failure(Error::Code::NotFound, u"There is no file “%1”."_s.arg(path));
    if (!info.isFile())
        return failure(Error::Code::Invalid,
            info.isDir() ? u"“%1” is a folder. Name the files in it."_s.arg(path)
                         : u"“%1” is not a file. Save what it gives to a file, and name that."_s.arg(path));
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure(Error::Code::Io, u"“%1” cannot be opened: %2."_s.arg(path, file->errorString()));
    return unpacked(std::make_unique<FileSource>(std::move(file)), path);
}

Result<std::unique_ptr<ByteSource>> unpacked(std::unique_ptr<ByteSource> inner, const QString &name)
{
    HABERDASH_TRY_ASSIGN(head, readHead(*inner, 2));
    const bool packed = head == "\x1F\x8B";
    auto whole = std::make_unique<ReplayedSource>(std::move(head), std::move(inner));
    if (packed)
        return std::make_unique<GzipSource>(std::move(whole), name);
    return whole;
}

Result<std::string> readHead(ByteSource &source, size_t size)
{
    std::string head(size, '\0');
    size_t have = 0;
    while (have < size) {
        HABERDASH_TRY_ASSIGN(count, source.read(head.data() + have, qint64(size - have)));
        if (count == 0)
            break;
        have += size_t(count);
    }
    head.resize(have);
    return head;
}

QString toWord(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8:
        return u"utf-8"_s;
    case Encoding::Utf16LittleEndian:
        return u"utf-16le"_s;
    case Encoding::Utf16BigEndian:
        return u"utf-16be"_s;
    case Encoding::Windows1252:
        return u"windows-1252"_s;
    }
    return {};
}

std::unique_ptr<ByteSource> decoded(std::unique_ptr<ByteSource> inner, Encoding encoding)
{
    if (encoding == Encoding::Utf8)
        return std::make_unique<Utf8Source>(std::move(inner));
    return std::make_unique<TranscodedSource>(std::move(inner), encoding);
}

void appendWindows1252(unsigned char byte, std::string &target)
{
    // 0x80 to 0x9F of the code page; 0 where it has no character.
    static constexpr std::array<char16_t, 32> high{0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};
    char16_t code = byte;
    if (byte >= 0x80 && byte < 0xA0)
        code = high[byte - 0x80u] != 0 ? high[byte - 0x80u] : char16_t(0xFFFD);
    if (code < 0x80) {
        target += char(code);
    } else if (code < 0x800) {
        target += char(0xC0 | (code >> 6));
        target += char(0x80 | (code & 0x3F));
    } else {
        target += char(0xE0 | (code >> 12));
        target += char(0x80 | ((code >> 6) & 0x3F));
        target += char(0x80 | (code & 0x3F));
    }
}

} // namespace haberdash::importing
