// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/mime_encoding.h"

#include <algorithm>

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

/// One line of quoted-printable text, without its end.
void appendQuotedLine(std::string_view line, std::string &out)
{
    size_t column = 0;
    for (size_t i = 0; i < line.size(); ++i) {
        const auto byte = static_cast<unsigned char>(line[i]);
        const bool isLast = i + 1 == line.size();
        bool encodes = byte > 126 || byte == '=' || (byte < 32 && byte != '\t');
        encodes = encodes || (isLast && (byte == ' ' || byte == '\t'));
        // Dots and "From " at the start of a line are changed by old servers; a soft break makes such starts
        // too.
        const size_t width = encodes ? 3 : 1;
        if (column + width > (isLast ? 76U : 75U)) {
            out += "=\r\n";
            column = 0;
        }
        if (column == 0 && (byte == '.' || (byte == 'F' && line.substr(i, 5) == "From ")))
            encodes = true;
        if (encodes) {
            out += '=';
            out += hexDigits[byte >> 4];
            out += hexDigits[byte & 15];
            column += 3;
        } else {
            out += char(byte);
            ++column;
        }
    }
}

} // namespace

void appendQuotedPrintable(std::string_view text, std::string &out)
{
    out.reserve(out.size() + text.size() + text.size() / 8);
    for (size_t start = 0; start < text.size();) {
        const size_t end = std::min(text.find_first_of("\r\n", start), text.size());
        appendQuotedLine(text.substr(start, end - start), out);
        if (end == text.size())
            break;
        out += "\r\n";
        start = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
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
