// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/campaign/message_maker.h"
#include "core/compose/checks/email_check.h"
#include "core/probe/link_probe.h"

namespace haberdash::campaign {

/// Whom to ask about a finished mail.
struct OutsideQuestions
{
    QString spamFilter; ///< program of SpamAssassin, see `probe::findSpamFilter`; empty: not asked
    bool triesLinks = false; ///< reaches the network: only where a person asked for it
    probe::LinkLimits links;
};

/// What a spam filter on this machine and the servers behind the links say of an email. A filter or server
/// that does not answer is a finding, not an error. Never asked for: ways out, and addresses in which
/// something of the customer's stands, since opening those may do something. Cancelled where the progress
/// says so.
/// @param specimens whose mails are looked at; the filter gets the first that can be made
[[nodiscard]] Result<std::vector<compose::Finding>> findingsFromOutside(store::Connection &connection,
    const compose::EmailDesign &design, const std::vector<CustomerId> &specimens,
    const MakerSettings &settings, const OutsideQuestions &questions, Progress &progress);

} // namespace haberdash::campaign
