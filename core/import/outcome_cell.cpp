// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/outcome_cell.h"

#include "core/import/number_choice.h"

#include <charconv>
#include <cmath>
#include <string>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int digitsBehindPoint = 6;
constexpr double unit = 1e6;
constexpr double mostOfAll = 1e12; // beyond, squares of sums lose their digits or their bounds

std::string_view withoutBlanks(std::string_view cell)
{
    while (!cell.empty() && cell.front() == ' ')
        cell.remove_prefix(1);
    while (!cell.empty() && cell.back() == ' ')
        cell.remove_suffix(1);
    return cell;
}

/// The real minus as a hyphen, blanks that do not break as blanks.
std::string plainSigns(std::string_view cell)
{
    static constexpr std::pair<std::string_view, char> signs[]
        = {{"\xE2\x88\x92", '-'}, {"\xC2\xA0", ' '}, {"\xE2\x80\xAF", ' '}};
    std::string text(cell);
    for (const auto &[sign, plain] : signs) {
        for (auto place = text.find(sign); place != std::string::npos; place = text.find(sign))
            text.replace(place, sign.size(), 1, plain);
    }
    return text;
}

std::optional<double> yesOrNo(std::string_view cell)
{
    const QString text = trimmedText(cell).toLower();
    if (text == u"yes" || text == u"true")
        return 1;
    if (text == u"no" || text == u"false")
        return 0;
    return std::nullopt;
}

} // namespace

QString trimmedText(std::string_view cell)
{
    return QString::fromUtf8(cell.data(), qsizetype(cell.size())).trimmed();
}

std::optional<double> outcomeNumber(std::string_view cell, NumberFormat format)
{
    cell = withoutBlanks(cell);
    if (format.decimal == '.') {
        double value = 0;
        const auto [end, code] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        if (code == std::errc() && end == cell.data() + cell.size())
            return std::abs(value) <= mostOfAll ? std::optional(value) : std::nullopt;
    }
    const std::string text = plainSigns(cell);
    auto value = parseMinorUnits(text, format, digitsBehindPoint);
    // Some cells are written in another way than most of their column.
    if (!value && text.find_first_of("0123456789") != std::string::npos)
        value = parseMinorUnits(text, guessNumbers({QString::fromStdString(text)}), digitsBehindPoint);
    return value ? std::optional(double(*value) / unit) : yesOrNo(cell);
}

std::string currencyBeside(std::string_view cell)
{
    const std::string text = plainSigns(cell);
    constexpr std::string_view ofNumbers = "0123456789.,-+() '\t";
    const auto begin = text.find_first_not_of(ofNumbers);
    if (begin == std::string::npos)
        return {};
    return text.substr(begin, text.find_first_of(ofNumbers, begin) - begin);
}

} // namespace haberdash::importing
