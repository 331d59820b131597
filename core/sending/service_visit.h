// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/progress.h"
#include "core/deliver/secret_store.h"
#include "core/sending/service_event_books.h"

namespace haberdash::sending {

/// How asking a service for events went.
struct ServiceVisitReport
{
    EventCounts counts;
    bool isComplete = false; ///< everything up to now was read
    QString trouble; ///< why it ended early; empty: it did not
    QStringList remarks; ///< what the service does not tell, whole sentences
    std::optional<Timestamp> readUntil; ///< everything before was read
    std::optional<Timestamp> goesOnAt; ///< the service wants to be left alone until then
};

/// Reads what happened to messages of an account since the last visit, with an hour or more once again, and
/// books it. Each answer is booked in one transaction with the place behind it, so a crash at any point loses
/// nothing and books nothing twice. A service that has had enough is left alone until it says.
/// Refused for accounts without a service: what comes back from a mail server comes by mail.
/// @param since reads from there, where that is before what would be read by itself
[[nodiscard]] Result<ServiceVisitReport> visitService(store::Connection &connection,
    const store::Account &account, deliver::SecretStore &secrets, const QString &trustedCaFile,
    const Clock &clock, Progress &progress, std::optional<Timestamp> since = std::nullopt);

/// The same through a source that is given.
[[nodiscard]] Result<ServiceVisitReport> visitService(store::Connection &connection,
    const store::Account &account, deliver::EventSource &source, const Clock &clock, Progress &progress,
    std::optional<Timestamp> since = std::nullopt);

} // namespace haberdash::sending
