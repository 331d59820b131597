// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/analysis.h"
#include "core/sample/sample_campaign.h"
#include "core/sample/sample_shop.h"
#include "core/store/experiment_repository.h"
#include "core/store/workspace.h"

#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace haberdash::store;
using namespace Qt::Literals::StringLiterals;

class TestExperimentRepository final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::optional<Connection> m_shop;

    const QString m_name = u"Early summer: plain or personal"_s;
    qint64 count(const QString &sql) { return m_shop->integer(sql).value_or(-1); }

private Q_SLOTS:
    void initTestCase()
    {
        NoProgress progress;
        QVERIFY(sample::makeSampleShop(m_folder.filePath(u"a.haberdash"_s), progress));
        auto opened = openWorkspace(m_folder.filePath(u"a.haberdash"_s));
        QVERIFY(opened);
        m_shop.emplace(std::move(*opened));
    }

    void theExperimentOfTheSampleIsThere()
    {
        const auto experiments = savedExperiments(*m_shop);
        QVERIFY(experiments);
        QCOMPARE(experiments->size(), 1);
        const auto &experiment = experiments->front();
        QCOMPARE(experiment.name, m_name);
        QCOMPARE(experiment.campaign, u"Early summer"_s);
        QCOMPARE(experiment.control, u"Plain"_s);
        QCOMPARE(experiment.arms.size(), 3);
        QCOMPARE(experiment.arms[2], (PlannedArm{u"Holdout"_s, 100}));
        QCOMPARE(experimentByName(*m_shop, m_name.toUpper()).value(), experiment);
    }

    /// Counted a second time by plain SQL over all days of the window.
    void outcomesAreCountedByAssignment()
    {
        const auto outcomes
            = campaignOutcomes(*m_shop, experimentByName(*m_shop, m_name).value(), sample::sampleAsOf());
        QVERIFY(outcomes);
        QCOMPARE(outcomes->measures[0].name, u"orders"_s);
        QCOMPARE(outcomes->arms[0].name, u"Plain"_s);
        QVERIFY(!outcomes->isRunning); // sent three weeks ago, the window is two
        QCOMPARE(outcomes->plannedRecipients, count(u"SELECT count(*) FROM outbox"_s));
        const QString deeds
            = u"SELECT count(DISTINCT b.customer_id) FROM outbox b JOIN shop_order o ON o.customer_id = "
              u"b.customer_id "
              u"AND o.kind = 'sale' AND o.total > o.refunded AND o.cancelled_at IS NULL "
              u"AND o.placed_at >= coalesce(b.claimed_at, (SELECT min(claimed_at) FROM outbox)) "
              u"AND o.placed_at < coalesce(b.claimed_at, (SELECT min(claimed_at) FROM outbox)) + 336 * 3600000 WHERE %1"_s;
        const QString arms[] = {u"variant = 0 AND state <> 'held_out'"_s,
            u"variant = 1 AND state <> 'held_out'"_s, u"state = 'held_out'"_s};
        for (int arm = 0; arm < 3; ++arm) {
            QCOMPARE(
                outcomes->arms[arm].recipients, count(u"SELECT count(*) FROM outbox WHERE "_s + arms[arm]));
            QCOMPARE(outcomes->arms[arm].measures[0].count, count(deeds.arg(arms[arm])));
            const auto &revenue = outcomes->arms[arm].measures[2];
            QCOMPARE(qint64(revenue.amounts.size()), outcomes->arms[arm].measures[0].count);
        }
        QCOMPARE(outcomes->arms[2].measures[1].count, 0); // nobody clicks a mail that was not sent
        QVERIFY(outcomes->arms[0].measures[1].count > 20);
    }

    void theArmsOfTheSampleFitThePlan()
    {
        const auto outcomes
            = campaignOutcomes(*m_shop, experimentByName(*m_shop, m_name).value(), sample::sampleAsOf());
        const auto analysis = experiment::analyze(*outcomes);
        QVERIFY(analysis);
        QVERIFY(!analysis->isBlocked());
        QCOMPARE(analysis->sampleRatio->alarm, experiment::SampleRatioAlarm::None);
    }

    void anEarlierInstantSeesLess()
    {
        const auto experiment = experimentByName(*m_shop, m_name).value();
        const auto early = campaignOutcomes(
            *m_shop, experiment, sample::SampleCampaign::sentAt() + std::chrono::hours(48));
        const auto late = campaignOutcomes(*m_shop, experiment, sample::sampleAsOf());
        QVERIFY(early->isRunning);
        QVERIFY(early->arms[0].measures[0].count < late->arms[0].measures[0].count);
        QVERIFY(
            !campaignOutcomes(*m_shop, experiment, sample::SampleCampaign::sentAt() - std::chrono::hours(1)));
    }

    void skippedPeopleWereNeverDrawn()
    {
        QVERIFY(m_shop->execute(u"UPDATE outbox SET state = 'skipped' WHERE id IN (SELECT id FROM outbox "
                                u"WHERE variant = 1 AND state = 'sent' LIMIT 5)"_s));
        const auto outcomes
            = campaignOutcomes(*m_shop, experimentByName(*m_shop, m_name).value(), sample::sampleAsOf());
        QCOMPARE(outcomes->plannedRecipients, count(u"SELECT count(*) FROM outbox"_s) - 5);
        QVERIFY(m_shop->execute(u"UPDATE outbox SET state = 'sent' WHERE state = 'skipped'"_s));
    }

    void aCampaignMakesAnExperiment()
    {
        const auto experiment = experimentOfCampaign(*m_shop, u"early SUMMER"_s);
        QVERIFY(experiment);
        QCOMPARE(experiment->control, u"Holdout"_s);
        QCOMPARE(experiment->arms[1], (PlannedArm{u"Plain"_s, 450}));
        QVERIFY(campaignOutcomes(*m_shop, *experiment, sample::sampleAsOf()));
        QVERIFY(!experimentOfCampaign(*m_shop, u"Late winter"_s));
    }

    void experimentsAreKept()
    {
        SavedExperiment experiment;
        experiment.name = u"  From a file "_s;
        experiment.source = SavedExperiment::Source::File;
        experiment.measure = u"visit"_s;
        experiment.control = u"A"_s;
        experiment.arms = {{u"A"_s, 1}, {u"B"_s, 2}};
        experiment.result = u"{\"arms\":[]}"_s;
        const auto id = saveExperiment(*m_shop, experiment, sample::sampleAsOf());
        QVERIFY(id);
        auto saved = experimentByName(*m_shop, u"from a file"_s).value();
        QCOMPARE(saved.id, *id);
        QCOMPARE(saved.arms, experiment.arms);
        QCOMPARE(saved.result, experiment.result);
        saved.arms.removeLast();
        QVERIFY(saveExperiment(*m_shop, saved, sample::sampleAsOf()));
        QCOMPARE(experimentByName(*m_shop, u"From a file"_s)->arms.size(), 1);
        QVERIFY(!campaignOutcomes(*m_shop, saved, sample::sampleAsOf())); // about no campaign
        saved.name = m_name;
        QCOMPARE(saveExperiment(*m_shop, saved, sample::sampleAsOf()).error().code, Error::Code::Refused);
        QVERIFY(deleteExperiment(*m_shop, *id));
        QCOMPARE(savedExperiments(*m_shop)->size(), 1);
    }

    void whatCannotBeKeptIsRefused()
    {
        SavedExperiment experiment;
        experiment.measure = u"orders"_s;
        QCOMPARE(saveExperiment(*m_shop, experiment, {}).error().code, Error::Code::Invalid);
        experiment.name = u"x"_s;
        experiment.windowHours = 0;
        QCOMPARE(saveExperiment(*m_shop, experiment, {}).error().code, Error::Code::Invalid);
        experiment.windowHours = 24;
        experiment.campaign = u"Late winter"_s;
        QCOMPARE(saveExperiment(*m_shop, experiment, {}).error().code, Error::Code::NotFound);
        experiment.campaign.clear();
        experiment.result = u"no json"_s;
        QCOMPARE(saveExperiment(*m_shop, experiment, {}).error().code, Error::Code::Storage);
        experiment.result.clear();
        experiment.arms = {{u"A"_s, 0}};
        QVERIFY(!saveExperiment(*m_shop, experiment, {}));
        QCOMPARE(savedExperiments(*m_shop)->size(), 1); // nothing half done
        auto wrong = experimentByName(*m_shop, m_name).value();
        wrong.control = u"Nobody"_s;
        QVERIFY(!campaignOutcomes(*m_shop, wrong, sample::sampleAsOf()));
        wrong = experimentByName(*m_shop, m_name).value();
        wrong.arms.removeLast();
        QVERIFY(!campaignOutcomes(*m_shop, wrong, sample::sampleAsOf())); // the holdout has no arm
    }
};

QTEST_GUILESS_MAIN(TestExperimentRepository)
#include "tst_experiment_repository.moc"
