// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace haberdash::adopt {

/// What we call a field that another program writes as "FNAME", "first_name", "Subscriber.FirstName" or
/// "contact.FIRSTNAME": "customer.first_name". Empty where none of ours means the same.
[[nodiscard]] std::string ourField(std::string_view theirs);

/// Fields that are the page's own, not the customer's: an address to leave at, a copy on the web.
enum class PageField { None, WayOut, WebCopy, PostalAddress, Nothing };
[[nodiscard]] PageField pageField(std::string_view theirs);

/// Whether a path begins with a name that templates of ours know: "customer", "shop", "order" ...
[[nodiscard]] bool isOurs(std::string_view path);

} // namespace haberdash::adopt
