// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learning/attribution.h"
#include "core/store/customer_repository.h"
#include "ui/shared/notice.h"
#include "ui/shared/shop.h"
#include "ui/shared/when_done.h"

#include <QDialog>

class QPushButton;
class QVBoxLayout;

namespace haberdash::ui {

class InlineMessage;
class PeopleModel;
class TextLabel;

/// What a number was made from: the first rows to look at, all of them as a file. Names: "rowsNote",
/// "rowsTable", "rowsSave", "rowsTrouble".
class RowsDialog : public QDialog
{
    Q_OBJECT

public:
    static constexpr size_t mostShown = 500;
    /// Writes all rows. Says in a notice what became of it.
    virtual void saveTo(const QString &path) = 0;

Q_SIGNALS:
    void customerRequested(haberdash::CustomerId customer);
    void noticed(const haberdash::ui::Notice &notice);

protected:
    RowsDialog(const QString &title, Shop shop, const QString &endings, QWidget *parent);
    void setTable(QWidget *table);
    void setNote(qint64 count, const QString &what);
    void showSaved(const QString &path, const Result<> &saved);
    [[nodiscard]] const Shop &shop() const { return m_shop; }
    [[nodiscard]] InlineMessage &trouble() { return *m_trouble; }

private:
    Shop m_shop;
    QVBoxLayout *m_column;
    TextLabel *m_note;
    InlineMessage *m_trouble;
};

/// Customers.
class PeopleDialog final : public RowsDialog
{
    Q_OBJECT

public:
    PeopleDialog(const QString &title, Shop shop, std::vector<CustomerId> people, QWidget *parent = nullptr);
    void saveTo(const QString &path) override;

private:
    std::vector<CustomerId> m_people;
    PeopleModel *m_model;
    LatestOnly<Result<QList<store::CustomerRow>>> m_rows;
};

/// Orders, with the mail that each is laid to and which part of it.
class OrdersDialog final : public RowsDialog
{
    Q_OBJECT

public:
    OrdersDialog(const QString &title, Shop shop, std::shared_ptr<const learning::Mailings> mailings,
        std::vector<learning::CreditedOrder> orders, QWidget *parent = nullptr);
    void saveTo(const QString &path) override;

private:
    std::shared_ptr<const learning::Mailings> m_mailings;
    std::vector<learning::CreditedOrder> m_orders;
};

} // namespace haberdash::ui
