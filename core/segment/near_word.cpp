// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/near_word.h"

#include "core/base/edit_distance.h"

namespace haberdash::segment {

QString nearWord(const QString &word, const QStringList &candidates)
{
    // Longer texts are no words, and comparing them costs the square of their length.
    constexpr qsizetype longest = 80;
    if (word.size() > longest)
        return {};
    const auto wanted = word.toLower().toStdU32String();
    int least = std::max(1, int(wanted.size()) / 3) + 1;
    QString nearest;
    for (const QString &candidate : candidates) {
        if (std::abs(candidate.size() - word.size()) >= least)
            continue;
        const int distance = osaDistance(wanted, candidate.toLower().toStdU32String());
        if (distance < least) {
            least = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace haberdash::segment
