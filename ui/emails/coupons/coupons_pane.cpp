// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/coupons/coupons_pane.h"

#include "core/campaign/coupon_uses.h"
#include "core/segment/rule_parser.h"
#include "core/segment/segment_evaluator.h"
#include "ui/emails/coupons/coupon_set_dialog.h"
#include "ui/emails/coupons/coupon_set_view.h"
#include "ui/emails/coupons/coupon_words.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/line_list.h"
#include "ui/shared/widgets.h"

#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

bool canRunOut(const CouponSetState &state)
{
    return state.set.source == store::CouponSet::Source::Pool && !state.emails.isEmpty();
}

Result<qint64> countMailable(store::Connection &connection, const Shop &shop)
{
    const auto rule = segment::parseRule(u"all(mailable)"_s);
    if (!rule)
        return tl::unexpected(rule.error().toError());
    segment::SegmentEvaluator evaluator(connection, {shop.asOf(), shop.info.timeZone, shop.info.currency});
    HABERDASH_TRY_ASSIGN(members, evaluator.members(*rule));
    return qint64(members.size());
}

Result<QList<CouponSetState>> readStates(const Shop &shop)
{
    HABERDASH_TRY_ASSIGN(connection, shop.open());
    HABERDASH_TRY_ASSIGN(sets, store::couponSets(connection));
    HABERDASH_TRY_ASSIGN(uses, campaign::emailsByCouponSet(connection));
    QList<CouponSetState> states;
    for (const auto &set : sets) {
        HABERDASH_TRY_ASSIGN(stock, coupon::stockOf(connection, set, shop.asOf()));
        states.append({set, stock, uses.value(set.name), 0});
    }
    if (std::none_of(states.begin(), states.end(), canRunOut))
        return states;
    HABERDASH_TRY_ASSIGN(mailable, countMailable(connection, shop));
    for (CouponSetState &state : states)
        state.mailable = canRunOut(state) ? mailable : 0;
    return states;
}

} // namespace

CouponsPane::CouponsPane(Shop shop, QWidget *parent)
    : QWidget(parent)
    , m_shop(std::move(shop))
    , m_list(new LineList(u"couponSets"_s, tr("Coupons")))
    , m_view(new CouponSetView(m_shop))
    , m_faces(new FaceStack)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *head = new QHBoxLayout;
    auto *back = new QPushButton(icon(Icon::ArrowLeft), tr("All emails"));
    back->setObjectName(u"couponsBack"_s);
    auto *add = new QPushButton(icon(Icon::Plus), tr("New coupon …"));
    add->setObjectName(u"newCouponSet"_s);
    head->addWidget(back);
    head->addStretch(1);
    head->addWidget(add);
    column->addLayout(head);
    column->addWidget(m_faces, 1);
    auto *empty = new EmptyFace(Icon::Tag, tr("A code of their own for everybody"),
        tr("Codes that are given once cannot be passed around, and show which email brought the order. "
           "Haberdash makes them, or takes those that your shop made."));
    auto *start = empty->setPrimary(tr("Make a coupon …"));
    start->setObjectName(u"startCoupons"_s); // the page has an empty face of its own
    connect(start, &QPushButton::clicked, this, &CouponsPane::startNew);
    m_faces->setEmptyFace(empty);
    m_faces->setFullFace(new SplitPane(m_list, m_view, 0.24));
    connect(m_faces, &FaceStack::retried, this, [this] { load(); });
    connect(back, &QPushButton::clicked, this, &CouponsPane::backRequested);
    connect(add, &QPushButton::clicked, this, &CouponsPane::startNew);
    connect(m_list, &LineList::chosen, this, &CouponsPane::choose);
    connect(m_view, &CouponSetView::changed, this, &CouponsPane::load);
    connect(m_view, &CouponSetView::noticed, this, &CouponsPane::noticed);
    connect(m_view, &CouponSetView::customerWanted, this, &CouponsPane::customerWanted);
}

void CouponsPane::startNew()
{
    auto *dialog = new CouponSetDialog(m_shop, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CouponSetDialog::made, this, [this](const QString &name) {
        Q_EMIT noticed({tr("“%1” is ready. Put a coupon block into an email to give its codes.").arg(name),
            Tone::Positive, {}, {}});
        load(name);
    });
    dialog->open();
}

void CouponsPane::load(const QString &name)
{
    if (m_faces->face() != FaceStack::Face::Full)
        m_faces->showLoading();
    const QString wanted = name.isEmpty() ? m_list->current() : name;
    m_loading.run(QtConcurrent::run([shop = m_shop] { return readStates(shop); }), this,
        [this, wanted](const Result<States> &states) {
            if (states)
                show(*states, wanted);
            else
                m_faces->showFailed(states.error());
        });
}

void CouponsPane::show(const States &states, const QString &name)
{
    m_states = states;
    if (states.isEmpty()) {
        m_list->setRows({});
        m_faces->showEmpty();
        return;
    }
    QList<LineList::Row> rows;
    for (const CouponSetState &state : states) {
        const bool isUsedUp = state.stock.free == 0 && !state.stock.isEndless;
        rows.append({state.set.name, state.set.name, goodFor(state.set, m_shop),
            leftInWords(state.set, state.stock, m_shop), isUsedUp ? Tone::Warning : Tone::Neutral});
    }
    m_list->setRows(rows);
    const bool isThere = std::any_of(
        states.begin(), states.end(), [&](const auto &state) { return state.set.name == name; });
    choose(isThere ? name : states.constFirst().set.name);
    m_faces->showFull();
}

void CouponsPane::choose(const QString &name)
{
    m_list->select(name);
    for (const CouponSetState &state : m_states) {
        if (state.set.name == name)
            m_view->setState(state);
    }
}

} // namespace haberdash::ui
