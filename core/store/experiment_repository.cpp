// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/experiment_repository.h"

#include "core/store/control_group.h"
#include "core/store/transaction.h"
#include "core/store/workspace.h"

#include <algorithm>
#include <cmath>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString columns
    = u"SELECT e.id, e.name, e.source, coalesce(c.name, ''), e.measure, e.window_hours, e.control, "
      u"coalesce(e.result, ''), e.created_at FROM experiment e LEFT JOIN campaign c ON c.id = e.campaign_id "_s;

SavedExperiment readRow(const Statement &row)
{
    SavedExperiment experiment;
    experiment.id = row.id<ExperimentId>(0);
    experiment.name = row.text(1);
    experiment.source
        = row.text(2) == u"file" ? SavedExperiment::Source::File : SavedExperiment::Source::Campaign;
    experiment.campaign = row.text(3);
    experiment.measure = row.text(4);
    experiment.windowHours = int(row.integer(5));
    experiment.control = row.text(6);
    experiment.result = row.text(7);
    experiment.createdAt = row.timestamp(8);
    return experiment;
}

Result<> readArms(Connection &connection, SavedExperiment &experiment)
{
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"SELECT name, weight FROM experiment_arm WHERE experiment_id = ?1 ORDER BY position"_s));
    rows.bind(1, experiment.id);
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return {};
        experiment.arms.append({rows.text(0), rows.real(1)});
    }
}

Result<> writeArms(Connection &connection, ExperimentId id, const QList<PlannedArm> &arms)
{
    HABERDASH_TRY_ASSIGN(clear, connection.prepare(u"DELETE FROM experiment_arm WHERE experiment_id = ?1"_s));
    HABERDASH_TRY(clear.bind(1, id).run());
    HABERDASH_TRY_ASSIGN(write,
        connection.prepare(
            u"INSERT INTO experiment_arm (experiment_id, position, name, weight) VALUES (?1, ?2, ?3, ?4)"_s));
    for (int position = 0; position < arms.size(); ++position)
        HABERDASH_TRY(write.bind(1, id)
                          .bind(2, position)
                          .bind(3, arms[position].name)
                          .bind(4, arms[position].weight)
                          .run());
    return {};
}

Result<CampaignId> campaignId(Connection &connection, const QString &name)
{
    HABERDASH_TRY_ASSIGN(row, connection.prepare(u"SELECT id FROM campaign WHERE name = ?1"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, name).step());
    if (!found)
        return failure(Error::Code::NotFound, u"There is no campaign “%1”."_s.arg(name));
    return row.id<CampaignId>(0);
}

struct SendingTimes
{
    std::optional<Timestamp> first;
    std::optional<Timestamp> last;
    bool isUnfinished = false;
};

Result<SendingTimes> sendingTimes(Connection &connection, CampaignId campaign)
{
    HABERDASH_TRY_ASSIGN(row,
        connection.prepare(u"SELECT min(claimed_at), max(claimed_at), "
                           u"coalesce(sum(state IN ('planned', 'claimed', 'deferred')), 0) "
                           u"FROM outbox WHERE campaign_id = ?1 AND NOT is_rest"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, campaign).step());
    Q_UNUSED(found) // an aggregate always has its row
    return SendingTimes{row.optionalTimestamp(0), row.optionalTimestamp(1), row.integer(2) > 0};
}

/// Names of the variants by their position in the outbox.
Result<QStringList> variantNames(Connection &connection, CampaignId campaign)
{
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(u"SELECT name FROM campaign_variant WHERE campaign_id = ?1 ORDER BY position"_s));
    rows.bind(1, campaign);
    QStringList names;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return names;
        names << rows.text(0);
    }
}

constexpr int measureCount = 3;
const QString measureNames[measureCount] = {u"clicks"_s, u"orders"_s, u"revenue"_s};

/// Positions of the measures with the one the test was made for in front.
std::array<int, measureCount> measureOrder(const QString &first)
{
    std::array<int, measureCount> order{0, 1, 2};
    std::stable_sort(order.begin(), order.end(), [&first](int one, int other) {
        return (measureNames[one] == first) > (measureNames[other] == first);
    });
    return order;
}

