// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/segments/sentence_row.h"

namespace haberdash::ui {

/// "is", "contains" ... and what with. Names: "<name>Operator" and "<name>Values".
/// @param fixed all values there can be, to tick; empty: any text, with `known` offered
void addTextTest(SentenceRow &row, const QString &name, segment::TextTest &test,
    const QStringList &known = {}, const QList<Choice> &fixed = {});

/// The details of an activity, each on a line of its own, and a button for one more. Names: "<name>Filter0",
/// "<name>Filter0Remove", "<name>AddFilter".
/// @param word before the first one; empty: "where"
/// @param more on the button; empty: "Detail"
void addFilters(SentenceRow &row, const QString &name, segment::Activity &activity, const QString &word = {},
    const QString &more = {});
/// Those of what is measured ("activity") and, where it counts since something, of that ("since").
void addMeasureFilters(SentenceRow &row, segment::Measure &measure, const QString &word = {});

} // namespace haberdash::ui
