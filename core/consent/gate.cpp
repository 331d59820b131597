// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/consent/gate.h"

#include <algorithm>
#include <array>

namespace haberdash::consent {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    QString word;
    QString sentence;
};

const std::array<Words, barrierCount> words{{
    {u"no-address"_s, u"have no address"_s},
    {u"bad-address"_s, u"have an address that cannot be right"_s},
    {u"suppressed"_s, u"must not be written to"_s},
    {u"unsubscribed"_s, u"unsubscribed"_s},
    {u"no-consent"_s, u"did not agree to email"_s},
    {u"consent-expired"_s, u"agreed to email, but too long ago"_s},
    {u"role-address"_s, u"have an address of nobody in person"_s},
    {u"disposable-address"_s, u"gave an address to throw away"_s},
    {u"open-ticket"_s, u"wait for an answer"_s},
    {u"recent-complaint"_s, u"complained lately"_s},
    {u"recent-return"_s, u"sent something back lately"_s},
    {u"recent-purchase"_s, u"have just bought"_s},
    {u"stronger-mail"_s, u"get a more important mail"_s},
    {u"too-soon"_s, u"had mail only hours ago"_s},
    {u"frequency-cap"_s, u"have had enough mail lately"_s},
    {u"control-group"_s, u"are held out by the shop's control group, which gets no mail, to compare with"_s},
    {u"holdout"_s, u"are held out, to compare with"_s},
}};

/// Collects what stands in the way, in the order of the law.
class Questions
{
public:
    Questions(const Recipient &recipient, const GatePolicy &policy, Timestamp now)
        : m_recipient(recipient)
        , m_policy(policy)
        , m_now(now)
    { }

    std::vector<Obstacle> ask()
    {
        askAboutAddress();
        askAboutConsent();
        askAboutWelcome();
        askAboutOtherMail();
        if (m_recipient.controlGroupUntil)
            add(Barrier::ControlGroup, {}, m_recipient.controlGroupUntil);
        if (m_recipient.isHeldOut)
            add(Barrier::HoldOut);
        std::stable_sort(m_found.begin(), m_found.end(),
            [](const Obstacle &a, const Obstacle &b) { return a.barrier < b.barrier; });
        return std::move(m_found);
    }

private:
    void add(Barrier barrier, std::optional<Timestamp> since = {}, std::optional<Timestamp> until = {},
        const QString &evidence = {})
    {
        m_found.push_back({barrier, since, until, evidence});
    }

    void askAboutAddress()
    {
        if (m_recipient.address.isEmpty()) {
            add(Barrier::NoAddress);
            return;
        }
        if (!m_recipient.addressIsValid)
            add(Barrier::BadAddress, {}, {}, m_recipient.address);
        if (m_policy.skipsRoleAddresses && m_recipient.addressIsRole)
            add(Barrier::RoleAddress, {}, {}, m_recipient.address);
        if (m_policy.skipsDisposableAddresses && m_recipient.addressIsDisposable)
            add(Barrier::DisposableAddress, {}, {}, m_recipient.address);
    }

    void askAboutConsent()
    {
        const auto &suppression = m_recipient.suppression;
        if (!suppression.reason.isEmpty())
            add(Barrier::Suppressed, suppression.since, {},
                suppression.evidence.isEmpty() ? suppression.reason
                                               : suppression.reason + u": "_s + suppression.evidence);
        const auto &consent = m_recipient.consent;
        if (consent.state == u"unsubscribed"_s)
            add(Barrier::Unsubscribed, consent.since, {}, consent.basis);
        else if (consent.state != u"subscribed"_s)
            add(Barrier::NoConsent, consent.since, {},
                consent.state.isEmpty() ? u"never asked"_s : consent.state);
        else if (consent.expiresAt && *consent.expiresAt <= m_now)
            add(Barrier::ConsentExpired, consent.expiresAt, {}, consent.basis);
    }

    /// What happened so lately that a mailing would be unwelcome. A clock that was set back must not let mail
    /// through: what lies in the future counts as just now.
    void askAboutRecent(Barrier barrier, const std::optional<Timestamp> &at, std::chrono::hours rest)
    {
        if (at && rest.count() > 0 && *at + rest > m_now)
            add(barrier, at, *at + rest);
    }

    void askAboutWelcome()
    {
        if (m_policy.waitsForTickets && m_recipient.openTicket)
            add(Barrier::OpenTicket, m_recipient.openTicket);
        constexpr std::chrono::hours day(24);
        askAboutRecent(
            Barrier::RecentComplaint, m_recipient.lastComplaint, day * m_policy.afterComplaintDays);
        askAboutRecent(Barrier::RecentReturn, m_recipient.lastReturn, day * m_policy.afterReturnDays);
        askAboutRecent(Barrier::RecentPurchase, m_recipient.lastPurchase,
            std::chrono::hours(m_policy.afterPurchaseHours));
    }

    void askAboutOtherMail()
    {
        const auto stronger = std::find_if(m_recipient.planned.begin(), m_recipient.planned.end(),
            [this](const PlannedMail &mail) { return mail.priority > m_policy.priority; });
        if (stronger != m_recipient.planned.end())
            add(Barrier::StrongerMail, {}, {}, stronger->name);

        auto mailed = m_recipient.mailed;
        std::sort(mailed.begin(), mailed.end());
        if (mailed.empty())
            return;
        const std::chrono::hours gap(m_policy.frequency.gapHours);
        if (mailed.back() > m_now - gap)
            add(Barrier::TooSoon, mailed.back(), mailed.back() + gap);
        const int allowed = m_policy.frequency.messages;
        const auto window = std::chrono::hours(24) * m_policy.frequency.days;
        const auto first = std::upper_bound(mailed.begin(), mailed.end(), m_now - window);
        const auto within = mailed.end() - first;
        // It opens when so many have left the window that there is room for one more.
        if (allowed > 0 && within >= allowed)
            add(Barrier::FrequencyCap, mailed.back(), *(first + (within - allowed)) + window);
    }

    const Recipient &m_recipient;
    const GatePolicy &m_policy;
    Timestamp m_now;
    std::vector<Obstacle> m_found;
};

} // namespace

QString toWord(Barrier barrier)
{
    return words[size_t(barrier)].word;
}

QString inWords(Barrier barrier)
{
    return words[size_t(barrier)].sentence;
}

std::optional<Barrier> barrierFromWord(const QString &word)
{
    const auto found = std::find_if(
        words.begin(), words.end(), [&word](const Words &candidate) { return candidate.word == word; });
    return found == words.end() ? std::nullopt : std::optional(Barrier(found - words.begin()));
}

std::vector<Obstacle> obstaclesFor(const Recipient &recipient, const GatePolicy &policy, Timestamp now)
{
    return Questions(recipient, policy, now).ask();
}

std::optional<Barrier> barrierFor(const Recipient &recipient, const GatePolicy &policy, Timestamp now)
{
    const auto obstacles = obstaclesFor(recipient, policy, now);
    return obstacles.empty() ? std::nullopt : std::optional(obstacles.front().barrier);
}

} // namespace haberdash::consent
