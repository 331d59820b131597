// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit.h"
#include "ui/shared/paged_table_model.h"
#include "ui/shared/shop.h"

namespace haberdash::ui {

/// An audit that windows and workers share; it never changes.
using SharedAudit = std::shared_ptr<const audit::Audit>;

/// All rows behind one finding, read when they are looked at. Columns by what the rows are.
class FindingTable final : public PagedTableModel
{
    Q_OBJECT

public:
    /// @param finding one of `audit`
    FindingTable(Shop shop, SharedAudit audit, const audit::Finding &finding, QObject *parent = nullptr);
    /// Widths for TableView::setColumnWidths().
    [[nodiscard]] QList<int> widths() const;
    /// Whose row it is; not valid for nobody's, or while it is being read.
    [[nodiscard]] CustomerId customerAt(int row) const;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    static QList<Column> columnsFor(audit::RowKind kind);

    audit::RowKind m_kind;
};

} // namespace haberdash::ui
