// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/json_flattener.h"

#include <algorithm>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

/// A number as JSON writes it: -0.5e+10, but not .5, 05, +1 or 1.
bool isNumber(std::string_view text)
{
    size_t at = 0;
    const auto digits = [&] {
        const size_t start = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        return at - start;
    };
    at += text.starts_with('-');
    const bool leadingZero = at < text.size() && text[at] == '0';
    const size_t whole = digits();
    if (whole == 0 || (leadingZero && whole > 1))
        return false;
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (digits() == 0)
            return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        at += at < text.size() && (text[at] == '+' || text[at] == '-');
        if (digits() == 0)
            return false;
    }
    return at == text.size();
}

void appendUtf8(unsigned code, std::string &target)
{
    if (code < 0x80) {
        target += char(code);
    } else if (code < 0x800) {
        target += char(0xC0u | code >> 6);
        target += char(0x80u | (code & 0x3Fu));
    } else if (code < 0x10000) {
        target += char(0xE0u | code >> 12);
        target += char(0x80u | (code >> 6 & 0x3Fu));
        target += char(0x80u | (code & 0x3Fu));
    } else {
        target += char(0xF0u | code >> 18);
        target += char(0x80u | (code >> 12 & 0x3Fu));
        target += char(0x80u | (code >> 6 & 0x3Fu));
        target += char(0x80u | (code & 0x3Fu));
    }
}

} // namespace

bool JsonFlattener::parse(std::string_view text, Sink &sink)
{
    m_sink = &sink;
    m_source = text;
    m_at = 0;
    m_path.clear();
    m_texts.clear();
    // Unescaping shortens, ", " between the values of an array adds one byte to at least two: views into
    // m_texts stay where they are.
    m_texts.reserve(2 * text.size() + 16);
    m_reason.clear();
    skipBlanks();
    if (m_at >= m_source.size() || m_source[m_at] != '{') {
        m_reason = u"the line is not a JSON object: it does not begin with “{”"_s;
        return false;
    }
    if (!readObject(0))
        return false;
    skipBlanks();
    return m_at == m_source.size() || fail(u"there is more behind the object"_s);
}

bool JsonFlattener::fail(const QString &what)
{
    if (m_reason.isEmpty())
        m_reason = u"the line is not JSON: %1 (at byte %2)"_s.arg(what).arg(m_at + 1);
    return false;
}

bool JsonFlattener::misses(const QString &what)
{
    return fail(
        m_at >= m_source.size() ? u"it breaks off, %1 is missing"_s.arg(what) : u"%1 is missing"_s.arg(what));
}

void JsonFlattener::skipBlanks()
{
    while (m_at < m_source.size()
        && (m_source[m_at] == ' ' || m_source[m_at] == '\t' || m_source[m_at] == '\n'
            || m_source[m_at] == '\r'))
        ++m_at;
}

bool JsonFlattener::readObject(int depth)
{
    if (depth >= deepest)
        return fail(u"objects stand in each other more than %1 deep"_s.arg(deepest));
    ++m_at;
    skipBlanks();
    if (m_at < m_source.size() && m_source[m_at] == '}') {
        ++m_at;
        if (depth > 0)
            m_sink->take(m_path, {});
        return true;
    }
    for (;;) {
        if (!readMember(depth))
            return false;
        skipBlanks();
        const char next = m_at < m_source.size() ? m_source[m_at] : '\0';
        if (next != ',' && next != '}')
            return misses(u"“,” or “}”"_s);
        ++m_at;
        if (next == '}')
            return true;
        skipBlanks();
    }
}

bool JsonFlattener::readMember(int depth)
{
    if (m_at >= m_source.size() || m_source[m_at] != '"')
        return misses(u"the name of a value"_s);
    std::string_view key;
    m_key.clear();
    if (!readString(key, m_key))
        return false;
    const size_t outer = m_path.size();
    if (depth > 0)
        m_path += '.';
    m_path += key;
    skipBlanks();
    if (m_at >= m_source.size() || m_source[m_at] != ':')
        return misses(u"“:”"_s);
    ++m_at;
    skipBlanks();
    const bool read = readValue(depth);
    m_path.resize(outer);
    return read;
}

