// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mailbox/fetch.h"

#include "core/mailbox/imap/imap_session.h"
#include "core/mailbox/pop3/pop3_session.h"

#include <algorithm>
#include <span>

namespace haberdash::mailbox {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t mostNames = 20'000; ///< of mails that are no longer listed; a list may be short for once
constexpr size_t sizesAtOnce = 200; ///< so that a command stays a short line

/// What both protocols have in common: mails go to the sink one by one, and count once it has returned.
class Visit
{
public:
    Visit(const MailboxState &since, const FetchLimits &limits, Progress &progress, const MailSink &sink)
        : m_limits(limits)
        , m_progress(progress)
        , m_sink(sink)
    {
        outcome.state = since;
    }

    /// True once no mail is to be asked for any more.
    [[nodiscard]] bool isOver() const
    {
        return m_isStopped || (m_limits.mostMails > 0 && outcome.fetched >= m_limits.mostMails);
    }
    [[nodiscard]] bool isTooLarge(qint64 size) const { return size > m_limits.largestMail; }
    [[nodiscard]] Result<> goOn() const
    {
        if (m_progress.isCancelled())
            return failure(Error::Code::Cancelled, u"It was cancelled."_s);
        return {};
    }

    /// `count` changes a state to what it is once the mail was read, `forget` back.
    template<typename Count, typename Forget>
    [[nodiscard]] Result<AfterMail> handOver(
        const FetchedMail &mail, qint64 total, const Count &count, const Forget &forget)
    {
        count(outcome.state);
        auto then = m_sink(mail, outcome.state);
        if (!then) {
            forget(outcome.state);
            return then;
        }
        ++outcome.fetched;
        outcome.headersOnly += mail.isWhole ? 0 : 1;
        m_isStopped = *then == AfterMail::Stop;
        m_progress.report(outcome.fetched, total);
        return then;
    }

    FetchOutcome outcome;

private:
    const FetchLimits &m_limits;
    Progress &m_progress;
    const MailSink &m_sink;
    bool m_isStopped = false;
};

/// The whole mail, or its headers: where it is too large, and where the server cannot give it, so that one
/// mail that is damaged does not stand in the way of all others.
template<typename Read>
auto asFarAsGiven(bool &isWhole, const Read &read)
{
    auto bytes = read(!isWhole);
    if (bytes || !isWhole || bytes.error().code != Error::Code::Refused)
        return bytes;
    isWhole = false;
    return read(true);
}

Result<> readUids(ImapSession &session, Visit &visit, std::span<const qint64> uids, bool moves, qint64 total)
{
    HABERDASH_TRY_ASSIGN(sizes, session.sizes(uids));
    for (const qint64 uid : uids) {
        if (visit.isOver())
            return {};
        HABERDASH_TRY(visit.goOn());
        const auto size = sizes.find(uid);
        if (size == sizes.end())
            continue; // somebody else took it away meanwhile
        bool isWhole = !visit.isTooLarge(size->second);
        HABERDASH_TRY_ASSIGN(
            bytes, asFarAsGiven(isWhole, [&](bool headersOnly) { return session.mail(uid, headersOnly); }));
        if (!bytes)
            continue;
        const FetchedMail mail{QString::number(uid), std::move(*bytes), size->second, isWhole};
        HABERDASH_TRY_ASSIGN(then,
            visit.handOver(
                mail, total, [uid](MailboxState &state) { state.lastUid = uid; },
                [before = visit.outcome.state.lastUid](MailboxState &state) { state.lastUid = before; }));
        if (then == AfterMail::MoveAway && moves)
            HABERDASH_TRY(session.moveAway(uid));
    }
    return {};
}

Result<> fetchByImap(ImapSession &session, const MailboxAccount &account, Visit &visit)
{
    HABERDASH_TRY(session.open());
    HABERDASH_TRY(session.prepareHandledFolder());
    HABERDASH_TRY_ASSIGN(validity, session.openFolder());
    MailboxState &state = visit.outcome.state;
    if (state.uidValidity != validity) {
        visit.outcome.wasRenumbered = state.uidValidity != 0;
        state.uidValidity = validity;
        state.lastUid = 0;
    }
    HABERDASH_TRY_ASSIGN(uids, session.uidsAfter(state.lastUid));
    const std::span<const qint64> all(uids);
    for (size_t start = 0; start < all.size() && !visit.isOver(); start += sizesAtOnce)
        HABERDASH_TRY(readUids(session, visit, all.subspan(start, std::min(sizesAtOnce, all.size() - start)),
            !account.handledFolder.isEmpty(), qint64(all.size())));
    visit.outcome.isComplete = uids.empty() || state.lastUid == uids.back() || !visit.isOver();
    return {};
}

Result<> fetchByPop3(Pop3Session &session, Visit &visit)
{
    HABERDASH_TRY(session.open());
    HABERDASH_TRY_ASSIGN(places, session.list());
    std::set<std::string> known;
    std::vector<Pop3Session::Place> unread;
    std::set<std::string> &seen = visit.outcome.state.seen;
    for (const auto &place : places) {
        if (seen.contains(place.name))
            known.insert(place.name);
        else
            unread.push_back(place);
    }
    if (seen.size() > known.size() + mostNames)
        seen = std::move(known);
    for (const auto &place : unread) {
        if (visit.isOver())
            return {};
        HABERDASH_TRY(visit.goOn());
        bool isWhole = !visit.isTooLarge(place.size);
        HABERDASH_TRY_ASSIGN(
            bytes, asFarAsGiven(isWhole, [&](bool headersOnly) { return session.mail(place, headersOnly); }));
        const FetchedMail mail{QString::fromStdString(place.name), std::move(bytes), place.size, isWhole};
        HABERDASH_TRY(visit.handOver(
            mail, qint64(unread.size()), [&](MailboxState &state) { state.seen.insert(place.name); },
            [&](MailboxState &state) { state.seen.erase(place.name); }));
    }
    visit.outcome.isComplete = true;
    return {};
}

} // namespace

FetchOutcome fetchNewMail(const MailboxAccount &account, const std::string &secret, const MailboxState &since,
    const FetchLimits &limits, Progress &progress, const MailSink &sink)
{
    Visit visit(since, limits, progress, sink);
    Result<> done;
    if (account.kind == MailboxAccount::Kind::Imap) {
        ImapSession session(account, secret, limits, progress);
        done = fetchByImap(session, account, visit);
        if (done)
            session.close();
    } else {
        Pop3Session session(account, secret, limits, progress);
        done = fetchByPop3(session, visit);
        if (done)
            session.close();
    }
    if (!done)
        visit.outcome.fault = done.error();
    return std::move(visit.outcome);
}

Result<> checkMailbox(const MailboxAccount &account, const std::string &secret, Progress &progress)
{
    if (account.kind == MailboxAccount::Kind::Pop3) {
        Pop3Session session(account, secret, {}, progress);
        HABERDASH_TRY(session.open());
        HABERDASH_TRY(session.list());
        session.close();
        return {};
    }
    ImapSession session(account, secret, {}, progress);
    HABERDASH_TRY(session.open());
    HABERDASH_TRY(session.prepareHandledFolder());
    HABERDASH_TRY(session.openFolder());
    session.close();
    return {};
}

} // namespace haberdash::mailbox
