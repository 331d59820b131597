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

std::string_view withoutBlanks(std::string_view cell)
{
    while (!cell.empty() && cell.front() == ' ')
        cell.remove_prefix(1);
    while (!cell.empty() && cell.back() == ' ')
        cell.remove_suffix(1);
    return cell;
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
            return std::isfinite(value) ? std::optional(value) : std::nullopt;
    }
    std::string text(cell);
    static constexpr std::string_view realMinus = "\xE2\x88\x92";
    if (const auto place = text.find(realMinus); place != std::string::npos)
        text.replace(place, realMinus.size(), "-");
    auto value = parseMinorUnits(text, format, digitsBehindPoint);
    // Some cells are written in another way than most of their column.
    if (!value && text.find_first_of("0123456789") != std::string::npos)
        value = parseMinorUnits(text, guessNumbers({QString::fromStdString(text)}), digitsBehindPoint);
    return value ? std::optional(double(*value) / unit) : yesOrNo(cell);
}

std::string_view currencyBeside(std::string_view cell)
{
    const auto isOfNumber = [](char c) {
        return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-' || c == '+' || c == '(' || c == ')'
            || c == ' ' || c == '\'';
    };
    size_t begin = 0;
    while (begin < cell.size() && isOfNumber(cell[begin]))
        ++begin;
    size_t end = begin;
    while (end < cell.size() && !isOfNumber(cell[end]))
        ++end;
    return cell.substr(begin, end - begin);
}

} // namespace haberdash::importing
