// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/facts/shared_customer_index.h"
#include "core/facts/shared_facts.h"
#include "core/store/workspace.h"
#include "ui/shared/format.h"

#include <optional>

namespace haberdash::ui {

/// The open workspace, as pages get it. A value: copy it into workers, which open their own connection.
struct Shop
{
    QString path;
    store::WorkspaceInfo info;
    std::optional<Timestamp> standsAt; ///< the instant at which the shop stands still, as the sample does
    const Clock *clock = nullptr; ///< outlives everything in the window
    /// Shared by all copies: a page and Ctrl+K, which do not know each other, search the same people.
    std::shared_ptr<facts::SharedCustomerIndex> people = std::make_shared<facts::SharedCustomerIndex>();
    /// Shared likewise: what segments are counted in.
    std::shared_ptr<facts::SharedFacts> facts = std::make_shared<facts::SharedFacts>();

    /// The instant that questions are asked as of. Ask once for all parts of one answer.
    [[nodiscard]] Timestamp asOf() const { return standsAt.value_or(clock->now()); }
    /// The real moment, for what is written down: "saved at", "imported at".
    [[nodiscard]] Timestamp now() const { return clock->now(); }
    /// A connection of the caller's own, for one thread.
    [[nodiscard]] Result<store::Connection> open(
        store::Connection::Access access = store::Connection::Access::ReadOnly) const;
    /// Numbers and dates in the language of the person and the zone of the shop.
    [[nodiscard]] Format format() const;
    [[nodiscard]] Money money(qint64 minorUnits) const { return {minorUnits, info.currency}; }
};

/// Opens a workspace for the window: brings it to the newest schema and reads what is true of all of it.
/// May wait for a slow disk or another program: call it on a worker.
[[nodiscard]] Result<Shop> openShop(const QString &path, const Clock &clock);

} // namespace haberdash::ui
