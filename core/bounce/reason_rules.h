// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bounce/reason.h"
#include "core/bounce/server_words.h"

#include <optional>

namespace haberdash::bounce {

/// The reason that words give, by the tables of phrases; nothing where none fits.
[[nodiscard]] std::optional<Reason> reasonInWords(const ServerWords &server);
/// What the plain words of a reporting system say that quotes nobody.
[[nodiscard]] std::optional<Reason> reasonOfOwnWords(std::string_view plain);
/// What a status code of RFC 3463 says where words do not; nothing for "5.0.0" and codes nobody knows.
[[nodiscard]] std::optional<Reason> reasonOfStatus(const ServerWords &server);
/// Words first, then the status, then the stage. `Unclear` or `NotSaid` where nothing helps.
[[nodiscard]] Reason reasonOf(const ServerWords &server);

} // namespace haberdash::bounce
