// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/finding_table.h"

#include "ui/shared/table_view.h"

namespace haberdash::ui {

using audit::RowKind;

namespace {

/// What a row has, whatever is shown of it. Cells of a row come in this order, with the customer behind them.
enum Part { Name, Detail, When, Amount, Remark, PartCount };

/// The parts that are worth a column.
QList<Part> partsOf(RowKind kind)
{
    switch (kind) {
    case RowKind::Order:
        return {Name, Detail, When, Amount, Remark};
    case RowKind::Product:
    case RowKind::Variant:
        return {Name, Detail, Amount, Remark};
    case RowKind::Person:
    case RowKind::Coupon:
    case RowKind::Other:
        break;
    }
    return {Name, Detail, Remark};
}

class FindingRows final : public PagedRows
{
public:
    FindingRows(Shop shop, SharedAudit audit, const audit::Finding &finding)
        : m_shop(std::move(shop))
        , m_audit(std::move(audit))
        , m_finding(finding)
    { }
    qint64 count() const override { return m_finding.count(); }
    Result<std::vector<std::vector<QVariant>>> fetch(qint64 first, qint64 count) const override
    {
        HABERDASH_TRY_ASSIGN(connection, m_shop.open());
        HABERDASH_TRY_ASSIGN(found, audit::rowsOf(connection, m_finding, m_audit->asOf, first, count));
        const auto format = m_shop.format();
        const auto parts = partsOf(m_finding.kind);
        std::vector<std::vector<QVariant>> rows;
        for (const audit::Row &row : found) {
            std::vector<QVariant> cells;
            for (const Part part : parts)
                cells.push_back(cell(row, part, format));
            cells.emplace_back(row.customer.value());
            rows.push_back(std::move(cells));
        }
        return rows;
    }

private:
    static QVariant cell(const audit::Row &row, Part part, const Format &format)
    {
        switch (part) {
        case Name:
            return row.name;
        case Detail:
            return row.detail;
        case When:
            return row.when ? format.dayAndTime(*row.when) : QString();
        case Amount:
            return row.amount ? format.money(*row.amount) : QString();
        case Remark:
        case PartCount:
            break;
        }
        return row.remark;
    }

    Shop m_shop;
    SharedAudit m_audit;
    const audit::Finding &m_finding; ///< of m_audit
};

} // namespace

FindingTable::FindingTable(Shop shop, SharedAudit audit, const audit::Finding &finding, QObject *parent)
    : PagedTableModel(columnsFor(finding.kind), parent)
    , m_kind(finding.kind)
{
    setSource([shop = std::move(shop), audit = std::move(audit), &finding](
                  SortOrder) -> Result<std::shared_ptr<const PagedRows>> {
        return std::make_shared<const FindingRows>(shop, audit, finding);
    });
}

QList<PagedTableModel::Column> FindingTable::columnsFor(RowKind kind)
{
    const bool isPerson = kind == RowKind::Person;
    const bool isOrder = kind == RowKind::Order;
    const bool isGoods = kind == RowKind::Product || kind == RowKind::Variant;
    QList<Column> columns;
    for (const Part part : partsOf(kind)) {
        switch (part) {
        case Name:
            columns.append({isOrder ? tr("Order") : tr("Name"), false, false});
            break;
        case Detail:
            columns.append({isPerson ? tr("E-mail")
                    : isOrder        ? tr("Customer")
                    : isGoods        ? tr("Article number")
                                     : tr("What"),
                false, false});
            break;
        case When:
            columns.append({tr("Placed"), false, false});
            break;
        case Amount:
            columns.append({isOrder ? tr("Total") : tr("Price"), true, false});
            break;
        case Remark:
        case PartCount:
            columns.append({tr("Remark"), false, false});
            break;
        }
    }
    return columns;
}

QList<int> FindingTable::widths() const
{
    switch (m_kind) {
    case RowKind::Order:
        return {90, 130, 158, 100, 0};
    case RowKind::Product:
    case RowKind::Variant:
        return {210, 130, 80, 0};
    case RowKind::Person:
        return {140, 210, 0};
    case RowKind::Coupon:
    case RowKind::Other:
        break;
    }
    return {170, 130, 0};
}

CustomerId FindingTable::customerAt(int row) const
{
    return CustomerId(rawValue(row, int(partsOf(m_kind).size())).toLongLong());
}

QVariant FindingTable::data(const QModelIndex &index, int role) const
{
    if (role == Qt::ToolTipRole)
        return PagedTableModel::data(index, Qt::DisplayRole);
    if (role == MutedRole)
        return index.column() == columnCount() - 1;
    return PagedTableModel::data(index, role);
}

} // namespace haberdash::ui
