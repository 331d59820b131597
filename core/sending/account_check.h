// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/transport.h"
#include "core/store/account_repository.h"

namespace haberdash::sending {

/// What a look at an account came to, in the words of somebody who keeps a shop.
struct AccountCheck
{
    bool works = false;
    bool isEncrypted = false;
    QString headline; ///< what is the matter, one sentence
    QString advice; ///< what to do about it; empty where it works
    deliver::Delivery answer; ///< as the other side gave it
};

/// Says what an answer to `Transport::open`, or to a mail to oneself, means.
[[nodiscard]] AccountCheck explain(const store::Account &account, const deliver::Delivery &answer);

/// Reaches the other side and signs in, without sending.
[[nodiscard]] AccountCheck checkAccount(const store::Account &account, deliver::Transport &transport);

} // namespace haberdash::sending