Result<Statement> prepareDeeds(Connection &connection)
{
    return connection.prepare(
        u"WITH recipient AS (SELECT customer_id, variant, state, coalesce(claimed_at, ?2) AS start, "
        u"min(coalesce(claimed_at, ?2) + ?3, ?4) AS finish FROM outbox "
        u"WHERE campaign_id = ?1 AND NOT is_rest AND state NOT IN ('skipped', 'cancelled')) "
        u"SELECT state = 'held_out', variant, "
        u"EXISTS (SELECT 1 FROM event e WHERE e.customer_id = r.customer_id AND e.occurred_at >= r.start "
        u"AND e.occurred_at < r.finish AND e.type_id = (SELECT id FROM event_type WHERE name = "
        u"'email_click') "
        u"AND e.reference = (SELECT name FROM campaign WHERE id = ?1)), "
        u"count(o.id), coalesce(sum(o.total - o.refunded), 0) FROM recipient r "
        u"LEFT JOIN shop_order_value o ON o.customer_id = r.customer_id AND o.kind = 'sale' "
        u"AND o.placed_at >= r.start AND o.placed_at < r.finish AND coalesce(o.total > o.refunded, 1) "
        u"AND (o.cancelled_at IS NULL OR o.cancelled_at > ?4) GROUP BY r.customer_id"_s);
}

} // namespace

Result<QList<SavedExperiment>> savedExperiments(Connection &connection)
{
    HABERDASH_TRY_ASSIGN(rows, connection.prepare(columns + u"ORDER BY e.created_at DESC, e.id DESC"_s));
    QList<SavedExperiment> experiments;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            break;
        experiments.append(readRow(rows));
    }
    for (auto &experiment : experiments)
        HABERDASH_TRY(readArms(connection, experiment));
    return experiments;
}

Result<SavedExperiment> experimentByName(Connection &connection, const QString &name)
{
    HABERDASH_TRY_ASSIGN(row, connection.prepare(columns + u"WHERE e.name = ?1"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, name).step());
    if (!found)
        return failure(Error::Code::NotFound, u"There is no experiment “%1”."_s.arg(name));
    auto experiment = readRow(row);
    HABERDASH_TRY(readArms(connection, experiment));
    return experiment;
}

Result<ExperimentId> saveExperiment(Connection &connection, const SavedExperiment &experiment, Timestamp now)
{
    const QString name = experiment.name.trimmed();
    if (name.isEmpty())
        return failure(Error::Code::Invalid, u"An experiment needs a name. Nothing was saved."_s);
    if (experiment.windowHours < 1)
        return failure(
            Error::Code::Invalid, u"An experiment needs a window of at least one hour. Nothing was saved."_s);
    HABERDASH_TRY_ASSIGN(transaction, Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(
        taken, connection.prepare(u"SELECT 1 FROM experiment WHERE name = ?1 AND id <> ?2"_s));
    HABERDASH_TRY_ASSIGN(isTaken, taken.bind(1, name).bind(2, experiment.id.value()).step());
    if (isTaken)
        return failure(Error::Code::Refused,
            u"There is an experiment “%1” already. Nothing was saved; choose another name."_s.arg(name));
    taken.reset();
    CampaignId campaign;
    if (!experiment.campaign.isEmpty()) {
        HABERDASH_TRY_ASSIGN(found, campaignId(connection, experiment.campaign));
        campaign = found;
    }
    HABERDASH_TRY_ASSIGN(write,
        connection.prepare(experiment.id.isValid() ? u"UPDATE experiment SET name = ?1, campaign_id = ?2, "
                                                     u"source = ?3, measure = ?4, window_hours = ?5, "
                                                     u"control = ?6, result = ?7 WHERE id = ?8"_s
                                                   : u"INSERT INTO experiment (name, campaign_id, source, "
                                                     u"measure, window_hours, control, result, created_at) "
                                                     u"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"_s));
    write.bind(1, name)
        .bind(2, campaign)
        .bind(3, experiment.source == SavedExperiment::Source::File ? u"file"_s : u"campaign"_s)
        .bind(4, experiment.measure)
        .bind(5, experiment.windowHours)
        .bind(6, experiment.control)
        .bindText(7, experiment.result);
    if (experiment.id.isValid())
        write.bind(8, experiment.id);
    else
        write.bind(8, now);
    HABERDASH_TRY(write.run());
    const auto id = experiment.id.isValid() ? experiment.id : ExperimentId(connection.lastInsertId());
    HABERDASH_TRY(writeArms(connection, id, experiment.arms));
    HABERDASH_TRY(transaction.commit());
    return id;
}

Result<> deleteExperiment(Connection &connection, ExperimentId id)
{
    HABERDASH_TRY_ASSIGN(statement, connection.prepare(u"DELETE FROM experiment WHERE id = ?1"_s));
    return statement.bind(1, id).run();
}

QString holdoutName()
{
    return u"Holdout"_s;
}

Result<SavedExperiment> experimentOfCampaign(Connection &connection, const QString &campaign)
{
    HABERDASH_TRY_ASSIGN(id, campaignId(connection, campaign));
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"SELECT v.name, v.weight, c.holdout_per_mille, c.name, "
            u"coalesce(json_extract(c.settings, '$.trial.per_mille'), 1000) FROM campaign c "
            u"JOIN campaign_variant v ON v.campaign_id = c.id WHERE c.id = ?1 ORDER BY v.position"_s));
    rows.bind(1, id);
    SavedExperiment experiment;
    double weights = 0;
    double holdout = 0;
    double trial = 1000; // per mille of those who are not held out; the rest is in no arm
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            break;
        experiment.arms.append({rows.text(0), rows.real(1)});
        weights += rows.real(1);
        holdout = rows.real(2);
        experiment.campaign = rows.text(3);
        trial = rows.real(4);
    }
    if (experiment.arms.size() == 1)
        trial = 1000; // there is nothing to try
    if (experiment.arms.isEmpty())
        return failure(Error::Code::Invalid,
            u"The campaign “%1” has no variants yet, so there is nothing to compare."_s.arg(campaign));
    for (auto &arm : experiment.arms)
        arm.weight *= (1000 - holdout) * trial / 1000 / weights;
    if (holdout > 0)
        experiment.arms.prepend({holdoutName(), holdout});
    experiment.name = experiment.campaign;
    experiment.measure = u"orders"_s;
    experiment.control = experiment.arms.front().name;
    return experiment;
}

