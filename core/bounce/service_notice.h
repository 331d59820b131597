// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bounce/notice.h"
#include "core/bounce/returned_mail.h"

namespace haberdash::bounce {

/// Notifications of Amazon SES, which come by mail as one line of JSON: bounce, complaint or delivery.
/// Nothing where the text is none.
[[nodiscard]] std::vector<ReturnedMail> readServiceNotice(const Notice &notice);

} // namespace haberdash::bounce
