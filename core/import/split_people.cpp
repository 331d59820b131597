// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/split_people.h"

#include <algorithm>
#include <set>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

Result<SplitPeople> SplitPeople::load(store::Connection &connection)
{
    HABERDASH_TRY_ASSIGN(pairs,
        connection.prepare(
            u"SELECT json_extract(evidence, '$.split'), low_id, high_id FROM duplicate_pair "
            u"WHERE state = 'different' AND json_extract(evidence, '$.split') IN (low_id, high_id)"_s));
    SplitPeople people;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, pairs.step());
        if (!more)
            break;
        const qint64 person = pairs.integer(0);
        const qint64 former = pairs.integer(1) == person ? pairs.integer(2) : pairs.integer(1);
        // Numbers are given out again after somebody was erased: no ring may come of it.
        if (!people.isFormerOf(person, former))
            people.m_former.emplace(person, former);
    }
    people.findRelatives();
    return people;
}

/// Once, since imports ask with every event.
void SplitPeople::findRelatives()
{
    std::unordered_map<qint64, std::set<qint64>> families; // by whom all of it was once
    for (const auto &[person, former] : m_former) {
        qint64 root = former;
        for (auto at = m_former.find(root); at != m_former.end(); at = m_former.find(root))
            root = at->second;
        families[root].insert({root, person});
    }
    for (const auto &[root, family] : families) {
        for (const qint64 one : family) {
            auto &relatives = m_relatives[one];
            relatives.reserve(family.size() - 1);
            for (const qint64 other : family) {
                if (other != one)
                    relatives.emplace_back(other);
            }
        }
    }
}

bool SplitPeople::isFormerOf(qint64 former, qint64 customer) const
{
    for (auto at = m_former.find(customer); at != m_former.end(); at = m_former.find(at->second)) {
        if (at->second == former)
            return true;
    }
    return false;
}

bool SplitPeople::wereOne(CustomerId one, CustomerId other) const
{
    const auto &relatives = relativesOf(one);
    return std::find(relatives.begin(), relatives.end(), other) != relatives.end();
}

CustomerId SplitPeople::meant(CustomerId one, CustomerId other) const
{
    return isFormerOf(one.value(), other.value()) ? other : one;
}

const std::vector<CustomerId> &SplitPeople::relativesOf(CustomerId customer) const
{
    static const std::vector<CustomerId> nobody;
    const auto found = m_relatives.find(customer.value());
    return found == m_relatives.end() ? nobody : found->second;
}

} // namespace haberdash::importing
