// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/order_writer.h"

#include "core/contact/country.h"
#include "core/contact/phone_number.h"
#include "core/contact/tidy.h"
#include "core/import/key_index.h"
#include "core/import/order_values.h"
#include "core/import/row_values.h"
#include "core/store/connection.h"

#include <bitset>
#include <unordered_map>
#include <utility>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto orderColumns
    = "external_id, name, kind, customer_id, placed_at, cancelled_at, currency, subtotal, discount, "
      "shipping, tax, total, refunded, financial_status, fulfillment_status, channel, coupon_code, note";

class OrderWriter final : public RecordWriter
{
public:
    struct Statements
    {
        store::Statement find;
        store::Statement read;
        store::Statement insert;
        store::Statement update;
        store::Statement readLines;
        store::Statement insertLine;
        store::Statement deleteLines;
        store::Statement insertRefund;
        store::Statement deleteRefund;
        store::Statement nameCustomer;
    };

    OrderWriter(Batch &batch, CustomerDirectory &customers, ProductDirectory &products, const OrderFile &file,
        Statements statements, bool storeIsEmpty)
        : m_batch(batch)
        , m_customers(customers)
        , m_products(products)
        , m_source(file.mapping.source)
        , m_shopCountry(file.shopCountry.toStdString())
        , m_returnsPrefix(file.mapping.returnsPrefix.toStdString())
        , m_sql(std::move(statements))
        , m_storeIsEmpty(storeIsEmpty)
    {
        for (const Field field : fieldsOf(Kind::Orders))
            m_carries[size_t(field)] = file.mapping.reads(field);
    }

    Result<Outcome> write(const RowValues &row) override
    {
        const auto id = row.text(Field::OrderId);
        if (id.empty())
            return Outcome::reject(u"the row has no order id"_s);
        const bool sameOrder = m_open && m_order.externalId == id;
        if (!sameOrder) {
            HABERDASH_TRY(flush());
            if (isFollowOn(row)) {
                HABERDASH_TRY_ASSIGN(known, find(id));
                if (known == 0)
                    return Outcome::reject(
                        u"the first row of this order is not in the file, or was rejected; where the export "
                        u"was cut into several files, import the one before and then this row again"_s);
                m_order = {};
                m_order.externalId = id;
                m_open = true;
                m_continues = known;
            } else if (!row.optionalNumber(Field::PlacedAt)) {
                return Outcome::reject(u"the row does not say when the order was placed"_s);
            } else {
                HABERDASH_TRY(begin(row, id));
            }
        }
        // What is sold and given back under one number is a sale with something given back, and was placed
        // when it was sold.
        if (m_order.isReturn && m_carries[size_t(Field::OrderKind)]
            && row.text(Field::OrderKind) != "return") {
            m_order.isReturn = false;
            m_order.placedAt = row.number(Field::PlacedAt);
            m_order.financialStatus = row.text(Field::FinancialStatus);
        }
        for (const LineItem &item : row.lines())
            HABERDASH_TRY(addLine(item));
        return Outcome::accept();
    }

    Result<> finish(Progress &) override
    {
        m_atEnd = true;
        HABERDASH_TRY(flush());
        m_atEnd = false;
        for (auto &[id, order] : m_held)
            HABERDASH_TRY(updateKnown(id, order));
        m_held.clear();
        return {};
    }

private:
    /// A row that only adds a line: the columns of the order are there in the file and empty here.
    bool isFollowOn(const RowValues &row) const
    {
        const auto mapped = [this](Field field) { return m_carries[size_t(field)]; };
        return !row.has(Field::Total) && !row.has(Field::FinancialStatus) && mapped(Field::Total)
            && mapped(Field::FinancialStatus);
    }

