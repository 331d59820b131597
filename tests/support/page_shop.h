// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "tests/support/temporary_workspace.h"
#include "ui/shared/shop.h"

namespace haberdash::test {

/// A workspace for pages, seen from 30 June 2026, 00:00 UTC. filled() puts in 300 customers: "Ada Name1" to
/// "Ada Name300", person1@example.com and so on, the odd ones in DE, the others in GB; all but each third
/// agreed to mail (200); the first 100 bought once, number n for n dollars n days ago; the first 10 added
/// something to the cart yesterday.
class PageShop
{
public:
    PageShop()
        : m_shop{m_workspace.file(),
            {QStringLiteral("Test shop"), *CurrencyCode::fromString(u"USD"), QTimeZone("America/New_York")},
            {}, &m_clock}
    { }
    PageShop &filled();
    [[nodiscard]] const ui::Shop &shop() const { return m_shop; }
    TemporaryWorkspace &workspace() { return m_workspace; }
    /// A shop whose file is gone: every question about it fails.
    [[nodiscard]] ui::Shop lost() const;

    static constexpr Timestamp asOf = fromMilliseconds(1'782'777'600'000);

private:
    TemporaryWorkspace m_workspace;
    FixedClock m_clock{asOf};
    ui::Shop m_shop;
};

} // namespace haberdash::test
