// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace haberdash::contact {

/// The form in which names of people, streets and towns are compared: NFKC, case folded, without marks and
/// punctuation, single blanks between words ("O’Brien-Müller" -> "obrien muller"). Any script. The name
/// itself is kept elsewhere as it was written.
[[nodiscard]] QString nameKey(QStringView name);

/// The same for a postcode: upper case, without blanks and dashes.
[[nodiscard]] QString postcodeKey(QStringView postcode);

} // namespace haberdash::contact
