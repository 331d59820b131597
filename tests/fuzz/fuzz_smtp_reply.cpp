// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/smtp/smtp_reply.h"
#include "tests/fuzz/fuzz_target.h"

#include <algorithm>
#include <vector>

namespace haberdash::fuzz {

using namespace deliver;
using Lack = SmtpReply::Lack;

namespace {

constexpr qsizetype longestLine = 4096;

void requireSound(const SmtpReply &reply)
{
    require(reply.lines.size() <= 200, "a reply has 200 lines at most");
    for (const QString &line : reply.lines)
        require(line.size() <= longestLine, "a line has 4,096 bytes at most");
    if (reply.lack != Lack::None)
        return;
    require(reply.code >= 200 && reply.code <= 599, "a reply has a code", QString::number(reply.code));
    require(!reply.lines.isEmpty(), "a reply has a line");
}

/// Replies to the end of the bytes or to the first that is none, as a session would read them.
std::vector<SmtpReply> repliesIn(std::string_view bytes, size_t longest)
{
    SmtpReplyReader reader;
    std::vector<SmtpReply> replies;
    size_t turn = longest;
    for (size_t at = 0; at < bytes.size();) {
        turn = turn * 5 + 3;
        const size_t count = std::min(longest <= 1 ? 1 : 1 + turn % longest, bytes.size() - at);
        reader.add(bytes.substr(at, count));
        at += count;
        while (const auto reply = reader.take()) {
            requireSound(*reply);
            replies.push_back(*reply);
            if (reply->lack != Lack::None)
                return replies;
        }
    }
    replies.push_back(reader.takeUnfinished(Lack::Closed));
    requireSound(replies.back());
    return replies;
}

} // namespace

void fuzzSmtpReply(Bytes input)
{
    const auto bytes = toView(input);
    const auto whole = repliesIn(bytes, bytes.size());
    const size_t pieces[] = {1, 2, 3, 7, 16, 100, 1000, 8192};
    require(repliesIn(bytes, 1) == whole, "replies byte by byte are the same");
    require(repliesIn(bytes, pieces[hashOf(input) % 8]) == whole, "replies in pieces are the same");
}

} // namespace haberdash::fuzz
