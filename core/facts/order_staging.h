// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/facts/fact_shard.h"
#include "core/store/connection.h"

#include <map>

namespace haberdash::facts {

/// Turns amounts into the shop's currency as the views of the store do.
class RateTable
{
public:
    [[nodiscard]] Result<> read(store::Connection &connection);
    [[nodiscard]] const std::string &own() const { return m_own; }
    /// Billionths; nothing where no rate is known at that instant.
    [[nodiscard]] std::optional<qint64> rate(std::string_view currency, qint64 at) const;
    /// Rounded half away from zero.
    [[nodiscard]] static qint64 convert(qint64 amount, qint64 rate);

private:
    std::string m_own;
    std::map<std::string, std::vector<std::pair<qint64, qint64>>, std::less<>> m_rates;
};

struct ItemKeyHash
{
    size_t operator()(const ItemKey &key) const;
};

/// What all staged rows share while they are read.
struct StagingTexts
{
    TextDictionary texts;
    std::vector<ItemKey> itemKeys;
    std::unordered_map<ItemKey, quint32, ItemKeyHash> itemKeyNumber;

    [[nodiscard]] quint32 itemKey(const ItemKey &key);
};

struct StagedOrder
{
    qint64 at = 0;
    qint64 total = 0;
    qint64 refunded = 0;
    qint64 discount = 0;
    qint64 cancelledAt = ValueColumn::unknown;
    quint32 row = 0;
    quint32 coupon = 0;
    quint32 channel = 0;
    quint32 status = 0;
    quint32 firstLine = 0; ///< its lines end where those of the next order begin
    quint8 state = OrderLog::Sale;
};

struct StagedLine
{
    qint64 price = 0;
    qint64 value = 0;
    qint64 quantity = 0;
    quint32 key = 0;
};

struct StagedConsent
{
    qint64 at = 0;
    quint32 row = 0;
    quint32 sequence = 0;
    quint32 source = 0;
    quint32 basis = 0;
    quint8 channel = 0;
    quint8 state = 0;
};

struct StagedSuppression
{
    qint64 at = 0;
    quint32 row = 0;
    quint32 reason = 0;
    quint32 source = 0;
};

struct StagedMessage
{
    qint64 at = 0;
    quint32 row = 0;
    MessageKey key;
};

/// Rows of one shard in the order of the store, until they are laid out by customer and time.
struct ShardStaging
{
    Column<StagedOrder> orders;
    Column<StagedLine> lines;
    Column<StagedConsent> consents;
    Column<StagedSuppression> suppressions;
    Column<StagedMessage> messages;

    /// Fills the logs of the shard and forgets the rows.
    void layOut(FactShard &shard, const StagingTexts &texts);
};

} // namespace haberdash::facts
