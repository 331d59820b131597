// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/interrupted_messages.h"

#include "core/sending/answer_books.h"
#include "core/store/campaign_repository.h"
#include "core/store/transaction.h"

#include <map>

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;

Result<std::vector<Interrupted>> interruptedMessages(store::Outbox &outbox, const HandOverJournal &journal)
{
    std::map<HandOverKey, HandOverJournal::Entry> known;
    for (auto &entry : journal.left())
        known.emplace(entry.key, std::move(entry));
    HABERDASH_TRY_ASSIGN(claimed, outbox.claimed());
    std::vector<Interrupted> messages;
    for (const auto &row : claimed) {
        Interrupted message{row, HandOverJournal::Phase::Begun, {}};
        const auto found = known.find({row.id, row.attempts, row.claimedAt.value_or(Timestamp())});
        if (found != known.end()) {
            message.phase = found->second.phase;
            message.answer = found->second.answer;
        }
        messages.push_back(std::move(message));
    }
    return messages;
}

Result<qint64> settleInterrupted(store::Connection &connection, const HandOverJournal &journal, Timestamp now)
{
    qint64 uncertain = 0;
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY_ASSIGN(books, AnswerBooks::open(connection));
    HABERDASH_TRY_ASSIGN(messages, interruptedMessages(outbox, journal));
    for (const auto &[row, phase, answer] : messages) {
        if (phase == HandOverJournal::Phase::Waiting) {
            HABERDASH_TRY(outbox.release(row.id));
            continue;
        }
        Verdict verdict;
        if (phase == HandOverJournal::Phase::Answered) {
            verdict = judge(answer, row.attempts, now);
        } else {
            verdict.settlement.state = u"uncertain"_s;
            verdict.settlement.reason = u"interrupted"_s;
            ++uncertain;
        }
        HABERDASH_TRY_ASSIGN(campaign, store::campaignById(connection, row.campaign));
        HABERDASH_TRY(books.write(row, verdict, campaign.name, now));
    }
    HABERDASH_TRY(transaction.commit());
    return uncertain;
}

} // namespace haberdash::sending
