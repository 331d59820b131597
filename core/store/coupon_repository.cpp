// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/coupon_repository.h"

#include <algorithm>
#include <array>
#include <utility>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

const std::array<QString, 4> kindWords{u"percentage"_s, u"amount"_s, u"shipping"_s, u"other"_s};

const QString setColumns
    = u"SELECT id, name, kind, value, minimum_order, note, source, prefix, letters, ends_at, days_valid, "
      u"scope, created_at FROM coupon_set "_s;

// A code of another set, of other letter case, or of an order that was cancelled.
const QString redeemed
    = u"EXISTS (SELECT 1 FROM shop_order o WHERE o.coupon_code = c.code COLLATE NOCASE AND "
      u"o.cancelled_at IS NULL)"_s;

CouponSet readSet(const Statement &row)
{
    CouponSet set;
    set.id = row.id<CouponSetId>(0);
    set.name = row.text(1);
    set.kind = couponKindFromWord(row.text(2)).value_or(CouponKind::Other);
    set.value = row.optionalInteger(3);
    set.minimumOrder = row.optionalInteger(4);
    set.note = row.text(5);
    set.source = row.view(6) == "pool" ? CouponSet::Source::Pool : CouponSet::Source::Generator;
    set.prefix = row.text(7);
    set.letters = int(row.integer(8));
    set.endsAt = row.optionalTimestamp(9);
    if (!row.isNull(10))
        set.daysValid = int(row.integer(10));
    set.scope = row.view(11) == "customer" ? CouponSet::Scope::Customer : CouponSet::Scope::Occasion;
    set.createdAt = row.timestamp(12);
    return set;
}

CouponCode readCode(const Statement &row)
{
    CouponCode code;
    code.code = row.text(0);
    code.customer = row.id<CustomerId>(1);
    code.occasion = row.text(2);
    code.givenAt = row.optionalTimestamp(3);
    code.expiresAt = row.optionalTimestamp(4);
    return code;
}

} // namespace

QString toWord(CouponKind kind)
{
    return kindWords[size_t(kind)];
}

std::optional<CouponKind> couponKindFromWord(const QString &word)
{
    const auto found = std::find(kindWords.begin(), kindWords.end(), word);
    if (found == kindWords.end())
        return std::nullopt;
    return CouponKind(found - kindWords.begin());
}

Result<QList<CouponSet>> couponSets(Connection &connection)
{
    HABERDASH_TRY_ASSIGN(rows, connection.prepare(setColumns + u"ORDER BY name COLLATE NOCASE"_s));
    QList<CouponSet> sets;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return sets;
        sets.append(readSet(rows));
    }
}

Result<CouponSet> couponSetByName(Connection &connection, const QString &name)
{
    HABERDASH_TRY_ASSIGN(row, connection.prepare(setColumns + u"WHERE name = ?1"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, name).step());
    if (!found)
        return failure(Error::Code::NotFound, u"There is no set of coupons “%1”."_s.arg(name));
    return readSet(row);
}

Result<CouponSetId> addCouponSet(Connection &connection, const CouponSet &set)
{
    HABERDASH_TRY_ASSIGN(taken, connection.prepare(u"SELECT 1 FROM coupon_set WHERE name = ?1"_s));
    HABERDASH_TRY_ASSIGN(isTaken, taken.bind(1, set.name).step());
    if (isTaken)
        return failure(Error::Code::Refused,
            u"There is a set of coupons “%1” already. Nothing was saved; choose another name."_s.arg(
                set.name));
    HABERDASH_TRY_ASSIGN(insert,
        connection.prepare(
            u"INSERT INTO coupon_set (name, kind, value, minimum_order, note, source, prefix, letters, "
            u"ends_at, days_valid, scope, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
            u"?12)"_s));
    insert.bind(1, set.name).bind(2, toWord(set.kind)).bind(3, set.value).bind(4, set.minimumOrder);
    insert.bind(5, set.note).bind(6, set.source == CouponSet::Source::Pool ? u"pool"_s : u"generator"_s);
    insert.bind(7, set.prefix).bind(8, set.letters).bind(9, set.endsAt).bind(10, set.daysValid);
    insert.bind(11, set.scope == CouponSet::Scope::Customer ? u"customer"_s : u"occasion"_s);
    HABERDASH_TRY(insert.bind(12, set.createdAt).run());
    return CouponSetId(connection.lastInsertId());
}

