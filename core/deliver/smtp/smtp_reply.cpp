// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/smtp/smtp_reply.h"

#include <algorithm>
#include <utility>

namespace haberdash::deliver {

namespace {

constexpr size_t longestLine = 4096; // RFC 5321 says 512; servers with long policy texts go beyond
constexpr qsizetype mostLines = 200;

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

/// "5.1.1" at the start of a reply line, or nothing.
QString enhancedCodeOf(std::string_view text)
{
    size_t i = 0;
    for (int part = 0; part < 3; ++part) {
        const size_t start = i;
        while (i < text.size() && isDigit(text[i]) && i - start < 3)
            ++i;
        if (i == start || (part < 2 && (i == text.size() || text[i] != '.')))
            return {};
        if (part < 2)
            ++i;
    }
    const bool isClass = text[0] == '2' || text[0] == '4' || text[0] == '5';
    return isClass && text[1] == '.' && (i == text.size() || text[i] == ' ')
        ? QString::fromLatin1(text.data(), qsizetype(i))
        : QString();
}

} // namespace

void SmtpReplyReader::add(std::string_view bytes)
{
    m_lines.add(bytes);
}

SmtpReply SmtpReplyReader::nonsense(std::string_view line)
{
    m_reply.lines = {QString::fromUtf8(line.data(), qsizetype(std::min<size_t>(line.size(), 200)))};
    return takeUnfinished(SmtpReply::Lack::Nonsense);
}

SmtpReply SmtpReplyReader::takeUnfinished(SmtpReply::Lack lack)
{
    m_reply.lack = lack;
    return std::exchange(m_reply, {});
}

std::optional<SmtpReply> SmtpReplyReader::take()
{
    for (;;) {
        if (m_lines.lineLength() > longestLine)
            return takeUnfinished(SmtpReply::Lack::Nonsense);
        const auto taken = m_lines.takeLine();
        if (!taken)
            return std::nullopt;
        const std::string &line = *taken;
        const bool hasCode = line.size() >= 3 && line[0] >= '2' && line[0] <= '5' && isDigit(line[1])
            && isDigit(line[2]) && (line.size() == 3 || line[3] == ' ' || line[3] == '-');
        const int code = hasCode ? (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0') : 0;
        const bool isOther = !m_reply.lines.isEmpty() && code != m_reply.code;
        if (!hasCode || isOther || m_reply.lines.size() >= mostLines)
            return nonsense(line);
        m_reply.code = code;
        const std::string_view text = line.size() > 4 ? std::string_view(line).substr(4) : std::string_view();
        const QString enhanced = enhancedCodeOf(text);
        if (!enhanced.isEmpty())
            m_reply.enhancedCode = enhanced;
        m_reply.lines.push_back(
            QString::fromUtf8(text.data(), qsizetype(text.size())).mid(enhanced.size()).trimmed());
        if (line.size() == 3 || line[3] == ' ')
            return std::exchange(m_reply, {});
    }
}

} // namespace haberdash::deliver
