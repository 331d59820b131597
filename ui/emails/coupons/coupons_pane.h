// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coupon/coupons.h"
#include "ui/shared/faces.h"
#include "ui/shared/notice.h"
#include "ui/shared/shop.h"
#include "ui/shared/when_done.h"

#include <QWidget>

namespace haberdash::ui {

class CouponSetView;
class LineList;

/// A set of coupons and what has become of its codes.
struct CouponSetState
{
    store::CouponSet set;
    coupon::CouponStock stock;
    QStringList emails; ///< that give codes of it
    qint64 mailable = 0; ///< customers who may be sent mail; counted for pools that an email gives codes of
    friend bool operator==(const CouponSetState &, const CouponSetState &) = default;
};

/// All sets of coupon codes: the list at the left, the chosen set at the right.
class CouponsPane final : public QWidget
{
    Q_OBJECT

public:
    explicit CouponsPane(Shop shop, QWidget *parent = nullptr);
    /// Reads the sets again; `name` becomes the chosen one.
    void load(const QString &name = {});
    /// Asks for a new set.
    void startNew();
    [[nodiscard]] CouponSetView &view() { return *m_view; }
    [[nodiscard]] FaceStack &faces() { return *m_faces; }
    [[nodiscard]] bool isLoading() const { return m_loading.isRunning(); }

Q_SIGNALS:
    void backRequested();
    void noticed(const haberdash::ui::Notice &notice);
    /// The profile of a customer who has a code.
    void customerWanted(CustomerId customer);

private:
    using States = QList<CouponSetState>;
    void show(const States &states, const QString &name);
    void choose(const QString &name);

    Shop m_shop;
    LineList *m_list;
    CouponSetView *m_view;
    FaceStack *m_faces;
    States m_states;
    LatestOnly<Result<States>> m_loading;
};

} // namespace haberdash::ui
