// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <set>
#include <string>

namespace haberdash::mailbox {

/// Which mails of a mailbox were read: what the next visit goes on from. A fresh one has read none.
struct MailboxState
{
    // IMAP: numbers only grow, as long as the folder says the same `uidValidity`.
    qint64 uidValidity = 0;
    qint64 lastUid = 0;
    std::set<std::string> seen; ///< POP3: names of mails (UIDL)
    friend bool operator==(const MailboxState &, const MailboxState &) = default;

    /// As text, for whoever keeps it.
    [[nodiscard]] QByteArray toJson() const;
    /// Of an empty text: a fresh state. Invalid for what `toJson` did not write.
    [[nodiscard]] static Result<MailboxState> fromJson(const QByteArray &json);
};

} // namespace haberdash::mailbox
