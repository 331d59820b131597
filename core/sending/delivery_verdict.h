// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/transport.h"
#include "core/store/outbox_repository.h"

namespace haberdash::sending {

/// What follows from an answer: for the message, for its address, for the account and for the run.
struct Verdict
{
    store::Settlement settlement;
    bool isHardBounce = false; ///< the mailbox does not exist: the address is not written to again
    bool isSoftBounce = false; ///< the mailbox did not take it now, or is full
    bool isThrottled = false; ///< the other side wants mail more slowly
    QString stopsAccount; ///< why the account cannot go on; empty: it can
};

/// @param attempts how often the message was handed over, this time included
[[nodiscard]] Verdict judge(const deliver::Delivery &delivery, int attempts, Timestamp now);

/// Whether an answer says more than what became of its message: of the account, of the link, or of the pace.
/// Further messages would meet the same.
[[nodiscard]] bool isAboutMore(const deliver::Delivery &delivery);

/// "550 5.1.1 no such user", as it is kept.
[[nodiscard]] QString replyText(const deliver::Delivery &delivery);

} // namespace haberdash::sending
