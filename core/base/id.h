// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <compare>
#include <functional>

namespace haberdash {

/// The row number of one kind of thing. Ids of different kinds do not mix and do not turn back into numbers
/// by themselves.
template<typename Tag>
class Id
{
public:
    constexpr Id() = default;
    constexpr explicit Id(qint64 value)
        : m_value(value)
    { }
    [[nodiscard]] constexpr qint64 value() const { return m_value; }
    /// False for a default-constructed id: SQLite row numbers of ours start at 1.
    [[nodiscard]] constexpr bool isValid() const { return m_value > 0; }
    friend constexpr auto operator<=>(const Id &, const Id &) = default;

private:
    qint64 m_value = 0;
};

using CustomerId = Id<struct CustomerTag>;
using OrderId = Id<struct OrderTag>;
using ProductId = Id<struct ProductTag>;
using VariantId = Id<struct VariantTag>;
using BatchId = Id<struct BatchTag>;
using SegmentId = Id<struct SegmentTag>;
using EmailId = Id<struct EmailTag>;
using CampaignId = Id<struct CampaignTag>;
using MessageId = Id<struct MessageTag>; ///< a row of the outbox
using AccountId = Id<struct AccountTag>;
using MailboxId = Id<struct MailboxTag>;
using CouponSetId = Id<struct CouponSetTag>;
using ExperimentId = Id<struct ExperimentTag>;

} // namespace haberdash

template<typename Tag>
struct std::hash<haberdash::Id<Tag>>
{
    size_t operator()(const haberdash::Id<Tag> &id) const noexcept { return std::hash<qint64>()(id.value()); }
};