bool JsonFlattener::readValue(int depth)
{
    const char first = m_at < m_source.size() ? m_source[m_at] : '\0';
    if (first == '{')
        return readObject(depth + 1);
    if (first == '[')
        return readArray(depth + 1);
    std::string_view text;
    if (first == '"') {
        if (!readString(text, m_texts))
            return false;
    } else {
        if (!readWord(text))
            return false;
        if (text == "null")
            text = {};
    }
    m_sink->take(m_path, text);
    return true;
}

bool JsonFlattener::readArray(int depth)
{
    const size_t start = m_at;
    bool onlyScalars = true;
    if (!skipArray(depth, onlyScalars))
        return false;
    const auto whole = m_source.substr(start, m_at - start);
    if (!onlyScalars) {
        m_sink->take(m_path, whole);
        return true;
    }
    // Sound, as was just seen: read once more for its values.
    const size_t end = m_at;
    const size_t joined = m_texts.size();
    m_at = start + 1;
    for (bool first = true;; first = false) {
        skipBlanks();
        if (m_source[m_at] == ']')
            break;
        if (!first) {
            ++m_at; // the comma
            skipBlanks();
            m_texts += ", ";
        }
        std::string_view text;
        if (m_source[m_at] == '"') {
            const size_t before = m_texts.size();
            if (!readString(text, m_texts))
                return false;
            if (m_texts.size() == before)
                m_texts += text;
        } else if (!readWord(text)) {
            return false;
        } else if (text != "null") {
            m_texts += text;
        }
    }
    m_at = end;
    m_sink->take(m_path, std::string_view(m_texts).substr(joined));
    return true;
}

bool JsonFlattener::skipValue(int depth)
{
    const char first = m_at < m_source.size() ? m_source[m_at] : '\0';
    std::string_view text;
    if (first == '"') {
        const size_t before = m_texts.size();
        const bool read = readString(text, m_texts);
        m_texts.resize(before);
        return read;
    }
    if (first == '[') {
        bool ignored = false;
        return skipArray(depth + 1, ignored);
    }
    if (first != '{')
        return readWord(text);
    if (depth >= deepest)
        return fail(u"values stand in each other more than %1 deep"_s.arg(deepest));
    ++m_at;
    skipBlanks();
    if (m_at < m_source.size() && m_source[m_at] == '}') {
        ++m_at;
        return true;
    }
    for (;;) {
        if (m_at >= m_source.size() || m_source[m_at] != '"')
            return misses(u"the name of a value"_s);
        if (!skipValue(depth + 1))
            return false;
        skipBlanks();
        if (m_at >= m_source.size() || m_source[m_at] != ':')
            return misses(u"“:”"_s);
        ++m_at;
        skipBlanks();
        if (!skipValue(depth + 1))
            return false;
        skipBlanks();
        const char next = m_at < m_source.size() ? m_source[m_at] : '\0';
        if (next != ',' && next != '}')
            return misses(u"“,” or “}”"_s);
        ++m_at;
        if (next == '}')
            return true;
        skipBlanks();
    }
}

bool JsonFlattener::skipArray(int depth, bool &onlyScalars)
{
    if (depth >= deepest)
        return fail(u"values stand in each other more than %1 deep"_s.arg(deepest));
    ++m_at;
    skipBlanks();
    if (m_at < m_source.size() && m_source[m_at] == ']') {
        ++m_at;
        return true;
    }
    for (;;) {
        const char first = m_at < m_source.size() ? m_source[m_at] : '\0';
        onlyScalars = onlyScalars && first != '{' && first != '[';
        if (!skipValue(depth))
            return false;
        skipBlanks();
        const char next = m_at < m_source.size() ? m_source[m_at] : '\0';
        if (next != ',' && next != ']')
            return misses(u"“,” or “]”"_s);
        ++m_at;
        if (next == ']')
            return true;
        skipBlanks();
    }
}

