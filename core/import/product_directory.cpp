// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/product_directory.h"

#include "core/store/connection.h"

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

ProductDirectory::ProductDirectory(Batch &batch, store::Statement add)
    : m_batch(&batch)
    , m_add(std::move(add))
{ }

Result<ProductDirectory> ProductDirectory::create(Batch &batch)
{
    auto &connection = batch.connection();
    HABERDASH_TRY_ASSIGN(
        add, connection.prepare(u"INSERT INTO product (handle, title, batch_id) VALUES (?1, ?2, ?3)"_s));
    ProductDirectory directory(batch, std::move(add));
    HABERDASH_TRY_ASSIGN(products, connection.prepare(u"SELECT id, handle FROM product"_s));
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, products.step());
        if (!more)
            break;
        directory.m_products.emplace(products.view(1), products.integer(0));
    }
    HABERDASH_TRY_ASSIGN(variants,
        connection.prepare(u"SELECT id, product_id, sku FROM variant WHERE sku IS NOT NULL ORDER BY id"_s));
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, variants.step());
        if (!more)
            break;
        directory.m_variants.emplace(
            variants.view(2), Goods{ProductId(variants.integer(1)), VariantId(variants.integer(0))});
    }
    return directory;
}

ProductId ProductDirectory::findByHandle(std::string_view handle) const
{
    m_probe.assign(handle);
    const auto found = m_products.find(m_probe);
    return ProductId(found == m_products.end() ? 0 : found->second);
}

ProductDirectory::Goods ProductDirectory::findBySku(std::string_view sku) const
{
    m_probe.assign(sku);
    const auto found = m_variants.find(m_probe);
    return found == m_variants.end() ? Goods{} : found->second;
}

Result<ProductId> ProductDirectory::findOrAdd(std::string_view handle, std::string_view title)
{
    auto product = findByHandle(handle);
    if (product.isValid() || handle.empty())
        return product;
    HABERDASH_TRY(m_add.bind(1, handle).bind(2, title.empty() ? handle : title).bind(3, m_batch->id()).run());
    product = ProductId(m_batch->connection().lastInsertId());
    remember(handle, product);
    return product;
}

} // namespace haberdash::importing
