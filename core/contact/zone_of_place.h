// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTimeZone>

namespace haberdash::contact {

/// The time zone in which somebody lives: of the only zone of a country, or of the state or province in
/// countries that have several (United States, Canada, Australia, Brazil, Mexico by name or code); else of
/// the zone in which most of its people live. `fallback` for countries that are not known.
/// @param country two letters of ISO 3166
[[nodiscard]] QTimeZone zoneOfPlace(const QString &country, const QString &region, const QTimeZone &fallback);

} // namespace haberdash::contact