bool JsonFlattener::readString(std::string_view &text, std::string &target)
{
    const size_t start = ++m_at;
    size_t stretch = start;
    const size_t copy = target.size();
    bool plain = true;
    for (;;) {
        while (m_at < m_source.size() && m_source[m_at] != '"' && m_source[m_at] != '\\'
            && static_cast<unsigned char>(m_source[m_at]) >= 0x20)
            ++m_at;
        if (m_at >= m_source.size())
            return fail(u"it breaks off within a string"_s);
        if (m_source[m_at] == '"')
            break;
        if (m_source[m_at] != '\\')
            return fail(u"a control character stands in a string"_s);
        target += m_source.substr(stretch, m_at - stretch);
        plain = false;
        if (!readEscape(target))
            return false;
        stretch = m_at;
    }
    if (plain) {
        text = m_source.substr(start, m_at - start);
    } else {
        target += m_source.substr(stretch, m_at - stretch);
        text = std::string_view(target).substr(copy);
    }
    ++m_at;
    return true;
}

bool JsonFlattener::readEscape(std::string &target)
{
    static constexpr std::string_view letters = "\"\\/bfnrt";
    static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const char letter = m_at + 1 < m_source.size() ? m_source[m_at + 1] : '\0';
    if (const auto found = letter == '\0' ? std::string_view::npos : letters.find(letter);
        found != std::string_view::npos) {
        target += meanings[found];
        m_at += 2;
        return true;
    }
    if (letter != 'u')
        return fail(u"“\\” is followed by a letter that means nothing"_s);
    m_at += 2;
    unsigned code = 0;
    if (!readHex(code))
        return false;
    if (code >= 0xD800 && code < 0xDC00 && m_source.substr(m_at, 2) == "\\u") {
        m_at += 2;
        unsigned low = 0;
        if (!readHex(low))
            return false;
        if (low < 0xDC00 || low > 0xDFFF)
            return fail(u"half a character stands alone (\\u%1)"_s.arg(code, 4, 16, QLatin1Char('0')));
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    } else if (code >= 0xD800 && code < 0xE000) {
        return fail(u"half a character stands alone (\\u%1)"_s.arg(code, 4, 16, QLatin1Char('0')));
    }
    appendUtf8(code, target);
    return true;
}

bool JsonFlattener::readHex(unsigned &code)
{
    code = 0;
    for (int i = 0; i < 4; ++i, ++m_at) {
        const char digit = m_at < m_source.size() ? m_source[m_at] : '\0';
        unsigned value = 0;
        if (isDigit(digit))
            value = unsigned(digit - '0');
        else if (digit >= 'a' && digit <= 'f')
            value = unsigned(digit - 'a' + 10);
        else if (digit >= 'A' && digit <= 'F')
            value = unsigned(digit - 'A' + 10);
        else
            return fail(u"“\\u” is not followed by four hexadecimal digits"_s);
        code = code * 16 + value;
    }
    return true;
}

bool JsonFlattener::readWord(std::string_view &text)
{
    const size_t start = m_at;
    while (m_at < m_source.size()
        && (isDigit(m_source[m_at]) || (m_source[m_at] >= 'a' && m_source[m_at] <= 'z')
            || (m_source[m_at] >= 'A' && m_source[m_at] <= 'Z') || m_source[m_at] == '-'
            || m_source[m_at] == '+' || m_source[m_at] == '.'))
        ++m_at;
    text = m_source.substr(start, m_at - start);
    if (text == "null" || text == "true" || text == "false" || isNumber(text))
        return true;
    m_at = start;
    return text.empty() ? misses(u"a value"_s) : fail(u"here stands no value of JSON"_s);
}

} // namespace haberdash::importing
