// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/batch.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace haberdash::importing {

/// Which product and variant a handle or an article number (SKU) means. Holds all of them: a shop has
/// thousands.
class ProductDirectory
{
public:
    struct Goods
    {
        ProductId product;
        VariantId variant;
    };

    [[nodiscard]] static Result<ProductDirectory> create(Batch &batch);

    [[nodiscard]] ProductId findByHandle(std::string_view handle) const;
    [[nodiscard]] Goods findBySku(std::string_view sku) const;
    /// The product of a handle; one that no file has described yet is made with the title that is known of
    /// it.
    [[nodiscard]] Result<ProductId> findOrAdd(std::string_view handle, std::string_view title);

    void remember(std::string_view handle, ProductId product) { m_products.emplace(handle, product.value()); }
    void remember(std::string_view sku, Goods goods) { m_variants.emplace(sku, goods); }

private:
    ProductDirectory(Batch &batch, store::Statement add);
    Batch *m_batch;
    store::Statement m_add;
    std::unordered_map<std::string, qint64> m_products;
    std::unordered_map<std::string, Goods> m_variants;
    mutable std::string m_probe;
};

} // namespace haberdash::importing