Result<> deleteCouponSet(Connection &connection, CouponSetId set)
{
    HABERDASH_TRY_ASSIGN(codes, connection.prepare(u"DELETE FROM coupon_code WHERE set_id = ?1"_s));
    HABERDASH_TRY(codes.bind(1, set).run());
    HABERDASH_TRY_ASSIGN(sets, connection.prepare(u"DELETE FROM coupon_set WHERE id = ?1"_s));
    return sets.bind(1, set).run();
}

CouponBook::CouponBook(Connection &connection, CouponSetId set)
    : m_connection(&connection)
    , m_set(set)
{ }

Result<CouponBook> CouponBook::open(Connection &connection, CouponSetId set)
{
    CouponBook book(connection, set);
    const std::array<std::pair<std::optional<Statement> *, QString>, 6> statements{{
        {&book.m_find,
            u"SELECT code, customer_id, occasion, given_at, expires_at FROM coupon_code WHERE "
            u"customer_id = ?2 AND set_id = ?1 AND occasion = ?3 ORDER BY former_customer_id, id LIMIT 1"_s},
        {&book.m_giveFree,
            u"UPDATE coupon_code SET customer_id = ?2, occasion = ?3, given_at = ?4, expires_at = ?5 "
            u"WHERE id = (SELECT min(id) FROM coupon_code WHERE set_id = ?1 AND given_at IS NULL) "
            u"RETURNING code"_s},
        {&book.m_giveNew,
            u"INSERT INTO coupon_code (set_id, code, customer_id, occasion, given_at, expires_at) VALUES "
            u"(?1, ?6, ?2, ?3, ?4, ?5) ON CONFLICT (code) DO NOTHING"_s},
        {&book.m_addFree,
            u"INSERT INTO coupon_code (set_id, code) VALUES (?1, ?2) ON CONFLICT (code) DO NOTHING"_s},
        {&book.m_setOf, u"SELECT set_id FROM coupon_code WHERE code = ?1"_s},
        {&book.m_wasUsed, u"SELECT 1 FROM shop_order WHERE coupon_code = ?1 COLLATE NOCASE LIMIT 1"_s},
    }};
    for (const auto &[place, sql] : statements) {
        HABERDASH_TRY_ASSIGN(statement, connection.prepare(sql));
        place->emplace(std::move(statement));
    }
    return book;
}

Result<std::optional<CouponCode>> CouponBook::find(CustomerId customer, const QString &occasion)
{
    HABERDASH_TRY_ASSIGN(found, m_find->bind(1, m_set).bind(2, customer).bind(3, occasion).step());
    std::optional<CouponCode> code;
    if (found)
        code = readCode(*m_find);
    m_find->reset();
    return code;
}

Result<std::optional<QString>> CouponBook::giveFree(const CouponGift &gift)
{
    m_giveFree->bind(1, m_set).bind(2, gift.customer).bind(3, gift.occasion);
    HABERDASH_TRY_ASSIGN(found, m_giveFree->bind(4, gift.at).bind(5, gift.expiresAt).step());
    std::optional<QString> code;
    if (found)
        code = m_giveFree->text(0);
    m_giveFree->reset();
    return code;
}

Result<bool> CouponBook::giveNew(const QString &code, const CouponGift &gift)
{
    m_giveNew->bind(1, m_set).bind(2, gift.customer).bind(3, gift.occasion);
    HABERDASH_TRY(m_giveNew->bind(4, gift.at).bind(5, gift.expiresAt).bind(6, code).run());
    return m_connection->changes() > 0;
}

Result<bool> CouponBook::addFree(const QString &code)
{
    HABERDASH_TRY(m_addFree->bind(1, m_set).bind(2, code).run());
    return m_connection->changes() > 0;
}

Result<std::optional<CouponSetId>> CouponBook::setOf(const QString &code)
{
    HABERDASH_TRY_ASSIGN(found, m_setOf->bind(1, code).step());
    std::optional<CouponSetId> set;
    if (found)
        set = m_setOf->id<CouponSetId>(0);
    m_setOf->reset();
    return set;
}

Result<bool> CouponBook::wasUsed(const QString &code)
{
    HABERDASH_TRY_ASSIGN(found, m_wasUsed->bind(1, code).step());
    m_wasUsed->reset();
    return found;
}

