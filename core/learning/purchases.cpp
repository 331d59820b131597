// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/purchases.h"

namespace haberdash::learning {

using facts::ValueColumn;

PurchaseReader::PurchaseReader(const facts::FactShard &shard, Timestamp asOf)
    : m_shard(shard)
    , m_asOf(toMilliseconds(asOf))
{ }

std::optional<Purchase> PurchaseReader::read(quint32 entry) const
{
    const facts::OrderLog &orders = m_shard.orders;
    const qint64 at = orders.time[entry];
    if (at >= m_asOf || (orders.state[entry] & facts::OrderLog::Return))
        return std::nullopt;
    if (orders.state[entry] & facts::OrderLog::Cancelled) {
        const auto cancelled = orders.cancelledAt.find(entry);
        if (cancelled == orders.cancelledAt.end() || cancelled->second <= m_asOf)
            return std::nullopt;
    }
    const qint64 total = orders.total[entry];
    const qint64 refunded = orders.refunded[entry];
    if (total == ValueColumn::unknown)
        return Purchase{at, 0, entry, orders.coupon[entry]};
    const qint64 net = total - (refunded == ValueColumn::unknown ? 0 : refunded);
    if (net <= 0 && total > 0)
        return std::nullopt;
    return Purchase{at, net, entry, orders.coupon[entry]};
}

BasketReader::BasketReader(
    const facts::Facts &facts, const facts::FactShard &shard, const QList<store::PieceCost> &costs)
    : m_shard(shard)
    , m_cost(shard.itemKeys.size(), ValueColumn::unknown)
{
    if (costs.isEmpty())
        return;
    QHash<QPair<QString, QString>, qint64> known;
    for (const store::PieceCost &piece : costs)
        known.insert({piece.product, piece.variant}, piece.cost);
    const auto text = [&shard](quint32 code) {
        const auto view = shard.texts.text(code);
        return QString::fromUtf8(view.data(), qsizetype(view.size()));
    };
    for (size_t key = 0; key < m_cost.size(); ++key) {
        const facts::ItemKey &item = shard.itemKeys[key];
        if (item.product == 0)
            continue;
        const auto found = known.constFind(
            {QString::fromStdString(facts.products()[item.product].handle), text(item.variantTitle)});
        if (found == known.constEnd())
            continue;
        m_cost[key] = *found;
        m_knowsCosts = true;
    }
}

Basket BasketReader::read(quint32 order) const
{
    Basket basket;
    const auto &offsets = m_shard.orders.lineOffsets;
    if (offsets.empty())
        return basket;
    const facts::ItemLog &items = m_shard.items;
    for (quint32 i = offsets[order]; i < offsets[order + 1]; ++i) {
        const qint64 quantity = items.quantity[i];
        if (quantity == ValueColumn::unknown)
            continue;
        basket.units += quantity;
        const qint64 cost = m_cost[items.key[i]];
        const qint64 value = items.value[i];
        if (cost == ValueColumn::unknown || value == ValueColumn::unknown)
            continue;
        basket.cost += cost * quantity;
        basket.costed += value;
    }
    return basket;
}

} // namespace haberdash::learning
