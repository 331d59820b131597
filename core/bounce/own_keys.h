// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bounce/notice.h"
#include "core/bounce/returned_mail.h"

namespace haberdash::bounce {

/// Fills in what leads from a mail back to one that we sent: its ids, the token in the address that the mail
/// came to, the token in the subject of a mail that asks to unsubscribe.
void addOwnKeys(const Notice &notice, ReturnedMail &mail);

} // namespace haberdash::bounce
