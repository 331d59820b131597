// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/hand_over.h"

#include "core/sending/delivery_verdict.h"

#include <algorithm>

namespace haberdash::sending {

using deliver::Delivery;
using Phase = HandOverJournal::Phase;

HandOver::HandOver(
    Lane &lane, std::vector<Job> jobs, int way, int section, std::string campaign, HandOverJournal &journal)
    : m_lane(lane)
    , m_jobs(std::move(jobs))
    , m_way(way)
    , m_section(section)
    , m_campaign(std::move(campaign))
    , m_journal(journal)
    , m_refusalsBefore(lane.refusals)
    , m_wire(std::async(std::launch::async, [this] { return run(); }))
{ }

Result<> HandOver::note(size_t job, Phase phase, const Delivery &answer)
{
    return m_journal.note(m_section, int(job), {m_jobs[job].key(), phase, answer});
}

Result<> HandOver::run()
{
    const auto start = std::chrono::steady_clock::now();
    m_answers.reserve(m_jobs.size());
    while (m_answers.size() < m_jobs.size() && mayGoOn()) {
        const size_t first = m_answers.size();
        HABERDASH_TRY(call(first, std::min(size_t(m_lane.batch), m_jobs.size() - first)));
    }
    m_took = std::chrono::steady_clock::now() - start;
    return {};
}

Result<> HandOver::call(size_t first, size_t count)
{
    std::vector<deliver::OutgoingMessage> messages;
    for (size_t i = first; i < first + count; ++i) {
        const auto &message = *m_jobs[i].message;
        const auto recipient = EmailAddress::fromString(message.recipient);
        Q_ASSERT(recipient); // the gate let it pass
        messages.push_back({{m_lane.sender, *recipient}, message.mime, &message.parts,
            message.parts.haberdashId.utf8(), m_campaign});
        HABERDASH_TRY(note(i, Phase::Begun));
    }
    auto answers = m_lane.transport->send(messages);
    Q_ASSERT(answers.size() == messages.size());
    for (Delivery &answer : answers) {
        // Where it cannot be noted the message stays in doubt, should the program end now.
        static_cast<void>(note(m_answers.size(), Phase::Answered, answer));
        m_answers.push_back(std::move(answer));
    }
    return {};
}

bool HandOver::mayGoOn() const
{
    if (m_stops)
        return false;
    if (std::any_of(m_answers.begin(), m_answers.end(), isAboutMore))
        return false;
    const auto last = std::find_if(m_answers.rbegin(), m_answers.rend(),
        [](const Delivery &each) { return each.state != Delivery::State::Refused; });
    const int refused = int(last - m_answers.rbegin());
    return (last == m_answers.rend() ? m_refusalsBefore + refused : refused) < refusalsInARow;
}

} // namespace haberdash::sending
