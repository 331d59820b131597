// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule.h"

namespace haberdash::segment {

/// The rule in the words of a shopkeeper: "Customers who bought exactly once, and whose last order was more
/// than 30 days ago". Translated through QCoreApplication, context "segment".
[[nodiscard]] QString sentence(const Rule &rule);
/// One condition, without "Customers who": "bought at least 2 times in the last 30 days".
[[nodiscard]] QString sentence(const Node &node);

/// The kind of event in words: "product_view" -> "viewed a product".
[[nodiscard]] QString eventInWords(const QString &event);

} // namespace haberdash::segment
