// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace haberdash::importing {

/// The tags in a cell: "VIP, Blog", each in quotes as Mailchimp writes them, or a JSON list as Klaviyo does.
[[nodiscard]] QStringList tagsIn(const QString &text);

} // namespace haberdash::importing
