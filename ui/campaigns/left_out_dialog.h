// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/left_out.h"
#include "ui/shared/shop.h"
#include "ui/shared/stop_source.h"
#include "ui/shared/when_done.h"

#include <QDialog>

#include <functional>

class QComboBox;
class QPushButton;
class QVBoxLayout;

namespace haberdash::ui {

class InlineMessage;
class LeftOutModel;
class TableView;
class TextLabel;

/// Gives the first people who are left out of a campaign for a reason; runs on a worker.
using FindLeftOut = std::function<Result<QList<CustomerId>>(
    store::Connection &connection, const QString &reason, int limit)>;

/// The people whom a campaign leaves out for a reason, and of the one who is chosen everything that stands in
/// the way, with what would have to change. Names: "leftOutReason", "leftOutPeople", "leftOutNote",
/// "leftOutMore", "leftOutWhy", "leftOutOpen".
class LeftOutDialog final : public QDialog
{
    Q_OBJECT

public:
    static constexpr int shownAtOnce = 200;

    LeftOutDialog(Shop shop, store::Campaign campaign, const campaign::LeftOut &leftOut, FindLeftOut find,
        const QString &reason, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Somebody wants to see all that is known of them.
    void customerRequested(haberdash::CustomerId customer);

private:
    void addReasons(const campaign::LeftOut &leftOut, const QString &chosen);
    [[nodiscard]] QWidget *makeWhy();
    [[nodiscard]] QWidget *makeButtons();
    [[nodiscard]] QString reason() const;
    void ask();
    void showPeople(const QList<campaign::LeftOutPerson> &people);
    void showWhy();
    void openCustomer();

    Shop m_shop;
    Format m_format;
    store::Campaign m_campaign;
    FindLeftOut m_find;
    int m_limit = shownAtOnce;
    QComboBox *m_reason;
    LeftOutModel *m_model;
    TableView *m_table;
    TextLabel *m_note;
    QPushButton *m_more;
    InlineMessage *m_trouble;
    QVBoxLayout *m_why = nullptr;
    QPushButton *m_open;
    StopSource m_stop;
    LatestOnly<Result<QList<campaign::LeftOutPerson>>> m_people;
};

} // namespace haberdash::ui
