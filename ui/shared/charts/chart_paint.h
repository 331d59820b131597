// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/charts/ticks.h"
#include "ui/shared/format.h"
#include "ui/shared/theme.h"

#include <QPainter>

// What the charts paint alike. Only files in this folder include this.

namespace haberdash::ui::chart {

/// A straight map from values to pixels.
struct Scale
{
    double low = 0;
    double high = 1;
    double start = 0; ///< pixel of low
    double end = 1; ///< pixel of high
    [[nodiscard]] double at(double value) const
    {
        return start + (value - low) / (high - low) * (end - start);
    }
};

[[nodiscard]] inline QFont labelFont()
{
    return fontFor(TextRole::Small);
}
/// How values of an axis read: compact from ten thousand, else with the digits the step needs.
[[nodiscard]] QString axisText(double value, const NumberTicks &ticks, const Format &format);
[[nodiscard]] double widestLabel(const NumberTicks &ticks, const Format &format);
/// Names with a swatch each, from the left; returns the height used, 0 for fewer than two names.
double paintLegend(QPainter &painter, const QRectF &rect, const QStringList &names, const Colors &colors);
[[nodiscard]] double legendHeight(qsizetype names);
void paintLabel(
    QPainter &painter, const QRectF &rect, Qt::Alignment alignment, const QString &text, const QColor &color);

} // namespace haberdash::ui::chart
