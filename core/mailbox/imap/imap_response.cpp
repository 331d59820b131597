// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mailbox/imap/imap_response.h"

#include "core/mailbox/whole_number.h"

#include <algorithm>
#include <array>
#include <utility>

namespace haberdash::mailbox {

using Status = ImapResponse::Status;

namespace {

constexpr size_t mostLiterals = 100; ///< in one answer; ours need one

std::string inCapitals(std::string_view text)
{
    std::string capitals(text);
    for (char &each : capitals) {
        if (each >= 'a' && each <= 'z')
            each = char(each - 'a' + 'A');
    }
    return capitals;
}

std::string_view takeWord(std::string_view &text)
{
    const size_t end = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

Status statusOf(std::string_view word)
{
    constexpr std::array<std::pair<std::string_view, Status>, 5> words{{{"OK", Status::Ok},
        {"NO", Status::No}, {"BAD", Status::Bad}, {"BYE", Status::Bye}, {"PREAUTH", Status::PreAuth}}};
    const std::string capitals = inCapitals(word);
    for (const auto &[name, status] : words) {
        if (capitals == name)
            return status;
    }
    return Status::None;
}

ImapResponse responseOf(std::string_view text)
{
    ImapResponse response;
    response.tag = takeWord(text);
    if (response.tag != "+") {
        std::string_view rest = text;
        response.status = statusOf(takeWord(rest));
        if (response.status != Status::None)
            text = rest;
    }
    response.words = text;
    return response;
}

/// Words for people may end like an announcement; only data hold literals.
std::optional<size_t> announcedIn(std::string_view text)
{
    const ImapResponse response = responseOf(text);
    if (response.tag != "*" || response.status != Status::None || !text.ends_with('}'))
        return std::nullopt;
    const size_t open = text.rfind('{');
    if (open == std::string_view::npos)
        return std::nullopt;
    std::string_view digits = text.substr(open + 1, text.size() - open - 2);
    if (digits.ends_with('+'))
        digits.remove_suffix(1);
    const auto number = wholeNumber(digits);
    return number ? std::optional(size_t(*number)) : std::nullopt;
}

/// Walks through the items of a list.
class ItemReader
{
public:
    ItemReader(std::string_view text, const std::vector<std::string> &literals)
        : m_text(text)
        , m_literals(literals)
    { }

    bool isAtEnd()
    {
        while (m_at < m_text.size() && m_text[m_at] == ' ')
            ++m_at;
        return m_at >= m_text.size() || m_text[m_at] == ')';
    }

    /// A name such as BODY[HEADER.FIELDS (DATE)]<0>.
    std::string name() { return inCapitals(atom()); }

    /// Nothing for a list, which is passed over.
    std::optional<std::string> value()
    {
        if (isAtEnd())
            return std::nullopt;
        if (m_text[m_at] == '"')
            return quoted();
        if (m_text[m_at] == '(') {
            passOver();
            return std::nullopt;
        }
        const std::string word = atom();
        if (word.starts_with('{') && word.ends_with('}') && m_literal < m_literals.size())
            return m_literals[m_literal++];
        return word == "NIL" ? std::string() : word;
    }

private:
    std::string atom()
    {
        const size_t start = m_at;
        for (int depth = 0; m_at < m_text.size(); ++m_at) {
            const char each = m_text[m_at];
            if (depth == 0 && (each == ' ' || each == '(' || each == ')'))
                break;
            depth += each == '[' ? 1 : each == ']' ? -1 : 0;
        }
        if (m_at == start) // a bracket where a name should be
            ++m_at;
        return std::string(m_text.substr(start, m_at - start));
    }

    std::string quoted()
    {
        std::string text;
        for (++m_at; m_at < m_text.size() && m_text[m_at] != '"'; ++m_at) {
            if (m_text[m_at] == '\\' && m_at + 1 < m_text.size())
                ++m_at;
            text += m_text[m_at];
        }
        m_at = std::min(m_at + 1, m_text.size());
        return text;
    }

    void passOver()
    {
        int depth = 0;
        do {
            const char each = m_text[m_at];
            if (each == '"') {
                static_cast<void>(quoted());
                continue;
            }
            if (each == '{' && m_literal < m_literals.size())
                ++m_literal;
            depth += each == '(' ? 1 : each == ')' ? -1 : 0;
            ++m_at;
        } while (m_at < m_text.size() && depth > 0);
    }

    std::string_view m_text;
    const std::vector<std::string> &m_literals;
    size_t m_at = 0;
    size_t m_literal = 0;
};

} // namespace

std::string ImapResponse::code() const
{
    const size_t end = words.find(']');
    return words.starts_with('[') && end != std::string::npos ? words.substr(1, end - 1) : std::string();
}

std::string ImapResponse::text() const
{
    const size_t end = words.find(']');
    if (!words.starts_with('[') || end == std::string::npos)
        return words;
    return words.substr(std::min(words.find_first_not_of(' ', end + 1), words.size()));
}

std::optional<std::map<std::string, std::string>> fetchItems(const ImapResponse &response)
{
    std::string_view text = response.words;
    if (response.tag != "*" || response.status != Status::None || !wholeNumber(takeWord(text))
        || inCapitals(takeWord(text)) != "FETCH" || !text.starts_with('('))
        return std::nullopt;
    std::map<std::string, std::string> items;
    ItemReader reader(text.substr(1), response.literals);
    while (!reader.isAtEnd()) {
        const std::string name = reader.name();
        if (auto value = reader.value())
            items[name] = std::move(*value);
    }
    return items;
}

std::optional<std::vector<qint64>> searchNumbers(const ImapResponse &response)
{
    std::string_view text = response.words;
    if (response.tag != "*" || response.status != Status::None || inCapitals(takeWord(text)) != "SEARCH")
        return std::nullopt;
    std::vector<qint64> numbers;
    while (!text.empty()) {
        if (const auto number = wholeNumber(takeWord(text)))
            numbers.push_back(*number);
    }
    return numbers;
}

std::optional<ImapResponse> ImapReader::take()
{
    while (m_nonsense.empty()) {
        if (m_announced) {
            auto bytes = m_bytes.takeBytes(*m_announced);
            if (!bytes)
                return std::nullopt;
            m_literals.push_back(std::move(*bytes));
            m_announced.reset();
        }
        if (m_text.size() + m_bytes.lineLength() > m_limits.line) {
            m_nonsense = "a line of more than " + std::to_string(m_limits.line) + " bytes";
            break;
        }
        const auto line = m_bytes.takeLine();
        if (!line)
            return std::nullopt;
        m_text += *line;
        m_announced = line->ends_with('}') ? announcedIn(m_text) : std::nullopt;
        if (!m_announced)
            return finished();
        if (*m_announced > m_limits.literal || m_literals.size() >= mostLiterals)
            m_nonsense = std::to_string(*m_announced) + " bytes at once";
    }
    return std::nullopt;
}

std::optional<ImapResponse> ImapReader::finished()
{
    ImapResponse response = responseOf(std::exchange(m_text, {}));
    response.literals = std::exchange(m_literals, {});
    if (response.tag.empty() || response.tag.size() > 40) {
        m_nonsense = response.tag.empty() ? "an empty line" : response.tag.substr(0, 40);
        return std::nullopt;
    }
    return response;
}

} // namespace haberdash::mailbox