    Result<> begin(const RowValues &row, std::string_view id)
    {
        m_order = {};
        m_order.externalId = id;
        m_order.name = row.has(Field::OrderName) ? row.text(Field::OrderName) : id;
        m_order.isReturn = row.text(Field::OrderKind) == "return"
            || (!m_returnsPrefix.empty() && id.starts_with(m_returnsPrefix));
        HABERDASH_TRY_ASSIGN(customer, customerOf(row));
        m_order.customer = customer;
        if (customer.isValid())
            HABERDASH_TRY(nameCustomer(row, customer));
        m_order.placedAt = row.number(Field::PlacedAt);
        m_order.cancelledAt = row.optionalNumber(Field::CancelledAt);
        m_order.currency = row.currency();
        m_order.subtotal = row.number(Field::Subtotal);
        m_order.discount = row.number(Field::Discount);
        m_order.shipping = row.number(Field::Shipping);
        m_order.tax = row.number(Field::Tax);
        m_order.total = row.optionalNumber(Field::Total);
        m_order.refunded = row.number(Field::Refunded);
        m_order.financialStatus = row.text(Field::FinancialStatus);
        m_order.fulfillmentStatus = row.text(Field::FulfillmentStatus);
        m_order.channel = row.text(Field::Channel);
        m_order.couponCode = row.text(Field::CouponCode);
        m_order.note = row.text(Field::Note);
        m_open = true;
        return {};
    }

    /// At a till people leave a number rather than an address.
    Result<CustomerId> customerOf(const RowValues &row)
    {
        const auto email = row.text(Field::Email);
        const auto id = row.text(Field::CustomerId);
        if (!email.empty() || !id.empty() || !row.has(Field::Phone))
            return m_customers.findOrAdd(m_source, email, id);
        const QString country = contact::countryCode(row.string(Field::Country));
        return m_customers.findOrAddByPhone(contact::phoneKey(
            row.text(Field::Phone), country.isEmpty() ? m_shopCountry : country.toStdString()));
    }

    /// A customer that only orders tell of gets the name and country that the first of them says.
    Result<> nameCustomer(const RowValues &row, CustomerId customer)
    {
        if (!row.has(Field::Name) && !row.has(Field::Country))
            return {};
        // New customers have the highest numbers: each is named once.
        if (customer.value() <= m_lastNamed)
            return {};
        m_lastNamed = customer.value();
        const QString whole = contact::tidyName(row.string(Field::Name));
        const QString country = row.string(Field::Country);
        const QString code = contact::countryCode(country);
        const auto blank = whole.lastIndexOf(u' ');
        return m_sql.nameCustomer.bindText(1, blank < 0 ? whole : whole.left(blank))
            .bindText(2, blank < 0 ? QString() : whole.mid(blank + 1))
            .bindText(3, code.isEmpty() ? country : code)
            .bind(4, customer)
            .bind(5, m_batch.id())
            .run();
    }

    Result<> addLine(const LineItem &item)
    {
        OrderLine line;
        line.title = item.title;
        line.sku = item.sku;
        line.quantity = item.quantity.value_or(1);
        line.discount = item.discount.value_or(0);
        line.unitPrice = item.price.value_or(0);
        if (const auto total = item.total) {
            // Only the sum of the line is known. Quantity times price less discount must give it to the cent,
            // also where it does not divide, and where goods are weighed and the file counts none.
            if (!item.price && line.quantity != 0)
                line.unitPrice = *total / line.quantity;
            line.discount = line.unitPrice * line.quantity - *total;
        }
        if (!item.product.empty()) {
            HABERDASH_TRY_ASSIGN(product, m_products.findOrAdd(item.product, item.title));
            line.product = product;
        }
        if (!line.sku.empty()) {
            const auto goods = m_products.findBySku(line.sku);
            if (goods.product.isValid()) {
                line.product = goods.product;
                line.variant = goods.variant;
            }
        }
        if (line.title.empty())
            line.title = line.sku.empty() ? std::string(item.product) : line.sku;
        m_order.tax += item.tax.value_or(0);
        m_order.lines.push_back(std::move(line));
        return {};
    }

    Result<> flush()
    {
        if (!m_open)
            return {};
        m_open = false;
        if (const qint64 known = std::exchange(m_continues, 0); known != 0)
            return continueOrder(known);
        if (const qint64 written = m_written.find(m_order.externalId); written != 0)
            return appendLines(written);
        HABERDASH_TRY_ASSIGN(id, find(m_order.externalId));
        if (id != 0) {
            m_written.insert(m_order.externalId, id);
            if (m_order.total)
                return updateKnown(id, m_order);
            // Without a total of its own an order is known in full only when the whole file was read: its
            // lines may be anywhere in it.
            m_held.emplace(id, std::move(m_order));
            return {};
        }
        m_order.complete();
        bindOrder(m_sql.insert, m_order);
        HABERDASH_TRY(m_sql.insert.bind(19, m_source).bind(20, m_batch.id()).run());
        id = m_batch.connection().lastInsertId();
        m_written.insert(m_order.externalId, id);
        HABERDASH_TRY(insertLines(id, m_order.lines, 0));
        return writeRefund(id, m_order.refunded);
    }

