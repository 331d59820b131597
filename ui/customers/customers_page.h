// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "ui/shared/page.h"
#include "ui/shared/shop.h"
#include "ui/shared/task_list.h"
#include "ui/shared/when_done.h"

class QComboBox;

namespace haberdash::ui {

class CustomerDetail;
class CustomerTable;
class SearchField;
class TableView;

/// All customers in a table, one of them in detail. Argument: "customer:12".
class CustomersPage final : public Page
{
    Q_OBJECT

public:
    CustomersPage(Shop shop, TaskList &tasks, QWidget *parent = nullptr);

public Q_SLOTS:
    void activate(const QString &argument) override;

private:
    void showCustomer(CustomerId id);
    void showDetail(bool shown);
    void openDuplicates();
    void search();
    void loadSegments();
    [[nodiscard]] QString chosenSegment() const;
    Shop m_shop;
    Format m_format;
    TaskList &m_tasks;
    CustomerTable *m_model;
    QComboBox *m_segment;
    SearchField *m_search;
    TableView *m_table;
    CustomerDetail *m_detail;
    LatestOnly<Result<QStringList>> m_segments;
};

} // namespace haberdash::ui
