// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learning/mailings.h"
#include "core/learning/purchases.h"

#include <array>

namespace haberdash::learning {

/// To which mail an order is laid.
enum class Credit : quint8 {
    Click, ///< the last one they clicked in
    OpenOrClick, ///< the last one they opened or clicked in, whichever was later
    Coupon, ///< the one whose code they used
    LastTouch, ///< the last one they were sent, read or not
    FirstTouch, ///< the first one they were sent
    Fractional ///< to all that they opened or clicked in, in equal parts
};
constexpr int creditCount = 6;
constexpr std::array<Credit, creditCount> allCredits{Credit::Click, Credit::OpenOrClick, Credit::Coupon,
    Credit::LastTouch, Credit::FirstTouch, Credit::Fractional};
/// "click", "open-or-click" ...: on the command line and in JSON.
[[nodiscard]] QString toWord(Credit credit);
[[nodiscard]] std::optional<Credit> creditFromWord(QStringView word);
/// What it is called, and what it does, in plain English.
[[nodiscard]] QString nameOf(Credit credit);
[[nodiscard]] QString meaningOf(Credit credit);

/// Days for which a mail may claim an order.
constexpr std::array<int, 5> windowDays{1, 3, 5, 7, 30};
constexpr int windowCount = int(windowDays.size());

/// How orders are laid to mails: five days after a click unless somebody says otherwise.
struct CreditRule
{
    Credit credit = Credit::Click;
    int days = 5;
    friend bool operator==(const CreditRule &, const CreditRule &) = default;
};

/// Which mailing gave out a code that came back with an order; codes in small letters.
using CouponOrigins = store::CouponOrigins;

/// A part of an order that a mail gets.
struct Share
{
    const Send *send = nullptr;
    double part = 0; ///< of 1
};

/// Finds which mails an order is laid to, for one shard.
class CreditFinder
{
public:
    CreditFinder(const Mailings &mailings, const facts::FactShard &shard, const CouponOrigins &coupons);

    /// Which mails could claim an order within so many days under any rule, by time. Asked once, it spares
    /// every rule the rest of the customer's mails.
    void findCandidates(const Purchase &purchase, std::span<const Send> sends, int days,
        std::vector<const Send *> &found) const;
    /// Parts of one order by a rule; empty where no mail may claim it. They add up to 1.
    void findShares(const Purchase &purchase, std::span<const Send *const> candidates, const CreditRule &rule,
        std::vector<Share> &found) const;

private:
    std::unordered_map<quint32, quint16> m_mailingOfCoupon; ///< by the shard's text
};

/// Orders and what they came to; parts of orders add up.
struct Takings
{
    double orders = 0;
    double revenue = 0; ///< minor units
};

/// The same orders under every rule.
struct AttributionTable
{
    Takings all; ///< purchases of the stretch, whoever sent what
    std::array<std::array<Takings, windowCount>, creditCount> cells{}; ///< by rule and window
    qint64 withoutRate = 0; ///< purchases whose currency has no rate: no amount of theirs counts
};

/// Instants from `from` up to and without `to`, milliseconds.
struct Stretch
{
    qint64 from = 0;
    qint64 to = 0;
    [[nodiscard]] static constexpr Stretch always()
    {
        return {std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max()};
    }
    [[nodiscard]] bool holds(qint64 at) const { return at >= from && at < to; }
};

/// Lays the purchases of a stretch to mails in all ways, those of one mailing only where one is named.
[[nodiscard]] AttributionTable attribute(const Mailings &mailings, const CouponOrigins &coupons,
    const Stretch &stretch, std::optional<quint16> mailing = std::nullopt);

/// An order with what a rule gave to a mailing.
struct CreditedOrder
{
    quint32 row = 0;
    quint32 part = 0; ///< of the facts
    Purchase purchase;
    quint16 mailing = 0;
    quint8 variant = 0;
    double share = 0;
};
/// The orders behind a cell, by customer and time.
[[nodiscard]] std::vector<CreditedOrder> creditedOrders(const Mailings &mailings,
    const CouponOrigins &coupons, const Stretch &stretch, const CreditRule &rule,
    std::optional<quint16> mailing = std::nullopt);

} // namespace haberdash::learning
