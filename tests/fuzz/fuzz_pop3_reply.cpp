// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mailbox/pop3/pop3_reader.h"
#include "tests/fuzz/fuzz_target.h"

#include <vector>

namespace haberdash::fuzz {

using namespace mailbox;

namespace {

constexpr size_t longestBlock = 500;

/// First lines, each good one with the block behind it: what a session reads at most.
std::vector<std::string> answersIn(std::string_view bytes, size_t longest)
{
    Pop3Reader reader;
    std::vector<std::string> answers;
    bool isInBlock = false;
    size_t turn = longest;
    for (size_t at = 0; at < bytes.size();) {
        turn = turn * 5 + 3;
        const size_t count = std::min(longest <= 1 ? 1 : 1 + turn % longest, bytes.size() - at);
        reader.add(bytes.substr(at, count));
        at += count;
        for (;;) {
            if (isInBlock) {
                const auto block = reader.takeBlock(longestBlock);
                if (!block)
                    break;
                // An end of a line with LF alone becomes CRLF, so each line may be a byte longer.
                require(block->size() <= 2 * longestBlock + 4, "a block has its limit");
                require(block->empty() || block->ends_with("\r\n"), "lines of a block are whole");
                answers.push_back(*block);
                isInBlock = false;
                continue;
            }
            const auto reply = reader.takeReply();
            if (!reply)
                break;
            answers.push_back(reply->words);
            isInBlock = reply->status == Pop3Reply::Status::Ok;
        }
    }
    answers.push_back(reader.nonsense());
    return answers;
}

} // namespace

void fuzzPop3Reply(Bytes input)
{
    const auto bytes = toView(input);
    const auto whole = answersIn(bytes, bytes.size());
    const size_t pieces[] = {1, 2, 3, 7, 16, 100, 1000, 8192};
    require(answersIn(bytes, 1) == whole, "answers byte by byte are the same");
    require(answersIn(bytes, pieces[hashOf(input) % 8]) == whole, "answers in pieces are the same");
}

} // namespace haberdash::fuzz
