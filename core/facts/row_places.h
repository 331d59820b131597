// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/facts/facts.h"

#include <vector>

namespace haberdash::facts {

/// Where the newest word on each row is: for questions that go through all rows from first to last.
class RowPlaces
{
public:
    struct Place
    {
        quint32 part = 0;
        quint32 row = 0; ///< within the part
    };

    explicit RowPlaces(const Facts &facts);
    [[nodiscard]] Place operator[](size_t row) const { return m_places[row]; }
    [[nodiscard]] size_t size() const { return m_places.size(); }

private:
    std::vector<Place> m_places;
};

} // namespace haberdash::facts
