// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/fuzzy_match.h"

#include <algorithm>
#include <vector>

namespace haberdash::ui {

namespace {

constexpr int wordStart = 10;
constexpr int sideBySide = 8;
constexpr int plain = 1;
constexpr int never = -1'000'000;
constexpr qsizetype longest = 200; // what one line can show; longer texts are cut before matching

/// Letter without case and accent, one for one so that positions stay.
QChar folded(QChar letter)
{
    const QString parts = letter.decomposition();
    return (parts.isEmpty() || letter.decompositionTag() != QChar::Canonical ? letter : parts.front())
        .toCaseFolded();
}

std::vector<QChar> folded(QStringView text)
{
    std::vector<QChar> letters;
    for (const QChar letter : text)
        letters.push_back(folded(letter));
    return letters;
}

bool startsWord(QStringView text, std::size_t at)
{
    if (at == 0)
        return true;
    const QChar before = text[qsizetype(at) - 1];
    const QChar here = text[qsizetype(at)];
    return !before.isLetterOrNumber() || (before.isLower() && here.isUpper());
}

/// The best alignment of one word; best[i][j] is the score with pattern letter i on text letter j.
std::optional<FuzzyMatch> matchWord(
    const std::vector<QChar> &word, const std::vector<QChar> &letters, QStringView text)
{
    const std::size_t n = word.size();
    const std::size_t m = letters.size();
    if (n > m)
        return {};
    std::vector<std::vector<int>> best(n, std::vector<int>(m, never));
    std::vector<std::vector<int>> from(n, std::vector<int>(m, -1));
    for (std::size_t i = 0; i < n; ++i) {
        int sofar = never;
        int sofarAt = -1;
        for (std::size_t j = i; j < m; ++j) {
            if (i > 0 && j > 0 && best[i - 1][j - 1] > sofar) {
                sofar = best[i - 1][j - 1];
                sofarAt = int(j) - 1;
            }
            if (word[i] != letters[j])
                continue;
            const int own = plain + (startsWord(text, j) ? wordStart : 0);
            if (i == 0) {
                best[i][j] = own - std::min<int>(int(j), 5);
                continue;
            }
            const int near = best[i - 1][j - 1] == never ? never : best[i - 1][j - 1] + sideBySide;
            if (near >= sofar && near != never) {
                best[i][j] = near + own;
                from[i][j] = int(j) - 1;
            } else if (sofar != never) {
                best[i][j] = sofar + own;
                from[i][j] = sofarAt;
            }
        }
    }
    const auto last = std::max_element(best.back().begin(), best.back().end());
    if (*last <= never / 2)
        return {};
    FuzzyMatch match{*last, {}};
    int at = int(last - best.back().begin());
    for (int i = int(n) - 1; i >= 0; --i) {
        match.positions.prepend(at);
        at = from[std::size_t(i)][std::size_t(at)];
    }
    return match;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(QStringView pattern, QStringView text)
{
    text = text.left(longest);
    const std::vector<QChar> letters = folded(text);
    FuzzyMatch all;
    bool any = false;
    for (const QStringView word : pattern.split(u' ', Qt::SkipEmptyParts)) {
        const auto match = matchWord(folded(word), letters, text);
        if (!match)
            return {};
        any = true;
        all.score += match->score;
        all.positions += match->positions;
    }
    std::sort(all.positions.begin(), all.positions.end());
    all.positions.erase(std::unique(all.positions.begin(), all.positions.end()), all.positions.end());
    if (any)
        all.score = all.score * 8 - int(std::min<qsizetype>(text.size(), 64)) / 8;
    return all;
}

} // namespace haberdash::ui
