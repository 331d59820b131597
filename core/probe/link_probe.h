// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QStringList>

#include <chrono>
#include <vector>

namespace haberdash::probe {

/// What became of asking for one address.
struct LinkAnswer
{
    enum class Outcome {
        Reached, ///< 2xx, maybe after redirections
        Closed, ///< 401, 403, 429, 999: something is there that does not talk to programs
        Gone, ///< 404, 410 and other 4xx
        Failing, ///< 5xx, or redirections without end
        Unreachable, ///< no such host, no connection, no answer in time
        Untrusted ///< the certificate does not hold
    };
    QString address; ///< as it was asked for
    Outcome outcome = Outcome::Reached;
    int status = 0; ///< of HTTP, the last one; 0 where there was none
    QString leadsTo; ///< where redirections ended; empty without any
    QString detail; ///< what the network said, where no server answered
    friend bool operator==(const LinkAnswer &, const LinkAnswer &) = default;
};

struct LinkLimits
{
    std::chrono::milliseconds patience{10'000}; ///< for each address, redirections included
    int redirections = 5;
    int atOnce = 4;
    QString trustedCaFile; ///< PEM, instead of the system's certificates
};

/// Asks for addresses (http, https), several at once: by HEAD, and by GET where a server does not take that;
/// what GET sends is not read. No cookies, nothing that says who the mail is for. In the order of the
/// addresses. Cancelled where the progress says so.
[[nodiscard]] Result<std::vector<LinkAnswer>> tryLinks(
    const QStringList &addresses, const LinkLimits &limits, Progress &progress);

} // namespace haberdash::probe