Result<experiment::Outcomes> campaignOutcomes(
    Connection &connection, const SavedExperiment &experiment, Timestamp asOf)
{
    if (experiment.campaign.isEmpty())
        return failure(Error::Code::Invalid,
            u"“%1” is not about a campaign of this workspace, or the campaign is gone."_s.arg(
                experiment.name));
    HABERDASH_TRY_ASSIGN(campaign, campaignId(connection, experiment.campaign));
    HABERDASH_TRY_ASSIGN(times, sendingTimes(connection, campaign));
    if (!times.first || *times.first > asOf)
        return failure(Error::Code::Invalid,
            u"No mail of the campaign “%1” has gone out, so there is nothing to learn from yet."_s.arg(
                experiment.campaign));
    HABERDASH_TRY_ASSIGN(variants, variantNames(connection, campaign));
    HABERDASH_TRY_ASSIGN(info, readWorkspaceInfo(connection));

    experiment::Outcomes outcomes;
    outcomes.currency = info.currency.toString();
    const auto order = measureOrder(experiment.measure);
    for (const int measure : order)
        outcomes.measures.append({measureNames[measure],
            measure == 2 ? experiment::Measure::Kind::Amount : experiment::Measure::Kind::Rate});
    for (const PlannedArm &arm : experiment.arms)
        outcomes.arms.append(
            {arm.name, arm.weight, 0, std::vector<experiment::MeasureOfArm>(size_t(measureCount))});

    const std::chrono::milliseconds window = std::chrono::hours(experiment.windowHours);
    HABERDASH_TRY_ASSIGN(rows, prepareDeeds(connection));
    rows.bind(1, campaign).bind(2, *times.first).bind(3, qint64(window.count())).bind(4, asOf);
    const double unit = std::pow(10.0, info.currency.decimals());
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            break;
        const QString name = rows.integer(0) != 0 ? holdoutName() : variants.value(rows.integer(1));
        const auto arm = std::find_if(outcomes.arms.begin(), outcomes.arms.end(),
            [&name](const experiment::Arm &one) { return one.name == name; });
        if (arm == outcomes.arms.end())
            return failure(Error::Code::Invalid,
                u"Somebody was drawn into “%1”, which is no arm of “%2”. Nothing was analysed."_s.arg(
                    name, experiment.name));
        ++arm->recipients;
        const double amount = double(rows.integer(4)) / unit;
        const bool did[measureCount] = {rows.integer(2) != 0, rows.integer(3) > 0, amount != 0};
        for (size_t place = 0; place < order.size(); ++place) {
            auto &values = arm->measures[place];
            values.count += did[order[place]] ? 1 : 0;
            if (order[place] == 2 && amount != 0)
                values.amounts.push_back(amount);
        }
        ++outcomes.plannedRecipients;
    }
    outcomes.isRunning = times.isUnfinished || *times.last + window > asOf;
    const auto control = std::find_if(outcomes.arms.begin(), outcomes.arms.end(),
        [&](const experiment::Arm &arm) { return arm.name == experiment.control; });
    if (control == outcomes.arms.end())
        return failure(Error::Code::Invalid,
            u"“%1” has no arm “%2” to compare with."_s.arg(experiment.name, experiment.control));
    std::rotate(outcomes.arms.begin(), control, control + 1);
    return outcomes;
}

