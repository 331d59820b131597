// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/statistics.h"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace haberdash::audit {

namespace {

constexpr double rare = 1e-4;
/// What makes the MAD of normal values their standard deviation: 1 over the upper quartile of N(0, 1).
constexpr double madToDeviation = 1.482602218505602;

double medianOf(std::vector<double> &values)
{
    if (values.empty())
        return 0;
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1)
        return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

/// What is usual on each weekday: the last eight that were judged to be usual.
class Baseline
{
public:
    void add(qint64 day, qint64 count)
    {
        auto &past = m_past[weekday(day)];
        past.push_back(double(count));
        if (past.size() > 8)
            past.erase(past.begin());
    }
    [[nodiscard]] bool isKnown(qint64 day) const { return m_past[weekday(day)].size() >= 4; }
    /// Small shops sell nothing on more than half of all Tuesdays: there the mean says more.
    [[nodiscard]] double usual(qint64 day) const
    {
        std::vector<double> past = m_past[weekday(day)];
        const double median = medianOf(past);
        if (median >= 5)
            return median;
        double sum = 0;
        for (const double count : past)
            sum += count;
        return sum / double(past.size());
    }

private:
    static size_t weekday(qint64 day) { return size_t(((day % 7) + 7) % 7); }
    std::array<std::vector<double>, 7> m_past;
};

qint64 countOn(qint64 day, const std::map<qint64, qint64> &countsByDay)
{
    const auto found = countsByDay.find(day);
    return found == countsByDay.end() ? 0 : found->second;
}

/// How much wilder the days are than chance alone makes them: the median of (count - usual)^2 / usual over
/// that of chi-squared with one degree of freedom. One visitor looks at five things at once, so views come in
/// clumps. At least 1.
double dispersionOf(const std::map<qint64, qint64> &countsByDay)
{
    constexpr double medianOfChiSquared = 0.4549;
    Baseline baseline;
    std::vector<double> squares;
    for (qint64 day = countsByDay.begin()->first; day < countsByDay.rbegin()->first; ++day) {
        const double count = double(countOn(day, countsByDay));
        if (baseline.isKnown(day)) {
            const double usual = baseline.usual(day);
            if (usual >= 1)
                squares.push_back((count - usual) * (count - usual) / usual);
        }
        baseline.add(day, qint64(count));
    }
    return std::max(1.0, medianOf(squares) / medianOfChiSquared);
}

} // namespace

double poissonUpperTail(qint64 count, double mean)
{
    if (count <= 0)
        return 1;
    return mean <= 0 ? 0 : boost::math::gamma_p(double(count), mean);
}

double poissonLowerTail(qint64 count, double mean)
{
    if (count < 0)
        return 0;
    return mean <= 0 ? 1 : boost::math::gamma_q(double(count) + 1, mean);
}

double RobustSpread::z(double value) const
{
    return scale > 0 ? (value - median) / scale : 0;
}

RobustSpread robustSpread(std::vector<double> values)
{
    RobustSpread spread;
    if (values.empty())
        return spread;
    spread.median = medianOf(values);
    double sum = 0;
    for (double &value : values) {
        value = std::abs(value - spread.median);
        sum += value;
    }
    const double mean = sum / double(values.size());
    spread.mad = medianOf(values);
    spread.scale = madToDeviation * spread.mad;
    if (spread.scale <= 0)
        spread.scale = 1.2533 * mean;
    return spread;
}

std::vector<QuietDay> quietDays(const std::map<qint64, qint64> &countsByDay)
{
    std::vector<QuietDay> quiet;
    if (countsByDay.empty())
        return quiet;
    const double dispersion = dispersionOf(countsByDay);
    const qint64 last = countsByDay.rbegin()->first;
    Baseline baseline;
    std::vector<QuietDay> run; // days without any, not judged yet
    double expected = 0;
    const auto judgeRun = [&] {
        const bool isGap = poissonLowerTail(0, expected / dispersion) < rare;
        for (const QuietDay &day : run) {
            if (isGap && day.usual > 0)
                quiet.push_back(day);
            else
                baseline.add(day.day, day.count);
        }
        run.clear();
        expected = 0;
    };
    for (qint64 day = countsByDay.begin()->first; day < last; ++day) {
        const qint64 count = countOn(day, countsByDay);
        if (!baseline.isKnown(day)) {
            baseline.add(day, count);
            continue;
        }
        const double usual = baseline.usual(day);
        if (count == 0) {
            run.push_back({day, 0, usual});
            expected += usual;
            continue;
        }
        judgeRun();
        const double clumps = double(count) / dispersion;
        if (double(count) * 4 < usual && poissonLowerTail(qint64(clumps), usual / dispersion) < rare)
            quiet.push_back({day, count, usual});
        else
            baseline.add(day, count);
    }
    judgeRun();
    return quiet;
}

} // namespace haberdash::audit
