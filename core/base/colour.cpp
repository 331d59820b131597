// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/colour.h"

#include <algorithm>
#include <cmath>

namespace haberdash {

std::optional<Colour> Colour::fromText(QStringView text)
{
    if ((text.size() != 4 && text.size() != 7) || text.front() != u'#')
        return std::nullopt;
    const auto step = text.size() == 4 ? 1 : 2;
    int parts[3] = {};
    for (int i = 0; i < 3; ++i) {
        bool isNumber = false;
        const QStringView digits = text.sliced(1 + i * step, step);
        // toInt also takes blanks and signs.
        const bool hasOnlyDigits = std::all_of(digits.begin(), digits.end(),
            [](QChar each) { return each.unicode() < 0x80 && each.isLetterOrNumber(); });
        parts[i] = digits.toInt(&isNumber, 16) * (step == 1 ? 17 : 1);
        if (!isNumber || !hasOnlyDigits)
            return std::nullopt;
    }
    return Colour{parts[0], parts[1], parts[2]};
}

double contrastRatio(const Colour &one, const Colour &other)
{
    const auto luminance = [](const Colour &colour) {
        const auto linear = [](int part) {
            const double value = part / 255.0;
            return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
    };
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace haberdash
