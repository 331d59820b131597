// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace haberdash::audit {

/// Two capital letters of ISO 3166 ("GB") for what people write as their country: a code of two or three
/// letters, or a name in one of the larger languages of Europe, in any case. Nothing for anything else.
[[nodiscard]] std::optional<std::string> countryCode(std::string_view text);

/// The countries (ISO 3166) that a telephone number in international form ("+44 20 ...", "0044...") can
/// belong to; empty where it has no country code, or one that is nobody's.
[[nodiscard]] std::vector<std::string> countriesOfPhone(std::string_view number);

} // namespace haberdash::audit
