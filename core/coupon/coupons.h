// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/store/coupon_repository.h"

#include <QTimeZone>

namespace haberdash::coupon {

using store::CouponKind;
using store::CouponSet;

/// Whether a set can be: a name, a value that fits its kind (a percentage of up to 100, an amount above
/// nothing), a prefix and a length of which codes can be made, one way of ending.
[[nodiscard]] Result<> checkSet(const CouponSet &set);
[[nodiscard]] Result<CouponSetId> createSet(store::Connection &connection, CouponSet set, Timestamp now);

/// A code in somebody's hands.
struct GivenCode
{
    QString code;
    CustomerId customer;
    std::optional<Timestamp> expiresAt; ///< the last instant at which it counts
    bool isNew = false; ///< false: the customer had it for this occasion before
    friend bool operator==(const GivenCode &, const GivenCode &) = default;
};

/// Gives codes of one set within a transaction of the caller, who calls for `store::LastingCommits` before
/// it: for campaigns, which write their books with the same commit. For one thread.
class CouponGiver
{
public:
    [[nodiscard]] static Result<CouponGiver> open(store::Connection &connection, const CouponSet &set);
    /// The code of this customer for this occasion: the one that they have, else a new one. Refused where the
    /// set has ended or its pool is used up.
    [[nodiscard]] Result<GivenCode> give(CustomerId customer, const QString &occasion, Timestamp now);

private:
    CouponGiver(CouponSet set, const QTimeZone &zone, store::CouponBook book);
    CouponSet m_set;
    QTimeZone m_zone;
    store::CouponBook m_book;
};

/// One code in a transaction of its own, on the disk before this returns. Asked again for the same occasion,
/// say after a crash between giving and sending, it gives the same code. @param occasion what the code is
/// given for, such as a campaign's key
[[nodiscard]] Result<GivenCode> giveCode(store::Connection &connection, const CouponSet &set,
    CustomerId customer, const QString &occasion, Timestamp now);
/// One for each, in one transaction: all of them or none.
[[nodiscard]] Result<QList<GivenCode>> giveCodes(store::Connection &connection, const CouponSet &set,
    const QList<CustomerId> &customers, const QString &occasion, Timestamp now, Progress &progress);

/// For previews: looks like a code of the set, is never stored, and no shop takes it.
[[nodiscard]] GivenCode previewCode(const CouponSet &set, const QTimeZone &zone, Timestamp now);

/// Makes codes ahead, for shops that must know them before somebody uses them. Invalid for pools.
[[nodiscard]] Result<> generateCodes(
    store::Connection &connection, const CouponSet &set, qint64 count, Progress &progress);
/// Makes a set of a generator with so many codes ahead, or none: set and codes, or nothing.
[[nodiscard]] Result<> createGenerator(
    store::Connection &connection, const CouponSet &set, qint64 ahead, Timestamp now, Progress &progress);
constexpr qint64 mostGenerated = 5'000'000; ///< at once

/// Until when a code counts that is given now: the end of a day in the shop's time zone, or the set's
/// instant.
[[nodiscard]] std::optional<Timestamp> expiryOf(const CouponSet &set, const QTimeZone &zone, Timestamp given);

struct CouponStock
{
    qint64 total = 0; ///< in the books
    qint64 given = 0;
    qint64 free = 0; ///< can still be given
    qint64 expired = 0; ///< given and over, or never given and over with the set
    qint64 redeemed = 0; ///< came back with orders
    bool isEndless = false; ///< a generator that has not ended makes more
    friend bool operator==(const CouponStock &, const CouponStock &) = default;
};
[[nodiscard]] Result<CouponStock> stockOf(store::Connection &connection, const CouponSet &set, Timestamp now);
/// How many codes are missing for so many recipients who have none yet; 0 where there are enough.
[[nodiscard]] qint64 shortfall(const CouponStock &stock, qint64 recipients);

enum class ExportForm {
    Codes, ///< one code a line and no head: what shops read
    Table ///< CSV with customer, occasion and times
};
enum class ExportExtent {
    All,
    Given ///< only codes that somebody has
};
/// Writes the codes of a set as UTF-8, row by row. Gives their number.
[[nodiscard]] Result<qint64> exportCodes(store::Connection &connection, const CouponSet &set,
    const QString &path, ExportForm form, ExportExtent extent = ExportExtent::All);

/// What a template can say about a code.
struct CouponValues
{
    QString code;
    CouponKind kind = CouponKind::Other;
    std::optional<qint64> value; ///< thousandths, or minor units
    std::optional<qint64> minimumOrder;
    std::optional<Timestamp> expiresAt;
    std::optional<qint64> daysLeft; ///< calendar days in the shop's time zone: 0 is today, below 0 is over
    QString note;
    friend bool operator==(const CouponValues &, const CouponValues &) = default;
};
[[nodiscard]] CouponValues valuesOf(
    const CouponSet &set, const GivenCode &code, const QTimeZone &zone, Timestamp now);

} // namespace haberdash::coupon
