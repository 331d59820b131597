// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/coupon_repository.h"
#include "ui/shared/paged_table_model.h"
#include "ui/shared/shop.h"

namespace haberdash::ui {

/// The codes of a set in a table of any length: code, who has it, since when, until when, what for, state.
class CouponTable final : public PagedTableModel
{
    Q_OBJECT

public:
    enum Column { Code, Customer, Given, Until, Campaign, State, ColumnCount };

    explicit CouponTable(Shop shop, QObject *parent = nullptr);
    void search(const store::CouponSearch &search);
    QVariant data(const QModelIndex &index, int role) const override;
    /// Who has the code of a row; not valid where nobody does.
    [[nodiscard]] CustomerId customerAt(int row) const;

protected:
    QString text(int column, const QVariant &value) const override;

private:
    Shop m_shop;
    Format m_format;
};

} // namespace haberdash::ui
