// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/money_style.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>

#include <unicode/unum.h>

namespace haberdash::compose::liquid {

namespace {

std::string toUtf8(const UChar *text, int32_t length)
{
    return QString(reinterpret_cast<const QChar *>(text), length).toStdString();
}

} // namespace

MoneyStyle MoneyStyle::forLocale(CurrencyCode currency, const QString &locale)
{
    MoneyStyle style;
    style.decimals = currency.decimals();
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UNumberFormat, decltype(&unum_close)> format(
        unum_open(UNUM_CURRENCY, nullptr, 0, locale.toLatin1().constData(), nullptr, &status), &unum_close);
    if (U_FAILURE(status))
        return style;
    const QString code = currency.toString();
    unum_setTextAttribute(format.get(), UNUM_CURRENCY_CODE, reinterpret_cast<const UChar *>(code.utf16()),
        int32_t(code.size()), &status);
    std::array<UChar, 64> buffer{};
    const auto attribute = [&](UNumberFormatTextAttribute which) {
        UErrorCode failed = U_ZERO_ERROR;
        const int32_t length
            = unum_getTextAttribute(format.get(), which, buffer.data(), int32_t(buffer.size()), &failed);
        return U_SUCCESS(failed) ? toUtf8(buffer.data(), std::min(length, int32_t(buffer.size())))
                                 : std::string();
    };
    const auto symbol = [&](UNumberFormatSymbol which) {
        UErrorCode failed = U_ZERO_ERROR;
        const int32_t length
            = unum_getSymbol(format.get(), which, buffer.data(), int32_t(buffer.size()), &failed);
        return U_SUCCESS(failed) ? toUtf8(buffer.data(), std::min(length, int32_t(buffer.size())))
                                 : std::string();
    };
    style.prefix = attribute(UNUM_POSITIVE_PREFIX);
    style.suffix = attribute(UNUM_POSITIVE_SUFFIX);
    style.decimalPoint = symbol(UNUM_MONETARY_SEPARATOR_SYMBOL);
    style.groupSeparator = symbol(UNUM_MONETARY_GROUPING_SEPARATOR_SYMBOL);
    return style;
}

namespace {

/// The nearest whole number to what a decimal says. 1.005 is slightly less in binary, but means 1.005: near a
/// half the number is written down with 15 digits first, which is slow and seldom needed.
long long roundedAsWritten(double value)
{
    constexpr double doubt = 1e-6;
    const double fraction = value - std::floor(value);
    if (std::abs(fraction - 0.5) > doubt)
        return static_cast<long long>(std::round(value));
    char digits[48];
    std::snprintf(digits, sizeof digits, "%.15g", value);
    return static_cast<long long>(std::round(std::strtod(digits, nullptr)));
}

} // namespace

void MoneyStyle::append(double amount, std::string &out) const
{
    if (!std::isfinite(amount) || std::abs(amount) > 1e15)
        amount = 0;
    const double scale = decimals == 2 ? 100.0 : std::pow(10.0, decimals);
    const long long minor = roundedAsWritten(std::abs(amount) * scale);
    const auto unit = static_cast<long long>(scale);
    if (amount < 0 && minor != 0)
        out += '-';
    out += prefix;
    const std::string whole = std::to_string(minor / unit);
    for (size_t i = 0; i < whole.size(); ++i) {
        if (i > 0 && (whole.size() - i) % 3 == 0)
            out += groupSeparator;
        out += whole[i];
    }
    if (decimals > 0) {
        out += decimalPoint;
        std::string part = std::to_string(minor % unit);
        out.append(size_t(decimals) - part.size(), '0');
        out += part;
    }
    out += suffix;
}

} // namespace haberdash::compose::liquid
