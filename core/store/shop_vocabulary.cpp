// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/shop_vocabulary.h"

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<QStringList> texts(Connection &connection, const QString &sql)
{
    HABERDASH_TRY_ASSIGN(rows, connection.prepare(sql + u" ORDER BY 1 LIMIT 500"_s));
    QStringList list;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return list;
        list.append(rows.text(0));
    }
}

} // namespace

Result<ShopVocabulary> shopVocabulary(Connection &connection)
{
    ShopVocabulary vocabulary;
    HABERDASH_TRY_ASSIGN(events, connection.prepare(u"SELECT name, unit FROM event_type ORDER BY id LIMIT 500"_s));
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, events.step());
        if (!more)
            break;
        vocabulary.events.append({events.text(0), events.text(1)});
    }
    struct Part
    {
        QStringList &list;
        QString sql;
    };
    const Part parts[] = {
        {vocabulary.attributes, u"SELECT DISTINCT f.key FROM customer c, json_each(c.attributes) f WHERE c.attributes <> '{}'"_s},
        {vocabulary.products, u"SELECT handle FROM product"_s},
        {vocabulary.categories, u"SELECT DISTINCT category FROM product WHERE category IS NOT NULL"_s},
        {vocabulary.coupons, u"SELECT code FROM coupon"_s},
        {vocabulary.channels, u"SELECT DISTINCT channel FROM shop_order WHERE channel IS NOT NULL"_s},
        {vocabulary.countries, u"SELECT DISTINCT country FROM customer WHERE country IS NOT NULL"_s},
        {vocabulary.tags, u"SELECT DISTINCT tag FROM customer_tag"_s},
    };
    for (const Part &part : parts) {
        HABERDASH_TRY_ASSIGN(list, texts(connection, part.sql));
        part.list = std::move(list);
    }
    return vocabulary;
}

} // namespace haberdash::store
