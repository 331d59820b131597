// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/draws.h"

#include "core/experiment/distributions.h"

#include <algorithm>

namespace haberdash::experiment {

quint32 Draws::binomial(quint32 size, double share)
{
    if (share <= 0 || size == 0)
        return 0;
    if (share >= 1)
        return size;
    // By inversion outwards from the mode: about as many steps as there are standard deviations times one.
    const double n = size;
    const auto mode = std::min(quint32((n + 1) * share), size);
    const double odds = share / (1 - share);
    const double atMode
        = std::exp(logBinomial(n, mode) + mode * std::log(share) + (n - mode) * std::log1p(-share));
    double rest = unit() - atMode;
    if (rest < 0)
        return mode;
    double up = atMode;
    double down = atMode;
    quint32 high = mode;
    quint32 low = mode;
    while (high < size || low > 0) {
        if (high < size) {
            ++high;
            up *= odds * (n - high + 1) / high;
            rest -= up;
            if (rest < 0)
                return high;
        }
        if (low > 0) {
            down *= low / (odds * (n - low + 1));
            --low;
            rest -= down;
            if (rest < 0)
                return low;
        }
        if (up + down < 1e-18)
            break; // what is left is rounding
    }
    return mode;
}

double Draws::normal()
{
    return normalQuantile((double(m_engine() >> 12) + 0.5) * 0x1p-52);
}

} // namespace haberdash::experiment
