// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customers/customers_page.h"

#include "core/segment/segment_repository.h"
#include "ui/customers/customer_detail.h"
#include "ui/customers/customer_table.h"
#include "ui/customers/duplicates_dialog.h"
#include "ui/shared/table_view.h"
#include "ui/shared/widgets.h"

#include <QComboBox>
#include <QHeaderView>
#include <QPushButton>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

CustomersPage::CustomersPage(Shop shop, TaskList &tasks, QWidget *parent)
    : Page(tr("Who are your customers?"), parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_tasks(tasks)
    , m_model(new CustomerTable(m_shop, this))
    , m_segment(new QComboBox)
    , m_search(new SearchField(tr("Name, address or order number")))
    , m_table(new TableView(tr("Customers")))
    , m_detail(new CustomerDetail(m_shop, m_tasks))
{
    m_search->setObjectName("customerSearch"_L1);
    m_search->setFixedWidth(260);
    connect(addAction(tr("Duplicates"), Icon::Copy, u"duplicates"_s), &QPushButton::clicked, this,
        &CustomersPage::openDuplicates);
    m_segment->setObjectName("customerSegment"_L1);
    m_segment->setAccessibleName(tr("Segment"));
    m_segment->addItem(tr("All customers"), QString());
    m_segment->setMinimumWidth(150);
    m_segment->setMaximumWidth(220);
    m_segment->hide();
    addActionWidget(m_segment);
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
    faces().setFullFace(new SplitPane(m_table, m_detail, 0.66));
    connect(m_detail, &CustomerDetail::told, this, [this](const QString &text, Tone tone) {
        Q_EMIT noticed({text, tone, {}, {}});
    });
    connect(m_detail, &CustomerDetail::erased, this, [this] {
        showDetail(false);
        search();
    });
    connect(m_detail, &CustomerDetail::splitUp, m_model, &PagedTableModel::reload);
    connect(m_detail, &CustomerDetail::offered, this, &CustomersPage::noticed);
    m_detail->hide(); // the table has all the room until somebody is chosen

    connect(m_search, &SearchField::searched, this, &CustomersPage::search);
    connect(m_segment, &QComboBox::activated, this, &CustomersPage::search);
    connect(&faces(), &FaceStack::retried, this, [this] { activate({}); });
    connect(m_model, &PagedTableModel::ready, this, [this](qint64 rows) {
        const QString text = m_search->text().trimmed();
        const QString segment = chosenSegment();
        m_model->prepareSearch();
        if (rows == 0 && text.isEmpty() && segment.isEmpty()) {
            setSubline({});
            faces().showEmpty();
            return;
        }
        QString words = rows == 0 ? tr("No customer")
            : rows == 1           ? tr("1 customer")
                                  : tr("%1 customers").arg(m_format.number(rows));
        if (!segment.isEmpty())
            words += tr(" of “%1”").arg(segment);
        if (!text.isEmpty())
            words += tr(" with “%1” in their name, address or order number").arg(text);
        setSubline(words);
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
    loadSegments();
    search();
    if (argument.startsWith(u"customer:"_s))
        showCustomer(CustomerId(argument.mid(9).toLongLong()));
    else if (m_detail->customer().isValid())
        m_detail->showCustomer(m_detail->customer());
}

QString CustomersPage::chosenSegment() const
{
    return m_segment->currentData().toString();
}

void CustomersPage::search()
{
    m_model->search(m_search->text(), chosenSegment());
}

void CustomersPage::loadSegments()
{
    m_segments.run(QtConcurrent::run([shop = m_shop]() -> Result<QStringList> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        HABERDASH_TRY_ASSIGN(saved, segment::savedSegments(connection));
        QStringList names;
        for (const auto &one : saved)
            names.append(one.name);
        return names;
    }),
        this, [this](const Result<QStringList> &names) {
            if (!names)
                return; // the table says what is wrong with the workspace
            const QString chosen = chosenSegment();
            m_segment->clear();
            m_segment->addItem(tr("All customers"), QString());
            for (const QString &name : *names)
                m_segment->addItem(name, name);
            m_segment->setCurrentIndex(std::max(0, m_segment->findData(chosen)));
            m_segment->setVisible(!names->isEmpty());
            // A segment that is gone filters no more.
            if (chosenSegment() != chosen)
                search();
        });
}

void CustomersPage::openDuplicates()
{
    auto *dialog = new DuplicatesDialog(m_shop, m_tasks, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DuplicatesDialog::changed, m_model, &PagedTableModel::reload);
    dialog->open();
}

/// Beside a customer the table keeps what tells people apart.
void CustomersPage::showDetail(bool shown)
{
    m_detail->setVisible(shown);
    for (const int column : {CustomerTable::Country, CustomerTable::LastOrder})
        m_table->setColumnHidden(column, shown);
}

void CustomersPage::showCustomer(CustomerId id)
{
    m_detail->showCustomer(id);
    showDetail(true);
}

} // namespace haberdash::ui
