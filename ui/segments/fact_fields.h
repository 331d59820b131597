// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/segments/sentence_row.h"

namespace haberdash::ui {

/// A fact about a customer and how it is tested: as a text, a number or a date, as the fact asks for.
void addFact(SentenceRow &row, segment::FactCondition &condition);
/// The test that a condition about a fact begins with.
[[nodiscard]] std::variant<segment::TextTest, segment::NumberTest, segment::Window> firstTestOf(
    const QString &fact);

} // namespace haberdash::ui
