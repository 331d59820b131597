// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/money.h"

#include <limits>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<Error> tooLarge()
{
    return failure(Error::Code::Invalid, u"The amount is too large to be kept exactly."_s);
}

tl::unexpected<Error> differentCurrencies(CurrencyCode left, CurrencyCode right)
{
    return failure(Error::Code::Invalid,
        u"Amounts in %1 and %2 cannot be added without a rate."_s.arg(left.toString(), right.toString()));
}

} // namespace

Result<CurrencyCode> CurrencyCode::fromString(QStringView text)
{
    const auto trimmed = text.trimmed();
    CurrencyCode code;
    if (trimmed.size() == 3) {
        bool letters = true;
        for (int i = 0; i < 3; ++i) {
            char16_t letter = trimmed[i].unicode();
            if (letter >= u'a' && letter <= u'z')
                letter = char16_t(letter - u'a' + u'A');
            letters = letters && letter >= u'A' && letter <= u'Z';
            code.m_letters[size_t(i)] = char(letter);
        }
        if (letters)
            return code;
    }
    return failure(
        Error::Code::Invalid, u"“%1” is not a currency. Write three letters such as EUR."_s.arg(text));
}

QString CurrencyCode::toString() const
{
    return isValid() ? QString::fromLatin1(m_letters.data(), 3) : QString();
}

int CurrencyCode::decimals() const
{
    // ISO 4217, list one, as of 2024: the codes that do not have two digits.
    static constexpr std::string_view none[] = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG",
        "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"};
    static constexpr std::string_view three[] = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
    const std::string_view letters(m_letters.data(), 3);
    for (const auto code : none) {
        if (code == letters)
            return 0;
    }
    for (const auto code : three) {
        if (code == letters)
            return 3;
    }
    return 2;
}

Result<Money> Money::plus(const Money &other) const
{
    if (m_currency != other.m_currency)
        return differentCurrencies(m_currency, other.m_currency);
    qint64 sum = 0;
    if (__builtin_add_overflow(m_minor, other.m_minor, &sum))
        return tooLarge();
    return Money(sum, m_currency);
}

Result<Money> Money::minus(const Money &other) const
{
    if (m_currency != other.m_currency)
        return differentCurrencies(m_currency, other.m_currency);
    qint64 difference = 0;
    if (__builtin_sub_overflow(m_minor, other.m_minor, &difference))
        return tooLarge();
    return Money(difference, m_currency);
}

Result<Money> Money::times(qint64 factor) const
{
    qint64 product = 0;
    if (__builtin_mul_overflow(m_minor, factor, &product))
        return tooLarge();
    return Money(product, m_currency);
}

Result<Money> Money::dividedBy(qint64 divisor, Rounding rounding) const
{
    if (divisor == 0)
        return failure(Error::Code::Invalid, u"An amount cannot be divided by nothing."_s);
    if (m_minor == std::numeric_limits<qint64>::min() && divisor == -1)
        return tooLarge();
    const qint64 quotient = m_minor / divisor;
    const qint64 remainder = m_minor % divisor;
    if (remainder == 0 || rounding == Rounding::Down)
        return Money(quotient, m_currency);
    const qint64 direction = (m_minor < 0) == (divisor < 0) ? 1 : -1;
    const auto magnitude = [](qint64 value) { return value < 0 ? 0 - quint64(value) : quint64(value); };
    const quint64 left = magnitude(remainder);
    const quint64 rest = magnitude(divisor) - left;
    const bool away
        = left > rest || (left == rest && (rounding == Rounding::HalfAwayFromZero || quotient % 2 != 0));
    return Money(away ? quotient + direction : quotient, m_currency);
}

QString Money::toPlainString() const
{
    const int decimals = m_currency.isValid() ? m_currency.decimals() : 2;
    const bool negative = m_minor < 0;
    QString digits = QString::number(negative ? 0 - quint64(m_minor) : quint64(m_minor));
    if (decimals > 0) {
        digits = digits.rightJustified(decimals + 1, u'0');
        digits.insert(digits.size() - decimals, u'.');
    }
    return negative ? u"-"_s + digits : digits;
}

} // namespace haberdash
