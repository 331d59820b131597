// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTimeZone>

namespace haberdash::contact {

/// The two letters of ISO 3166 for what people write as their country: its code of two or three letters, its
/// name in English, in the languages of the program or in its own, or a usual alias ("UK", "USA", "EL"), in
/// any case (names: Unicode's CLDR). Empty for anything else.
[[nodiscard]] QString countryCode(const QString &text);

/// Whether these are two letters of ISO 3166, in capitals.
[[nodiscard]] bool isCountryCode(QStringView text);

/// The country that a time zone lies in, two letters: a shop's own, where nothing says better. Empty for
/// zones of no country.
[[nodiscard]] QString countryOfZone(const QTimeZone &zone);

} // namespace haberdash::contact
