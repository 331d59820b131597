// SPDX-License-Identifier: GPL-3.0-or-later
// bench_experiment speed [FOLDER]: how long the analysis of a test of a million recipients takes, revenue
// with
//   10,000 resamples; with a folder it writes the amounts there for bench_experiment.py.
// bench_experiment promises [RUNS]: what the methods keep of what they promise, by simulation.
#include "tests/support/simulated_tests.h"

#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <cstring>

using namespace haberdash;
using namespace haberdash::experiment;
using namespace haberdash::test;

namespace {

constexpr quint32 recipients = 1'000'000;

double seconds(const Outcomes &outcomes, int threads, Range &range)
{
    AnalysisOptions options{.bootstrapsAmounts = true, .resamples = 10'000, .threads = threads};
    QElapsedTimer timer;
    timer.start();
    const auto analysis = analyze(outcomes, options);
    const double taken = double(timer.nsecsElapsed()) / 1e9;
    range = analysis->comparisons.front().bootstrapRange.value();
    return taken;
}

void writeAmounts(const Outcomes &outcomes, const QString &folder, double taken)
{
    for (const Arm &arm : outcomes.arms) {
        QFile file(folder + QStringLiteral("/arm") + arm.name + QStringLiteral(".f64"));
        if (!file.open(QIODevice::WriteOnly))
            continue;
        const auto &amounts = arm.measures.front().amounts;
        file.write(reinterpret_cast<const char *>(amounts.data()), qint64(amounts.size() * sizeof(double)));
    }
    QFile file(folder + QStringLiteral("/ours"));
    if (file.open(QIODevice::WriteOnly))
        file.write(
            QByteArray::number(taken) + ' ' + QByteArray::number(recipients / outcomes.arms.size()) + '\n');
}

int speed(const QString &folder)
{
    for (const int arms : {2, 4}) {
        const SimulatedShop shop{Measure::Kind::Amount, 0.02, 1, arms};
        Draws draws(1);
        const auto outcomes = shop.outcomes(recipients / quint32(arms), draws);
        Range one;
        Range two;
        const double byOne = seconds(outcomes, 1, one);
        const double byTwo = seconds(outcomes, 2, two);
        std::printf(
            "%d arms, %u recipients, 2 %% buyers, 10,000 resamples: %.3f s on one thread, %.3f s on two; "
            "BCa %.4f to %.4f, %s\n",
            arms, recipients, byOne, byTwo, two.low, two.high,
            one == two ? "the same on both" : "NOT THE SAME ON BOTH");
        if (arms == 2 && !folder.isEmpty())
            writeAmounts(outcomes, folder, byTwo);
    }
    return 0;
}

void row(const char *what, const char *promise, double value)
{
    std::printf("| %s | %s | %.2f %% |\n", what, promise, 100 * value);
    std::fflush(stdout);
}

int promises(int runs)
{
    const auto rate = [](double share, int arms = 2) {
        return SimulatedShop{Measure::Kind::Rate, share, 1, arms};
    };
    const auto revenue = [](double share, int arms = 2) {
        return SimulatedShop{Measure::Kind::Amount, share, 1, arms};
    };
    std::printf("| what, %d runs | promised | seen |\n| --- | --- | --- |\n", runs);
    row("equal rates of 10 %, 14 looks, any false alarm", "at most 5 %",
        falseAlarms({rate(0.1), 14, 500, true}, runs, 1));
    row("the same, 50 looks", "at most 5 %", falseAlarms({rate(0.1), 50, 150, true}, runs, 2));
    row("the same, 50 looks, no size planned", "at most 5 %",
        falseAlarms({rate(0.1), 50, 150, false}, runs, 3));
    row("equal rates of 1 %, 14 looks", "at most 5 %", falseAlarms({rate(0.01), 14, 500, true}, runs, 4));
    row("the same, 50 looks from 40 recipients on", "at most 5 %",
        falseAlarms({rate(0.01), 50, 40, true}, runs, 5));
    row("three equal rates of 5 %, 14 looks", "at most 5 %",
        falseAlarms({rate(0.05, 3), 14, 500, true}, runs, 6));
    row("equal revenue, 2 % buyers, 14 looks", "at most 5 %",
        falseAlarms({revenue(0.02), 14, 500, true}, runs, 7));
    row("the same, 50 looks", "at most 5 %", falseAlarms({revenue(0.02), 50, 150, true}, runs, 8));
    row("the same, 50 looks, no size planned", "at most 5 %",
        falseAlarms({revenue(0.02), 50, 150, false}, runs, 9));
    row("confidence sequence of a rate, all of 50 looks", "at least 95 %",
        1 - missedByAnyLook({rate(0.1), 50, 150, true}, runs, 10));
    row("confidence sequence of revenue, all of 50 looks", "at least 95 %",
        1 - missedByAnyLook({revenue(0.02), 50, 150, true}, runs, 11));
    row("Newcombe, 2 % of 2,000", "95 %", coverage(rate(0.02), 2000, runs, 12));
    row("Newcombe, 30 % of 200", "95 %", coverage(rate(0.3), 200, runs, 13));
    row("Welch, revenue, 2 % of 20,000 buy", "95 %", coverage(revenue(0.02), 20'000, runs, 14));
    row("Welch, revenue, 5 % of 1,000 buy", "95 %", coverage(revenue(0.05), 1000, runs, 15));
    row("BCa, revenue, 2 % of 20,000 buy", "95 %",
        coverageOfBootstrap(revenue(0.02), 20'000, runs, 16, 2000));
    row("BCa, revenue, 2 % of 1,000 buy", "95 %", coverageOfBootstrap(revenue(0.02), 1000, runs, 17, 2000));
    const auto alarms = [&](const SimulatedShop &shop, quint32 perArm, quint64 seed) {
        const auto p = pValues(shop, perArm, runs, seed);
        return double(std::lower_bound(p.begin(), p.end(), 0.05) - p.begin()) / runs;
    };
    row("test of equal revenue, few buyers: 2 % of 1,000, a false alarm", "at most 5 %",
        alarms(revenue(0.02), 1000, 24));
    row("the same, 1 % of 1,000", "at most 5 %", alarms(revenue(0.01), 1000, 25));
    row("the same, enough buyers: 5 % of 1,000 (Welch)", "5 %", alarms(revenue(0.05), 1000, 26));
    row("power, 20 % against 25 %, 1,094 an arm", "80 %", powerOfTest(0.2, 0.25, 1094, runs, 18));
    row("power, 2 % against 2.5 %, 13,809 an arm", "80 %", powerOfTest(0.02, 0.025, 13'809, runs, 19));
    row("automatic pick, two equal arms, a winner", "10 %", falseWinners(rate(0.05), 4000, runs, 20));
    row("automatic pick, ten equal arms, a winner", "at most 10 %",
        falseWinners(rate(0.05, 10), 4000, runs, 21));
    const auto distance = [&](const SimulatedShop &shop, quint32 perArm, quint64 seed) {
        return distanceFromUniform(pValues(shop, perArm, runs, seed));
    };
    std::printf("| p of equal rates, 30 %% of 1,000, distance from uniform | below .04 | %.4f |\n",
        distance(rate(0.3), 1000, 22));
    std::printf("| p of equal revenue, 2 %% of 20,000 buy, distance from uniform | below .04 | %.4f |\n",
        distance(revenue(0.02), 20'000, 23));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc >= 2 && std::strcmp(argv[1], "speed") == 0)
        return speed(argc >= 3 ? QString::fromLocal8Bit(argv[2]) : QString());
    if (argc >= 2 && std::strcmp(argv[1], "promises") == 0)
        return promises(argc >= 3 ? QByteArray(argv[2]).toInt() : 10'000);
    std::fprintf(stderr, "bench_experiment speed [FOLDER] | promises [RUNS]\n");
    return 2;
}
