// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/facts/facts.h"
#include "core/store/mailing_sources.h"

#include <QHash>

#include <optional>
#include <unordered_map>
#include <vector>

namespace haberdash::learning {

/// What a purchase brought. Amounts in minor units of the shop's currency.
struct Purchase
{
    qint64 at = 0; ///< milliseconds
    qint64 net = 0; ///< total less refunds
    quint32 entry = 0; ///< in the shard's orders
    quint32 coupon = 0; ///< in the shard's texts
};

/// Reads the purchases of a shard as every figure of this folder counts them: sales that were not cancelled
/// by then and not refunded in full. One whose currency has no rate counts, with an amount of 0.
class PurchaseReader
{
public:
    PurchaseReader(const facts::FactShard &shard, Timestamp asOf);

    /// Calls `use` with each purchase of a row before `asOf`, by time.
    template<typename Use>
    void forEach(quint32 local, Use use) const
    {
        const facts::OrderLog &orders = m_shard.orders;
        if (orders.isEmpty())
            return;
        for (quint32 i = orders.offsets[local]; i < orders.offsets[local + 1]; ++i) {
            if (const auto purchase = read(i))
                use(*purchase);
        }
    }

private:
    [[nodiscard]] std::optional<Purchase> read(quint32 entry) const;

    const facts::FactShard &m_shard;
    qint64 m_asOf;
};

/// What was in a purchase.
struct Basket
{
    qint64 units = 0;
    qint64 costed = 0; ///< takings of the lines whose cost is known, without their discounts
    qint64 cost = 0; ///< of those lines
};

/// Knows the costs of a shard's items.
class BasketReader
{
public:
    BasketReader(
        const facts::Facts &facts, const facts::FactShard &shard, const QList<store::PieceCost> &costs);
    [[nodiscard]] Basket read(quint32 order) const;
    [[nodiscard]] bool knowsCosts() const { return m_knowsCosts; }

private:
    const facts::FactShard &m_shard;
    std::vector<qint64> m_cost; ///< by item key; unknown where nobody said
    bool m_knowsCosts = false;
};

} // namespace haberdash::learning
