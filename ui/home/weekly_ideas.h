// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/segment_evaluator.h"
#include "ui/shared/icons.h"

#include <QList>

namespace haberdash::ui {

/// A group of customers worth writing to about now, as a rule that can be opened and changed.
struct WeeklyIdea
{
    QString name; ///< "Second order due"
    QString rule; ///< in the text form of segments
    QString reason; ///< why it pays to write
    Icon icon = Icon::Segments;
    segment::Count count{};
};

/// The ideas, not counted yet.
[[nodiscard]] QList<WeeklyIdea> weeklyIdeas();
/// Counts all of them as of the evaluator's instant.
[[nodiscard]] Result<QList<WeeklyIdea>> countIdeas(
    segment::SegmentEvaluator &evaluator, QList<WeeklyIdea> ideas);

} // namespace haberdash::ui
