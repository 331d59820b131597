// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/connection.h"

#include <optional>

namespace haberdash::store {

/// Who gets no mail of any campaign for a while, so that the shop sees what mail does at all. Drawn by a hash
/// of the customer and the draw's salt: whoever becomes known later is drawn as well.
struct ControlGroup
{
    int perMille = 0; ///< 0: nobody
    QString salt; ///< of the draw in force
    Timestamp from{}; ///< of that draw
    Timestamp until{}; ///< then others are drawn
    [[nodiscard]] bool contains(CustomerId customer) const;
    friend bool operator==(const ControlGroup &, const ControlGroup &) = default;
};

/// What a shop has set.
struct ControlGroupSetting
{
    static constexpr int mostPerMille = 500;
    static constexpr int mostDays = 730;
    int perMille = 0;
    int days = 90; ///< a draw holds for so long
    friend bool operator==(const ControlGroupSetting &, const ControlGroupSetting &) = default;
};

/// The draw in force at an instant; nobody where the shop never set one.
[[nodiscard]] Result<ControlGroup> controlGroupAt(Connection &connection, Timestamp now);
[[nodiscard]] Result<ControlGroupSetting> controlGroupSetting(Connection &connection, Timestamp now);
/// From now on; a new draw begins. Invalid outside of 0 to 500 per mille and 1 to 730 days.
/// @param salt of the caller's chance; empty is Invalid
[[nodiscard]] Result<> setControlGroup(
    Connection &connection, const ControlGroupSetting &setting, const QString &salt, Timestamp now);

} // namespace haberdash::store
