// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/hypergeometric.h"

#include <cmath>

namespace haberdash::insight {

using namespace Qt::Literals::StringLiterals;

experiment::Outcome<double> hypergeometric(double a, double b, double c, double z)
{
    if (!(std::abs(z) < 1) || (c <= 0 && c == std::floor(c)))
        return experiment::noResult(u"The series of this function does not end for such values."_s);
    double term = 1;
    double sum = 1;
    for (int n = 0; n < 100'000; ++n) {
        const double ratio = (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;
        term *= ratio;
        sum += term;
        // Terms may grow before they shrink.
        if (std::abs(term) <= 1e-16 * std::abs(sum) && std::abs(ratio) < 1)
            return sum;
    }
    return experiment::noResult(u"The series of this function ends too slowly for such values."_s);
}

} // namespace haberdash::insight
