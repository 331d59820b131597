// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/blocks/email_template.h"
#include "core/store/campaign_repository.h"
#include "core/store/email_repository.h"

namespace haberdash::campaign {

[[nodiscard]] compose::EmailDesign designOf(const store::SavedEmail &email);
/// The texts of a campaign's variants, in their order.
[[nodiscard]] QList<compose::EmailDesign> designsOf(const store::Campaign &campaign);
/// What the workspace keeps for many emails. Invalid where the text of one cannot be read.
[[nodiscard]] Result<compose::SharedBlocks> readSharedBlocks(store::Connection &connection);

/// Puts shared blocks themselves in the place of every reference to them, so that a campaign stays what it is
/// when they are changed later.
[[nodiscard]] Result<store::Campaign> withSharedInlined(
    store::Campaign campaign, const compose::SharedBlocks &shared);

/// Names of the saved emails that show a shared block, themselves or by another one.
[[nodiscard]] Result<QStringList> usedIn(store::Connection &connection, const QString &sharedBlock);

/// Turns the mistake of a design into an error for people.
[[nodiscard]] Error toError(const compose::DesignError &error);

} // namespace haberdash::campaign
