// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coupon/coupons.h"
#include "ui/emails/coupons/coupons_pane.h"
#include "ui/shared/notice.h"
#include "ui/shared/shop.h"
#include "ui/shared/when_done.h"

#include <QWidget>

class QComboBox;
class QPushButton;

namespace haberdash::ui {

class CouponTable;
class InlineMessage;
class SearchField;
class StatTile;
class TableView;
class TextLabel;

/// One set of coupons: how many codes are free, given, over and used; who has which; adding, exporting,
/// removing.
class CouponSetView final : public QWidget
{
    Q_OBJECT

public:
    explicit CouponSetView(Shop shop, QWidget *parent = nullptr);
    void setState(const CouponSetState &state);
    /// Writes a file, on a worker.
    void exportTo(const QString &path, coupon::ExportForm form, coupon::ExportExtent extent);
    [[nodiscard]] CouponTable &table() { return *m_table; }

Q_SIGNALS:
    /// Codes were added or the set is gone; the name of the set to show, or nothing.
    void changed(const QString &name);
    void noticed(const haberdash::ui::Notice &notice);
    void customerWanted(CustomerId customer);

private:
    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] QWidget *makeTiles();
    [[nodiscard]] QWidget *makeCodes();
    void fillExports();
    void showTiles();
    void showWarning();
    void search();
    void addCodes();
    void askForFile(coupon::ExportForm form, coupon::ExportExtent extent);
    void askToRemove();
    void remove();

    Shop m_shop;
    CouponSetState m_state;
    bool m_isRemoving = false; ///< the message asks whether to remove the set
    TextLabel *m_name;
    TextLabel *m_terms;
    TextLabel *m_uses;
    QPushButton *m_add;
    QPushButton *m_export;
    QPushButton *m_remove;
    InlineMessage *m_message;
    QList<StatTile *> m_tiles;
    SearchField *m_search;
    QComboBox *m_filter;
    CouponTable *m_table;
    TableView *m_view;
    TextLabel *m_none;
    LatestOnly<Result<qint64>> m_exporting;
    LatestOnly<Result<>> m_removing;
};

} // namespace haberdash::ui
