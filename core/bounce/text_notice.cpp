// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bounce/text_notice.h"

#include "core/bounce/address_finder.h"
#include "core/mail/text_piece.h"

#include <algorithm>
#include <array>

namespace haberdash::bounce {

namespace {

constexpr size_t npos = std::string_view::npos;
constexpr size_t mostAddresses = 100;
constexpr size_t mostWords = 8000; // of one address

bool isSame(std::string_view left, std::string_view right)
{
    return lowerCase(left) == lowerCase(right);
}

bool isOurs(const Notice &notice, std::string_view address)
{
    const auto &ours = notice.receivers;
    const bool isReceiver = std::any_of(
        ours.begin(), ours.end(), [&](const std::string &each) { return isSame(each, address); });
    // Nor whoever writes: "for help write to postmaster".
    const std::string lower = lowerCase(address);
    return isReceiver || lower.starts_with("postmaster@") || lower.starts_with("mailer-daemon@");
}

/// What systems put before an address, in lower case.
bool isLabel(std::string_view text)
{
    constexpr std::array<std::string_view, 8> labels{"recipient", "addressed to", "rcpt to", "address",
        "failed", "following", "empfänger", "destinataire"};
    const std::string lower = lowerCase(mail::trimmed(text));
    if (lower.size() > 60)
        return false;
    return std::any_of(labels.begin(), labels.end(),
        [&](std::string_view label) { return lower.find(label) != std::string::npos; });
}

bool isReplyStart(std::string_view text)
{
    text = mail::trimmed(text);
    return text.size() == 3 && (text[0] == '4' || text[0] == '5')
        && std::all_of(text.begin(), text.end(), [](char each) { return each >= '0' && each <= '9'; });
}

/// The address that a line is about, or nothing: it stands at the beginning, behind signs, a label or a code.
std::string subjectOf(std::string_view line)
{
    const auto found = findAddresses(line.substr(0, 500), 1);
    if (found.empty())
        return {};
    std::string_view before = mail::trimmed(line.substr(0, found.front().start));
    while (!before.empty() && std::string_view("<\"'(*->|[ ").find(before.back()) != npos)
        before.remove_suffix(1);
    while (!before.empty() && std::string_view("*->|[ ").find(before.front()) != npos)
        before.remove_prefix(1);
    const bool isLabelled = before.ends_with(':') && isLabel(before.substr(0, before.size() - 1));
    const bool isSender = lowerCase(before).starts_with("mail from") || lowerCase(before) == "from:";
    const bool isAbout = before.empty() || isLabelled || isReplyStart(before);
    return isAbout && !isSender ? found.front().address : std::string();
}

class LineReader
{
public:
    explicit LineReader(const Notice &notice)
        : m_notice(notice)
    { }

    void read(std::string_view line)
    {
        const std::string address = subjectOf(line);
        if (!address.empty() && !isOurs(m_notice, address)) {
            begin(address);
        } else if (line.starts_with(">>>") || lowerCase(line).starts_with("while talking to")) {
            // A transcript goes on to the next command, whose answer may name its address later.
            m_current = npos;
            m_pending = {};
        }
        std::string &words = m_current == npos ? m_pending : m_said[m_current].words;
        if (words.size() < mostWords) {
            words += line.substr(0, 2000);
            words += '\n';
        }
    }
    [[nodiscard]] std::vector<SaidOfAddress> take() { return std::move(m_said); }

private:
    void begin(const std::string &address)
    {
        const auto known = std::find_if(m_said.begin(), m_said.end(),
            [&](const SaidOfAddress &each) { return isSame(each.address, address); });
        if (known == m_said.end()) {
            if (m_said.size() == mostAddresses)
                return;
            const bool isAnswered = m_pending.find(">>>") != std::string::npos;
            m_said.push_back({address, isAnswered ? m_pending : std::string()});
            m_current = m_said.size() - 1;
        } else {
            m_current = size_t(known - m_said.begin());
        }
        m_pending = {};
    }

    const Notice &m_notice;
    std::vector<SaidOfAddress> m_said;
    std::string m_pending; ///< lines that are of no address yet
    size_t m_current = npos;
};

std::vector<SaidOfAddress> withoutWords(const std::vector<std::string> &addresses)
{
    std::vector<SaidOfAddress> said;
    said.reserve(addresses.size());
    for (const std::string &each : addresses)
        said.push_back({each, {}});
    return said;
}

} // namespace

std::vector<SaidOfAddress> addressesSpokenOf(const Notice &notice)
{
    LineReader reader(notice);
    for (size_t at = 0; at < notice.text.size();)
        reader.read(mail::nextLine(notice.text, at));
    std::vector<SaidOfAddress> said = reader.take();
    const auto failed = addressesIn(notice.header("x-failed-recipients"), mostAddresses);
    if (!failed.empty()) {
        // The header knows best who failed; the text knows why.
        std::vector<SaidOfAddress> known = withoutWords(failed);
        for (SaidOfAddress &each : known) {
            const auto words = std::find_if(said.begin(), said.end(),
                [&](const SaidOfAddress &line) { return isSame(line.address, each.address); });
            if (words != said.end())
                each.words = words->words;
        }
        return known;
    }
    if (!said.empty())
        return said;
    for (const std::string &address : addressesIn(notice.text)) {
        if (!isOurs(notice, address))
            return withoutWords({address});
    }
    return withoutWords(notice.original.recipients);
}

} // namespace haberdash::bounce
