// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bounce/notice_text.h"

#include "core/mail/text_piece.h"

#include <algorithm>
#include <array>

namespace haberdash::bounce {

namespace {

constexpr size_t npos = std::string_view::npos;

struct Entity
{
    std::string_view name;
    std::string_view text;
};
constexpr std::array entities{Entity{"&lt;", "<"}, Entity{"&gt;", ">"}, Entity{"&amp;", "&"},
    Entity{"&quot;", "\""}, Entity{"&nbsp;", " "}, Entity{"&#39;", "'"}, Entity{"&apos;", "'"},
    Entity{"&#64;", "@"}};

/// Names of elements that end a line.
bool isBlock(std::string_view name)
{
    constexpr std::array<std::string_view, 12> blocks{
        "p", "div", "br", "tr", "td", "li", "h1", "h2", "h3", "table", "pre", "hr"};
    return std::find(blocks.begin(), blocks.end(), name) != blocks.end();
}

std::string_view elementName(std::string_view tag)
{
    size_t from = tag.starts_with("</") ? 2 : 1;
    size_t end = from;
    while (end < tag.size() && tag[end] != '>' && tag[end] != '/' && !mail::isBlank(tag[end]))
        ++end;
    return tag.substr(from, end - from);
}

/// Behind the tag at `from`; of style sheets and scripts behind their end.
size_t behindTag(std::string_view html, size_t from, std::string &text)
{
    const size_t end = html.find('>', from);
    if (end == npos)
        return html.size();
    const std::string name = lowerCase(elementName(html.substr(from, std::min<size_t>(end - from + 1, 20))));
    if (isBlock(name))
        text += '\n';
    if (html[from + 1] != '/' && (name == "style" || name == "script" || name == "title")) {
        const size_t close = html.find("</", end);
        return close == npos ? html.size() : close;
    }
    return end + 1;
}

/// Words by which systems announce what comes back.
constexpr std::string_view announcements[]{"copy of the message", "copy of the original", "original message",
    "returned message", "unsent message", "message text follows", "header of the original", "message header",
    "undelivered message", "original mail", "returned mail", "message contents follow", "original-nachricht",
    "mensaje original"};

bool isHeader(std::string_view line)
{
    constexpr std::array<std::string_view, 12> names{"received:", "return-path:", "from:", "to:", "subject:",
        "date:", "message-id:", "mime-version:", "content-type:", "x-", "dkim-signature:", "delivered-to:"};
    const std::string lower = lowerCase(line.substr(0, 20));
    return std::any_of(
        names.begin(), names.end(), [&](std::string_view name) { return lower.starts_with(name); });
}

/// Whether a header begins the text, perhaps behind some blank lines or ruled ones.
bool headersFollow(std::string_view text)
{
    size_t at = 0;
    for (int lines = 0; at < text.size() && lines < 4; ++lines) {
        const std::string_view line = mail::trimmed(mail::nextLine(text, at));
        if (isHeader(line))
            return true;
        if (!line.empty() && line.find_first_not_of("-=_*|") != npos)
            return false;
    }
    return false;
}

bool isRuled(std::string_view line)
{
    return line.starts_with("--") || line.starts_with("==") || line.starts_with("|--")
        || line.starts_with("**");
}

bool announces(std::string_view line, std::string_view rest)
{
    if (line.size() > 120)
        return false;
    const std::string lower = lowerCase(line);
    // A part that lost its boundary.
    if (lower.starts_with("content-type: message/rfc822")
        || lower.starts_with("content-type: text/rfc822-headers"))
        return true;
    const bool isSaid = std::any_of(std::begin(announcements), std::end(announcements),
        [&](std::string_view words) { return lower.find(words) != std::string::npos; });
    return isSaid && (isRuled(line) || headersFollow(rest));
}

} // namespace

std::string withPlainLineEnds(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size());
    for (size_t at = 0; at < bytes.size(); ++at) {
        if (bytes[at] != '\r') {
            text += bytes[at] == '\0' ? ' ' : bytes[at];
            continue;
        }
        const size_t next = bytes.find_first_not_of('\r', at);
        const size_t end = std::min(next, bytes.size());
        // CR CR LF is one end of a line that went through one hand too many; CR alone is one each.
        const bool isLineFeed = next != npos && bytes[next] == '\n';
        text.append(isLineFeed ? 0 : end - at, '\n');
        at = end - 1;
    }
    return text;
}

std::string textOfPage(std::string_view html)
{
    std::string text;
    for (size_t at = 0; at < html.size();) {
        if (html[at] == '<' && at + 1 < html.size() && !mail::isBlank(html[at + 1])) {
            at = behindTag(html, at, text);
            continue;
        }
        const auto *entity = std::find_if(entities.begin(), entities.end(),
            [&](const Entity &each) { return html.substr(at).starts_with(each.name); });
        if (html[at] == '&' && entity != entities.end()) {
            text += entity->text;
            at += entity->name.size();
            continue;
        }
        text += html[at++];
    }
    return text;
}

size_t originalStart(std::string_view text, size_t &noticeEnd)
{
    bool isFirst = true;
    for (size_t at = 0; at < text.size();) {
        const size_t start = at;
        const std::string_view line = mail::trimmed(mail::nextLine(text, at));
        noticeEnd = start;
        if (announces(line, text.substr(at)))
            return at;
        // Some just begin with it.
        const bool isBare = line.starts_with("Received: ") || line.starts_with("Return-Path: <")
            || line.starts_with("Return-path: <");
        if (isBare && !isFirst)
            return start;
        isFirst = isFirst && line.empty();
    }
    noticeEnd = text.size();
    return text.size();
}

} // namespace haberdash::bounce
