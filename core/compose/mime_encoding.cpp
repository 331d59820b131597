// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/mime_encoding.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <QtGlobal>

namespace haberdash::compose {

namespace {

constexpr size_t softLimit = 78;
constexpr std::string_view hexDigits = "0123456789ABCDEF";
constexpr std::string_view base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void appendBase64Group(std::string_view bytes, std::string &out)
{
    const auto byte = [&](size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U; };
    const unsigned group = byte(0) << 16 | byte(1) << 8 | byte(2);
    out += base64Digits[group >> 18];
    out += base64Digits[group >> 12 & 63];
    out += bytes.size() > 1 ? base64Digits[group >> 6 & 63] : '=';
    out += bytes.size() > 2 ? base64Digits[group & 63] : '=';
}

constexpr std::string_view openBase64 = "=?utf-8?B?";
constexpr std::string_view openQuoted = "=?utf-8?Q?";
constexpr std::string_view closeEncoded = "?=";
constexpr size_t encodedFrame = openBase64.size() + closeEncoded.size();

std::string inBase64(std::string_view bytes)
{
    std::string word(openBase64);
    for (size_t i = 0; i < bytes.size(); i += 3)
        appendBase64Group(bytes.substr(i, 3), word);
    return word.append(closeEncoded);
}

std::string inQuotedForm(std::string_view bytes)
{
    std::string word(openQuoted);
    for (const char each : bytes) {
        const auto byte = static_cast<unsigned char>(each);
        word += {'=', hexDigits[byte >> 4], hexDigits[byte & 15]};
    }
    return word.append(closeEncoded);
}

/// How many bytes of a text fit a word of base64: all that is left, or whole characters without padding.
/// GMime joins the words of a header before it decodes them, and stops at the padding of the first. 0 where
/// no characters come out even.
size_t encodedLength(std::string_view utf8, size_t most)
{
    if (utf8.size() <= most)
        return utf8.size();
    size_t even = 0;
    for (size_t end = 0; end <= most; end += characterLength(utf8.substr(end))) {
        if (end % 3 == 0)
            even = end;
    }
    return even;
}

constexpr bool isBlank(char each)
{
    return each == ' ' || each == '\t';
}

constexpr bool isLineEnd(char each)
{
    return each == '\r' || each == '\n';
}

/// Bytes that stand for themselves in quoted-printable text.
constexpr auto literals = [] {
    std::array<bool, 256> table{};
    for (size_t byte = 32; byte < 127; ++byte)
        table[byte] = byte != '=';
    table['\t'] = true;
    return table;
}();

/// Whether all of eight bytes are printable ASCII other than "=". Most of a text is, and eight at a time are
/// several times faster than one by one.
bool areEightLiterals(const char *bytes)
{
    constexpr quint64 ones = 0x0101010101010101;
    constexpr quint64 highs = 0x80 * ones;
    quint64 word = 0;
    std::memcpy(&word, bytes, sizeof word);
    // Each term has the high bit set in some byte if a byte is 0 in `x`, or below 32 in `word`.
    const auto hasZero = [](quint64 x) { return (x - ones) & ~x; };
    const quint64 below = (word - 32 * ones) & ~word;
    return ((word | below | hasZero(word ^ ('=' * ones)) | hasZero(word ^ (127 * ones))) & highs) == 0;
}

/// How many bytes from the start of a text stand for themselves.
size_t literalLength(std::string_view text)
{
    size_t length = 0;
    while (length + 8 <= text.size() && areEightLiterals(text.data() + length))
        length += 8;
    while (length < text.size() && literals[static_cast<unsigned char>(text[length])])
        ++length;
    return length;
}

/// Writes lines of quoted-printable text, none longer than 76.
class QuotedLines
{
public:
    explicit QuotedLines(std::string &out)
        : m_out(out)
    { }

    /// @param endsLine nothing follows on the line, so no room is left for a soft break
    void addLiterals(std::string_view text, bool endsLine)
    {
        while (!text.empty()) {
            // Dots and "From " at the start of a line are changed by old servers; a soft break makes such
            // starts too.
            if (m_column == 0 && (text.front() == '.' || text.starts_with("From "))) {
                addEncoded(text.front(), false);
                text.remove_prefix(1);
                continue;
            }
            const bool fits = text.size() <= longest - m_column - (endsLine ? 0 : 1);
            const size_t length = fits ? text.size() : longest - 1 - m_column;
            m_out += text.substr(0, length);
            m_column += length;
            text.remove_prefix(length);
            if (!fits)
                breakSoftly();
        }
    }
    void addEncoded(char each, bool endsLine)
    {
        if (m_column + 3 > longest - (endsLine ? 0 : 1))
            breakSoftly();
        const auto byte = static_cast<unsigned char>(each);
        m_out += {'=', hexDigits[byte >> 4], hexDigits[byte & 15]};
        m_column += 3;
    }
    void endLine()
    {
        m_out += "\r\n";
        m_column = 0;
    }

private:
    static constexpr size_t longest = 76;

