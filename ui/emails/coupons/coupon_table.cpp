// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/coupons/coupon_table.h"

#include "ui/shared/table_view.h"

namespace haberdash::ui {

namespace {

enum class CodeState { Free, Given, Expired, Redeemed };

CodeState stateOf(const store::CouponCode &code, Timestamp asOf)
{
    if (code.isRedeemed)
        return CodeState::Redeemed;
    if (code.expiresAt && *code.expiresAt < asOf)
        return CodeState::Expired;
    return code.givenAt ? CodeState::Given : CodeState::Free;
}

QVariant instant(const std::optional<Timestamp> &at)
{
    return at ? QVariant(toMilliseconds(*at)) : QVariant();
}

QString whoHas(const store::CouponHolder &holder)
{
    QStringList words{holder.name, holder.email};
    words.removeAll(QString());
    return words.join(u", ");
}

class CouponRows final : public PagedRows
{
public:
    CouponRows(Shop shop, Timestamp asOf, QList<qint64> ids)
        : m_shop(std::move(shop))
        , m_asOf(asOf)
        , m_ids(std::move(ids))
    { }
    qint64 count() const override { return m_ids.size(); }
    Result<std::vector<std::vector<QVariant>>> fetch(qint64 first, qint64 count) const override
    {
        HABERDASH_TRY_ASSIGN(connection, m_shop.open());
        HABERDASH_TRY_ASSIGN(holders, store::couponHolders(connection, m_ids.mid(first, count)));
        std::vector<std::vector<QVariant>> rows;
        for (const store::CouponHolder &holder : holders)
            rows.push_back({holder.code.code, whoHas(holder), instant(holder.code.givenAt),
                instant(holder.code.expiresAt), holder.campaign, int(stateOf(holder.code, m_asOf)),
                holder.code.customer.value()});
        return rows;
    }

private:
    Shop m_shop;
    Timestamp m_asOf;
    QList<qint64> m_ids;
};

} // namespace

CouponTable::CouponTable(Shop shop, QObject *parent)
    : PagedTableModel(
        {{tr("Code"), false, false}, {tr("Customer"), false, false}, {tr("Given"), false, false},
            {tr("Valid until"), false, false}, {tr("Campaign"), false, false}, {tr("State"), false, false}},
        parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
{ }

void CouponTable::search(const store::CouponSearch &search)
{
    setSource([shop = m_shop, search](SortOrder) -> Result<std::shared_ptr<const PagedRows>> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        HABERDASH_TRY_ASSIGN(ids, store::findCoupons(connection, search));
        return std::make_shared<const CouponRows>(shop, shop.asOf(), std::move(ids));
    });
}

CustomerId CouponTable::customerAt(int row) const
{
    return CustomerId(rawValue(row, ColumnCount).toLongLong());
}

QVariant CouponTable::data(const QModelIndex &index, int role) const
{
    if (role == BadgeRole && index.column() == State) {
        const QVariant state = rawValue(index.row(), State);
        if (!state.isValid())
            return {};
        switch (CodeState(state.toInt())) {
        case CodeState::Redeemed:
            return int(Tone::Positive);
        case CodeState::Expired:
            return int(Tone::Warning);
        case CodeState::Free:
        case CodeState::Given:
            return int(Tone::Neutral);
        }
    }
    return PagedTableModel::data(index, role);
}

QString CouponTable::text(int column, const QVariant &value) const
{
    if (!value.isValid())
        return {};
    switch (column) {
    case Given:
    case Until:
        return m_format.day(fromMilliseconds(value.toLongLong()));
    case State:
        switch (CodeState(value.toInt())) {
        case CodeState::Free:
            return tr("Free");
        case CodeState::Given:
            return tr("Given");
        case CodeState::Expired:
            return tr("Expired");
        case CodeState::Redeemed:
            return tr("Used");
        }
        return {};
    default:
        return value.toString();
    }
}

} // namespace haberdash::ui