    /// The order's number in the store, or 0.
    Result<qint64> find(std::string_view externalId)
    {
        m_probe.assign(externalId);
        if (const qint64 written = m_written.find(m_probe); written != 0)
            return written;
        if (m_storeIsEmpty)
            return 0;
        HABERDASH_TRY_ASSIGN(known, m_sql.find.bind(1, m_source).bind(2, externalId).step());
        const qint64 id = known ? m_sql.find.integer(0) : 0;
        if (known)
            m_batch.relyOn(m_sql.find.id<BatchId>(1), "shop_order");
        m_sql.find.reset();
        if (known)
            HABERDASH_TRY(m_batch.relyOnChanges("shop_order", id));
        return id;
    }

    /// Lines of an order whose first row stands further up, or in the file before. The same file once more
    /// brings none.
    Result<> continueOrder(qint64 id)
    {
        if (m_held.contains(id) || m_written.find(m_order.externalId) != 0)
            return appendLines(id);
        HABERDASH_TRY_ASSIGN(stored, readOrder(id));
        return m_order.endsLinesOf(stored) ? Result<>()
                                           : insertLines(id, m_order.lines, int(stored.lines.size()));
    }

    /// The same order again further down in the file: its lines belong together.
    Result<> appendLines(qint64 id)
    {
        if (const auto held = m_held.find(id); held != m_held.end()) {
            auto &lines = held->second.lines;
            lines.insert(lines.end(), m_order.lines.begin(), m_order.lines.end());
            if (m_carries[size_t(Field::LineTax)])
                held->second.tax += m_order.tax;
            mergeKind(held->second);
            return {};
        }
        HABERDASH_TRY_ASSIGN(stored, readOrder(id));
        HABERDASH_TRY(insertLines(id, m_order.lines, int(stored.lines.size())));
        if (m_order.total)
            return {};
        const qint64 tax = m_carries[size_t(Field::LineTax)] ? m_order.tax : 0;
        stored.subtotal += m_order.sumOfLines();
        stored.tax += tax;
        *stored.total += m_order.sumOfLines() + tax;
        mergeKind(stored);
        bindOrder(m_sql.update, stored);
        return m_sql.update.bind(19, id).run();
    }

    void mergeKind(Order &known) const
    {
        if (!known.isReturn || m_order.isReturn)
            return;
        known.isReturn = false;
        known.placedAt = m_order.placedAt;
        known.financialStatus = m_order.financialStatus;
    }

    Result<> updateKnown(qint64 id, Order &order)
    {
        HABERDASH_TRY_ASSIGN(stored, readOrder(id));
        // Where an export was cut into files, the last order of one goes on in the next.
        if (m_atEnd && order.beginsLinesOf(stored))
            order.lines = stored.lines;
        keepWhatIsNotRead(stored, order);
        if (stored == order)
            return {};
        bindOrder(m_sql.update, order);
        HABERDASH_TRY(m_sql.update.bind(19, id).run());
        if (stored.lines != order.lines) {
            HABERDASH_TRY(m_sql.deleteLines.bind(1, id).run());
            HABERDASH_TRY(insertLines(id, order.lines, 0));
        }
        if (stored.refunded != order.refunded) {
            HABERDASH_TRY(m_sql.deleteRefund.bind(1, id).run());
            HABERDASH_TRY(writeRefund(id, order.refunded));
        }
        return {};
    }

