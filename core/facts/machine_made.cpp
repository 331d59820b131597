// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/facts/machine_made.h"

#include "core/base/folded.h"

#include <algorithm>

namespace haberdash::facts {

using namespace Qt::Literals::StringLiterals;

namespace {

/// An answer of machines comes faster than that after the mail.
constexpr qint64 tooSoon = 2000;

/// Pairs of name and value that say that a machine did it, found once for each of the shard's texts.
class MachineWords
{
public:
    explicit MachineWords(const FactShard &shard)
        : m_shard(shard)
    { }
    [[nodiscard]] bool isSaidOf(const EventLog &log, size_t entry)
    {
        const auto found = log.details.find(quint32(entry));
        if (found == log.details.end())
            return false;
        const auto &pairs = m_shard.details[found->second];
        return std::any_of(pairs.begin(), pairs.end(), [this](const auto &pair) {
            static const std::string names[]
                = {"machine open", "machine_open", "machine", "apple privacy open", "bot click", "is_bot"};
            static const std::string yes[] = {"true", "yes", "1"};
            return isOneOf(pair.first, names) && isOneOf(pair.second, yes);
        });
    }

private:
    template<size_t Count>
    bool isOneOf(quint32 text, const std::string (&words)[Count]) const
    {
        return std::find(std::begin(words), std::end(words), folded(m_shard.texts.text(text)))
            != std::end(words);
    }

    const FactShard &m_shard;
};

/// Marks what came right behind a mail with the same reference.
void markTooSoon(const EventLog &sends, const EventLog &log, std::vector<bool> &marked)
{
    if (sends.isEmpty())
        return;
    for (size_t row = 0; row + 1 < log.offsets.size(); ++row) {
        size_t firstSend = sends.offsets[row];
        for (size_t i = log.offsets[row]; i < log.offsets[row + 1]; ++i) {
            if (log.reference[i] == 0)
                continue;
            const qint64 at = log.time[i];
            while (firstSend < sends.offsets[row + 1] && sends.time[firstSend] <= at - tooSoon)
                ++firstSend;
            for (size_t send = firstSend; send < sends.offsets[row + 1] && sends.time[send] <= at; ++send) {
                if (sends.reference[send] == log.reference[i])
                    marked[i] = true;
            }
        }
    }
}

} // namespace

std::vector<bool> machineMade(const Facts &facts, const FactShard &shard, const EventLog &log)
{
    std::vector<bool> made(log.time.size(), false);
    if (!log.details.empty()) {
        MachineWords words(shard);
        for (const auto &[entry, detail] : log.details)
            made[entry] = words.isSaidOf(log, entry);
    }
    for (const QString &name : {u"email_sent"_s, u"email_delivered"_s}) {
        const int kind = facts.eventKind(name);
        if (kind >= 0 && size_t(kind) < shard.events.size())
            markTooSoon(shard.events[size_t(kind)], log, made);
    }
    return made;
}

} // namespace haberdash::facts
