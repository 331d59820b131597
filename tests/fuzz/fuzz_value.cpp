// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/money.h"
#include "core/base/money_format.h"
#include "core/base/timestamp.h"
#include "core/import/date_format.h"
#include "tests/fuzz/fuzz_target.h"

#include <algorithm>

namespace haberdash::fuzz {

using namespace importing;

namespace {

void readAmounts(std::string_view text)
{
    static constexpr NumberFormat formats[]
        = {{'.', '\0'}, {'.', ','}, {',', '.'}, {',', '\0'}, {',', ' '}, {'\0', '\0'}};
    static const CurrencyCode currencies[] = {*CurrencyCode::fromString(u"JPY"),
        *CurrencyCode::fromString(u"EUR"), *CurrencyCode::fromString(u"KWD")};
    for (const NumberFormat &format : formats) {
        for (const CurrencyCode currency : currencies) {
            const auto amount = parseMinorUnits(text, format, currency.decimals());
            if (!amount)
                continue;
            const QString plain = Money(*amount, currency).toPlainString();
            const auto again = parseMinorUnits(plain.toStdString(), {}, currency.decimals());
            require(again == amount, "an amount reads back as itself", plain);
            const auto signs
                = std::count(text.begin(), text.end(), '-') + std::count(text.begin(), text.end(), '(');
            require(*amount >= 0 || signs > 0, "an amount is negative only where a sign says so", plain);
        }
        if (const auto number = parseWholeNumber(text, format))
            require(parseWholeNumber(std::to_string(*number)) == number, "a number reads back as itself");
    }
}

void readInstants(std::string_view pattern, std::string_view text)
{
    static const LocalClock clocks[] = {LocalClock(QTimeZone::utc()), LocalClock(QTimeZone("Europe/Berlin")),
        LocalClock(QTimeZone("Pacific/Apia"))};
    const auto format = DateFormat::fromPattern(QString::fromUtf8(pattern.data(), qsizetype(pattern.size())));
    for (const LocalClock &clock : clocks) {
        for (const DateFormat &each : {DateFormat(), format ? *format : DateFormat()}) {
            const auto instant = each.parse(text, clock);
            if (!instant)
                continue;
            const QString iso = toIsoString(*instant);
            require(DateFormat().parse(iso.toStdString(), clock) == instant,
                "an instant reads back as itself", iso);
            const auto typed = parseInstant(iso, clock.zone());
            require(typed && *typed == *instant, "an instant can be typed as it is written", iso);
            const Day day = dayOf(*instant, clock.zone());
            require(startOf(day, clock.zone()) <= *instant, "a day begins before its instants", iso);
        }
        static_cast<void>(parseInstant(QString::fromUtf8(text.data(), qsizetype(text.size())), clock.zone()));
    }
}

} // namespace

void fuzzValue(Bytes input)
{
    const auto bytes = toView(input);
    const size_t lineEnd = std::min(bytes.find('\n'), bytes.size());
    const auto text = bytes.substr(std::min(lineEnd + 1, bytes.size()));
    readAmounts(text);
    readInstants(bytes.substr(0, lineEnd), text);
}

} // namespace haberdash::fuzz
