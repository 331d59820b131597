// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRectF>
#include <QString>
#include <QTextLayout>

namespace haberdash::banner {

/// A place for a text, in pixels of the picture.
struct TextPlace
{
    double width = 0;
    int largest = 0; ///< of the letters
    int smallest = 0;
    int lines = 1;
};

/// A text as it stands in its place.
struct FittedText
{
    QString text; ///< what is drawn: cut where it had to be
    int letterSize = 0; ///< pixels
    QSizeF size; ///< of the lines together
    int lines = 0;
    bool isCut = false;
};

/// The font in which banners set their texts: without hinting, so that widths do not depend on the screen.
[[nodiscard]] QFont bannerFont(const QString &family, int letterSize, QFont::Weight weight);

/// Pixels. Larger letters Qt 6.4 draws from outlines, and those it reads sometimes at the size of the font
/// and sometimes at that of its file, by what else the thread has drawn: with other shades at the edges.
constexpr int largestLetter = 62;

/// As large as fits, down to the smallest size; wrapped between words, within a word only where that alone
/// is too wide; cut with an ellipsis last of all.
[[nodiscard]] FittedText fitText(
    const QString &text, const TextPlace &place, const QString &family, QFont::Weight weight);

/// Breaks the text into lines below each other, from (0, 0). Returns the width of the widest.
double breakIntoLines(QTextLayout &layout, double width, Qt::Alignment alignment, bool withinWords);

/// A text from a file or a person made safe to draw: one line, without what moves other text about
/// (overrides of direction, control characters), and no longer than anything could show.
[[nodiscard]] QString drawable(const QString &text);

} // namespace haberdash::banner
