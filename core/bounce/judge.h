// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bounce/returned_mail.h"
#include "core/bounce/server_words.h"

#include <optional>
#include <string>
#include <vector>

namespace haberdash::bounce {

/// Hard for bounces whose reason is for ever; none where nothing failed. A domain that takes no mail "for
/// now" (4.x.x) is soft.
[[nodiscard]] ReturnedMail::Severity severityOf(
    ReturnedMail::Kind kind, Reason reason, std::string_view status);
/// No status, or one that says nothing: "5.0.0".
[[nodiscard]] bool isGeneral(std::string_view status);
/// Codes and stage that words speak of.
[[nodiscard]] ServerWords wordsOf(std::string_view words);

/// Comes to a result from what is said of one address, nearest words first: what its server said, what the
/// notice says of it, the notice as a whole.
class Judge
{
public:
    Judge(ReturnedMail::Kind kind, ServerWords nearest);
    /// Words that lie further off: they fill in what is not known yet.
    void hear(const ServerWords &more);
    [[nodiscard]] ReturnedMail verdict(const std::string &recipient) const;

private:
    [[nodiscard]] Reason reason() const;
    [[nodiscard]] std::optional<Reason> reasonFurther() const;

    ReturnedMail::Kind m_kind;
    ServerWords m_server;
    std::vector<std::string> m_further; ///< plain words
};

} // namespace haberdash::bounce
