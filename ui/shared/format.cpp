// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/format.h"

#include <QCoreApplication>
#include <QDateTime>

#include <array>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

struct FormatText
{
    Q_DECLARE_TR_FUNCTIONS(FormatText)
};

constexpr QChar minusSign(0x2212);
constexpr QChar noBreakSpace(0x00a0);

/// The languages of Qt write a hyphen where printed text has a minus.
QString withMinus(QString text)
{
    return text.replace(u'-', minusSign);
}

QDate toDate(Day day)
{
    return QDate(1970, 1, 1).addDays(day.time_since_epoch().count());
}

/// "CURRENCY" as the language writes it: sign where it is known, else the code.
QString symbolOf(CurrencyCode code)
{
    struct Known
    {
        const char *code;
        const char16_t *symbol;
    };
    static constexpr std::array known = {Known{"EUR", u"€"}, Known{"USD", u"$"}, Known{"GBP", u"£"},
        Known{"JPY", u"¥"}, Known{"INR", u"₹"}, Known{"KRW", u"₩"}, Known{"PLN", u"zł"}, Known{"CZK", u"Kč"},
        Known{"ILS", u"₪"}, Known{"TRY", u"₺"}, Known{"UAH", u"₴"}, Known{"VND", u"₫"}};
    const QString text = code.toString();
    for (const Known &one : known) {
        if (text == QLatin1StringView(one.code))
            return QString::fromUtf16(one.symbol);
    }
    return text;
}

/// Whether the language puts the sign of the currency behind the amount, asked with a sign of no currency.
bool symbolStandsBehind(const QLocale &locale)
{
    return !locale.toCurrencyString(1.0, u"@"_s).startsWith(u'@');
}

} // namespace

Format::Format(QLocale locale, QTimeZone zone)
    : m_locale(std::move(locale))
    , m_zone(std::move(zone))
{
    m_locale.setNumberOptions(QLocale::DefaultNumberOptions);
}

QString Format::number(qint64 value) const
{
    return withMinus(m_locale.toString(value));
}

QString Format::decimal(double value, int digits) const
{
    if (!std::isfinite(value))
        return u"–"_s;
    QString text = m_locale.toString(value, 'f', digits);
    // -0.04 with one digit is nothing, not less than nothing.
    if (value < 0 && std::abs(value) < 0.5 * std::pow(10.0, -digits))
        text = m_locale.toString(0.0, 'f', digits);
    return withMinus(text);
}

QString Format::moneyText(qint64 minor, CurrencyCode currency, int shownDecimals) const
{
    const quint64 absolute = minor < 0 ? quint64(0) - quint64(minor) : quint64(minor);
    quint64 factor = 1;
    for (int i = 0; i < shownDecimals; ++i)
        factor *= 10;
    QString amount = m_locale.toString(absolute / factor);
    if (shownDecimals > 0) {
        QString part = QString::number(absolute % factor).rightJustified(shownDecimals, u'0');
        const QString zero = m_locale.zeroDigit();
        for (QChar &digit : part) {
            if (zero.size() == 1)
                digit = QChar(char16_t(zero.front().unicode() + digit.digitValue()));
        }
        amount += m_locale.decimalPoint() + part;
    }
    const QString symbol = symbolOf(currency);
    const bool word = symbol.size() > 1 || symbol.isEmpty();
    if (symbolStandsBehind(m_locale))
        amount += noBreakSpace + symbol;
    else
        amount = symbol + (word ? QString(noBreakSpace) : QString()) + amount;
    return minor < 0 ? minusSign + amount : amount;
}

QString Format::money(const Money &value) const
{
    return moneyText(value.minorUnits(), value.currency(), value.currency().decimals());
}

QString Format::moneyRounded(const Money &value) const
{
    qint64 factor = 1;
    for (int i = 0; i < value.currency().decimals(); ++i)
        factor *= 10;
    qint64 whole = value.minorUnits() / factor;
    const qint64 rest = value.minorUnits() % factor;
    if (std::abs(rest) * 2 >= factor && factor > 1)
        whole += rest < 0 ? -1 : 1;
    return moneyText(whole, value.currency(), 0);
}

QString Format::percent(double share, int digits) const
{
    if (!std::isfinite(share))
        return u"–"_s;
    return decimal(share * 100, digits) + noBreakSpace + m_locale.percent();
}

