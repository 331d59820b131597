// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customers/customer_finder.h"

#include "core/facts/customer_index.h"
#include "core/store/customer_repository.h"
#include "ui/customers/customer_search.h"

#include <QtConcurrentRun>

namespace haberdash::ui {

namespace {
constexpr int mostFound = 8;
constexpr qsizetype leastLetters = 2;

void renewIndex(const Shop &shop)
{
    static_cast<void>(QtConcurrent::run([shop] { prepareCustomerSearch(shop); }));
}

Result<QList<store::Customer>> find(
    const Shop &shop, const QString &text, const std::function<bool()> &shouldStop)
{
    HABERDASH_TRY_ASSIGN(connection, shop.open());
    connection.setInterrupt(shouldStop);
    const auto index = shop.people->atHand();
    // Reading a million people takes seconds that nobody at the keyboard has.
    if (!shop.people->isCurrent(connection))
        renewIndex(shop);
    HABERDASH_TRY_ASSIGN(customers,
        store::customersBeginningWith(connection, text, mostFound, index ? index->newest() : CustomerId()));
    if (!index)
        return customers;
    HABERDASH_TRY_ASSIGN(rows, index->best(connection, text, mostFound));
    for (const quint32 row : rows) {
        if (customers.size() == mostFound || shouldStop())
            break;
        // Somebody of an older index may be gone.
        if (auto customer = store::customerById(connection, index->idAt(row)))
            customers.append(std::move(*customer));
    }
    return customers;
}
} // namespace

CustomerFinder::CustomerFinder(Shop shop, std::function<void(CustomerId)> open)
    : m_shop(std::move(shop))
    , m_open(std::move(open))
{ }

QFuture<QList<PaletteEntry>> CustomerFinder::entriesLater(const QString &text)
{
    if (text.trimmed().size() < leastLetters) {
        renewIndex(m_shop);
        return {};
    }
    return QtConcurrent::run([shop = m_shop, open = m_open, text](QPromise<QList<PaletteEntry>> &promise) {
        const auto customers = find(shop, text, [&promise] { return promise.isCanceled(); });
        if (!customers)
            return; // the palette finds nobody; the page says why when it is opened
        QList<PaletteEntry> entries;
        for (const store::Customer &customer : *customers)
            entries.append({customer.displayName(), customer.email, Icon::Customers,
                [open, id = customer.id] { open(id); }});
        promise.addResult(entries);
    });
}

} // namespace haberdash::ui
