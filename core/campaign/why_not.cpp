// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/why_not.h"

#include "core/campaign/campaign_planner.h"
#include "core/segment/rule_parser.h"
#include "core/segment/segment_evaluator.h"

#include <QDateTime>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;

namespace {

QString momentOf(Timestamp instant, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(toMilliseconds(instant), zone).toString(u"yyyy-MM-dd HH:mm"_s);
}

} // namespace

Result<WhyNot> whyNot(store::Connection &connection, CustomerId customer, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(gate, GateReader::openForAnyMail(connection));
    HABERDASH_TRY_ASSIGN(answer, gate.ask(customer, now));
    WhyNot why;
    why.address = answer.address;
    why.obstacles = std::move(answer.obstacles);
    return why;
}

Result<WhyNot> whyNot(store::Connection &connection, const store::Campaign &campaign, CustomerId customer,
    const segment::Context &context, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(gate, GateReader::open(connection, campaign));
    HABERDASH_TRY_ASSIGN(answer, gate.ask(customer, now));
    WhyNot why;
    why.address = answer.address;
    why.obstacles = std::move(answer.obstacles);
    HABERDASH_TRY_ASSIGN(row,
        connection.prepare(
            u"SELECT state, reason, reply_code, reply FROM outbox WHERE campaign_id = ?1 AND customer_id = ?2"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, campaign.id).bind(2, customer).step());
    if (found) {
        why.fate = row.text(0);
        why.fateReason = row.text(1);
        why.reply = u"%1 %2"_s.arg(row.text(2), row.text(3)).trimmed();
        return why;
    }
    auto rule = segment::parseRule(campaign.rule);
    if (!rule)
        return tl::unexpected(rule.error().toError());
    segment::SegmentEvaluator evaluator(connection, context);
    HABERDASH_TRY_ASSIGN(members, evaluator.members(*rule));
    // Whoever came later is not in an audience that was fixed.
    why.isInAudience = campaign.state == store::CampaignState::Draft
        && std::find(members.begin(), members.end(), customer) != members.end();
    if (why.isInAudience && why.obstacles.empty() && campaign.holdoutPerMille > 0) {
        // Lots are drawn among all of them together.
        NoProgress progress;
        HABERDASH_TRY_ASSIGN(plan, makePlan(connection, campaign, context, now, progress));
        for (const auto &planned : std::as_const(plan.rows)) {
            if (planned.customer == customer && planned.state == u"held_out"_s)
                why.obstacles.push_back({consent::Barrier::HoldOut, {}, {}, {}});
        }
    }
    return why;
}

QString sentenceFor(const consent::Obstacle &obstacle, const QTimeZone &zone)
{
    QString sentence = u"They "_s + consent::inWords(obstacle.barrier);
    if (obstacle.since)
        sentence += u" ("_s + momentOf(*obstacle.since, zone) + u')';
    if (!obstacle.evidence.isEmpty())
        sentence += u": "_s + obstacle.evidence;
    sentence += sentence.endsWith(u'.') ? u""_s : u"."_s;
    if (obstacle.until)
        sentence
            += u" From %1 on this does not stand in the way any more."_s.arg(momentOf(*obstacle.until, zone));
    return sentence;
}

} // namespace haberdash::campaign
