// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

namespace haberdash::ui {

enum class Tone { Neutral, Positive, Warning, Negative };

/// A short message that goes away by itself: something happened and can perhaps be taken back.
struct Notice
{
    QString text;
    Tone tone = Tone::Neutral;
    QString actionText; ///< "Undo"; empty for none
    std::function<void()> action;
};

} // namespace haberdash::ui