    /// What a file does not carry it does not change.
    void keepWhatIsNotRead(const Order &stored, Order &order) const
    {
        // The user has sorted the orders of people who were one record.
        if (!order.customer.isValid() || m_customers.splitPeople().wereOne(stored.customer, order.customer))
            order.customer = stored.customer;
        const auto keep = [this](Field field, auto &value, const auto &known) {
            if (!m_carries[size_t(field)])
                value = known;
        };
        keep(Field::CancelledAt, order.cancelledAt, stored.cancelledAt);
        keep(Field::Refunded, order.refunded, stored.refunded);
        keep(Field::FinancialStatus, order.financialStatus, stored.financialStatus);
        keep(Field::FulfillmentStatus, order.fulfillmentStatus, stored.fulfillmentStatus);
        keep(Field::Channel, order.channel, stored.channel);
        keep(Field::CouponCode, order.couponCode, stored.couponCode);
        keep(Field::Note, order.note, stored.note);
        if (order.lines.empty())
            order.lines = stored.lines;
        // Lines that are told for the first time, or once more, are not better than a total that another file
        // told.
        if (!order.total && (stored.lines.empty() || stored.lines == order.lines)) {
            order.subtotal = stored.subtotal;
            order.discount = stored.discount;
            order.shipping = stored.shipping;
            order.tax = stored.tax;
            order.total = stored.total;
        }
        order.complete();
    }

    static void bindOrder(store::Statement &statement, const Order &order)
    {
        const auto text = [&statement](int index, const std::string &value) {
            if (value.empty())
                statement.bindNull(index);
            else
                statement.bind(index, std::string_view(value));
        };
        statement.bind(1, std::string_view(order.externalId)).bind(2, std::string_view(order.name));
        statement.bind(3, std::string_view(order.isReturn ? "return" : "sale")).bind(4, order.customer);
        statement.bind(5, order.placedAt).bind(6, order.cancelledAt).bind(7, order.currency.toString());
        statement.bind(8, order.subtotal)
            .bind(9, order.discount)
            .bind(10, order.shipping)
            .bind(11, order.tax);
        statement.bind(12, order.total.value_or(0)).bind(13, order.refunded);
        text(14, order.financialStatus);
        text(15, order.fulfillmentStatus);
        text(16, order.channel);
        text(17, order.couponCode);
        text(18, order.note);
    }

    Result<> insertLines(qint64 id, const std::vector<OrderLine> &lines, int first)
    {
        auto &insert = m_sql.insertLine;
        for (size_t i = 0; i < lines.size(); ++i) {
            const OrderLine &line = lines[i];
            insert.bind(1, id).bind(2, first + int(i) + 1).bind(3, line.product).bind(4, line.variant);
            insert.bindView(5, line.title);
            if (line.sku.empty())
                insert.bindNull(6);
            else
                insert.bindView(6, line.sku);
            HABERDASH_TRY(insert.bind(7, line.quantity)
                              .bind(8, line.unitPrice)
                              .bind(9, line.discount)
                              .bind(10, m_batch.id())
                              .run());
        }
        return {};
    }

    Result<> writeRefund(qint64 id, qint64 amount)
    {
        return amount == 0 ? Result<>()
                           : m_sql.insertRefund.bind(1, id).bind(2, amount).bind(3, m_batch.id()).run();
    }

    Result<Order> readOrder(qint64 id)
    {
        auto &read = m_sql.read;
        HABERDASH_TRY_ASSIGN(found, read.bind(1, id).step());
        Q_ASSERT(found);
        Order order;
        order.externalId = read.view(0);
        order.name = read.view(1);
        order.isReturn = read.view(2) == "return";
        order.customer = read.id<CustomerId>(3);
        order.placedAt = read.integer(4);
        order.cancelledAt = read.optionalInteger(5);
        HABERDASH_TRY_ASSIGN(currency, CurrencyCode::fromString(read.text(6)));
        order.currency = currency;
        order.subtotal = read.integer(7);
        order.discount = read.integer(8);
        order.shipping = read.integer(9);
        order.tax = read.integer(10);
        order.total = read.integer(11);
        order.refunded = read.integer(12);
        order.financialStatus = read.view(13);
        order.fulfillmentStatus = read.view(14);
        order.channel = read.view(15);
        order.couponCode = read.view(16);
        order.note = read.view(17);
        read.reset();
        auto &lines = m_sql.readLines;
        lines.bind(1, id);
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, lines.step());
            if (!more)
                break;
            order.lines.push_back({lines.id<ProductId>(0), lines.id<VariantId>(1), std::string(lines.view(2)),
                std::string(lines.view(3)), lines.integer(4), lines.integer(5), lines.integer(6)});
        }
        lines.reset();
        return order;
    }

    Batch &m_batch;
    CustomerDirectory &m_customers;
    ProductDirectory &m_products;
    QString m_source;
    std::string m_shopCountry;
    std::string m_returnsPrefix;
    std::bitset<fieldCount> m_carries; ///< the fields that the mapping reads
    Statements m_sql;
    bool m_storeIsEmpty;
    bool m_open = false;
    bool m_atEnd = false; ///< what is written now is the last order of the file
    qint64 m_continues = 0; ///< the known order that the open rows add lines to
    std::string m_probe;
    Order m_order;
    KeyIndex m_written; ///< orders of this file
    std::unordered_map<qint64, Order> m_held; ///< known orders whose lines are still being collected
    qint64 m_lastNamed = 0;
};

} // namespace

