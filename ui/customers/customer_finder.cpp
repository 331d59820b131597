// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customers/customer_finder.h"

#include "core/store/customer_repository.h"

#include <QtConcurrentRun>

namespace haberdash::ui {

namespace {
constexpr int mostFound = 8;
constexpr qsizetype leastLetters = 2;
} // namespace

CustomerFinder::CustomerFinder(Shop shop, std::function<void(CustomerId)> open)
    : m_shop(std::move(shop))
    , m_open(std::move(open))
{ }

QFuture<QList<PaletteEntry>> CustomerFinder::entriesLater(const QString &text)
{
    if (text.trimmed().size() < leastLetters)
        return {};
    return QtConcurrent::run([shop = m_shop, open = m_open, text](QPromise<QList<PaletteEntry>> &promise) {
        auto connection = shop.open();
        if (!connection)
            return; // the palette finds nobody; the page says why when it is opened
        connection->setInterrupt([&promise] { return promise.isCanceled(); });
        const auto customers = store::customersBeginningWith(*connection, text, mostFound);
        if (!customers)
            return;
        QList<PaletteEntry> entries;
        for (const store::Customer &customer : *customers)
            entries.append({customer.displayName(), customer.email, Icon::Customers,
                [open, id = customer.id] { open(id); }});
        promise.addResult(entries);
    });
}

} // namespace haberdash::ui
