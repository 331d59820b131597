// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bounce/server_words.h"

#include "core/mail/text_piece.h"

#include <algorithm>
#include <array>

namespace haberdash::bounce {

namespace {

constexpr size_t npos = std::string_view::npos;
constexpr size_t widestGap = 80;

bool isDigit(char each)
{
    return each >= '0' && each <= '9';
}

bool isLetter(char each)
{
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
}

char at(std::string_view text, size_t place)
{
    return place < text.size() ? text[place] : '\0';
}

/// Length of a status code that begins at `from`, or 0: no part of an IP address, a version or a number.
size_t statusLength(std::string_view words, size_t from)
{
    const char before = from > 0 ? words[from - 1] : ' ';
    if (isDigit(before) || isLetter(before) || before == '.' || before == '/')
        return 0;
    if ((words[from] != '2' && words[from] != '4' && words[from] != '5') || at(words, from + 1) != '.')
        return 0;
    size_t place = from + 2;
    for (int part = 0; part < 2; ++part) {
        const size_t start = place;
        while (isDigit(at(words, place)))
            ++place;
        if (place == start || place - start > 3)
            return 0;
        if (part == 0 && at(words, place++) != '.')
            return 0;
    }
    const bool goesOn
        = isLetter(at(words, place)) || (at(words, place) == '.' && isDigit(at(words, place + 1)));
    return goesOn ? 0 : place - from;
}

/// Whether a reply code begins at `from`: 421, 550- ...
bool isReplyCode(std::string_view words, size_t from)
{
    if ((words[from] != '4' && words[from] != '5') || at(words, from + 1) < '0' || at(words, from + 1) > '7'
        || !isDigit(at(words, from + 2)))
        return false;
    const char before = from > 0 ? words[from - 1] : ' ';
    const char after = at(words, from + 3);
    constexpr std::string_view open = " \t\n'\"<([:;>=";
    constexpr std::string_view close = " \t\n-:,;'\")]";
    return open.find(before) != npos && (after == '\0' || close.find(after) != npos);
}

/// Whether a server says the code rather than a number standing in a sentence: at the beginning, behind a
/// sign, or with a status code behind it.
bool isSaid(std::string_view words, size_t from)
{
    const size_t behind = words.find_first_not_of(" -\t'", from + 3);
    if (behind != npos && statusLength(words, behind) > 0)
        return true;
    const size_t before = from == 0 ? npos : words.find_last_not_of(" \t\n", from - 1);
    if (before == npos || words[from - 1] == '\n')
        return true;
    return std::string_view("'\"<([:;>,").find(words[before]) != npos
        || words.substr(0, before + 1).ends_with("said") || words.substr(0, before + 1).ends_with("Reason");
}

/// Places where servers say a code, the best last.
size_t placeOfReply(std::string_view words)
{
    size_t first = npos;
    for (size_t place = 0; place + 2 < words.size(); ++place) {
        if (!isReplyCode(words, place) || !isSaid(words, place))
            continue;
        // What stands in <> or '' behind a first code is what the next server said.
        const bool isQuoted = place > 0 && words[place - 1] == '<';
        if (isQuoted && first != npos)
            return place;
        if (first == npos)
            first = place;
    }
    return first;
}

bool isGeneral(std::string_view status)
{
    return status.substr(1) == ".0.0";
}

/// A stage and how servers tell of it.
struct StagePhrase
{
    std::string_view words;
    Stage stage;
};
// Explicit words first; a transcript shows more commands than the one that failed, so it comes last.
constexpr std::array stagePhrases{
    StagePhrase{"in reply to rcpt to", Stage::Recipient}, // Postfix
    StagePhrase{"in reply to mail from", Stage::Sender},
    StagePhrase{"in reply to data", Stage::Data},
    StagePhrase{"in reply to end of data", Stage::Data},
    StagePhrase{"in reply to helo", Stage::Connect},
    StagePhrase{"in reply to ehlo", Stage::Connect},
    StagePhrase{"refused to talk to me", Stage::Connect},
    StagePhrase{"after rcpt", Stage::Recipient}, // Exim, GMX
    StagePhrase{"after mail", Stage::Sender},
    StagePhrase{"after end of data", Stage::Data},
    StagePhrase{"after data", Stage::Data},
    StagePhrase{"after pipelined", Stage::Data},
    StagePhrase{"after initial connection", Stage::Connect},
    StagePhrase{"after helo", Stage::Connect},
    StagePhrase{"after ehlo", Stage::Connect},
    StagePhrase{"does not like recipient", Stage::Recipient}, // qmail
    StagePhrase{"sender was rejected", Stage::Sender},
    StagePhrase{"failed on data command", Stage::Data},
    StagePhrase{"failed after i sent the message", Stage::Data},
    StagePhrase{"connected to * but greeting failed", Stage::Connect},
    StagePhrase{"connected to * but my name was rejected", Stage::Connect},
    StagePhrase{"did not like our rcpt", Stage::Recipient}, // DragonFly
    StagePhrase{"did not like our mail", Stage::Sender},
    StagePhrase{"did not like our final data", Stage::Data},
    StagePhrase{"did not like our data", Stage::Data},
    StagePhrase{"did not like our * helo", Stage::Connect},
    StagePhrase{"[rcpt_to]", Stage::Recipient}, // Yahoo
    StagePhrase{"[mail_from]", Stage::Sender},
    StagePhrase{"[data]", Stage::Data},
    StagePhrase{"smtp:rcpt", Stage::Recipient},
    StagePhrase{"smtp:mail", Stage::Sender},
    StagePhrase{"smtp:data", Stage::Data},
    StagePhrase{"smtp command data", Stage::Data},
    StagePhrase{"smtp command rcpt", Stage::Recipient},
    StagePhrase{"smtp command mail", Stage::Sender},
    StagePhrase{"rejected mail from", Stage::Sender},
    StagePhrase{"your message (data)", Stage::Data},
    StagePhrase{"has rejected address", Stage::Recipient}, // Oracle
    StagePhrase{"in rcpt to", Stage::Recipient},
    StagePhrase{"in mail from", Stage::Sender},
    StagePhrase{"(state 13)", Stage::Sender}, // Gmail counts its stages
    StagePhrase{"(state 14)", Stage::Recipient},
    StagePhrase{"(state 15)", Stage::Data},
    StagePhrase{"(state 17)", Stage::Data},
    StagePhrase{"(state 18)", Stage::Data},
    StagePhrase{">>> helo", Stage::Connect}, // sendmail
    StagePhrase{">>> ehlo", Stage::Connect},
    StagePhrase{">>> mail", Stage::Sender},
    StagePhrase{">>> rcpt", Stage::Recipient},
    StagePhrase{">>> data", Stage::Data},
};

/// Of a link what stands before its path: paths are full of words that say nothing of this mail.
std::string_view withoutPath(std::string_view word)
{
    const size_t link = std::min(word.find("http://"), word.find("https://"));
    if (link == npos)
        return word;
    const size_t host = word.find("//", link) + 2;
    return word.substr(0, std::min(word.find_first_of("/?#", host), word.size()));
}

/// A word of a sentence as it is compared: addresses and links say nothing of reasons.
void appendPlain(std::string &plain, std::string_view word)
{
    word = withoutPath(word);
    // "550-5.7.1" at the beginning of each line of a reply.
    if (word.size() > 3 && word[3] == '-' && isReplyCode(word, 0)) {
        word.remove_prefix(4);
        word.remove_prefix(word.empty() ? 0 : statusLength(word, 0));
    }
    // Codes stand in the middle of sentences that go over several lines of a reply.
    const bool isCode = (word.size() == 3 && isReplyCode(word, 0))
        || (word.size() > 4 && statusLength(word, 0) == word.size());
    if (word.empty() || isCode)
        return;
    if (!plain.empty())
        plain += ' ';
    if (const size_t sign = word.find('@'); sign != npos && word.size() > 1) {
        // ">>>RCPT TO:<somebody@example.com>:" keeps what surrounds the address.
        size_t from = sign;
        while (from > 0 && std::string_view("<>\"':;,()").find(word[from - 1]) == npos)
            --from;
        const size_t to = std::min(word.find_first_of("<>\"':;,()", sign), word.size());
        plain += lowerCase(word.substr(0, from));
        plain += '@';
        plain += lowerCase(word.substr(to));
        return;
    }
    plain += lowerCase(word);
}

} // namespace

std::string statusIn(std::string_view words)
{
    const auto statusAt
        = [&](size_t place) { return std::string(words.substr(place, statusLength(words, place))); };
    if (const size_t reply = placeOfReply(words); reply != npos) {
        const size_t behind = words.find_first_not_of(" -\t\n'", reply + 3);
        if (behind != npos && statusLength(words, behind) > 0 && !isGeneral(statusAt(behind)))
            return statusAt(behind);
    }
    std::string found;
    for (size_t place = 0; place + 4 < words.size(); ++place) {
        if (!isDigit(words[place]) || statusLength(words, place) == 0)
            continue;
        if (!isGeneral(statusAt(place)))
            return statusAt(place);
        if (found.empty())
            found = statusAt(place);
    }
    return found;
}

int replyCodeIn(std::string_view words)
{
    const size_t place = placeOfReply(words);
    if (place == npos)
        return 0;
    return (words[place] - '0') * 100 + (words[place + 1] - '0') * 10 + (words[place + 2] - '0');
}

size_t replyPlaceIn(std::string_view words)
{
    return std::min(placeOfReply(words), words.size());
}

Stage stageIn(std::string_view words)
{
    for (const StagePhrase &phrase : stagePhrases) {
        if (holds(words, phrase.words))
            return phrase.stage;
    }
    return Stage::Unknown;
}

std::string plainWords(std::string_view words, size_t most)
{
    words = words.substr(0, most);
    std::string plain;
    plain.reserve(words.size());
    for (size_t place = 0; place < words.size();) {
        if (mail::isBlank(words[place])) {
            ++place;
            continue;
        }
        size_t end = place;
        while (end < words.size() && !mail::isBlank(words[end]))
            ++end;
        appendPlain(plain, words.substr(place, end - place));
        place = end;
    }
    // Typographers' apostrophes are ours.
    for (size_t place = plain.find("\xe2\x80\x99"); place != npos; place = plain.find("\xe2\x80\x99", place))
        plain.replace(place, 3, "'");
    return plain;
}

bool holds(std::string_view words, std::string_view phrase)
{
    if (phrase.ends_with('$')) {
        while (words.ends_with('.') || words.ends_with(' '))
            words.remove_suffix(1);
        return words.ends_with(phrase.substr(0, phrase.size() - 1));
    }
    const size_t star = phrase.find('*');
    if (star == npos)
        return words.find(phrase) != npos;
    const std::string_view first = mail::trimmed(phrase.substr(0, star));
    const std::string_view rest = mail::trimmed(phrase.substr(star + 1));
    // The last place of the first half within reach decides; a handful of tries is enough for sentences.
    size_t place = words.find(first);
    for (int tries = 0; place != npos && tries < 20; ++tries) {
        const size_t from = place + first.size();
        if (holds(words.substr(from, widestGap + rest.size()), rest))
            return true;
        place = words.find(first, place + 1);
    }
    return false;
}

} // namespace haberdash::bounce
