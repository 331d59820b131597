// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/mailing_sources.h"

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

Result<QList<PieceCost>> pieceCosts(Connection &connection)
{
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(u"SELECT p.handle, v.title, v.cost FROM variant v JOIN product p "
                           u"ON p.id = v.product_id WHERE v.cost IS NOT NULL ORDER BY p.id, v.id"_s));
    QList<PieceCost> costs;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return costs;
        costs.append({rows.text(0), rows.text(1), rows.integer(2)});
    }
}

Result<CouponOrigins> couponOrigins(Connection &connection)
{
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"WITH used AS (SELECT DISTINCT coupon_code AS code FROM shop_order WHERE coupon_code IS NOT "
            u"NULL), "
            u"given AS (SELECT u.code AS code, c.name AS campaign FROM used u JOIN coupon_code k "
            u"ON k.code = u.code JOIN campaign c ON k.occasion = 'campaign:' || c.id "
            u"UNION SELECT u.code, p.campaign FROM used u JOIN coupon k ON k.code = u.code "
            u"JOIN coupon_product p ON p.coupon_id = k.id WHERE p.campaign <> '') "
            u"SELECT code, min(campaign) FROM given GROUP BY lower(code) HAVING count(DISTINCT campaign) = 1"_s));
    CouponOrigins origins;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return origins;
        origins.insert(rows.text(0).toLower(), rows.text(1));
    }
}

Result<QList<MailingDescription>> mailingDescriptions(Connection &connection)
{
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"SELECT c.id, c.name, c.rule, EXISTS (SELECT 1 FROM coupon_code k "
            u"WHERE k.occasion = 'campaign:' || c.id) OR EXISTS (SELECT 1 FROM coupon_product p "
            u"WHERE p.campaign = c.name), v.name, v.subject, v.body, v.is_generic FROM campaign c "
            u"LEFT JOIN campaign_variant v ON v.campaign_id = c.id ORDER BY c.id, v.position"_s));
    QList<MailingDescription> descriptions;
    qint64 campaign = 0;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return descriptions;
        if (descriptions.isEmpty() || rows.integer(0) != campaign) {
            campaign = rows.integer(0);
            descriptions.append({rows.text(1), rows.text(2), {}, rows.integer(3) != 0});
        }
        if (!rows.isNull(4))
            descriptions.back().variants.append(
                {rows.text(4), rows.text(5), rows.text(6), rows.integer(7) != 0});
    }
}

} // namespace haberdash::store