Result<CouponCounts> countCoupons(Connection &connection, CouponSetId set, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(count,
        connection.prepare(
            u"SELECT count(*), count(given_at), count(*) FILTER (WHERE given_at IS NOT NULL AND expires_at < "
            u"?2), count(*) FILTER (WHERE %1) FROM coupon_code c WHERE set_id = ?1"_s.arg(redeemed)));
    HABERDASH_TRY(count.bind(1, set).bind(2, now).step());
    return CouponCounts{count.integer(0), count.integer(1), count.integer(2), count.integer(3)};
}

Result<QList<qint64>> findCoupons(Connection &connection, const CouponSearch &search)
{
    QString sql
        = u"SELECT k.id FROM coupon_code k LEFT JOIN customer c ON c.id = k.customer_id WHERE "
          u"k.set_id = ?1 AND (?2 = '' OR k.code LIKE ?2 ESCAPE '\\' OR c.first_name LIKE ?2 ESCAPE '\\' OR "
          u"c.last_name "
          u"LIKE ?2 ESCAPE '\\' OR c.email LIKE ?2 ESCAPE '\\' OR c.first_name || ' ' || c.last_name LIKE ?2 ESCAPE '\\')"_s;
    if (search.state != CouponSearch::State::All)
        sql += search.state == CouponSearch::State::Given ? u" AND k.given_at IS NOT NULL"_s
                                                          : u" AND k.given_at IS NULL"_s;
    HABERDASH_TRY_ASSIGN(rows, connection.prepare(sql + u" ORDER BY k.given_at DESC, k.id"_s));
    QString text = search.text.simplified();
    for (const QChar sign : {u'\\', u'%', u'_'}) // codes have underscores, which mean themselves
        text.replace(sign, u'\\' + QString(sign));
    rows.bind(1, search.set).bind(2, text.isEmpty() ? text : QString(text + u'%'));
    QList<qint64> ids;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return ids;
        ids.append(rows.integer(0));
    }
}

Result<QList<CouponHolder>> couponHolders(Connection &connection, const QList<qint64> &rows)
{
    HABERDASH_TRY_ASSIGN(row,
        connection.prepare(
            u"SELECT c.code, c.customer_id, c.occasion, c.given_at, c.expires_at, %1, p.first_name, "
            u"p.last_name, p.email, m.name FROM coupon_code c LEFT JOIN customer p ON p.id = c.customer_id "
            u"LEFT JOIN campaign m ON c.occasion = 'campaign:' || m.id WHERE c.id = ?1"_s.arg(redeemed)));
    QList<CouponHolder> holders;
    for (const qint64 id : rows) {
        HABERDASH_TRY_ASSIGN(found, row.bind(1, id).step());
        if (found) {
            CouponHolder holder;
            holder.code = readCode(row);
            holder.code.isRedeemed = row.integer(5) != 0;
            holder.name = QString(row.text(6) + u' ' + row.text(7)).simplified();
            holder.email = row.text(8);
            holder.campaign = row.text(9);
            holders.append(std::move(holder));
        }
        row.reset();
    }
    return holders;
}

Result<> forEachCoupon(
    Connection &connection, CouponSetId set, const std::function<Result<>(const CouponCode &)> &take)
{
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(u"SELECT code, customer_id, occasion, given_at, expires_at, %1 FROM coupon_code c "
                           u"WHERE set_id = ?1 ORDER BY id"_s.arg(redeemed)));
    rows.bind(1, set);
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return {};
        CouponCode code = readCode(rows);
        code.isRedeemed = rows.integer(5) != 0;
        HABERDASH_TRY(take(code));
    }
}

LastingCommits::LastingCommits(Connection &connection, qint64 before)
    : m_connection(&connection)
    , m_before(before)
{ }

LastingCommits::LastingCommits(LastingCommits &&other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr))
    , m_before(other.m_before)
{ }

Result<LastingCommits> LastingCommits::begin(Connection &connection)
{
    HABERDASH_TRY_ASSIGN(before, connection.integer(u"PRAGMA synchronous"_s));
    HABERDASH_TRY(connection.setDurability(Connection::Durability::Strict));
    return LastingCommits(connection, before);
}

LastingCommits::~LastingCommits()
{
    constexpr qint64 full = 2; // PRAGMA synchronous, as SQLite numbers it
    if (m_connection && m_before < full)
        static_cast<void>(m_connection->setDurability(Connection::Durability::Usual));
}

} // namespace haberdash::store
