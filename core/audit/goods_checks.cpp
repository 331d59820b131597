// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/check_list.h"
#include "core/audit/row_query.h"

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A check that is two queries: how many rows there are, and which are found.
class GoodsCheck final : public WholeCheck
{
public:
    GoodsCheck(About about, RowKind kind, QString outOf, QString found)
        : WholeCheck(std::move(about))
        , m_kind(kind)
        , m_outOf(std::move(outOf))
        , m_found(std::move(found))
    { }
    Result<Finding> run(Scope &scope) const override { return findRows(scope, m_kind, m_outOf, m_found); }

private:
    RowKind m_kind;
    QString m_outOf;
    QString m_found;
};

/// A product that no product file brought has none of what such a file says.
QString isOnlyInOrders()
{
    return u"description IS NULL AND category IS NULL AND vendor IS NULL AND image_url IS NULL AND "
           u"picture_id IS NULL AND "
           u"NOT EXISTS (SELECT 1 FROM variant v WHERE v.product_id = p.id)"_s;
}

QString activeProducts()
{
    return u"SELECT count(*) FROM product p WHERE status = 'active'"_s;
}

QString describedProducts()
{
    return activeProducts() + u" AND NOT ("_s + isOnlyInOrders() + u')';
}

/// Ids of described products for which the condition holds.
QString describedWhere(const QString &condition)
{
    return u"SELECT id FROM product p WHERE status = 'active' AND NOT (%1) AND (%2) ORDER BY id"_s.arg(
        isOnlyInOrders(), condition);
}

std::unique_ptr<Check> withoutPrice()
{
    return std::make_unique<GoodsCheck>(
        About{u"goods.no-price"_s, Subject::Goods, Severity::Warning, u"Products without a price"_s,
            u"Products for sale of which no price is known, or only 0."_s,
            u"The product is active, a product file brought it, and none of its variants has a price above zero."_s,
            u"An email shows them without a price, and “cheaper than” never fits."_s,
            u"Import the product export of the shop."_s},
        RowKind::Product, describedProducts(),
        describedWhere(u"NOT EXISTS (SELECT 1 FROM variant v WHERE v.product_id = p.id AND v.price > 0)"_s));
}

std::unique_ptr<Check> withoutPicture()
{
    return std::make_unique<GoodsCheck>(
        About{u"goods.no-picture"_s, Subject::Goods, Severity::Warning, u"Products without a picture"_s,
            u"Products for sale that have no picture, neither a file nor a web address."_s,
            u"The product is active and a product file brought it; it and its variants name no picture."_s,
            u"They leave a hole in an email, so recommendations pass them over."_s,
            u"Add the picture in the shop, export the products and import again."_s},
        RowKind::Product, describedProducts(),
        describedWhere(u"coalesce(image_url, '') = '' AND picture_id IS NULL AND NOT EXISTS (SELECT 1 FROM "
                       u"variant v WHERE "
                       u"v.product_id = p.id AND coalesce(v.image_url, '') <> '')"_s));
}

std::unique_ptr<Check> withoutCategory()
{
    return std::make_unique<GoodsCheck>(
        About{u"goods.no-category"_s, Subject::Goods, Severity::Notice, u"Products without a category"_s,
            u"Products for sale that belong to no category."_s,
            u"The product is active, a product file brought it, and its category is empty."_s,
            u"Who likes what is learned by category: buyers of these products seem to like nothing."_s,
            u"Give them a type or category in the shop, export the products and import again."_s},
        RowKind::Product, describedProducts(), describedWhere(u"coalesce(trim(category), '') = ''"_s));
}

