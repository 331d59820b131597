// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/facts/row_places.h"

namespace haberdash::facts {

RowPlaces::RowPlaces(const Facts &facts)
    : m_places(facts.size())
{
    for (quint32 number = 0; number < facts.parts().size(); ++number) {
        const Facts::Part &part = facts.parts()[number];
        for (quint32 local = 0; local < part.shard->rows; ++local)
            m_places[part.rowOf.empty() ? part.first + local : part.rowOf[local]] = {number, local};
    }
}

} // namespace haberdash::facts
