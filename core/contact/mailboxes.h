// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace haberdash::contact {

/// Whether the part before the @ names a function ("info", "sales", RFC 2142 and what shops meet), not a
/// person. Lower case; a "+tag" is looked past.
[[nodiscard]] bool isRoleMailbox(std::string_view localPart);

/// Whether the domain, or one that it belongs to, is on the list of throw-away mailboxes
/// (resources/contact/disposable_domains.txt, CC0). Lower case.
[[nodiscard]] bool isDisposableDomain(std::string_view domain);

/// The well-known provider that was probably meant: one letter left out, doubled, wrong or swapped away (OSA
/// distance 1) from one of the large ones, and not itself the name of a real provider. Lower case.
[[nodiscard]] std::optional<std::string> meantDomain(std::string_view domain);

} // namespace haberdash::contact