Result<ControlGroupOutcomes> controlGroupOutcomes(
    Connection &connection, Timestamp from, Timestamp to, Timestamp asOf)
{
    if (from >= to)
        return failure(
            Error::Code::Invalid, u"The time to look at ends before it begins. Nothing was compared."_s);
    HABERDASH_TRY_ASSIGN(group, controlGroupAt(connection, from));
    HABERDASH_TRY_ASSIGN(last, controlGroupAt(connection, to - std::chrono::milliseconds(1)));
    if (group.perMille == 0)
        return failure(Error::Code::Invalid,
            u"The shop had no control group then, so there is nobody to compare with. Set one: “experiment holdout --set 5”."_s);
    if (group.salt != last.salt)
        return failure(Error::Code::Invalid,
            u"The control group of %1 is not the one of %2: others were drawn in between. Look at a time within one draw; that one was in force from %3 until %4."_s
                .arg(toIsoString(from), toIsoString(to), toIsoString(group.from), toIsoString(group.until)));
    HABERDASH_TRY_ASSIGN(info, readWorkspaceInfo(connection));
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"WITH begun AS (SELECT campaign_id, min(claimed_at) AS start FROM outbox "
            u"WHERE claimed_at IS NOT NULL GROUP BY 1), "
            u"due AS (SELECT o.customer_id, max(coalesce(o.reason, '') = 'control-group') AS is_control, "
            u"min(b.start) AS start FROM begun b JOIN outbox o ON o.campaign_id = b.campaign_id "
            u"WHERE b.start >= ?1 AND b.start < ?2 AND (o.reason = 'control-group' "
            u"OR (o.state <> 'held_out' AND NOT (o.state = 'skipped' AND o.finished_at IS NULL))) GROUP BY "
            u"1) "
            u"SELECT d.is_control, count(o.id), coalesce(sum(o.total - o.refunded), 0) FROM due d "
            u"LEFT JOIN shop_order_value o ON o.customer_id = d.customer_id AND o.kind = 'sale' "
            u"AND o.placed_at >= d.start AND o.placed_at < ?2 AND coalesce(o.total > o.refunded, 1) "
            u"AND (o.cancelled_at IS NULL OR o.cancelled_at > ?3) GROUP BY d.customer_id"_s));
    rows.bind(1, from).bind(2, std::min(to, asOf)).bind(3, asOf);
    using experiment::Measure;
    ControlGroupOutcomes result;
    auto &outcomes = result.outcomes;
    outcomes.currency = info.currency.toString();
    outcomes.measures = {{u"orders"_s, Measure::Kind::Rate}, {u"revenue"_s, Measure::Kind::Amount}};
    outcomes.arms
        = {{u"Control group"_s, double(group.perMille), 0, std::vector<experiment::MeasureOfArm>(2)},
            {u"Mailed"_s, double(1000 - group.perMille), 0, std::vector<experiment::MeasureOfArm>(2)}};
    const double unit = std::pow(10.0, info.currency.decimals());
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            break;
        const bool isControl = rows.integer(0) != 0;
        auto &arm = outcomes.arms[isControl ? 0 : 1];
        const double amount = double(rows.integer(2)) / unit;
        ++arm.recipients;
        arm.measures[0].count += rows.integer(1) > 0 ? 1 : 0;
        (isControl ? result.controlRevenue : result.mailedRevenue) += amount;
        if (amount == 0)
            continue;
        ++arm.measures[1].count;
        arm.measures[1].amounts.push_back(amount);
    }
    if (outcomes.arms[0].recipients == 0 || outcomes.arms[1].recipients == 0)
        return failure(Error::Code::Invalid,
            u"Between %1 and %2 no campaign went out that would have reached people of the control group. Nothing was compared."_s
                .arg(toIsoString(from), toIsoString(to)));
    outcomes.plannedRecipients = outcomes.arms[0].recipients + outcomes.arms[1].recipients;
    outcomes.isRunning = asOf < group.until;
    return result;
}

} // namespace haberdash::store
