// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bounce/reason.h"

#include <span>
#include <string_view>

namespace haberdash::bounce {

/// Words of servers, in lower case as `plainWords` makes them, and what they mean.
struct ReasonPhrase
{
    std::string_view words; ///< "*" stands for a few words
    Reason reason;
};
/// Causes that nothing else is said with. In order: the first that fits counts.
[[nodiscard]] std::span<const ReasonPhrase> exactPhrases();
/// Nobody has the address. Said so at RCPT it is final; later it may be a filter's pretext.
[[nodiscard]] std::span<const ReasonPhrase> unknownMailboxPhrases();
/// Words that accompany other causes, too, and count only where nothing better is said.
[[nodiscard]] std::span<const ReasonPhrase> vaguePhrases();

} // namespace haberdash::bounce
