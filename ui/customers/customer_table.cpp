// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customers/customer_table.h"

#include "core/store/customer_repository.h"
#include "ui/customers/customer_words.h"
#include "ui/shared/table_view.h"

#include <QtConcurrentRun>

namespace haberdash::ui {

using store::CustomerOrder;

namespace {

class CustomerRows final : public PagedRows
{
public:
    CustomerRows(Shop shop, Timestamp asOf, QList<CustomerId> ids)
        : m_shop(std::move(shop))
        , m_asOf(asOf)
        , m_ids(std::move(ids))
    { }
    qint64 count() const override { return m_ids.size(); }
    Result<std::vector<std::vector<QVariant>>> fetch(qint64 first, qint64 count) const override
    {
        HABERDASH_TRY_ASSIGN(connection, m_shop.open());
        HABERDASH_TRY_ASSIGN(people, store::customerRows(connection, m_ids.mid(first, count), m_asOf));
        std::vector<std::vector<QVariant>> rows;
        for (const store::CustomerRow &person : people)
            rows.push_back({person.name, person.email, person.country, person.orders, person.spent,
                person.lastOrder ? QVariant(toMilliseconds(*person.lastOrder)) : QVariant(),
                person.emailConsent, person.id.value()});
        return rows;
    }

private:
    Shop m_shop;
    Timestamp m_asOf;
    QList<CustomerId> m_ids;
};

CustomerOrder orderOf(int column)
{
    switch (column) {
    case CustomerTable::Orders:
        return CustomerOrder::ByOrders;
    case CustomerTable::Spent:
        return CustomerOrder::BySpent;
    case CustomerTable::LastOrder:
        return CustomerOrder::ByLastOrder;
    default:
        return CustomerOrder::ByName;
    }
}

} // namespace

CustomerTable::CustomerTable(Shop shop, QObject *parent)
    : PagedTableModel({{tr("Name"), false, true}, {tr("E-mail"), false, false}, {tr("Country"), false, false},
                          {tr("Orders"), true, true}, {tr("Spent"), true, true},
                          {tr("Last order"), false, true}, {tr("Consent"), false, false}},
        parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
{ }

void CustomerTable::search(const QString &text, const QString &segment)
{
    setSource(
        [shop = m_shop, text = text.simplified(), segment](
            SortOrder order) -> Result<std::shared_ptr<const PagedRows>> {
            HABERDASH_TRY_ASSIGN(ids,
                findCustomers(
                    shop, {text, orderOf(order.column), order.order == Qt::DescendingOrder, segment}));
            return std::make_shared<const CustomerRows>(shop, shop.asOf(), std::move(ids));
        },
        m_sorting);
}

void CustomerTable::prepareSearch()
{
    static_cast<void>(QtConcurrent::run([shop = m_shop] { prepareCustomerSearch(shop); }));
}

void CustomerTable::sort(int column, Qt::SortOrder order)
{
    if (column == Name || orderOf(column) != CustomerOrder::ByName)
        m_sorting = {column, order};
    PagedTableModel::sort(column, order);
}

QVariant CustomerTable::data(const QModelIndex &index, int role) const
{
    if (role == BadgeRole && index.column() == Consent) {
        const QVariant state = rawValue(index.row(), Consent);
        return state.isValid() ? QVariant(int(consentBadge(state.toString()).second)) : QVariant();
    }
    return PagedTableModel::data(index, role);
}

CustomerId CustomerTable::customerAt(int row) const
{
    return CustomerId(rawValue(row, ColumnCount).toLongLong());
}

QString CustomerTable::text(int column, const QVariant &value) const
{
    if (!value.isValid())
        return {};
    switch (column) {
    case Orders:
        return m_format.number(value.toLongLong());
    case Spent:
        return m_format.money(m_shop.money(value.toLongLong()));
    case LastOrder:
        return m_format.day(fromMilliseconds(value.toLongLong()));
    case Consent:
        return consentBadge(value.toString()).first;
    default:
        return value.toString();
    }
}

} // namespace haberdash::ui
