// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/product_writer.h"

#include "core/import/row_values.h"
#include "core/store/connection.h"

#include <set>
#include <unordered_set>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::pair<Field, const char *> productColumns[] = {
    {Field::Title, "title"},
    {Field::Description, "description"},
    {Field::Vendor, "vendor"},
    {Field::Category, "category"},
    {Field::Tags, "tags"},
    {Field::Status, "status"},
    {Field::Url, "url"},
    {Field::ImageUrl, "image_url"},
    {Field::ImageAlt, "image_alt"},
};
constexpr int productColumnCount = int(std::size(productColumns));

class ProductWriter final : public RecordWriter
{
public:
    struct Statements
    {
        store::Statement insertProduct;
        store::Statement readProduct;
        store::Statement updateProduct;
        store::Statement readVariant;
        store::Statement insertVariant;
        store::Statement updateVariant;
    };

    ProductWriter(Batch &batch, ProductDirectory &directory, const Mapping &mapping, Statements statements)
        : m_batch(batch)
        , m_directory(directory)
        , m_sql(std::move(statements))
        , m_sumsStock(mapping.sums.contains(Field::Stock))
    { }

    Result<Outcome> write(const RowValues &row) override
    {
        const auto handle = row.text(Field::Handle);
        if (handle.empty())
            return Outcome::reject(u"the row has no handle"_s);
        const QString status = statusOf(row);
        if (status.isEmpty())
            return Outcome::reject(
                u"status: “%1” is none of active, draft, archived"_s.arg(row.string(Field::Status)));
        auto product = m_directory.findByHandle(handle);
        if (!product.isValid()) {
            HABERDASH_TRY_ASSIGN(added, addProduct(row, status));
            product = added;
            m_directory.remember(handle, product);
        } else if (row.has(Field::Title) && !m_described.contains(product.value())) {
            HABERDASH_TRY(updateProduct(row, product, status));
        }
        // Variants may stand anywhere below, each with a title of its own.
        m_described.insert(product.value());
        if (row.has(Field::OtherHandle))
            m_directory.remember(row.text(Field::OtherHandle), product);
        // A further picture of the product is no variant of it, nor is a row that only holds its variants
        // together.
        constexpr Field ofVariant[]
            = {Field::Price, Field::Sku, Field::Option1, Field::Barcode, Field::Stock, Field::Cost};
        if (std::any_of(
                std::begin(ofVariant), std::end(ofVariant), [&row](Field field) { return row.has(field); }))
            HABERDASH_TRY(writeVariant(row, product));
        return Outcome::accept();
    }

    Result<> finish(Progress &) override
    {
        // What can be sold has a variant.
        HABERDASH_TRY_ASSIGN(whole,
            m_batch.connection().prepare(
                u"INSERT INTO variant (product_id, title, batch_id) SELECT id, '', ?1 FROM "
                u"product WHERE batch_id = ?1 AND NOT EXISTS (SELECT 1 FROM variant WHERE "
                u"variant.product_id = product.id)"_s));
        HABERDASH_TRY(whole.bind(1, m_batch.id()).run());
        return m_batch.connection().execute(
            u"UPDATE order_line SET variant_id = v.id, product_id = v.product_id FROM variant v "
            u"WHERE order_line.product_id IS NULL AND order_line.sku IS NOT NULL AND v.sku = order_line.sku"_s);
    }

private:
    static QString statusOf(const RowValues &row)
    {
        const QString status = row.string(Field::Status).toLower();
        if (status.isEmpty())
            return u"active"_s; // of a new product; what is known stays as it is
        if (status == u"unlisted"_s)
            return u"draft"_s;
        return status == u"active"_s || status == u"draft"_s || status == u"archived"_s ? status : QString();
    }

    static QString valueOf(const RowValues &row, Field field, const QString &status)
    {
        if (field == Field::Status)
            return status;
        const QString text = row.string(field);
        return field == Field::Title && text.isEmpty() ? row.string(Field::Handle) : text;
    }

    Result<ProductId> addProduct(const RowValues &row, const QString &status)
    {
        for (int i = 0; i < productColumnCount; ++i)
            m_sql.insertProduct.bindText(i + 1, valueOf(row, productColumns[i].first, status));
        HABERDASH_TRY(m_sql.insertProduct.bind(productColumnCount + 1, row.text(Field::Handle))
                          .bind(productColumnCount + 2, row.optionalNumber(Field::CreatedAt))
                          .bind(productColumnCount + 3, m_batch.id())
                          .run());
        return ProductId(m_batch.connection().lastInsertId());
    }

    Result<> updateProduct(const RowValues &row, ProductId product, const QString &status)
    {
        HABERDASH_TRY_ASSIGN(found, m_sql.readProduct.bind(1, product).step());
        Q_ASSERT(found);
        bool changed = false;
        for (int i = 0; i < productColumnCount; ++i) {
            const QString old = m_sql.readProduct.text(i);
            const bool silent = productColumns[i].first == Field::Status && !row.has(Field::Status);
            const QString incoming = silent ? old : valueOf(row, productColumns[i].first, status);
            changed = changed || (!incoming.isEmpty() && incoming != old);
            m_sql.updateProduct.bindText(i + 1, incoming.isEmpty() ? old : incoming);
        }
        m_batch.relyOn(m_sql.readProduct.id<BatchId>(productColumnCount), "product");
        m_sql.readProduct.reset();
        if (!changed)
            return m_batch.relyOnChanges("product", product);
        return m_sql.updateProduct.bind(productColumnCount + 1, product).run();
    }

