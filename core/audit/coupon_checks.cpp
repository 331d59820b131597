// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/check_list.h"
#include "core/audit/words.h"

#include <unordered_map>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

struct KnownCoupon
{
    qint64 id = 0;
    std::optional<qint64> startsAt;
    std::optional<qint64> endsAt;
    std::optional<qint64> limit;
    qint64 uses = 0;
};

using KnownCoupons = std::unordered_map<std::string, KnownCoupon>;

std::string codeKey(QStringView code)
{
    return code.trimmed().toString().toLower().toStdString();
}

Result<KnownCoupons> readCoupons(Scope &scope)
{
    KnownCoupons coupons;
    HABERDASH_TRY_ASSIGN(rows,
        scope.connection().prepare(
            u"SELECT id, code, starts_at, ends_at, usage_limit FROM coupon ORDER BY id"_s));
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return coupons;
        coupons.emplace(codeKey(rows.text(1)),
            KnownCoupon{rows.integer(0), rows.optionalInteger(2), rows.optionalInteger(3),
                rows.optionalInteger(4), 0});
    }
}

/// Calls `see(order id, placed at, code)` for each code of each sale that was not cancelled; one order may
/// carry several, joined with commas.
template<typename See>
Result<qint64> eachUse(Scope &scope, See see)
{
    HABERDASH_TRY_ASSIGN(rows,
        scope.connection().prepare(
            u"SELECT id, placed_at, coupon_code FROM shop_order WHERE coalesce(coupon_code, '') "
            u"<> '' AND kind = 'sale' AND cancelled_at IS NULL ORDER BY id"_s));
    qint64 orders = 0;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return orders;
        ++orders;
        for (const QString &code : rows.text(2).split(u',', Qt::SkipEmptyParts))
            see(rows.integer(0), rows.integer(1), code.trimmed());
    }
}

class CouponOutOfTime final : public WholeCheck
{
public:
    CouponOutOfTime()
        : WholeCheck({u"orders.coupon-expired"_s, Subject::Orders, Severity::Warning,
            u"Coupons used out of their time"_s, u"Orders with a coupon that had not begun or had ended."_s,
            u"The order was placed before the coupon's first or after its last instant."_s,
            u"Coupons cost more than planned; or the dates of the coupons are wrong, and emails promise what "
            u"no longer "
            u"holds."_s,
            u"Look up the coupon in the shop; export the discounts and import again."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        Finding finding;
        finding.kind = RowKind::Order;
        HABERDASH_TRY_ASSIGN(coupons, readCoupons(scope));
        if (coupons.empty())
            return finding;
        HABERDASH_TRY_ASSIGN(orders, eachUse(scope, [&](qint64 id, qint64 at, const QString &code) {
            const auto found = coupons.find(codeKey(code));
            if (found == coupons.end() || (!finding.ids.empty() && finding.ids.back() == id))
                return;
            const KnownCoupon &coupon = found->second;
            const bool early = coupon.startsAt && at < *coupon.startsAt;
            const bool late = coupon.endsAt && at > *coupon.endsAt;
            if (!early && !late)
                return;
            finding.ids.push_back(id);
            finding.remarks.insert(id, (early ? u"%1 had not begun"_s : u"%1 had ended"_s).arg(code));
        }));
        finding.outOf = orders;
        return finding;
    }
};

class CouponOverused final : public WholeCheck
{
public:
    CouponOverused()
        : WholeCheck({u"goods.coupon-overused"_s, Subject::Goods, Severity::Notice,
            u"Coupons used too often"_s, u"Coupons that were redeemed more often than allowed."_s,
            u"The number of sales with the code exceeds the coupon's limit; cancelled orders are left out."_s,
            u"The code leaked, or the limit is wrong; what a campaign brought cannot be told by it."_s,
            u"End the coupon in the shop and give out a new one."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        Finding finding;
        finding.kind = RowKind::Coupon;
        HABERDASH_TRY_ASSIGN(coupons, readCoupons(scope));
        HABERDASH_TRY(eachUse(scope, [&](qint64, qint64, const QString &code) {
            if (const auto found = coupons.find(codeKey(code)); found != coupons.end())
                ++found->second.uses;
        }));
        for (const auto &[code, coupon] : coupons) {
            if (!coupon.limit || *coupon.limit <= 0)
                continue;
            ++finding.outOf;
            if (coupon.uses > *coupon.limit) {
                finding.ids.push_back(coupon.id);
                finding.remarks.insert(coupon.id,
                    u"%1 times, allowed: %2"_s.arg(numberText(coupon.uses), numberText(*coupon.limit)));
            }
        }
        std::sort(finding.ids.begin(), finding.ids.end());
        return finding;
    }
};

class UnknownCoupon final : public WholeCheck
{
public:
    UnknownCoupon()
        : WholeCheck({u"orders.coupon-unknown"_s, Subject::Orders, Severity::Notice,
            u"Coupons nobody gave out"_s, u"Orders with a code that is not among the coupons."_s,
            u"Coupons were imported, and the order's code (whatever its case) is none of them."_s,
            u"What these discounts were for, and which email brought them, is not known."_s,
            u"Export all discounts of the shop, with those that ended, and import them."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        Finding finding;
        finding.kind = RowKind::Order;
        HABERDASH_TRY_ASSIGN(coupons, readCoupons(scope));
        if (coupons.empty())
            return finding;
        HABERDASH_TRY_ASSIGN(orders, eachUse(scope, [&](qint64 id, qint64, const QString &code) {
            if (coupons.contains(codeKey(code)) || (!finding.ids.empty() && finding.ids.back() == id))
                return;
            finding.ids.push_back(id);
            finding.remarks.insert(id, code);
        }));
        finding.outOf = orders;
        return finding;
    }
};

} // namespace

void addCouponChecks(Checks &checks)
{
    checks.push_back(std::make_unique<CouponOutOfTime>());
    checks.push_back(std::make_unique<UnknownCoupon>());
    checks.push_back(std::make_unique<CouponOverused>());
}

} // namespace haberdash::audit
