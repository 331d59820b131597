// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace haberdash::ui {

struct FuzzyMatch
{
    int score = 0; ///< higher is better; comparable between texts for one pattern
    QList<int> positions; ///< of the matched letters in the text, ascending
};

/// How well `pattern` fits `text`: the letters of each of its words occur in the text in this order, whatever
/// the case and accents. Beginnings of words and letters side by side count most, then shorter texts. The
/// words may stand in any order. An empty pattern fits everything with score 0.
[[nodiscard]] std::optional<FuzzyMatch> fuzzyMatch(QStringView pattern, QStringView text);

} // namespace haberdash::ui
