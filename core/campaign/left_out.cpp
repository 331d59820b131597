// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/left_out.h"

#include "core/store/customer_repository.h"

#include <algorithm>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;

namespace {

const consent::Obstacle *findObstacle(const std::vector<consent::Obstacle> &obstacles, const QString &reason)
{
    const auto found = std::find_if(obstacles.begin(), obstacles.end(),
        [&reason](const auto &candidate) { return consent::toWord(candidate.barrier) == reason; });
    return found == obstacles.end() ? nullptr : &*found;
}

} // namespace

LeftOut leftOutOf(const Plan &plan)
{
    LeftOut left{plan.matching, plan.planned(), plan.skipped};
    if (plan.heldOut > 0)
        left.byReason[consent::toWord(consent::Barrier::HoldOut)] = plan.heldOut;
    return left;
}

LeftOut leftOutOf(const QMap<QString, qint64> &outboxCounts)
{
    const QString skipped = u"skipped:"_s;
    LeftOut left;
    for (auto it = outboxCounts.constBegin(); it != outboxCounts.constEnd(); ++it) {
        if (it.key().startsWith(skipped))
            left.byReason[it.key().mid(skipped.size())] = it.value();
        else if (!it.key().contains(u':')) // the others are parts of these
            left.audience += it.value();
    }
    if (const qint64 heldOut = outboxCounts.value(u"held_out"_s); heldOut > 0)
        left.byReason[consent::toWord(consent::Barrier::HoldOut)] += heldOut;
    left.mailable = left.audience;
    for (const qint64 count : std::as_const(left.byReason))
        left.mailable -= count;
    return left;
}

QMap<QString, QList<CustomerId>> peopleLeftOut(const Plan &plan)
{
    QMap<QString, QList<CustomerId>> people;
    for (const auto &row : plan.rows) {
        if (row.state != u"planned"_s && row.state != u"waiting"_s)
            people[row.reason].append(row.customer);
    }
    return people;
}

const consent::Obstacle *LeftOutPerson::obstacle(const QString &reason) const
{
    return findObstacle(why.obstacles, reason);
}

const consent::Obstacle *LeftOutPerson::pastObstacle(const QString &reason) const
{
    return obstacle(reason) ? nullptr : findObstacle(atApproval, reason);
}

Result<QList<LeftOutPerson>> lookAtLeftOut(store::Connection &connection, const store::Campaign &campaign,
    const QList<CustomerId> &customers, Timestamp now, const QString &reason)
{
    HABERDASH_TRY_ASSIGN(gate, GateReader::open(connection, campaign));
    QList<LeftOutPerson> people;
    for (const CustomerId id : customers) {
        const auto customer = store::customerById(connection, id);
        if (!customer && customer.error().code == Error::Code::NotFound)
            continue;
        if (!customer)
            return tl::unexpected(customer.error());
        HABERDASH_TRY_ASSIGN(answer, gate.ask(id, now));
        LeftOutPerson person{id, customer->displayName(), {}};
        person.why.address = answer.address.isEmpty() ? customer->email : answer.address;
        person.why.obstacles = std::move(answer.obstacles);
        if (reason == consent::toWord(consent::Barrier::HoldOut)
            && campaign.state == store::CampaignState::Draft)
            person.why.obstacles.push_back({consent::Barrier::HoldOut, {}, {}, {}});
        if (campaign.approvedAt && campaign.state != store::CampaignState::Draft) {
            HABERDASH_TRY_ASSIGN(then, gate.ask(id, *campaign.approvedAt));
            person.atApproval = std::move(then.obstacles);
            // An order of a later day is in the store, and was no reason then.
            std::erase_if(person.atApproval, [&campaign](const consent::Obstacle &obstacle) {
                return obstacle.since && *obstacle.since > *campaign.approvedAt;
            });
        }
        people.append(std::move(person));
    }
    return people;
}

} // namespace haberdash::campaign
