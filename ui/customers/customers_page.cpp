// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customers/customers_page.h"

#include "ui/customers/customer_detail.h"
#include "ui/customers/customer_table.h"
#include "ui/customers/duplicates_dialog.h"
#include "ui/shared/table_view.h"
#include "ui/shared/widgets.h"

#include <QHeaderView>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

CustomersPage::CustomersPage(Shop shop, TaskList &tasks, QWidget *parent)
    : Page(tr("Who are your customers?"), parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_tasks(tasks)
    , m_model(new CustomerTable(m_shop, this))
    , m_search(new SearchField(tr("Name or address")))
    , m_table(new TableView(tr("Customers")))
    , m_detail(new CustomerDetail(m_shop))
{
    m_search->setObjectName("customerSearch"_L1);
    m_search->setFixedWidth(260);
    connect(addAction(tr("Duplicates"), Icon::Copy, u"duplicates"_s), &QPushButton::clicked, this,
        &CustomersPage::openDuplicates);
    addActionWidget(m_search);
    m_table->setObjectName("customerTable"_L1);
    m_table->setModel(m_model);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicator(CustomerTable::Name, Qt::AscendingOrder);
    m_table->setColumnWidths({150, 0, 76, 70, 88, 112, 118});
    auto *empty = new EmptyFace(Icon::Customers, tr("No customers yet"),
        tr("Customers come from the files your shop exports. Each one gets a page with what they bought, did "
           "and agreed to."));
    connect(empty->setPrimary(tr("Import your shop's files")), &QPushButton::clicked, this,
        [this] { Q_EMIT pageRequested(u"data"_s, {}); });
    faces().setEmptyFace(empty);
    faces().setFullFace(new SplitPane(m_table, m_detail, 0.74));
    m_detail->hide(); // the table has all the room until somebody is chosen

    connect(m_search, &SearchField::searched, m_model, &CustomerTable::search);
    connect(&faces(), &FaceStack::retried, this, [this] { activate({}); });
    connect(m_model, &PagedTableModel::ready, this, [this](qint64 rows) {
        const bool searching = !m_search->text().trimmed().isEmpty();
        if (rows == 0 && !searching) {
            setSubline({});
            faces().showEmpty();
            return;
        }
        setSubline(rows == 1 ? tr("1 customer")
                             : tr("%1 customers").arg(m_format.number(rows))
                    + (searching
                            ? tr(" whose name or address begins with “%1”").arg(m_search->text().trimmed())
                            : QString()));
        faces().showFull();
    });
    connect(
        m_model, &PagedTableModel::failed, this, [this](const Error &error) { faces().showFailed(error); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &current) {
            if (const CustomerId id = m_model->customerAt(current.row()); current.isValid() && id.isValid())
                showCustomer(id);
        });
}

void CustomersPage::activate(const QString &argument)
{
    if (faces().face() != FaceStack::Face::Full)
        faces().showLoading();
    m_model->search(m_search->text());
    if (argument.startsWith(u"customer:"_s))
        showCustomer(CustomerId(argument.mid(9).toLongLong()));
    else if (m_detail->customer().isValid())
        m_detail->showCustomer(m_detail->customer());
}

void CustomersPage::openDuplicates()
{
    auto *dialog = new DuplicatesDialog(m_shop, m_tasks, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DuplicatesDialog::changed, m_model, &PagedTableModel::reload);
    dialog->open();
}

void CustomersPage::showCustomer(CustomerId id)
{
    m_detail->showCustomer(id);
    m_detail->show();
}

} // namespace haberdash::ui
