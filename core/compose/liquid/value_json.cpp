// SPDX-License-Identifier: GPL-3.0-or-later
// An own reader, because templates show names in the order of the file and tell 1 from 1.0.
#include "core/compose/liquid/value_json.h"

#include <QString>

#include <charconv>
#include <cstdlib>
#include <map>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int deepest = 500;

class Reader
{
public:
    explicit Reader(std::string_view text)
        : m_text(text)
    { }

    Result<Object> run()
    {
        skipBlanks();
        const bool isObject = peek() == '{';
        Value value = readValue(0);
        skipBlanks();
        if (!m_failed && m_at < m_text.size())
            fail(u"something follows after its end"_s);
        if (m_failed)
            return failure(
                Error::Code::Invalid, u"The data are no JSON: %1, at byte %2."_s.arg(m_problem).arg(m_at));
        if (!isObject)
            return failure(
                Error::Code::Invalid, u"The data are JSON, but not an object with names and values."_s);
        return *value.object();
    }

private:
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    void fail(const QString &problem)
    {
        if (!m_failed)
            m_problem = problem;
        m_failed = true;
    }

    void skipBlanks()
    {
        while (
            m_at < m_text.size() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos)
            ++m_at;
    }

    bool take(char sign)
    {
        skipBlanks();
        const bool found = peek() == sign && m_at < m_text.size();
        m_at += found ? 1 : 0;
        return found;
    }

    void need(char sign)
    {
        if (!take(sign))
            fail(u"“%1” is missing"_s.arg(QLatin1Char(sign)));
    }

    Value readValue(int depth)
    {
        skipBlanks();
        if (depth > deepest)
            fail(u"it nests too deeply"_s);
        if (m_failed)
            return {};
        switch (peek()) {
        case '{':
            return readObject(depth);
        case '[':
            return readArray(depth);
        case '"':
            return Value(readText());
        default:
            break;
        }
        for (const auto &[word, value] : {std::pair<std::string_view, Value>{"true", Value(true)},
                 {"false", Value(false)}, {"null", Value()}}) {
            if (m_text.substr(m_at, word.size()) == word) {
                m_at += word.size();
                return value;
            }
        }
        return readNumber();
    }

    Value readObject(int depth)
    {
        Object object;
        std::map<std::string, size_t> places; // large objects would be searched for each name
        std::vector<std::pair<std::string, Value>> entries;
        need('{');
        if (take('}'))
            return Value(std::move(object));
        do {
            skipBlanks();
            std::string name = readText();
            need(':');
            Value value = readValue(depth + 1);
            if (m_failed)
                return {};
            const auto [place, isNew] = places.emplace(name, entries.size());
            if (isNew)
                entries.emplace_back(std::move(name), std::move(value));
            else
                entries[place->second].second = std::move(value);
        } while (take(','));
        need('}');
        return m_failed ? Value() : Value(Object::fromDistinct(std::move(entries)));
    }

    Value readArray(int depth)
    {
        Array array;
        need('[');
        if (take(']'))
            return Value(std::move(array));
        do {
            array.push_back(readValue(depth + 1));
        } while (!m_failed && take(','));
        need(']');
        return Value(std::move(array));
    }

    size_t digits(size_t at) const
    {
        while (at < m_text.size() && m_text[at] >= '0' && m_text[at] <= '9')
            ++at;
        return at;
    }

    Value readNumber()
    {
        size_t at = m_at + (peek() == '-' ? 1 : 0);
        const size_t first = at;
        at = digits(at);
        bool isDecimal = false;
        bool isWrong = at == first || (m_text[first] == '0' && at > first + 1);
        if (!isWrong && m_text.substr(at, 1) == ".") {
            isDecimal = true;
            const size_t end = digits(at + 1);
            isWrong = end == at + 1;
            at = end;
        }
        if (!isWrong && at < m_text.size() && (m_text[at] | 0x20) == 'e') {
            isDecimal = true;
            ++at;
            if (at < m_text.size() && (m_text[at] == '+' || m_text[at] == '-'))
                ++at;
            const size_t end = digits(at);
            isWrong = end == at;
            at = end;
        }
        if (isWrong) {
            fail(u"a value is missing"_s);
            return {};
        }
        std::string text(m_text.substr(m_at, at - m_at));
        m_at = at;
        int64_t whole = 0;
        if (isDecimal)
            return Value(std::strtod(text.c_str(), nullptr));
        if (std::from_chars(text.data(), text.data() + text.size(), whole).ec == std::errc())
            return Value(whole);
        return Value::wholeNumber(std::move(text));
    }

    std::string readText()
    {
        std::string text;
        need('"');
        while (!m_failed) {
            if (m_at >= m_text.size()) {
                fail(u"a text is never closed"_s);
                break;
            }
            const char character = m_text[m_at++];
            if (character == '"')
                break;
            if (character == '\\')
                readEscape(text);
            else if (static_cast<unsigned char>(character) < 0x20)
                fail(u"a text has a control character"_s);
            else
                text += character;
        }
        return text;
    }

    void readEscape(std::string &text)
    {
        constexpr std::string_view letters = "\"\\/bfnrt";
        constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        const char letter = peek();
        ++m_at;
        const size_t index = letters.find(letter);
        if (letter == 'u')
            readCodePoint(text);
        else if (index == std::string_view::npos || m_at > m_text.size())
            fail(u"a text has an unknown escape"_s);
        else
            text += meanings[index];
    }

    std::optional<char16_t> readUnit()
    {
        uint32_t unit = 0;
        const char *start = m_text.data() + m_at;
        if (m_at + 4 > m_text.size() || std::from_chars(start, start + 4, unit, 16).ptr != start + 4)
            return std::nullopt;
        m_at += 4;
        return char16_t(unit);
    }

    void readCodePoint(std::string &text)
    {
        const auto high = readUnit();
        if (!high)
            return fail(u"a text has an unknown escape"_s);
        QString units(QChar{*high});
        if (QChar::isHighSurrogate(*high) && m_text.substr(m_at, 2) == "\\u") {
            m_at += 2;
            const auto low = readUnit();
            if (!low)
                return fail(u"a text has an unknown escape"_s);
            units += QChar(*low);
        }
        text += units.toStdString();
    }

    std::string_view m_text;
    size_t m_at = 0;
    bool m_failed = false;
    QString m_problem;
};

} // namespace

Result<Object> objectFromJson(const QByteArray &json)
{
    std::string_view text(json.constData(), size_t(json.size()));
    if (text.substr(0, 3) == "\xEF\xBB\xBF")
        text.remove_prefix(3);
    if (QString::fromUtf8(text.data(), qsizetype(text.size())).toUtf8()
        != QByteArray::fromRawData(text.data(), qsizetype(text.size())))
        return failure(Error::Code::Invalid, u"The data are no UTF-8."_s);
    return Reader(text).run();
}

} // namespace haberdash::compose::liquid
