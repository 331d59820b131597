// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/banner/fitted_text.h"

#include <QFontMetricsF>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <cmath>

namespace haberdash::banner {

using namespace Qt::Literals::StringLiterals;

namespace {

/// More than the largest banner could show in its smallest letters.
constexpr qsizetype longestText = 600;
/// Marks above and below one letter: Vietnamese takes two, Tibetan four. More is a joke at others' cost.
constexpr int mostMarks = 5;

struct Broken
{
    QSizeF size;
    int lines = 0;
    int lastStart = 0; ///< of the last line that may be there
};

Broken breakText(const QString &text, const TextPlace &place, int letterSize, const QString &family,
    QFont::Weight weight, bool withinWords)
{
    QTextLayout layout(text, bannerFont(family, letterSize, weight));
    Broken broken;
    broken.size.setWidth(breakIntoLines(layout, place.width, Qt::AlignLeft, withinWords));
    broken.lines = layout.lineCount();
    for (int i = 0; i < std::min(broken.lines, place.lines); ++i) {
        const QTextLine line = layout.lineAt(i);
        broken.size.setHeight(line.y() + line.height());
        broken.lastStart = line.textStart();
    }
    return broken;
}

} // namespace

QFont bannerFont(const QString &family, int letterSize, QFont::Weight weight)
{
    QFont font;
    font.setFamilies({family, u"Inter"_s, u"DejaVu Sans"_s});
    font.setStyleHint(QFont::SansSerif);
    // Letters in shades of one colour, at the place where they belong: the same on all screens.
    font.setStyleStrategy(QFont::StyleStrategy(QFont::PreferAntialias | QFont::NoSubpixelAntialias));
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setPixelSize(std::clamp(letterSize, 1, largestLetter));
    font.setWeight(weight);
    return font;
}

double breakIntoLines(QTextLayout &layout, double width, Qt::Alignment alignment, bool withinWords)
{
    QTextOption option(alignment);
    option.setWrapMode(withinWords ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::WordWrap);
    option.setUseDesignMetrics(true);
    // By the text, not by the language of the program.
    option.setTextDirection(layout.text().isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    layout.setTextOption(option);
    double y = 0;
    double widest = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, y});
        y += line.height();
        widest = std::max(widest, line.naturalTextWidth());
    }
    layout.endLayout();
    return widest;
}

FittedText fitText(const QString &text, const TextPlace &place, const QString &family, QFont::Weight weight)
{
    const auto fitAt = [&](int letterSize) {
        const Broken broken = breakText(text, place, letterSize, family, weight, false);
        FittedText fitted{text, letterSize, broken.size, broken.lines, false};
        return std::pair(fitted, broken.lines <= place.lines && broken.size.width() <= place.width);
    };
    auto [best, fits] = fitAt(place.largest);
    if (fits)
        return best;
    int low = std::min(place.smallest, place.largest);
    int high = place.largest;
    std::optional<FittedText> found;
    while (low < high) {
        const int middle = (low + high) / 2;
        auto [fitted, isFitting] = fitAt(middle);
        if (isFitting) {
            found = fitted;
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (found)
        return *found;

    const int letterSize = std::min(place.smallest, place.largest);
    Broken broken = breakText(text, place, letterSize, family, weight, true);
    FittedText cut{text, letterSize, broken.size, broken.lines, false};
    if (broken.lines <= place.lines)
        return cut;
    cut.isCut = true;
    const QFontMetricsF metrics(bannerFont(family, letterSize, weight));
    const QString head = text.left(broken.lastStart);
    // The ellipsis may be wider than metrics say where another font draws it: give way until all of it fits.
    for (int sixteenths = 16; sixteenths > 0; --sixteenths) {
        const double room = place.width * sixteenths / 16;
        cut.text = head + metrics.elidedText(text.mid(broken.lastStart), Qt::ElideRight, room);
        broken = breakText(cut.text, place, letterSize, family, weight, true);
        if (broken.lines <= place.lines)
            break;
    }
    cut.size = broken.size;
    cut.lines = std::min(broken.lines, place.lines);
    return cut;
}

QString drawable(const QString &text)
{
    QString clean;
    clean.reserve(std::min(text.size(), longestText));
    int marks = 0;
    for (qsizetype i = 0; i < text.size() && clean.size() < longestText; ++i) {
        const QChar c = text[i];
        const char16_t unit = c.unicode();
        const bool isMover = (unit >= 0x202a && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069);
        if (isMover || unit == 0xfffe || unit == 0xffff || unit == 0xfffc || unit == 0xfeff)
            continue;
        marks = c.isMark() ? marks + 1 : 0;
        if (marks > mostMarks)
            continue;
        if (c.isHighSurrogate()) {
            if (i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
                clean += c;
                clean += text[++i];
            }
        } else if (c.isLowSurrogate()) {
            continue; // half a character
        } else if (c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line
            || c.category() == QChar::Separator_Paragraph) {
            clean += u' ';
        } else {
            clean += c;
        }
    }
    if (clean.size() >= longestText) {
        QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, clean);
        finder.setPosition(longestText);
        if (!finder.isAtBoundary())
            clean.truncate(std::max<qsizetype>(0, finder.toPreviousBoundary()));
    }
    return clean.simplified();
}

} // namespace haberdash::banner
