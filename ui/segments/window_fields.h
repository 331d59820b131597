// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/segments/sentence_row.h"

namespace haberdash::ui {

/// Which windows make sense: of what customers did, of the one first or last time they did it, of dates of
/// theirs such as a birthday.
enum class WindowUse { Doing, OneTime, Date };

/// A window in words ("this month", "in the last") with what it starts from when it is chosen.
struct WindowChoice
{
    QString text; ///< empty: a line between groups
    segment::Window window;
};
[[nodiscard]] QList<WindowChoice> windowChoices(WindowUse use, Day today);
/// How the choice of a window is called in fields; windows that differ only in their numbers are one choice.
[[nodiscard]] QString windowKey(const segment::Window &window);

/// Fields for a window: the choice ("<name>", by windowKey), then its numbers and days. `extra` are choices
/// in front of the others that are no windows; `current` is one of them where it is not empty, and `chosen`
/// hears of it (or of an empty text when a window was chosen).
void addWindow(SentenceRow &row, const QString &name, segment::Window &window, WindowUse use,
    const QList<Choice> &extra = {}, const QString &current = {},
    const std::function<void(const QString &)> &chosen = {});
/// "30 days": how many, and of what. Names: "<name>Count" and "<name>Unit".
void addSpan(SentenceRow &row, const QString &name, segment::Span &span);

} // namespace haberdash::ui
