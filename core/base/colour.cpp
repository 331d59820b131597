// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/colour.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Colour black{0, 0, 0};
constexpr Colour white{255, 255, 255};

double linear(quint8 channel)
{
    static const auto table = [] {
        std::array<double, 256> values{};
        for (size_t i = 0; i < values.size(); ++i) {
            const double share = double(i) / 255;
            values[i] = share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
        }
        return values;
    }();
    return table[channel];
}

} // namespace

std::optional<Colour> Colour::fromString(QStringView text)
{
    if ((text.size() != 7 && text.size() != 4) || text.front() != u'#')
        return std::nullopt;
    std::array<quint8, 6> digits{};
    const bool isShort = text.size() == 4;
    for (qsizetype i = 1; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        int digit = 0;
        if (c >= u'0' && c <= u'9')
            digit = c - u'0';
        else if (c >= u'a' && c <= u'f')
            digit = c - u'a' + 10;
        else if (c >= u'A' && c <= u'F')
            digit = c - u'A' + 10;
        else
            return std::nullopt;
        if (isShort)
            digits[size_t(2 * i - 2)] = digits[size_t(2 * i - 1)] = quint8(digit);
        else
            digits[size_t(i - 1)] = quint8(digit);
    }
    const auto channel = [&](size_t at) { return quint8(digits[at] * 16 + digits[at + 1]); };
    return Colour{channel(0), channel(2), channel(4)};
}

QString Colour::toString() const
{
    return u"#%1"_s.arg(uint(red) << 16 | uint(green) << 8 | blue, 6, 16, QLatin1Char('0'));
}

double relativeLuminance(Colour colour)
{
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

double contrastRatio(Colour one, Colour other)
{
    const double a = relativeLuminance(one);
    const double b = relativeLuminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

double leastContrast(Colour text, const std::vector<Colour> &behind)
{
    double least = 21;
    for (const Colour colour : behind)
        least = std::min(least, contrastRatio(text, colour));
    return least;
}

Colour mixed(Colour from, Colour to, double share)
{
    const auto mix = [share](quint8 a, quint8 b) {
        return quint8(std::lround(a + (double(b) - a) * std::clamp(share, 0.0, 1.0)));
    };
    return {mix(from.red, to.red), mix(from.green, to.green), mix(from.blue, to.blue)};
}

Colour readableOn(Colour background, Colour wanted, double contrast)
{
    if (contrastRatio(background, wanted) >= contrast)
        return wanted;
    constexpr int steps = 64;
    for (int step = 1; step <= steps; ++step) {
        for (const Colour end : {black, white}) {
            const Colour moved = mixed(wanted, end, double(step) / steps);
            if (contrastRatio(background, moved) >= contrast)
                return moved;
        }
    }
    return blackOrWhiteOn(background);
}

Colour blackOrWhiteOn(Colour background)
{
    return contrastRatio(background, black) >= contrastRatio(background, white) ? black : white;
}

} // namespace haberdash
