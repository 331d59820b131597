// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/adopt/adopted_mail.h"
#include "ui/shared/line_list.h"

namespace haberdash::ui {

/// The notes of a mail for people: what must be decided first, the same thing in several lines once.
[[nodiscard]] QList<LineList::Row> rowsOf(const adopt::AdoptNotes &notes);
/// "From Mailchimp. 12 things translated, 2 for you to decide, 3 taken out."
[[nodiscard]] QString summaryOf(const adopt::AdoptedMail &mail);

} // namespace haberdash::ui