QString Format::change(double share, int digits) const
{
    const QString text = percent(share, digits);
    const bool rises = share * 100 >= 0.5 * std::pow(10.0, -digits);
    return rises && std::isfinite(share) ? u'+' + text : text;
}

QString Format::compact(double value) const
{
    const double size = std::abs(value);
    const auto scaled = [&](double unit, const QString &suffix) -> QString {
        const double part = value / unit;
        const bool whole = std::abs(part - std::round(part)) < 0.05 || std::abs(part) >= 100;
        return decimal(part, whole ? 0 : 1) + noBreakSpace + suffix;
    };
    if (size >= 999'500'000)
        return scaled(1e9, FormatText::tr("bn", "thousand millions"));
    if (size >= 999'500)
        return scaled(1e6, FormatText::tr("M", "millions"));
    if (size >= 10'000)
        return scaled(1e3, FormatText::tr("k", "thousands"));
    if (size >= 100 || size == std::round(size))
        return decimal(value, 0);
    return decimal(value, size >= 1 ? 1 : 2);
}

QString Format::bytes(qint64 value) const
{
    return m_locale.formattedDataSize(value, value < 1024 ? 0 : 1, QLocale::DataSizeTraditionalFormat);
}

QString Format::day(Day day) const
{
    const QDate date = toDate(day);
    if (m_locale.language() == QLocale::English)
        return m_locale.toString(date, u"d MMM yyyy"_s);
    return m_locale.toString(date, QLocale::ShortFormat);
}

QString Format::day(Timestamp instant) const
{
    return day(dayOf(instant, m_zone));
}

QString Format::time(Timestamp instant) const
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(toMilliseconds(instant), m_zone);
    const bool isOurs = m_locale.language() == QLocale::English || m_locale.language() == QLocale::C;
    return isOurs ? m_locale.toString(local.time(), u"HH:mm"_s)
                  : m_locale.toString(local.time(), QLocale::ShortFormat);
}

QString Format::dayAndTime(Timestamp instant) const
{
    //: a day and a time
    return FormatText::tr("%1, %2").arg(day(instant), time(instant));
}

QString Format::relative(Timestamp instant, Timestamp asOf) const
{
    using namespace std::chrono;
    const bool past = instant <= asOf;
    const milliseconds gap = past ? asOf - instant : instant - asOf;
    const auto days = (dayOf(asOf, m_zone) - dayOf(instant, m_zone)).count();
    if (gap < minutes(1))
        return FormatText::tr("just now");
    if (gap < hours(1)) {
        const int count = int(duration_cast<minutes>(gap).count());
        return past ? FormatText::tr("%n minute(s) ago", nullptr, count)
                    : FormatText::tr("in %n minute(s)", nullptr, count);
    }
    if (days == 0 || gap < hours(6)) {
        const int count = int(duration_cast<hours>(gap).count());
        return past ? FormatText::tr("%n hour(s) ago", nullptr, count)
                    : FormatText::tr("in %n hour(s)", nullptr, count);
    }
    if (days == 1)
        return FormatText::tr("yesterday");
    if (days == -1)
        return FormatText::tr("tomorrow");
    if (days > 0 && days <= 28)
        return FormatText::tr("%n day(s) ago", nullptr, int(days));
    if (days < 0 && days >= -28)
        return FormatText::tr("in %n day(s)", nullptr, int(-days));
    return day(instant);
}

QString Format::duration(std::chrono::milliseconds length) const
{
    using namespace std::chrono;
    const qint64 ms = length.count();
    if (ms < 0)
        return minusSign + duration(-length);
    if (ms < 10'000)
        return FormatText::tr("%1 s", "seconds").arg(decimal(double(ms) / 1000, 1));
    const qint64 seconds = (ms + 500) / 1000;
    if (seconds < 60)
        return FormatText::tr("%1 s", "seconds").arg(number(seconds));
    if (seconds < 3600)
        return FormatText::tr("%1 min %2 s").arg(number(seconds / 60), number(seconds % 60));
    if (seconds < 2 * 86400)
        return FormatText::tr("%1 h %2 min").arg(number(seconds / 3600), number(seconds % 3600 / 60));
    return FormatText::tr("%n day(s)", nullptr, int(seconds / 86400));
}

} // namespace haberdash::ui
