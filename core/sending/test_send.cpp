// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/test_send.h"

#include "core/segment/rule_parser.h"
#include "core/segment/segment_evaluator.h"
#include "core/store/workspace.h"

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int testsAnHour = 60;

Result<> mustBeOwn(store::Connection &connection, const QString &address, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(
        suppressed, connection.prepare(u"SELECT reason FROM suppression WHERE address_key = ?1"_s));
    HABERDASH_TRY_ASSIGN(isSuppressed, suppressed.bind(1, address.toLower()).step());
    if (isSuppressed)
        return failure(Error::Code::Refused,
            u"“%1” must not be written to (%2). Nothing was sent."_s.arg(address, suppressed.text(0)));
    HABERDASH_TRY_ASSIGN(lately, connection.prepare(u"SELECT count(*) FROM test_send WHERE sent_at > ?1"_s));
    HABERDASH_TRY(lately.bind(1, now - std::chrono::hours(1)).step());
    if (lately.integer(0) >= testsAnHour)
        return failure(Error::Code::Refused,
            u"%1 tests went out within the hour. Nothing was sent; a campaign is the way to write to many."_s
                .arg(testsAnHour));
    return {};
}

Result<CustomerId> somebody(store::Connection &connection, const store::Campaign &campaign, Timestamp asOf)
{
    HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
    auto rule = segment::parseRule(campaign.rule);
    if (!rule)
        return tl::unexpected(rule.error().toError());
    segment::SegmentEvaluator evaluator(connection, {asOf, info.timeZone, info.currency});
    HABERDASH_TRY_ASSIGN(members, evaluator.members(*rule));
    if (members.empty())
        return failure(Error::Code::Refused,
            u"Nobody is in the audience, so there is nobody whose mail could be tried. Nothing was sent."_s);
    return members.front();
}

/// Written down before the first byte goes out, as for customers.
Result<qint64> begin(
    store::Connection &connection, const store::Campaign &campaign, const QString &address, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(insert,
        connection.prepare(u"INSERT INTO test_send (campaign_id, account_id, address, sent_at, outcome) "
                           u"VALUES (?1, ?2, ?3, ?4, 'handed over')"_s));
    HABERDASH_TRY(insert.bind(1, campaign.id).bind(2, campaign.account).bind(3, address).bind(4, now).run());
    return connection.lastInsertId();
}

Result<> end(store::Connection &connection, qint64 test, const deliver::Delivery &answer)
{
    HABERDASH_TRY_ASSIGN(
        update, connection.prepare(u"UPDATE test_send SET outcome = ?2, reply = ?3 WHERE id = ?1"_s));
    return update.bind(1, test).bind(2, deliver::toWord(answer.state)).bind(3, answer.text).run();
}

} // namespace

Result<QList<TestResult>> sendTest(store::Connection &connection, const store::Campaign &campaign,
    const QString &address, std::optional<CustomerId> likeWhom, const OpenTransport &openTransport,
    const Clock &clock, Timestamp asOf)
{
    HABERDASH_TRY_ASSIGN(recipient, EmailAddress::fromString(address));
    HABERDASH_TRY(mustBeOwn(connection, recipient.toString(), clock.now()));
    HABERDASH_TRY_ASSIGN(account, store::accountById(connection, campaign.account));
    HABERDASH_TRY_ASSIGN(sender, EmailAddress::fromString(account.fromAddress));
    if (!likeWhom) {
        HABERDASH_TRY_ASSIGN(first, somebody(connection, campaign, asOf));
        likeWhom = first;
    }
    // No campaign: the way out of a test leads to nobody's consent.
    HABERDASH_TRY_ASSIGN(maker,
        campaign::MessageMaker::create(connection, campaign::designsOf(campaign),
            {{}, campaign.salt, campaign.name, account, asOf, false, true, {},
                campaign::stylesOf(campaign)}));
    HABERDASH_TRY_ASSIGN(transport, openTransport(account));
    QList<TestResult> results;
    for (int i = 0; i < campaign.variants.size(); ++i) {
        HABERDASH_TRY_ASSIGN(made, maker.make(*likeWhom, i, clock.now()));
        auto parts = made.parts;
        parts.subject = compose::HeaderText::cleaned("[Test] " + parts.subject.utf8());
        parts.to = {{}, recipient};
        HABERDASH_TRY_ASSIGN(mime, compose::composeMessage(parts));
        HABERDASH_TRY_ASSIGN(test, begin(connection, campaign, recipient.toString(), clock.now()));
        // Each test is a message of its own, also for a service that knows keys.
        const std::string key = "test-" + std::to_string(test);
        const deliver::OutgoingMessage message{{sender, recipient}, mime, &parts, key, {}};
        const auto answer = transport->send({&message, 1}).front();
        HABERDASH_TRY(end(connection, test, answer));
        results.append({campaign.variants[i].name, explain(account, answer)});
    }
    transport->close();
    return results;
}

} // namespace haberdash::sending
