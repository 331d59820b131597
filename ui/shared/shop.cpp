// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/shop.h"

namespace haberdash::ui {

Result<store::Connection> Shop::open(store::Connection::Access access) const
{
    return store::Connection::open(path, access);
}

Format Shop::format() const
{
    return Format(QLocale(), info.timeZone);
}

Result<Shop> openShop(const QString &path, const Clock &clock)
{
    HABERDASH_TRY_ASSIGN(connection, store::openWorkspace(path));
    HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
    const Timestamp now = clock.now();
    HABERDASH_TRY_ASSIGN(asOf, store::defaultAsOf(connection, now));
    Shop shop{path, info, {}, &clock};
    if (asOf != now)
        shop.standsAt = asOf;
    return shop;
}

} // namespace haberdash::ui
