// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/segment_evaluator.h"
#include "ui/shared/format.h"

#include <QWidget>

namespace haberdash::ui {

class TextLabel;

/// How many are in the segment, how many of them can be e-mailed, and what stops the rest. Names:
/// "segmentCount", "segmentMailable", "segmentStopped".
class WholeCount final : public QWidget
{
    Q_OBJECT

public:
    explicit WholeCount(const Format &format, QWidget *parent = nullptr);
    /// `everybody`: customers of the shop.
    void setExclusions(const segment::Exclusions &exclusions, qint64 everybody);
    /// Nothing is known: the question failed.
    void clear();

private:
    Format m_format;
    TextLabel *m_count;
    TextLabel *m_mailable;
    TextLabel *m_stopped;
};

} // namespace haberdash::ui