    static QString variantTitle(const RowValues &row)
    {
        QStringList options;
        for (const Field field : {Field::Option1, Field::Option2, Field::Option3}) {
            const QString option = row.string(field);
            // "Default Title" is Shopify's way to say that there are no variants.
            if (!option.isEmpty() && option != u"Default Title"_s)
                options.append(option);
        }
        return options.join(u" / "_s);
    }

    Result<> writeVariant(const RowValues &row, ProductId product)
    {
        const QString title = variantTitle(row);
        static constexpr Field numbers[] = {Field::Price, Field::CompareAtPrice, Field::Cost, Field::Stock};
        HABERDASH_TRY_ASSIGN(known, m_sql.readVariant.bind(1, product).bind(2, title).step());
        const VariantId variant(known ? m_sql.readVariant.integer(0) : 0);
        // One row a place: the first says what there is, and each further one adds to it.
        const bool addsUp = m_sumsStock && row.has(Field::Stock)
            && !m_summed.insert({product.value(), title.toStdString()}).second;
        bool changed = false;
        const auto binding = [&](store::Statement &statement) {
            const QString oldSku = known ? m_sql.readVariant.text(1) : QString();
            const QString sku = row.string(Field::Sku);
            changed = changed || (!sku.isEmpty() && sku != oldSku);
            statement.bindText(1, sku.isEmpty() ? oldSku : sku);
            const QString oldBarcode = known ? m_sql.readVariant.text(2) : QString();
            const QString barcode = row.string(Field::Barcode);
            changed = changed || (!barcode.isEmpty() && barcode != oldBarcode);
            statement.bindText(2, barcode.isEmpty() ? oldBarcode : barcode);
            for (int i = 0; i < 4; ++i) {
                const auto old = known ? m_sql.readVariant.optionalInteger(3 + i) : std::nullopt;
                auto incoming = row.optionalNumber(numbers[i]);
                if (addsUp && numbers[i] == Field::Stock)
                    *incoming += old.value_or(0);
                changed = changed || (incoming && incoming != old);
                statement.bind(3 + i, incoming ? incoming : old);
            }
        };
        if (!known) {
            binding(m_sql.insertVariant);
            m_sql.readVariant.reset();
            HABERDASH_TRY(m_sql.insertVariant.bind(7, product).bind(8, title).bind(9, m_batch.id()).run());
            if (row.has(Field::Sku))
                m_directory.remember(
                    row.text(Field::Sku), {product, VariantId(m_batch.connection().lastInsertId())});
            return {};
        }
        binding(m_sql.updateVariant);
        m_batch.relyOn(m_sql.readVariant.id<BatchId>(7), "variant");
        m_sql.readVariant.reset();
        if (!changed)
            return m_batch.relyOnChanges("variant", variant);
        return m_sql.updateVariant.bind(7, variant).run();
    }

    Batch &m_batch;
    ProductDirectory &m_directory;
    Statements m_sql;
    bool m_sumsStock;
    std::set<std::pair<qint64, std::string>> m_summed; ///< variants whose stock this file has told of
    std::unordered_set<qint64> m_described; ///< products that a row of this file has told of
};

} // namespace

Result<std::unique_ptr<RecordWriter>> makeProductWriter(
    Batch &batch, ProductDirectory &directory, const Mapping &mapping)
{
    auto &connection = batch.connection();
    QStringList names;
    QStringList holes;
    QStringList settings;
    for (int i = 0; i < productColumnCount; ++i) {
        names.append(QLatin1StringView(productColumns[i].second));
        holes.append(u"?%1"_s.arg(i + 1));
        settings.append(names.constLast() + u" = "_s + holes.constLast());
    }
    HABERDASH_TRY_ASSIGN(insertProduct,
        connection.prepare(
            u"INSERT INTO product (%1, handle, created_at, batch_id) VALUES (%2, ?10, ?11, ?12)"_s.arg(
                names.join(u", "_s), holes.join(u", "_s))));
    HABERDASH_TRY_ASSIGN(readProduct,
        connection.prepare(u"SELECT %1, batch_id FROM product WHERE id = ?1"_s.arg(names.join(u", "_s))));
    HABERDASH_TRY_ASSIGN(updateProduct,
        connection.prepare(u"UPDATE product SET %1 WHERE id = ?10"_s.arg(settings.join(u", "_s))));
    HABERDASH_TRY_ASSIGN(readVariant,
        connection.prepare(
            u"SELECT id, sku, barcode, price, compare_at_price, cost, stock, batch_id FROM variant "
            u"WHERE product_id = ?1 AND title = ?2"_s));
    HABERDASH_TRY_ASSIGN(insertVariant,
        connection.prepare(u"INSERT INTO variant (sku, barcode, price, compare_at_price, cost, stock, "
                           u"product_id, title, batch_id) "
                           u"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"_s));
    HABERDASH_TRY_ASSIGN(updateVariant,
        connection.prepare(u"UPDATE variant SET sku = ?1, barcode = ?2, price = ?3, compare_at_price = ?4, "
                           u"cost = ?5, stock = ?6 "
                           u"WHERE id = ?7"_s));
    static_assert(productColumnCount == 9);
    return std::make_unique<ProductWriter>(batch, directory, mapping,
        ProductWriter::Statements{std::move(insertProduct), std::move(readProduct), std::move(updateProduct),
            std::move(readVariant), std::move(insertVariant), std::move(updateVariant)});
}

} // namespace haberdash::importing
