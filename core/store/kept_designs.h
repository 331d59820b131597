// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"

#include <functional>
#include <optional>

namespace haberdash::store {

/// A text of blocks that the workspace keeps.
struct KeptDesign
{
    enum class Where {
        Email,
        EmailVersion, ///< what an email said before
        EmailDraft, ///< what somebody is writing
        SharedBlock,
        Campaign ///< one that is not approved: what was approved stays
    };
    Where where = Where::Email;
    QString name; ///< of the email, shared block or campaign
    QString text; ///< text form, see compose/blocks/document.h
};

/// What to keep instead; nothing to leave a text as it is.
using DesignRewrite = std::function<Result<std::optional<QString>>(const KeptDesign &)>;

/// Hands out every text of blocks, and keeps what comes back. For a caller that has a transaction open.
[[nodiscard]] Result<> rewriteDesigns(Connection &connection, const DesignRewrite &rewrite);

} // namespace haberdash::store
