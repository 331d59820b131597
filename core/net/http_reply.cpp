// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http_reply.h"

#include "core/base/ascii_case.h"

#include <algorithm>
#include <charconv>

namespace haberdash::net {

namespace {

constexpr int mostInterimReplies = 8;
constexpr size_t mostFields = 200;

bool isBlank(char byte)
{
    return byte == ' ' || byte == '\t';
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

std::optional<quint64> toNumber(std::string_view text, int base)
{
    quint64 number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number, base);
    // More than an exabyte is a lie, and would not fit what is counted with.
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size() || number >> 60 != 0)
        return std::nullopt;
    return number;
}

bool isToken(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char each) {
        return each > ' ' && each < 127
            && std::string_view("()<>@,;:\\\"/[]?={}").find(each) == std::string_view::npos;
    });
}

} // namespace

std::string_view HttpReply::field(std::string_view name) const
{
    const auto found
        = std::find_if(fields.begin(), fields.end(), [&](const auto &each) { return each.first == name; });
    return found == fields.end() ? std::string_view() : std::string_view(found->second);
}

HttpReplyReader::HttpReplyReader(bool hasBody, HttpLimits limits)
    : m_hasBody(hasBody)
    , m_limits(limits)
{ }

void HttpReplyReader::fail(State state)
{
    m_state = state;
    m_part = Part::Over;
}

void HttpReplyReader::done()
{
    m_state = State::Done;
    m_part = Part::Over;
    m_hasSurplus = m_readAt < m_unread.size();
}

bool HttpReplyReader::keepsOpen() const
{
    if (m_state != State::Done || !m_isSelfContained || m_hasSurplus)
        return false;
    const std::string connection = lowerCase(m_reply.field("connection"));
    return m_isOld ? connection == "keep-alive" : connection.find("close") == std::string::npos;
}

HttpReplyReader::State HttpReplyReader::add(std::string_view bytes)
{
    if (m_state == State::Unfinished) {
        m_unread.append(bytes);
        run();
        m_unread.erase(0, m_readAt);
        m_readAt = 0;
    }
    return m_state;
}

HttpReplyReader::State HttpReplyReader::finish()
{
    if (m_state == State::Unfinished && m_part == Part::ToTheEnd)
        done();
    return m_state;
}

std::optional<std::string> HttpReplyReader::takeLine()
{
    const size_t end = m_unread.find('\n', m_readAt);
    const size_t length = (end == std::string::npos ? m_unread.size() : end + 1) - m_readAt;
    if (m_headBytes + length > m_limits.head) {
        fail(State::TooLong);
        return std::nullopt;
    }
    if (end == std::string::npos)
        return std::nullopt;
    std::string line = m_unread.substr(m_readAt, length - 1);
    m_headBytes += length;
    m_readAt = end + 1;
    if (line.ends_with('\r'))
        line.pop_back();
    return line;
}

void HttpReplyReader::takeBody()
{
    const size_t here = m_unread.size() - m_readAt;
    const size_t count = m_part == Part::ToTheEnd ? here : size_t(std::min<quint64>(here, m_missing));
    if (m_reply.body.size() + count > m_limits.body) {
        fail(State::TooLong);
        return;
    }
    m_reply.body.append(m_unread, m_readAt, count);
    m_readAt += count;
    if (m_part != Part::ToTheEnd)
        m_missing -= count;
}

void HttpReplyReader::run()
{
    while (m_state == State::Unfinished) {
        switch (m_part) {
        case Part::Length:
        case Part::ToTheEnd:
        case Part::Chunk:
            takeBody();
            if (m_state != State::Unfinished || m_part == Part::ToTheEnd || m_missing > 0)
                return;
            if (m_part == Part::Length)
                done();
            else
                m_part = Part::ChunkEnd;
            break;
        case Part::Over:
            return;
        default: {
            const auto line = takeLine();
            if (!line)
                return;
            if (m_part == Part::StatusLine)
                readStatusLine(*line);
            else if (m_part == Part::ChunkLength)
                readChunkLength(*line);
            else if (m_part == Part::ChunkEnd)
                line->empty() ? void(m_part = Part::ChunkLength) : fail(State::Nonsense);
            else if (!line->empty())
                m_part == Part::Fields ? readField(*line) : void(); // what follows chunks is of no interest
            else if (m_part == Part::Fields)
                endOfHead();
            else
                done();
        }
        }
    }
}

void HttpReplyReader::readStatusLine(std::string_view line)
{
    // "HTTP/1.1 200 OK"; the words are often missing.
    const bool isShaped = line.size() >= 12 && line.starts_with("HTTP/1.") && line[8] == ' '
        && (line.size() == 12 || line[12] == ' ');
    const auto status = isShaped ? toNumber(line.substr(9, 3), 10) : std::nullopt;
    if (!status || *status < 100 || *status > 999) {
        fail(State::Nonsense);
        return;
    }
    m_isOld = line[7] == '0';
    m_reply.status = int(*status);
    m_part = Part::Fields;
}

void HttpReplyReader::readField(std::string_view line)
{
    const size_t colon = line.find(':');
    // A line that begins with a blank would continue the one before; RFC 9112 lets us refuse that.
    if (colon == std::string_view::npos || !isToken(line.substr(0, colon))) {
        fail(State::Nonsense);
        return;
    }
    if (m_reply.fields.size() >= mostFields) {
        fail(State::TooLong);
        return;
    }
    m_reply.fields.emplace_back(lowerCase(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
}

void HttpReplyReader::endOfHead()
{
    if (m_reply.status < 200) { // "go on", "still at it": the answer itself comes later
        m_reply = {};
        m_part = Part::StatusLine;
        if (++m_interimReplies > mostInterimReplies)
            fail(State::TooLong);
        return;
    }
    std::optional<quint64> length;
    for (const auto &[name, value] : m_reply.fields) {
        if (name != "content-length")
            continue;
        const auto number = toNumber(value, 10);
        if (!number || (length && *length != *number)) {
            fail(State::Nonsense);
            return;
        }
        length = number;
    }
    const std::string coding = lowerCase(m_reply.field("transfer-encoding"));
    m_isSelfContained = true;
    if (!m_hasBody || m_reply.status == 204 || m_reply.status == 304) {
        done();
    } else if (!coding.empty()) {
        // With both, somebody on the way may have been fooled: read it, and do not use the link again.
        m_isSelfContained = !length;
        coding == "chunked" ? void(m_part = Part::ChunkLength) : fail(State::Nonsense);
    } else if (length) {
        m_missing = *length;
        m_part = Part::Length;
    } else {
        m_isSelfContained = false;
        m_part = Part::ToTheEnd;
    }
}

void HttpReplyReader::readChunkLength(std::string_view line)
{
    const auto length = toNumber(trimmed(line.substr(0, line.find(';'))), 16);
    if (!length) {
        fail(State::Nonsense);
        return;
    }
    m_missing = *length;
    m_part = *length == 0 ? Part::Trailer : Part::Chunk;
}

} // namespace haberdash::net