std::unique_ptr<Check> negativeStock()
{
    return std::make_unique<GoodsCheck>(
        About{u"goods.stock-negative"_s, Subject::Goods, Severity::Notice, u"Stock below zero"_s,
            u"Variants of which there are fewer than none."_s, u"The stock of the variant is below zero."_s,
            u"“Back in stock” and “only a few left” are told wrongly."_s,
            u"Count and correct the stock in the shop. Shops that sell on after the last piece have this as a rule."_s},
        RowKind::Variant, u"SELECT count(*) FROM variant WHERE stock IS NOT NULL"_s,
        u"SELECT id, stock || ' pieces' FROM variant WHERE stock < 0 ORDER BY id"_s);
}

std::unique_ptr<Check> skuTwice()
{
    return std::make_unique<GoodsCheck>(
        About{u"goods.sku-twice"_s, Subject::Goods, Severity::Warning, u"One SKU, several articles"_s,
            u"Different variants with the same article number."_s,
            u"The SKU, without blanks and case, is on more than one variant."_s,
            u"Lines of orders find their product by SKU: some hang on the wrong one."_s,
            u"Give each variant a number of its own in the shop, export the products and import again."_s},
        RowKind::Variant, u"SELECT count(*) FROM variant WHERE coalesce(sku, '') <> ''"_s,
        u"SELECT id, sku || ' on ' || n || ' variants' FROM (SELECT id, sku, count(*) OVER (PARTITION BY "
        u"lower(trim(sku))) AS n FROM variant WHERE coalesce(sku, '') <> '') WHERE n > 1 ORDER BY id"_s);
}

std::unique_ptr<Check> falseComparison()
{
    return std::make_unique<GoodsCheck>(
        About{u"goods.compare-price"_s, Subject::Goods, Severity::Warning,
            u"Former prices that are no higher"_s,
            u"Variants whose struck-out former price is below the price of today."_s,
            u"The price to compare with is above zero and below the price."_s,
            u"An email praises a price cut that is a rise; in many countries that is unlawful."_s,
            u"Clear or correct the former price in the shop, export the products and import again."_s},
        RowKind::Variant, u"SELECT count(*) FROM variant WHERE compare_at_price > 0 AND price > 0"_s,
        u"SELECT id FROM variant WHERE compare_at_price > 0 AND compare_at_price < price ORDER BY id"_s);
}

std::unique_ptr<Check> costAbovePrice()
{
    return std::make_unique<GoodsCheck>(
        About{u"goods.cost-above-price"_s, Subject::Goods, Severity::Notice,
            u"Sold for less than they cost"_s, u"Variants that cost the shop more than they bring."_s,
            u"The cost is above the price, both above zero."_s,
            u"Offers chosen by margin avoid them or, with wrong figures, prefer the wrong ones."_s,
            u"Correct cost or price in the shop, export the products and import again."_s},
        RowKind::Variant, u"SELECT count(*) FROM variant WHERE cost > 0 AND price > 0"_s,
        u"SELECT id FROM variant WHERE price > 0 AND cost > price ORDER BY id"_s);
}

std::unique_ptr<Check> onlyInOrders()
{
    return std::make_unique<GoodsCheck>(
        About{u"goods.only-in-orders"_s, Subject::Goods, Severity::Warning,
            u"Products that only orders know"_s,
            u"Products that no product file brought: an order or event named them first."_s,
            u"The product is active and has no variant, description, category, maker or picture."_s,
            u"They cannot be shown in an email, and teach nothing about taste."_s,
            u"Import the product export of the shop, with what is no longer sold. Postage and fees among "
            u"them are "
            u"harmless."_s},
        RowKind::Product, activeProducts(),
        u"SELECT id FROM product p WHERE status = 'active' AND %1 ORDER BY id"_s.arg(isOnlyInOrders()));
}

} // namespace

void addGoodsChecks(Checks &checks)
{
    checks.push_back(withoutPrice());
    checks.push_back(withoutPicture());
    checks.push_back(withoutCategory());
    checks.push_back(onlyInOrders());
    checks.push_back(negativeStock());
    checks.push_back(skuTwice());
    checks.push_back(falseComparison());
    checks.push_back(costAbovePrice());
}

} // namespace haberdash::audit
