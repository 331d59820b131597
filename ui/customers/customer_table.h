// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "ui/customers/customer_search.h"
#include "ui/shared/paged_table_model.h"
#include "ui/shared/shop.h"

namespace haberdash::ui {

/// Customers in a table of any length: name, address, country, orders, spent, last order, consent.
class CustomerTable final : public PagedTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Address, Country, Orders, Spent, LastOrder, Consent, ColumnCount };

    explicit CustomerTable(Shop shop, QObject *parent = nullptr);
    /// Those with `text` in their name, address or order number, and of a saved segment; all where both are
    /// empty. Keeps the order.
    void search(const QString &text, const QString &segment = {});
    /// Gets ready for searching, on a worker.
    void prepareSearch();
    void sort(int column, Qt::SortOrder order) override;
    QVariant data(const QModelIndex &index, int role) const override;
    /// Not valid while the row is being read.
    [[nodiscard]] CustomerId customerAt(int row) const;

protected:
    QString text(int column, const QVariant &value) const override;

private:
    Shop m_shop;
    Format m_format;
    SortOrder m_sorting{Name, Qt::AscendingOrder};
};

} // namespace haberdash::ui
