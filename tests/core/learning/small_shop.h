// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/facts/facts.h"
#include "core/learning/mailings.h"
#include "tests/support/temporary_workspace.h"

namespace haberdash::test {

/// A shop that a test fills by hand, deed by deed. Instants are hours after 1 January 2026, UTC.
class SmallShop
{
public:
    explicit SmallShop(const char *timeZone = "UTC")
        : m_shop("EUR", timeZone)
    { }

    static qint64 at(double hour) { return 1'767'225'600'000 + qint64(hour * 3'600'000); }
    static Timestamp instant(double hour) { return fromMilliseconds(at(hour)); }

    void customer(qint64 id, const QString &email = {}, const QString &country = {});
    void event(qint64 customer, const QString &type, double hour, const QString &reference = {},
        const QString &details = {});
    /// Sent at an hour, opened and clicked so many hours after it; negative: not.
    void mail(qint64 customer, const QString &name, double hour, double opened = -1, double clicked = -1);
    /// Amounts in cents.
    void order(qint64 customer, double hour, qint64 total, qint64 refunded = 0, const QString &coupon = {});
    void line(
        const QString &handle, const QString &variant, int quantity, qint64 price); ///< of the last order
    void product(const QString &handle, const QString &category, const QString &variant, qint64 cost);
    void run(const QString &sql);

    store::Connection &connection() { return m_shop.connection(); }
    qint64 lastOrder() const { return m_order; }
    std::shared_ptr<const facts::Facts> facts();
    std::shared_ptr<const learning::Mailings> mailings(double hour);

private:
    TemporaryWorkspace m_shop;
    qint64 m_order = 0;
    qint64 m_line = 0;
    qint64 m_event = 0;
};

} // namespace haberdash::test
