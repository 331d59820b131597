// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mail/mailbox.h"

#include "core/mail/text_piece.h"

namespace haberdash::mail {

namespace {

/// "From ada@example.org Sat Jan  3 01:05:34 1996"
bool isDivider(std::string_view line)
{
    if (!line.starts_with("From ") || line.size() > 300)
        return false;
    const auto isDigit = [&](size_t at) { return at < line.size() && line[at] >= '0' && line[at] <= '9'; };
    for (size_t at = line.find(':'); at != std::string_view::npos; at = line.find(':', at + 1)) {
        if (isDigit(at - 1) && isDigit(at + 1))
            return true;
    }
    return false;
}

} // namespace

std::vector<std::string_view> mailsIn(std::string_view file)
{
    if (!file.starts_with("From "))
        return {file};
    std::vector<std::string_view> mails;
    size_t start = 0;
    bool wasBlank = false;
    for (size_t at = 0; at < file.size();) {
        const size_t lineStart = at;
        const std::string_view line = nextLine(file, at);
        if (lineStart > start && wasBlank && isDivider(line)) {
            mails.push_back(file.substr(start, lineStart - start));
            start = lineStart;
        }
        wasBlank = line.empty();
    }
    mails.push_back(file.substr(start));
    return mails;
}

} // namespace haberdash::mail
