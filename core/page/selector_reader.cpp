// SPDX-License-Identifier: GPL-3.0-or-later
// From the text of a selector to its parts. What is not understood fails, and its rule stays where it is.
#include "core/page/selector.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace haberdash::page {

namespace {

using Kind = SelectorTest::Kind;

constexpr size_t mostParts = 16;
constexpr size_t mostTests = 32;
constexpr int largestNumber = 1'000'000;

bool isNameCharacter(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9') || character == '-' || character == '_'
        || static_cast<unsigned char>(character) >= 0x80;
}

bool isHex(char character)
{
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f')
        || (character >= 'A' && character <= 'F');
}

/// Pseudo-classes of which only the reader's program knows whether they hold.
bool isOfTheReader(std::string_view name)
{
    static constexpr std::array<std::string_view, 16> names{"hover", "active", "focus", "visited", "link",
        "any-link", "checked", "target", "focus-within", "focus-visible", "enabled", "disabled", "root",
        "empty", "read-only", "valid"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Pseudo-elements that may be written with one colon.
bool isOldPart(std::string_view name)
{
    return name == "before" || name == "after" || name == "first-line" || name == "first-letter";
}

class Reader
{
public:
    explicit Reader(std::string_view text)
        : m_text(text)
    { }

    std::optional<Selector> read()
    {
        skipBlanks();
        char combinator = '\0';
        do {
            SelectorPart part;
            part.combinator = combinator;
            if (m_parts.size() == mostParts || !readPart(part))
                return std::nullopt;
            m_parts.push_back(std::move(part));
            const bool isSpaced = skipBlanks();
            if (isAtEnd())
                break;
            combinator = ' ';
            if (next() == '>' || next() == '+' || next() == '~') {
                combinator = next();
                ++m_at;
                skipBlanks();
            } else if (!isSpaced) {
                return std::nullopt;
            }
        } while (true);
        return finished();
    }

private:
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char next() const { return isAtEnd() ? '\0' : m_text[m_at]; }
    /// Whether there was one; comments are none.
    bool skipBlanks()
    {
        bool isBlankFound = false;
        while (!isAtEnd()) {
            if (isBlank(next())) {
                isBlankFound = true;
                ++m_at;
            } else if (m_text.substr(m_at, 2) == "/*") {
                const size_t close = m_text.find("*/", m_at + 2);
                m_at = close == std::string_view::npos ? m_text.size() : close + 2;
            } else {
                break;
            }
        }
        return isBlankFound;
    }
    bool accept(char character)
    {
        if (next() != character)
            return false;
        ++m_at;
        return true;
    }

    Selector finished()
    {
        Selector selector;
        selector.specificity = m_ids * 1'000'000 + m_classes * 1'000 + m_types;
        selector.isDynamic = m_isDynamic;
        selector.isOfPart = m_isOfPart;
        // The combinator moves to the part at its right, which is read first.
        std::reverse(m_parts.begin(), m_parts.end());
        selector.parts = std::move(m_parts);
        return selector;
    }

    bool readPart(SelectorPart &part)
    {
        while (!isAtEnd() && !isBlank(next()) && next() != '>' && next() != '+' && next() != '~') {
            if (m_text.substr(m_at, 2) == "/*")
                break;
            SelectorTest test;
            if (m_isOfPart || part.tests.size() == mostTests || !readTest(test, part.tests.empty()))
                return false;
            part.tests.push_back(std::move(test));
        }
        return !part.tests.empty();
    }

    bool readTest(SelectorTest &test, bool isFirst)
    {
        if (accept('.')) {
            ++m_classes;
            test.kind = Kind::Class;
            return readName(test.name);
        }
        if (accept('#')) {
            ++m_ids;
            test.kind = Kind::Id;
            return readName(test.name);
        }
        if (accept('['))
            return readAttribute(test);
        if (accept(':'))
            return readPseudo(test);
        if (!isFirst)
            return false;
        if (accept('*'))
            return true;
        ++m_types;
        test.kind = Kind::Type;
        const bool isName = readName(test.name);
        test.name = lowerCase(test.name);
        return isName;
    }

    bool readName(std::string &name)
    {
        while (!isAtEnd()) {
            if (isNameCharacter(next()))
                name += m_text[m_at++];
            else if (next() != '\\' || !readEscape(name))
                break;
        }
        return !name.empty() && !(name.front() >= '0' && name.front() <= '9' && !m_hasEscape);
    }

    /// "\:" or "\3a ".
    bool readEscape(std::string &name)
    {
        if (m_at + 1 >= m_text.size() || m_text[m_at + 1] == '\n')
            return false;
        m_hasEscape = true;
        ++m_at;
        if (!isHex(next())) {
            name += m_text[m_at++];
            return true;
        }
        const size_t start = m_at;
        while (m_at - start < 6 && isHex(next()))
            ++m_at;
        unsigned int code = 0;
        std::from_chars(m_text.data() + start, m_text.data() + m_at, code, 16);
        if (isBlank(next()))
            ++m_at;
        const char32_t character = code == 0 || code > 0x10ffff ? 0xfffd : code;
        name += QString::fromUcs4(&character, 1).toStdString();
        return true;
    }

    bool readAttribute(SelectorTest &test)
    {
        ++m_classes;
        test.kind = Kind::HasAttribute;
        skipBlanks();
        if (!readName(test.name))
            return false;
        test.name = lowerCase(test.name);
        skipBlanks();
        if (accept(']'))
            return true;
        static constexpr std::array<std::pair<char, Kind>, 5> relations{
            {{'~', Kind::ContainsWord}, {'|', Kind::BeginsWithPart}, {'^', Kind::BeginsWith},
                {'$', Kind::EndsWith}, {'*', Kind::Contains}}};
        test.kind = Kind::Equals;
        for (const auto &[sign, kind] : relations) {
            if (accept(sign)) {
                test.kind = kind;
                break;
            }
        }
        if (!accept('='))
            return false;
        skipBlanks();
        if (!readValue(test.value))
            return false;
        skipBlanks();
        test.ignoresCase = accept('i') || accept('I');
        skipBlanks();
        return accept(']');
    }

    bool readValue(std::string &value)
    {
        const char quote = next();
        if (quote != '"' && quote != '\'')
            return readName(value);
        ++m_at;
        while (!isAtEnd() && next() != quote) {
            if (next() == '\\') {
                if (!readEscape(value))
                    return false;
            } else {
                value += m_text[m_at++];
            }
        }
        return accept(quote);
    }

    bool readPseudo(SelectorTest &test)
    {
        const bool isElement = accept(':');
        std::string name;
        if (!readName(name))
            return false;
        name = lowerCase(name);
        if (isElement || isOldPart(name)) {
            ++m_types;
            m_isOfPart = true;
            return next() != '(';
        }
        ++m_classes;
        if (name == "not" && accept('('))
            return readNot(test);
        if ((name == "nth-child" || name == "nth-last-child") && accept('(')) {
            test.kind = name == "nth-child" ? Kind::NthChild : Kind::NthLastChild;
            return readNth(test);
        }
        if (name == "first-child" || name == "last-child") {
            test.kind = name == "first-child" ? Kind::NthChild : Kind::NthLastChild;
            test.first = 1;
            return true;
        }
        test.kind = Kind::Unknown;
        m_isDynamic = true;
        return isOfTheReader(name);
    }

    /// One simple or compound selector; "not" itself counts nothing.
    bool readNot(SelectorTest &test)
    {
        --m_classes;
        if (m_isInNot)
            return false;
        m_isInNot = true;
        test.kind = Kind::Not;
        skipBlanks();
        while (!isAtEnd() && next() != ')' && !isBlank(next())) {
            SelectorTest inner;
            if (test.inner.size() == mostTests || !readTest(inner, test.inner.empty()) || m_isOfPart)
                return false;
            test.inner.push_back(std::move(inner));
        }
        skipBlanks();
        m_isInNot = false;
        return !test.inner.empty() && accept(')');
    }

    /// "odd", "even", "3", "2n", "-n + 3", "2n-1".
    bool readNth(SelectorTest &test)
    {
        const size_t close = m_text.find(')', m_at);
        if (close == std::string_view::npos)
            return false;
        std::string text = lowerCase(m_text.substr(m_at, close - m_at));
        m_at = close + 1;
        std::erase_if(text, isBlank);
        if (text == "odd" || text == "even") {
            test.step = 2;
            test.first = text == "odd" ? 1 : 0;
            return true;
        }
        const size_t sign = text.find('n');
        if (sign == std::string::npos)
            return readNumber(text, test.first);
        const std::string step = text.substr(0, sign);
        const std::string first = text.substr(sign + 1);
        if (step.empty() || step == "+" || step == "-")
            test.step = step == "-" ? -1 : 1;
        else if (!readNumber(step, test.step))
            return false;
        return first.empty() || ((first[0] == '+' || first[0] == '-') && readNumber(first, test.first));
    }

    static bool readNumber(std::string_view text, int &number)
    {
        if (text.starts_with('+'))
            text.remove_prefix(1);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        return error == std::errc() && end == text.data() + text.size() && std::abs(number) <= largestNumber;
    }

    std::string_view m_text;
    size_t m_at = 0;
    std::vector<SelectorPart> m_parts;
    int m_ids = 0;
    int m_classes = 0;
    int m_types = 0;
    bool m_isDynamic = false;
    bool m_isOfPart = false;
    bool m_isInNot = false;
    bool m_hasEscape = false;
};

} // namespace

std::optional<Selector> Selector::read(std::string_view text)
{
    return Reader(text).read();
}

} // namespace haberdash::page
