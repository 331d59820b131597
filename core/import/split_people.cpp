// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/split_people.h"

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
            return people;
        const qint64 person = pairs.integer(0);
        const qint64 former = pairs.integer(1) == person ? pairs.integer(2) : pairs.integer(1);
        // Numbers are given out again after somebody was erased: no ring may come of it.
        if (!people.isFormerOf(person, former))
            people.m_former.emplace(person, former);
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

qint64 SplitPeople::rootOf(qint64 customer) const
{
    for (auto at = m_former.find(customer); at != m_former.end(); at = m_former.find(customer))
        customer = at->second;
    return customer;
}

bool SplitPeople::wereOne(CustomerId one, CustomerId other) const
{
    return !isEmpty() && one != other && one.isValid() && rootOf(one.value()) == rootOf(other.value());
}

CustomerId SplitPeople::meant(CustomerId one, CustomerId other) const
{
    return isFormerOf(one.value(), other.value()) ? other : one;
}

std::vector<CustomerId> SplitPeople::relativesOf(CustomerId customer) const
{
    std::set<qint64> found;
    const qint64 root = rootOf(customer.value());
    for (const auto &[person, former] : m_former) {
        if (rootOf(person) == root)
            found.insert({person, former});
    }
    found.erase(customer.value());
    std::vector<CustomerId> relatives;
    for (const qint64 id : found)
        relatives.emplace_back(id);
    return relatives;
}

} // namespace haberdash::importing
