// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/single_rate.h"

#include "core/experiment/distributions.h"

#include <cmath>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<NoResult> nobody()
{
    return noResult(u"There is nobody in this arm."_s);
}

} // namespace

Outcome<Range> wilsonInterval(const Rate &rate, double confidence)
{
    if (!rate.isValid())
        return nobody();
    const double z = normalCritical(confidence);
    const double n = rate.size;
    const double p = rate.share();
    const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
    return Range{std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

Outcome<Range> clopperPearsonInterval(const Rate &rate, double confidence)
{
    if (!rate.isValid())
        return nobody();
    const double tail = (1 - confidence) / 2;
    const double rest = rate.size - rate.count;
    return Range{rate.count == 0 ? 0 : betaQuantile(rate.count, rest + 1, tail),
        rest == 0 ? 1 : betaQuantile(rate.count + 1, rest, 1 - tail)};
}

Outcome<Range> jeffreysInterval(const Rate &rate, double confidence)
{
    if (!rate.isValid())
        return nobody();
    const double tail = (1 - confidence) / 2;
    const double a = rate.count + 0.5;
    const double b = rate.size - rate.count + 0.5;
    return Range{betaQuantile(a, b, tail), betaQuantile(a, b, 1 - tail)};
}

Outcome<Range> agrestiCoullInterval(const Rate &rate, double confidence)
{
    if (!rate.isValid())
        return nobody();
    const double z = normalCritical(confidence);
    return waldInterval(Rate{rate.count + z * z / 2, rate.size + z * z}, confidence);
}

Outcome<Range> waldInterval(const Rate &rate, double confidence)
{
    if (!rate.isValid())
        return nobody();
    const double p = rate.share();
    const double half = normalCritical(confidence) * std::sqrt(p * (1 - p) / rate.size);
    return Range{p - half, p + half};
}

} // namespace haberdash::experiment
