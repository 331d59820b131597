// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/facts/column.h"
#include "core/facts/text_dictionary.h"

#include <array>
#include <memory>
#include <unordered_map>
#include <vector>

namespace haberdash::facts {

/// What happened, grouped by customer: the entries of row r are offsets[r] to offsets[r + 1], by time.
struct Log
{
    Column<quint32> offsets; ///< one more than rows; empty where nothing ever happened
    TimeColumn time;
    qint64 earliest = 0; ///< of all entries, milliseconds
    qint64 latest = 0;

    [[nodiscard]] bool isEmpty() const { return time.size() == 0; }
    /// No more entries from now on.
    void finish();
    [[nodiscard]] size_t bytes() const { return offsets.bytes() + time.bytes(); }
};

/// Codes into a dictionary; empty as long as all are 0.
class CodeColumn
{
public:
    void push_back(quint32 code)
    {
        if (code != 0 && m_codes.empty())
            m_codes.resize(m_leading, 0);
        if (m_codes.empty() && code == 0)
            ++m_leading;
        else
            m_codes.push_back(code);
    }
    [[nodiscard]] quint32 operator[](size_t i) const { return m_codes.empty() ? 0 : m_codes[i]; }
    void trim() { m_codes.trim(); }
    [[nodiscard]] size_t bytes() const { return m_codes.bytes(); }

private:
    Column<quint32> m_codes;
    size_t m_leading = 0;
};

/// Events of one kind.
struct EventLog : Log
{
    CodeColumn product; ///< number in `Products`
    ValueColumn value; ///< money in the shop's currency; unknown without a rate
    CodeColumn reference; ///< in the shard's texts
    std::unordered_map<quint32, quint32>
        details; ///< entry -> number in the shard's details, where there are any
};

/// Orders, credit notes and cancelled orders included.
struct OrderLog : Log
{
    enum State : quint8 { Sale = 0, Return = 1, Cancelled = 2 };
    Column<quint8> state; ///< Cancelled may be set beside Return
    std::unordered_map<quint32, qint64> cancelledAt; ///< entry -> milliseconds
    ValueColumn total; ///< minor units of the shop's currency; unknown without a rate
    ValueColumn refunded;
    ValueColumn discount;
    CodeColumn coupon;
    CodeColumn channel;
    CodeColumn status;
    Column<quint32> lineOffsets; ///< lines of entry i are lineOffsets[i] to lineOffsets[i + 1]
};

/// What a line of an order is of: product, variant, title and number.
struct ItemKey
{
    quint32 product = 0;
    quint32 variantTitle = 0; ///< in the shard's texts, as the next two
    quint32 title = 0;
    quint32 sku = 0;
    friend bool operator==(const ItemKey &, const ItemKey &) = default;
};

/// Lines of orders, in the order of `OrderLog`; offsets and times are those of their orders.
struct ItemLog : Log
{
    Column<quint32> key; ///< in `itemKeys`
    Column<quint32> order; ///< entry of OrderLog
    Column<quint8> state; ///< of the order
    ValueColumn quantity;
    ValueColumn price;
    ValueColumn value;
};

/// Entries of the ledger of consent. An entry without a time counts from 1970.
struct ConsentLog : Log
{
    enum State : quint8 { Subscribed, Pending, NotSubscribed, Unsubscribed };
    Column<quint8> channel; ///< 0 e-mail, 1 text messages
    Column<quint8> state;
    Column<quint32> sequence; ///< of two the one with the higher number is the newer entry
    CodeColumn source;
    CodeColumn basis;
};

struct SuppressionLog : Log
{
    CodeColumn reason;
    CodeColumn source;
};

/// Messages of campaigns, by `messageKeys` of the shard.
struct MessageKey
{
    quint32 campaign = 0; ///< number in `Campaigns`
    qint32 variant = 0;
    quint32 state = 0; ///< in the shard's texts
    friend bool operator==(const MessageKey &, const MessageKey &) = default;
};
struct MessageLog : Log
{
    Column<quint32> key;
};

/// Facts that are texts, in the order of the codes below.
enum class TextFact : quint8 {
    Email,
    FirstName,
    LastName,
    Company,
    Phone,
    Country,
    Region,
    City,
    Postcode,
    Language,
    Note,
    Birthday,
    Tier,
    Count
};

/// The loyalty accounts of those who have one.
struct LoyaltyColumns
{
    ValueColumn points;
    ValueColumn pointsExpiring;
    ValueColumn lifetimePoints;
    ValueColumn expiresAt; ///< milliseconds, as the next two
    ValueColumn enrolledAt;
    ValueColumn tierSince;
};

/// Everything about some customers, in columns. Made once, then only read.
struct FactShard
{
    size_t rows = 0;
    std::vector<qint64> ids; ///< ascending
    ValueColumn created; ///< milliseconds
    /// First sign of them: made known, first order, first event; the least number where there is none.
    Column<qint64> knownSince;
    qint64 latestKnown = 0; ///< the greatest of them
    std::array<CodeColumn, size_t(TextFact::Count)> facts; ///< in `texts`
    LoyaltyColumns loyalty;
    Column<quint32> tagOffsets;
    Column<quint32> tags; ///< in `texts`
    std::vector<std::pair<std::string, CodeColumn>> attributes; ///< by name; in `texts`
    std::vector<EventLog> events; ///< by number of the kind, see `Facts::eventKinds`
    OrderLog orders;
    ItemLog items;
    std::vector<ItemKey> itemKeys;
    ConsentLog consents;
    SuppressionLog suppressions;
    MessageLog messages;
    std::vector<MessageKey> messageKeys;
    TextDictionary texts;
    std::vector<std::vector<std::pair<quint32, quint32>>> details; ///< names and values, in `texts`

    [[nodiscard]] size_t bytes() const;
};

} // namespace haberdash::facts