    void breakSoftly()
    {
        m_out += "=\r\n";
        m_column = 0;
    }

    std::string &m_out;
    size_t m_column = 0;
};

} // namespace

void appendQuotedPrintable(std::string_view text, std::string &out)
{
    out.reserve(out.size() + text.size() + text.size() / 8);
    QuotedLines lines(out);
    const auto endsLine = [&text](size_t at) { return at == text.size() || isLineEnd(text[at]); };
    for (size_t at = 0; at < text.size();) {
        if (isLineEnd(text[at])) {
            lines.endLine();
            at += text.substr(at, 2) == "\r\n" ? 2 : 1;
            continue;
        }
        size_t end = at + literalLength(text.substr(at));
        if (end > at && endsLine(end) && isBlank(text[end - 1]))
            --end; // blanks at the end of a line get lost on the way
        lines.addLiterals(text.substr(at, end - at), endsLine(end));
        if (end < text.size() && !isLineEnd(text[end])) {
            lines.addEncoded(text[end], endsLine(end + 1));
            ++end;
        }
        at = end;
    }
}

void appendBase64(std::string_view bytes, std::string &out)
{
    out.reserve(out.size() + bytes.size() * 4 / 3 + bytes.size() / 28 + 8);
    for (size_t i = 0; i < bytes.size(); i += 3) {
        if (i > 0 && i % 57 == 0)
            out += "\r\n";
        appendBase64Group(bytes.substr(i, 3), out);
    }
}

size_t characterLength(std::string_view utf8)
{
    size_t length = 1;
    while (length < utf8.size() && (static_cast<unsigned char>(utf8[length]) & 0xC0) == 0x80)
        ++length;
    return length;
}

bool isPlainHeaderText(std::string_view text)
{
    if (text.empty())
        return true;
    if (text.front() == ' ' || text.back() == ' ' || text.find("  ") != std::string_view::npos
        || text.find("=?") != std::string_view::npos)
        return false;
    size_t word = 0;
    for (const char character : text) {
        if (character < 32 || character > 126)
            return false;
        word = character == ' ' ? 0 : word + 1;
        if (word > 60) // a word this long cannot be folded to 78
            return false;
    }
    return true;
}

HeaderWriter::HeaderWriter(std::string_view name, std::string &out)
    : m_out(out)
    , m_column(name.size() + 1)
{
    m_out += name;
    m_out += ':';
}

size_t HeaderWriter::room() const
{
    return m_column + 1 < softLimit ? softLimit - m_column - 1 : 0;
}

void HeaderWriter::addWord(std::string_view word)
{
    if (m_hasWord && word.size() > room()) {
        m_out += "\r\n";
        m_column = 0;
    }
    m_out += ' ';
    m_out += word;
    m_column += 1 + word.size();
    m_hasWord = true;
}

void HeaderWriter::addTight(std::string_view characters)
{
    m_out += characters;
    m_column += characters.size();
}

void HeaderWriter::addEncodedWords(std::string_view utf8)
{
    while (!utf8.empty()) {
        // 75 is the longest encoded word; the line it begins on may leave less.
        size_t width = std::min<size_t>(75, room());
        if (width < encodedFrame + 16)
            width = 75;
        const size_t length = encodedLength(utf8, (width - encodedFrame) / 4 * 3);
        addWord(length > 0 ? inBase64(utf8.substr(0, length))
                           : inQuotedForm(utf8.substr(0, characterLength(utf8))));
        utf8.remove_prefix(length > 0 ? length : characterLength(utf8));
    }
}

void HeaderWriter::addText(std::string_view utf8)
{
    if (!isPlainHeaderText(utf8))
        return addEncodedWords(utf8);
    for (size_t start = 0; start < utf8.size();) {
        const size_t end = std::min(utf8.find(' ', start), utf8.size());
        addWord(utf8.substr(start, end - start));
        start = end + 1;
    }
}

void HeaderWriter::addName(std::string_view utf8)
{
    if (utf8.empty())
        return;
    if (!isPlainHeaderText(utf8))
        return addEncodedWords(utf8);
    const bool isAtoms = std::all_of(utf8.begin(), utf8.end(), [](char character) {
        return character == ' ' || std::isalnum(static_cast<unsigned char>(character))
            || std::string_view("!#$%&'*+-/=?^_`{|}~").find(character) != std::string_view::npos;
    });
    if (isAtoms)
        return addText(utf8);
    std::string quoted = "\"";
    for (const char character : utf8) {
        if (character == '"' || character == '\\')
            quoted += '\\';
        quoted += character;
    }
    quoted += '"';
    // Folding inside the quotes keeps the blank, so words may be folded here too.
    for (size_t start = 0; start <= quoted.size();) {
        const size_t end = std::min(quoted.find(' ', start), quoted.size());
        addWord(std::string_view(quoted).substr(start, end - start));
        start = end + 1;
    }
}

void HeaderWriter::finish()
{
    m_out += "\r\n";
}

} // namespace haberdash::compose
