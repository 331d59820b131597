// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bounce/status_report.h"

#include "core/bounce/address_finder.h"
#include "core/mail/text_piece.h"

#include <algorithm>
#include <array>

namespace haberdash::bounce {

namespace {

constexpr size_t npos = std::string_view::npos;
constexpr size_t mostRecipients = 100;
constexpr size_t longestField = 4000;

bool isOfRecipient(std::string_view name)
{
    constexpr std::array<std::string_view, 8> names{"final-recipient", "original-recipient", "action",
        "status", "diagnostic-code", "remote-mta", "x-actual-recipient", "last-attempt-date"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool beginsRecipient(const ReportFields &fields, const std::string &name)
{
    return (name == "final-recipient" || name == "action" || name == "original-recipient")
        && fields.contains(name);
}

class FieldReader
{
public:
    void read(std::string_view line)
    {
        const std::string_view trimmed = mail::trimmed(line);
        if (trimmed.empty()) {
            finish();
            return;
        }
        const bool isFolded = line.front() == ' ' || line.front() == '\t';
        if (isFolded && m_last) {
            if (m_last->size() < longestField)
                *m_last += ' ' + std::string(trimmed);
            return;
        }
        m_last = nullptr;
        const size_t colon = trimmed.find(':');
        if (colon == npos || colon == 0 || colon > 40 || trimmed.substr(0, colon).find(' ') != npos)
            return;
        const std::string name = lowerCase(trimmed.substr(0, colon));
        if (beginsRecipient(m_fields, name))
            finish();
        m_last = &m_fields.emplace(name, mail::trimmed(trimmed.substr(colon + 1)).substr(0, longestField))
                      ->second;
    }

    void finish()
    {
        m_last = nullptr;
        const bool isRecipient = m_fields.contains("final-recipient")
            || m_fields.contains("original-recipient") || m_fields.contains("action");
        // Some put blank lines inside: what speaks of nobody belongs to the one before.
        if (isRecipient && m_recipients.size() < mostRecipients)
            m_recipients.push_back(std::move(m_fields));
        else if (!isRecipient && !m_recipients.empty())
            addToLast();
        m_fields.clear();
    }
    [[nodiscard]] std::vector<ReportFields> take() { return std::move(m_recipients); }

private:
    void addToLast()
    {
        ReportFields &last = m_recipients.back();
        for (const auto &[name, value] : m_fields) {
            if (isOfRecipient(name) && !last.contains(name))
                last.emplace(name, value);
        }
    }

    std::vector<ReportFields> m_recipients;
    ReportFields m_fields;
    std::string *m_last = nullptr;
};

void appendCharacter(std::string &text, unsigned long code)
{
    if (code < 0x80) {
        text += char(code);
    } else if (code < 0x800) {
        text += char(0xc0 | (code >> 6));
        text += char(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        text += char(0xe0 | (code >> 12));
        text += char(0x80 | ((code >> 6) & 0x3f));
        text += char(0x80 | (code & 0x3f));
    } else {
        text += char(0xf0 | (code >> 18));
        text += char(0x80 | ((code >> 12) & 0x3f));
        text += char(0x80 | ((code >> 6) & 0x3f));
        text += char(0x80 | (code & 0x3f));
    }
}

/// The number in "\x{E9}" at `from`, 0 where it is none that a character has; `end` is behind it.
unsigned long escapedCharacter(std::string_view text, size_t from, size_t &end)
{
    constexpr std::string_view digits = "0123456789abcdef";
    end = text.find('}', from);
    if (end == npos || end - from < 4 || end - from > 9)
        return 0;
    unsigned long code = 0;
    for (const char each : lowerCase(text.substr(from + 3, end - from - 3))) {
        const size_t digit = digits.find(each);
        if (digit == npos)
            return 0;
        code = code * 16 + digit;
    }
    ++end;
    const bool isSurrogate = code >= 0xd800 && code <= 0xdfff;
    return code > 0x10ffff || code < 0x20 || isSurrogate ? 0 : code;
}

/// RFC 6533: letters beyond ASCII in a report that has to be ASCII.
std::string withoutEscapes(std::string_view text)
{
    std::string plain;
    for (size_t at = 0; at < text.size();) {
        size_t end = 0;
        const unsigned long code = text.substr(at, 3) == "\\x{" ? escapedCharacter(text, at, end) : 0;
        if (code == 0) {
            plain += text[at++];
            continue;
        }
        appendCharacter(plain, code);
        at = end;
    }
    return plain;
}

} // namespace

std::string fieldOf(const ReportFields &fields, const std::string &name)
{
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
}

std::vector<ReportFields> recipientsOf(std::string_view report)
{
    FieldReader reader;
    for (size_t at = 0; at < report.size();)
        reader.read(mail::nextLine(report, at));
    reader.finish();
    return reader.take();
}

ReportFields fieldsOf(std::string_view report)
{
    ReportFields fields;
    std::string *last = nullptr;
    for (size_t at = 0; at < report.size() && fields.size() < 1000;) {
        const std::string_view line = mail::nextLine(report, at);
        const std::string_view trimmed = mail::trimmed(line);
        const size_t colon = trimmed.find(':');
        const bool isFolded = !line.empty() && mail::isBlank(line.front());
        if (isFolded && last && last->size() < longestField)
            *last += ' ' + std::string(trimmed);
        else if (!isFolded && colon != npos && colon > 0 && colon < 60)
            last
                = &fields
                       .emplace(lowerCase(trimmed.substr(0, colon)), mail::trimmed(trimmed.substr(colon + 1)))
                       ->second;
    }
    return fields;
}

std::string addressOf(std::string_view typed)
{
    const size_t divider = typed.find(';');
    if (divider != npos && divider < 20)
        typed.remove_prefix(divider + 1);
    const std::string plain = withoutEscapes(mail::trimmed(typed));
    const auto found = findAddresses(plain, 1);
    if (!found.empty())
        return found.front().address;
    // Some know only the mailbox's name.
    std::string_view name = mail::trimmed(plain);
    if (name.starts_with('<') && name.ends_with('>'))
        name = name.substr(1, name.size() - 2);
    return std::string(name.find(' ') == npos ? name.substr(0, 320) : std::string_view());
}

} // namespace haberdash::bounce
