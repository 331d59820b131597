// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace haberdash::contact {

/// A name as one would write it in a letter: blanks in order; "ANNA-LENA O'BRIEN" and "anna-lena o'brien"
/// become "Anna-Lena O'Brien", since nobody shouts a name. Names that mix cases are left alone, so are other
/// scripts and single letters.
[[nodiscard]] QString tidyName(const QString &name);

/// A postcode as its country writes it: capitals, single blanks, and the zeros in front that a spreadsheet
/// took away where the country has five digits.
/// @param country two letters; may be empty
[[nodiscard]] QString tidyPostcode(const QString &postcode, const QString &country);

} // namespace haberdash::contact
