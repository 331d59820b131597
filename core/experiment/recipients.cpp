// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/recipients.h"

#include "core/experiment/means.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t mostSingleNumbers = 8;
constexpr int bands = 4;

QString nothing()
{
    return u"(nothing)"_s;
}

Grouping byText(const Attribute &attribute)
{
    Grouping grouping{attribute.values, attribute.codes};
    for (QString &name : grouping.names) {
        if (name.isEmpty())
            name = nothing();
    }
    return grouping;
}

/// Groups by the number of `edges` that lie below: strictly, so that an edge belongs to the lower group.
Grouping byEdges(const Attribute &attribute, const std::vector<double> &edges, QStringList names)
{
    Grouping grouping{std::move(names), {}};
    const auto unknown = quint16(grouping.names.size());
    bool hasUnknown = false;
    for (const double number : attribute.numbers) {
        hasUnknown = hasUnknown || !std::isfinite(number);
        const auto place = std::lower_bound(edges.begin(), edges.end(), number) - edges.begin();
        grouping.groups.push_back(std::isfinite(number) ? quint16(place) : unknown);
    }
    if (hasUnknown)
        grouping.names << nothing();
    return grouping;
}

} // namespace

std::vector<double> differentNumbers(const Attribute &attribute, size_t most)
{
    std::set<double> different;
    for (const double number : attribute.numbers) {
        if (std::isfinite(number))
            different.insert(number);
        if (different.size() > most)
            break;
    }
    return {different.begin(), different.end()};
}

std::vector<double> cutsOf(const Attribute &attribute, int parts)
{
    std::vector<double> known;
    std::copy_if(attribute.numbers.begin(), attribute.numbers.end(), std::back_inserter(known),
        [](double number) { return std::isfinite(number); });
    std::vector<double> cuts;
    if (known.empty())
        return cuts;
    std::sort(known.begin(), known.end());
    for (int i = 1; i < parts; ++i)
        cuts.push_back(quantileOfSorted(known, double(i) / parts));
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    // Above the last cut there must be somebody.
    while (!cuts.empty() && cuts.back() >= known.back())
        cuts.pop_back();
    return cuts;
}

QString numberText(double value)
{
    QString text = QString::number(value, 'f', 4);
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text == u"-0" ? u"0"_s : text;
}

Grouping groupingOf(const Attribute &attribute)
{
    if (!attribute.isNumber())
        return byText(attribute);
    const auto different = differentNumbers(attribute, mostSingleNumbers);
    QStringList names;
    if (different.size() <= mostSingleNumbers) {
        for (const double number : different)
            names << numberText(number);
        return byEdges(attribute, different, names);
    }
    const auto cuts = cutsOf(attribute, bands);
    for (size_t i = 0; i < cuts.size(); ++i)
        names << (i == 0 ? u"up to %1"_s.arg(numberText(cuts[0]))
                         : u"above %1, up to %2"_s.arg(numberText(cuts[i - 1]), numberText(cuts[i])));
    names << (cuts.empty() ? u"all"_s : u"above %1"_s.arg(numberText(cuts.back())));
    return byEdges(attribute, cuts, names);
}

} // namespace haberdash::experiment
