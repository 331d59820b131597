// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/connection.h"

#include <unordered_map>
#include <vector>

namespace haberdash::importing {

/// Records that the user has said to be two people (`identity::splitOff`). The files still speak of them as
/// one: what was sorted then must not be mixed again.
class SplitPeople
{
public:
    [[nodiscard]] static Result<SplitPeople> load(store::Connection &connection);

    [[nodiscard]] bool isEmpty() const { return m_former.empty(); }
    /// Whether both were once in one record.
    [[nodiscard]] bool wereOne(CustomerId one, CustomerId other) const;
    /// Whom a row means that names both: the one who was split off from the other. `one` where neither was.
    [[nodiscard]] CustomerId meant(CustomerId one, CustomerId other) const;
    /// All others who were in one record with somebody.
    [[nodiscard]] const std::vector<CustomerId> &relativesOf(CustomerId customer) const;

private:
    void findRelatives();
    [[nodiscard]] bool isFormerOf(qint64 former, qint64 customer) const;

    std::unordered_map<qint64, qint64> m_former; ///< by who was split off
    std::unordered_map<qint64, std::vector<CustomerId>> m_relatives;
};

} // namespace haberdash::importing
