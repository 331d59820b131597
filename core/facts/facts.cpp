// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/facts/facts.h"

#include <algorithm>

namespace haberdash::facts {

namespace {

size_t bytesOf(const LoyaltyColumns &columns)
{
    return columns.points.bytes() + columns.pointsExpiring.bytes() + columns.lifetimePoints.bytes()
        + columns.expiresAt.bytes() + columns.enrolledAt.bytes() + columns.tierSince.bytes();
}

} // namespace

void Log::finish()
{
    offsets.trim();
    time.trim();
    earliest = latest = time.size() == 0 ? 0 : time[0];
    for (size_t i = 0; i < time.size(); ++i) {
        const qint64 at = time[i];
        earliest = std::min(earliest, at);
        latest = std::max(latest, at);
    }
}

size_t FactShard::bytes() const
{
    size_t total = ids.capacity() * sizeof(qint64) + created.bytes() + knownSince.bytes() + bytesOf(loyalty)
        + tagOffsets.bytes() + tags.bytes() + texts.bytes();
    for (const CodeColumn &fact : facts)
        total += fact.bytes();
    for (const auto &[name, column] : attributes)
        total += column.bytes();
    for (const EventLog &log : events)
        total += log.bytes() + log.product.bytes() + log.value.bytes() + log.reference.bytes()
            + log.details.size() * 32;
    total += orders.bytes() + orders.state.bytes() + orders.total.bytes() + orders.refunded.bytes()
        + orders.discount.bytes() + orders.coupon.bytes() + orders.channel.bytes() + orders.status.bytes()
        + orders.lineOffsets.bytes() + orders.cancelledAt.size() * 32;
    total += items.bytes() + items.key.bytes() + items.order.bytes() + items.state.bytes()
        + items.quantity.bytes() + items.price.bytes() + items.value.bytes()
        + itemKeys.capacity() * sizeof(ItemKey);
    total += consents.bytes() + consents.channel.bytes() + consents.state.bytes() + consents.sequence.bytes()
        + consents.source.bytes() + consents.basis.bytes();
    total += suppressions.bytes() + suppressions.reason.bytes() + suppressions.source.bytes();
    total += messages.bytes() + messages.key.bytes() + messageKeys.capacity() * sizeof(MessageKey);
    for (const auto &pairs : details)
        total += pairs.capacity() * sizeof(pairs[0]);
    total += details.capacity() * sizeof(decltype(details)::value_type);
    return total;
}

std::optional<quint32> Facts::rowOf(CustomerId id) const
{
    const auto sortedEnd = m_ids.begin() + qsizetype(m_sorted);
    const auto found = std::lower_bound(m_ids.begin(), sortedEnd, id.value());
    if (found != sortedEnd && *found == id.value())
        return quint32(found - m_ids.begin());
    const auto later = std::find(sortedEnd, m_ids.end(), id.value());
    if (later == m_ids.end())
        return std::nullopt;
    return quint32(later - m_ids.begin());
}

int Facts::eventKind(const QString &name) const
{
    return m_eventKindByName.value(name, -1);
}

size_t Facts::bytes() const
{
    size_t total = m_ids.capacity() * sizeof(qint64);
    for (const Part &part : m_parts)
        total += part.shard->bytes() + part.rowOf.capacity() * sizeof(quint32);
    return total;
}

size_t Facts::patchedRows() const
{
    size_t rows = 0;
    for (const Part &part : m_parts)
        rows += part.rowOf.size();
    return rows;
}

} // namespace haberdash::facts
