// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mailbox/imap/imap_response.h"
#include "tests/fuzz/fuzz_target.h"

namespace haberdash::fuzz {

using namespace mailbox;

namespace {

constexpr ImapReader::Limits limits{.line = 2000, .literal = 500};

void requireSound(const ImapResponse &response)
{
    require(!response.tag.empty() && response.tag.size() <= 40, "an answer has a tag");
    require(response.words.size() <= limits.line, "a line has its limit");
    for (const std::string &bytes : response.literals)
        require(bytes.size() <= limits.literal, "pieces of bytes have their limit");
    require(response.literals.empty() || response.status == ImapResponse::Status::None,
        "words for people hold no bytes");
    require(response.text().size() <= response.words.size(), "a text is part of the words");
    require(response.code().size() <= response.words.size(), "a code is part of the words");
    for (const auto &[name, value] : fetchItems(response).value_or(std::map<std::string, std::string>())) {
        require(!name.empty(), "what is told of a mail has a name");
        require(value.size() <= limits.line || value.size() <= limits.literal, "values come from the answer");
    }
    for (const qint64 number : searchNumbers(response).value_or(std::vector<qint64>()))
        require(number >= 0, "numbers of mails are not negative");
}

/// Answers to the end of the bytes or to the first that is none, as a session would read them.
std::vector<ImapResponse> answersIn(std::string_view bytes, size_t longest, std::string &nonsense)
{
    ImapReader reader(limits);
    std::vector<ImapResponse> answers;
    size_t turn = longest;
    for (size_t at = 0; at < bytes.size();) {
        turn = turn * 5 + 3;
        const size_t count = std::min(longest <= 1 ? 1 : 1 + turn % longest, bytes.size() - at);
        reader.add(bytes.substr(at, count));
        at += count;
        while (auto answer = reader.take()) {
            requireSound(*answer);
            answers.push_back(std::move(*answer));
        }
    }
    nonsense = reader.nonsense();
    return answers;
}

} // namespace

void fuzzImapResponse(Bytes input)
{
    const auto bytes = toView(input);
    std::string nonsense;
    const auto whole = answersIn(bytes, bytes.size(), nonsense);
    const size_t pieces[] = {1, 2, 3, 7, 16, 100, 1000, 8192};
    for (const size_t longest : {size_t(1), pieces[hashOf(input) % 8]}) {
        std::string other;
        require(answersIn(bytes, longest, other) == whole, "answers in pieces are the same");
        require(other == nonsense, "nonsense in pieces is the same");
    }
}

} // namespace haberdash::fuzz
