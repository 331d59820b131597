// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/connection.h"

#include <QList>

#include <functional>
#include <optional>

namespace haberdash::store {

enum class CouponKind { Percentage, Amount, Shipping, Other };
/// "percentage" ...
[[nodiscard]] QString toWord(CouponKind kind);
[[nodiscard]] std::optional<CouponKind> couponKindFromWord(const QString &word);

/// Codes that are good for the same thing.
struct CouponSet
{
    enum class Source {
        Pool, ///< codes that the shop made
        Generator ///< codes that we make, as many as are asked for
    };
    enum class Scope {
        Occasion, ///< a customer gets one code for each occasion
        Customer ///< a customer gets one code of the set, whatever the occasion
    };

    CouponSetId id;
    QString name;
    CouponKind kind = CouponKind::Percentage;
    std::optional<qint64> value; ///< thousandths of the price, or minor units; none for the other kinds
    std::optional<qint64> minimumOrder; ///< minor units
    QString note;
    Source source = Source::Generator;
    QString prefix; ///< of generated codes
    int letters = 8; ///< of generated codes, the one that checks included
    std::optional<Timestamp> endsAt; ///< the last instant at which codes count; or
    std::optional<int> daysValid; ///< how many days after the day on which it was given a code still counts
    Scope scope = Scope::Occasion;
    Timestamp createdAt{};
    friend bool operator==(const CouponSet &, const CouponSet &) = default;
};

/// All, by name.
[[nodiscard]] Result<QList<CouponSet>> couponSets(Connection &connection);
[[nodiscard]] Result<CouponSet> couponSetByName(Connection &connection, const QString &name);
/// Adds a set as it is; what may be in it is `coupon::checkSet`'s to say. Refused where the name is taken.
[[nodiscard]] Result<CouponSetId> addCouponSet(Connection &connection, const CouponSet &set);
/// Takes a set out with all its codes, given ones too; for a caller that has a transaction open and knows
/// that nothing gives codes of it any more.
[[nodiscard]] Result<> deleteCouponSet(Connection &connection, CouponSetId set);

/// A code in the books.
struct CouponCode
{
    QString code;
    CustomerId customer; ///< invalid: nobody, or somebody who was erased since
    QString occasion;
    std::optional<Timestamp> givenAt; ///< none: free
    std::optional<Timestamp> expiresAt;
    bool isRedeemed = false; ///< an order that was not cancelled has it
    friend bool operator==(const CouponCode &, const CouponCode &) = default;
};

/// What is to be written of a code that is given.
struct CouponGift
{
    CustomerId customer;
    QString occasion;
    Timestamp at{};
    std::optional<Timestamp> expiresAt;
};

/// The books of one set, with statements that are kept: for many codes at once. Used within a transaction of
/// the caller; for one thread.
class CouponBook
{
public:
    [[nodiscard]] static Result<CouponBook> open(Connection &connection, CouponSetId set);

    /// The code that the customer has for the occasion; after a merge the one that was the record's own.
    [[nodiscard]] Result<std::optional<CouponCode>> find(CustomerId customer, const QString &occasion);
    /// Gives the oldest free code; nothing where there is none.
    [[nodiscard]] Result<std::optional<QString>> giveFree(const CouponGift &gift);
    /// Gives a new code. False where the code is in the books of any set already.
    [[nodiscard]] Result<bool> giveNew(const QString &code, const CouponGift &gift);
    /// Adds a free code. False where the code is in the books of any set already.
    [[nodiscard]] Result<bool> addFree(const QString &code);
    /// The set that has the code in its books, if one has.
    [[nodiscard]] Result<std::optional<CouponSetId>> setOf(const QString &code);
    /// Whether an order of the shop came with the code.
    [[nodiscard]] Result<bool> wasUsed(const QString &code);

private:
    CouponBook(Connection &connection, CouponSetId set);
    Connection *m_connection;
    CouponSetId m_set;
    std::optional<Statement> m_find;
    std::optional<Statement> m_giveFree;
    std::optional<Statement> m_giveNew;
    std::optional<Statement> m_addFree;
    std::optional<Statement> m_setOf;
    std::optional<Statement> m_wasUsed;
};

/// How many codes there are in the books.
struct CouponCounts
{
    qint64 total = 0;
    qint64 given = 0;
    qint64 expired = 0; ///< of those given
    qint64 redeemed = 0; ///< codes that came back with orders
    friend bool operator==(const CouponCounts &, const CouponCounts &) = default;
};
[[nodiscard]] Result<CouponCounts> countCoupons(Connection &connection, CouponSetId set, Timestamp now);

/// Which codes of a set are wanted.
struct CouponSearch
{
    enum class State { All, Given, Free };
    CouponSetId set;
    QString text; ///< begins the code, or the first name, last name or address of who has it; may be empty
    State state = State::All;
    friend bool operator==(const CouponSearch &, const CouponSearch &) = default;
};
/// Rows of the books: those given last come first, then free ones in the order in which they came in.
[[nodiscard]] Result<QList<qint64>> findCoupons(Connection &connection, const CouponSearch &search);

/// A code and who has it, for people to read.
struct CouponHolder
{
    CouponCode code;
    QString name; ///< of the customer; empty where nobody has it, or somebody who was erased since
    QString email;
    QString campaign; ///< that it was given in; empty where it was none, or one that is gone
    friend bool operator==(const CouponHolder &, const CouponHolder &) = default;
};
/// In the order of `rows`; a row that is gone is left out.
[[nodiscard]] Result<QList<CouponHolder>> couponHolders(Connection &connection, const QList<qint64> &rows);

/// All codes of a set in the order in which they came into the books, one after the other.
[[nodiscard]] Result<> forEachCoupon(
    Connection &connection, CouponSetId set, const std::function<Result<>(const CouponCode &)> &take);

/// While it lives, what is committed is on the disk, power cut or not; then as before. Not within a
/// transaction.
class LastingCommits
{
public:
    [[nodiscard]] static Result<LastingCommits> begin(Connection &connection);
    LastingCommits(LastingCommits &&other) noexcept;
    LastingCommits &operator=(LastingCommits &&) = delete;
    ~LastingCommits();

private:
    LastingCommits(Connection &connection, qint64 before);
    Connection *m_connection;
    qint64 m_before;
};

} // namespace haberdash::store
