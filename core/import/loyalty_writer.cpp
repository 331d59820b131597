// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/loyalty_writer.h"

#include "core/import/row_values.h"
#include "core/store/connection.h"

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

class LoyaltyWriter final : public RecordWriter
{
public:
    LoyaltyWriter(Batch &batch, CustomerDirectory &customers, QString source, Timestamp asOf,
        store::Statement known, store::Statement write)
        : m_batch(batch)
        , m_customers(customers)
        , m_source(std::move(source))
        , m_asOf(asOf)
        , m_known(std::move(known))
        , m_write(std::move(write))
    { }

    Result<Outcome> write(const RowValues &row) override
    {
        const auto email = row.text(Field::Email);
        const auto id = row.text(Field::CustomerId);
        if (email.empty() && id.empty())
            return Outcome::reject(u"the row does not say whose points they are"_s);
        const auto points = row.optionalNumber(Field::Points);
        if (!points)
            return Outcome::reject(u"the row has no balance of points"_s);
        HABERDASH_TRY_ASSIGN(customer, m_customers.findOrAdd(m_source, email, id));
        if (!customer.isValid())
            return Outcome::rejectErased();
        const Timestamp asOf = fromMilliseconds(row.number(Field::AsOf, toMilliseconds(m_asOf)));
        HABERDASH_TRY_ASSIGN(known, m_known.bind(1, customer).step());
        const bool isOlder = known && m_known.timestamp(0) > asOf;
        if (known)
            m_batch.relyOn(m_known.id<BatchId>(1), "loyalty_account");
        m_known.reset();
        if (known)
            HABERDASH_TRY(m_batch.relyOnChanges("loyalty_account", customer));
        if (isOlder)
            return Outcome::accept();
        HABERDASH_TRY(m_write.bind(1, customer)
                          .bind(2, *points)
                          .bind(3, row.optionalNumber(Field::PointsExpiring))
                          .bind(4, row.optionalNumber(Field::ExpiresAt))
                          .bindText(5, row.string(Field::Tier))
                          .bind(6, row.optionalNumber(Field::TierSince))
                          .bind(7, row.optionalNumber(Field::LifetimePoints))
                          .bind(8, row.optionalNumber(Field::EnrolledAt))
                          .bind(9, asOf)
                          .bind(10, m_batch.id())
                          .run());
        return Outcome::accept();
    }

    Result<> finish(Progress &) override { return {}; }

private:
    Batch &m_batch;
    CustomerDirectory &m_customers;
    QString m_source;
    Timestamp m_asOf;
    store::Statement m_known;
    store::Statement m_write;
};

} // namespace

Result<std::unique_ptr<RecordWriter>> makeLoyaltyWriter(
    Batch &batch, CustomerDirectory &customers, const QString &source, Timestamp asOf)
{
    auto &connection = batch.connection();
    HABERDASH_TRY_ASSIGN(
        known, connection.prepare(u"SELECT as_of, batch_id FROM loyalty_account WHERE customer_id = ?1"_s));
    // The same once more changes nothing: then the log need not say that it did.
    HABERDASH_TRY_ASSIGN(write,
        connection.prepare(
            u"INSERT INTO loyalty_account (customer_id, points, points_expiring, expires_at, tier, "
            u"tier_since, "
            u"lifetime_points, enrolled_at, as_of, batch_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
            u"?10) "
            u"ON CONFLICT DO UPDATE SET points = ?2, points_expiring = ?3, expires_at = ?4, tier = ?5, "
            u"tier_since = ?6, lifetime_points = ?7, enrolled_at = ?8, as_of = ?9 "
            u"WHERE (points, points_expiring, expires_at, tier, tier_since, lifetime_points, enrolled_at, "
            u"as_of) "
            u"IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"_s));
    return std::make_unique<LoyaltyWriter>(
        batch, customers, source, asOf, std::move(known), std::move(write));
}

} // namespace haberdash::importing
