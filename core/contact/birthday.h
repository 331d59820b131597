// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace haberdash::contact {

/// A birthday as "1815-12-10", or "12-10" where the year is not said: what "05/17" (Mailchimp), "17.5.1990",
/// "19900517", "--05-17", "1990-05-17T00:00:00Z" and "May 17, 1990" mean. A year alone stays one. Anything
/// else, and a day that there is none, comes back as it was.
/// @param dayFirst whether "03/04/1990" is the third of April; two numbers of which one is above 12 say it
/// themselves, and so do points
[[nodiscard]] QString tidyBirthday(const QString &birthday, bool dayFirst);

} // namespace haberdash::contact