Result<std::unique_ptr<RecordWriter>> makeOrderWriter(
    Batch &batch, CustomerDirectory &customers, ProductDirectory &products, const OrderFile &file)
{
    auto &connection = batch.connection();
    const QString columns = QLatin1StringView(orderColumns);
    QStringList settings;
    int index = 0;
    for (const QString &column : columns.split(u", "_s))
        settings.append(u"%1 = ?%2"_s.arg(column).arg(++index));
    Q_ASSERT(index == 18);
    HABERDASH_TRY_ASSIGN(find,
        connection.prepare(u"SELECT id, batch_id FROM shop_order WHERE source = ?1 AND external_id = ?2"_s));
    HABERDASH_TRY_ASSIGN(read, connection.prepare(u"SELECT %1 FROM shop_order WHERE id = ?1"_s.arg(columns)));
    HABERDASH_TRY_ASSIGN(insert,
        connection.prepare(u"INSERT INTO shop_order (%1, source, batch_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
                           u"?7, ?8, ?9, ?10, ?11, ?12, "
                           u"?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)"_s.arg(columns)));
    HABERDASH_TRY_ASSIGN(
        update, connection.prepare(u"UPDATE shop_order SET %1 WHERE id = ?19"_s.arg(settings.join(u", "_s))));
    HABERDASH_TRY_ASSIGN(readLines,
        connection.prepare(
            u"SELECT product_id, variant_id, title, sku, quantity, unit_price, discount FROM order_line "
            u"WHERE order_id = ?1 ORDER BY line"_s));
    HABERDASH_TRY_ASSIGN(insertLine,
        connection.prepare(u"INSERT INTO order_line (order_id, line, product_id, variant_id, title, sku, "
                           u"quantity, unit_price, "
                           u"discount, batch_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"_s));
    HABERDASH_TRY_ASSIGN(deleteLines, connection.prepare(u"DELETE FROM order_line WHERE order_id = ?1"_s));
    HABERDASH_TRY_ASSIGN(refundNumber, store::newRowNumber(connection, u"refund"_s));
    HABERDASH_TRY_ASSIGN(insertRefund,
        connection.prepare(
            u"INSERT INTO refund (id, order_id, amount, batch_id) VALUES (%1, ?1, ?2, ?3)"_s.arg(
                refundNumber)));
    HABERDASH_TRY_ASSIGN(deleteRefund, connection.prepare(u"DELETE FROM refund WHERE order_id = ?1"_s));
    HABERDASH_TRY_ASSIGN(nameCustomer,
        connection.prepare(u"UPDATE customer SET first_name = coalesce(first_name, ?1), last_name = "
                           u"coalesce(last_name, ?2), "
                           u"country = coalesce(country, ?3) WHERE id = ?4 AND batch_id = ?5"_s));
    HABERDASH_TRY_ASSIGN(known, connection.integer(u"SELECT EXISTS (SELECT 1 FROM shop_order)"_s));
    return std::make_unique<OrderWriter>(batch, customers, products, file,
        OrderWriter::Statements{std::move(find), std::move(read), std::move(insert), std::move(update),
            std::move(readLines), std::move(insertLine), std::move(deleteLines), std::move(insertRefund),
            std::move(deleteRefund), std::move(nameCustomer)},
        known == 0);
}

} // namespace haberdash::importing
