// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/coupon_writer.h"

#include "core/import/row_values.h"
#include "core/store/connection.h"

#include <unordered_map>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

class CouponWriter final : public RecordWriter
{
public:
    CouponWriter(Batch &batch, store::Statement find, store::Statement add, AddOrRely addProduct)
        : m_batch(batch)
        , m_find(std::move(find))
        , m_add(std::move(add))
        , m_addProduct(std::move(addProduct))
    { }

    Result<Outcome> write(const RowValues &row) override
    {
        const auto code = row.text(Field::Code);
        if (code.empty())
            return Outcome::reject(u"the row has no code"_s);
        const QString kind = kindOf(row);
        if (kind.isEmpty())
            return Outcome::reject(u"coupon_kind: “%1” is none of percentage, amount, shipping"_s.arg(
                row.string(Field::CouponKind)));
        HABERDASH_TRY_ASSIGN(coupon, findOrAdd(row, code, kind));
        if (row.has(Field::Product) || row.has(Field::Campaign)) {
            m_addProduct.row().bind(4, m_batch.id());
            HABERDASH_TRY(m_addProduct.run([&](store::Statement &sql) {
                sql.bind(1, coupon).bind(2, row.text(Field::Product)).bind(3, row.text(Field::Campaign));
            }));
        }
        return Outcome::accept();
    }

    Result<> finish(Progress &) override { return {}; }

private:
    static QString kindOf(const RowValues &row)
    {
        const QString word = row.string(Field::CouponKind).toLower();
        if (word.isEmpty())
            return u"other"_s;
        if (word == u"percentage"_s || word == u"percent"_s)
            return u"percentage"_s;
        if (word == u"amount"_s || word == u"fixed_amount"_s)
            return u"amount"_s;
        return word == u"shipping"_s || word == u"other"_s ? word : QString();
    }

    Result<qint64> findOrAdd(const RowValues &row, std::string_view code, const QString &kind)
    {
        m_probe.assign(code);
        if (const auto known = m_known.find(m_probe); known != m_known.end())
            return known->second;
        HABERDASH_TRY_ASSIGN(found, m_find.bind(1, code).step());
        qint64 id = found ? m_find.integer(0) : 0;
        if (found)
            m_batch.relyOn(m_find.id<BatchId>(1), "coupon");
        m_find.reset();
        if (found)
            HABERDASH_TRY(m_batch.relyOnChanges("coupon", id));
        if (!found) {
            // Some platforms write what is taken off as a negative number.
            auto value = row.optionalNumber(Field::CouponValue);
            if (value && *value < 0)
                value = -*value;
            HABERDASH_TRY(m_add.bind(1, code)
                              .bindText(2, row.string(Field::Title))
                              .bind(3, kind)
                              .bind(4, value)
                              .bind(5, row.optionalNumber(Field::StartsAt))
                              .bind(6, row.optionalNumber(Field::EndsAt))
                              .bind(7, row.optionalNumber(Field::UsageLimit))
                              .bind(8, m_batch.id())
                              .run());
            id = m_batch.connection().lastInsertId();
        }
        m_known.emplace(m_probe, id);
        return id;
    }

    Batch &m_batch;
    store::Statement m_find;
    store::Statement m_add;
    AddOrRely m_addProduct;
    std::unordered_map<std::string, qint64> m_known;
    std::string m_probe;
};

} // namespace

Result<std::unique_ptr<RecordWriter>> makeCouponWriter(Batch &batch)
{
    auto &connection = batch.connection();
    HABERDASH_TRY_ASSIGN(find, connection.prepare(u"SELECT id, batch_id FROM coupon WHERE code = ?1"_s));
    HABERDASH_TRY_ASSIGN(add,
        connection.prepare(
            u"INSERT INTO coupon (code, title, kind, value, starts_at, ends_at, usage_limit, batch_id) "
            u"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"_s));
    HABERDASH_TRY_ASSIGN(addProduct,
        AddOrRely::create(batch, "coupon_product",
            u"INSERT OR IGNORE INTO coupon_product (coupon_id, product_key, campaign, batch_id) VALUES (?1, ?2, ?3, ?4)"_s,
            u"SELECT batch_id FROM coupon_product WHERE coupon_id = ?1 AND product_key = ?2 AND campaign = ?3"_s));
    return std::make_unique<CouponWriter>(batch, std::move(find), std::move(add), std::move(addProduct));
}

} // namespace haberdash::importing
