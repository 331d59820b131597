// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/trace.h"

#include <QListWidget>

namespace haberdash::ui {

/// A rule as somebody meets it: each condition and group with a tick or a cross, its sentence, and the value
/// that decided it, indented as the groups are. Green is what speaks for them, red what speaks against:
/// inside "none of these" that is the other way round.
class TraceList final : public QListWidget
{
    Q_OBJECT

public:
    explicit TraceList(QWidget *parent = nullptr);
    /// `lines` as segment::trace gives them for the rule; the first one, of the whole rule, is not shown.
    void setTrace(const segment::Rule &rule, const std::vector<segment::TraceLine> &lines);

protected:
    void resizeEvent(QResizeEvent *event) override;
};

} // namespace haberdash::ui
