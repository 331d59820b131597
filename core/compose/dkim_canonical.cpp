// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/dkim_canonical.h"

#include "core/base/ascii_case.h"

#include <algorithm>

namespace haberdash::compose {

namespace {

constexpr std::string_view lineEnd = "\r\n";

bool isBlank(char character)
{
    return character == ' ' || character == '\t';
}

/// Appends a text with each run of blanks as one, and none at its end.
void appendSqueezed(std::string_view text, std::string &out)
{
    const size_t start = out.size();
    for (const char each : text) {
        if (!isBlank(each))
            out += each;
        else if (out.size() == start || out.back() != ' ')
            out += ' ';
    }
    if (out.size() > start && out.back() == ' ')
        out.pop_back();
}

std::string_view trimmedRight(std::string_view text)
{
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

} // namespace

SplitMessage splitMessage(std::string_view message)
{
    SplitMessage split;
    size_t start = 0;
    while (start < message.size() && message.substr(start, 2) != lineEnd) {
        size_t end = message.find(lineEnd, start);
        while (end != std::string_view::npos && end + 2 < message.size() && isBlank(message[end + 2]))
            end = message.find(lineEnd, end + 2);
        end = end == std::string_view::npos ? message.size() : end + 2;
        split.headers.push_back(message.substr(start, end - start));
        start = end;
    }
    split.body = message.substr(std::min(start + 2, message.size()));
    return split;
}

std::string headerName(std::string_view header)
{
    return lowerCase(trimmedRight(header.substr(0, header.find(':'))));
}

std::string relaxedHeader(std::string_view header)
{
    std::string out = headerName(header) + ':';
    const size_t colon = header.find(':');
    std::string unfolded(colon == std::string_view::npos ? std::string_view() : header.substr(colon + 1));
    std::erase_if(unfolded, [](char each) { return each == '\r' || each == '\n'; });
    std::string value;
    appendSqueezed(unfolded, value);
    out.append(value, value.starts_with(' ') ? 1 : 0, std::string::npos);
    return out.append(lineEnd);
}

std::string relaxedBody(std::string_view body)
{
    std::string out;
    out.reserve(body.size() + 2);
    size_t blankLines = 0;
    for (size_t start = 0; start < body.size();) {
        const size_t end = std::min(body.find(lineEnd, start), body.size());
        const auto line = body.substr(start, end - start);
        start = end + lineEnd.size();
        if (trimmedRight(line).empty()) {
            ++blankLines;
            continue;
        }
        for (; blankLines > 0; --blankLines)
            out += lineEnd;
        appendSqueezed(line, out);
        out += lineEnd;
    }
    return out;
}

} // namespace haberdash::compose
