// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/split.h"

#include "core/base/stable_hash.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace haberdash::campaign {

namespace {

struct Lot
{
    int stratum = 0;
    quint64 hash = 0;
    CustomerId customer;
    size_t place = 0; ///< in what was handed in
    [[nodiscard]] auto key() const { return std::tuple(stratum, hash, customer.value()); }
};

struct Part
{
    int arm = 0;
    double share = 0; ///< of all
};

std::vector<Part> partsOf(const Split &split)
{
    const double holdout = split.holdoutPerMille / 1000.0;
    const double trial = (1 - holdout) * split.trialPerMille / 1000.0;
    const double total = std::accumulate(split.weights.begin(), split.weights.end(), 0.0);
    std::vector<Part> parts{{Split::heldOut, holdout}, {Split::rest, 1 - holdout - trial}};
    for (int i = 0; i < split.weights.size(); ++i)
        parts.push_back({i, trial * split.weights[i] / total});
    // A part of nothing gets nobody, not even by a rounding of the sum.
    std::erase_if(parts, [](const Part &part) { return part.share < 1e-12; });
    return parts;
}

} // namespace

std::vector<int> drawArms(const std::vector<DrawnPerson> &people, const Split &split)
{
    const std::string salt = split.salt.toStdString();
    std::vector<Lot> lots(people.size());
    for (size_t i = 0; i < people.size(); ++i)
        lots[i] = {people[i].stratum, stableHash(salt, people[i].customer.value()), people[i].customer, i};
    std::sort(lots.begin(), lots.end(), [](const Lot &a, const Lot &b) { return a.key() < b.key(); });
    const auto parts = partsOf(split);
    std::vector<int> arms(people.size(), 0);
    for (size_t begin = 0; begin < lots.size();) {
        size_t end = begin;
        while (end < lots.size() && lots[end].stratum == lots[begin].stratum)
            ++end;
        // Systematic sampling (Madow 1949): the parts lie on a line as long as the stratum has people, and
        // every whole number shifted by one draw is a person of the part that it falls into. Each part gets
        // its share rounded up or down, up as often as it should.
        const double shift = toUnitInterval(stableHash(salt + "/shift", lots[begin].stratum));
        const auto size = double(end - begin);
        double border = 0;
        size_t next = begin;
        for (size_t part = 0; part < parts.size(); ++part) {
            border += size * parts[part].share;
            const size_t upTo
                = part + 1 == parts.size() ? end : std::min(end, begin + size_t(std::floor(border + shift)));
            for (; next < upTo; ++next)
                arms[lots[next].place] = parts[part].arm;
        }
        begin = end;
    }
    return arms;
}

} // namespace haberdash::campaign
