// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/number_choice.h"

#include "core/import/table.h"
#include "core/import/typed_texts.h"

#include <algorithm>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The sign in front of the last digits, and one that parts groups of three before it.
NumberFormat signsOf(const QString &value)
{
    QString digits; // with signs between them
    for (const QChar character : value) {
        if (character.isDigit() || (!digits.isEmpty() && u".,' "_s.contains(character)))
            digits += character;
    }
    digits = digits.trimmed();
    while (!digits.isEmpty() && !digits.back().isDigit())
        digits.chop(1);
    NumberFormat found{'\0', '\0'};
    for (const char sign : {',', '.', '\'', ' '}) {
        const QChar character = QLatin1Char(sign);
        const auto last = digits.lastIndexOf(character);
        if (last < 0)
            continue;
        const bool groups = digits.size() - last == 4 && digits.indexOf(character) > 0;
        const bool isLastSign = !digits.mid(last + 1).contains(u',') && !digits.mid(last + 1).contains(u'.');
        if (digits.count(character) > 1 || sign == '\'' || sign == ' ' || !isLastSign)
            found.thousands = sign;
        else if (!groups || digits.startsWith(u"0"_s) || digits.contains(sign == ',' ? u'.' : u','))
            found.decimal = sign;
    }
    return found;
}

qsizetype unreadIn(const QStringList &amounts, NumberFormat format)
{
    constexpr int decimals
        = 2; // more are rounded, fewer are filled up: what cannot be read is the same for all
    return std::count_if(amounts.begin(), amounts.end(),
        [format](const QString &amount) { return !parseMinorUnits(amount.toStdString(), format, decimals); });
}

} // namespace

NumberFormat guessNumbers(const QStringList &amounts)
{
    QMap<char, int> decimals;
    QMap<char, int> thousands;
    bool lonelyComma = false;
    bool lonelyPoint = false;
    for (const QString &value : amounts) {
        const NumberFormat signs = signsOf(value);
        ++decimals[signs.decimal];
        ++thousands[signs.thousands];
        const bool saysNothing = signs.decimal == '\0' && signs.thousands == '\0';
        lonelyComma = lonelyComma || (saysNothing && value.contains(u','));
        lonelyPoint = lonelyPoint || (saysNothing && value.contains(u'.'));
    }
    const bool comma = decimals[','] > decimals['.'] || (decimals['.'] == 0 && thousands['.'] > 0);
    NumberFormat format{comma ? ',' : '.', '\0'};
    int most = 0;
    for (const char sign : {comma ? '.' : ',', '\'', ' '}) {
        if (thousands[sign] > most) {
            most = thousands[sign];
            format.thousands = sign;
        }
    }
    // Once the others have told the decimal sign, these can only part thousands.
    if (format.thousands == '\0' && (comma ? lonelyPoint : lonelyComma))
        format.thousands = comma ? '.' : ',';
    return format;
}

Result<NumberFormat> settleNumbers(const QString &path, const Mapping &mapping)
{
    constexpr int rowsToLookAt = 5'000;
    HABERDASH_TRY_ASSIGN(table, Table::open(path));
    TypedTexts texts(mapping, table.headerKeys(), FieldType::Money);
    QStringList amounts;
    for (int row = 0; row < rowsToLookAt; ++row) {
        HABERDASH_TRY_ASSIGN(record, table.next());
        if (!record)
            break;
        amounts += texts.of(*record);
    }
    const auto unread = unreadIn(amounts, mapping.numbers);
    if (unread == 0)
        return mapping.numbers;
    const NumberFormat guessed = guessNumbers(amounts);
    return unreadIn(amounts, guessed) < unread ? guessed : mapping.numbers;
}

} // namespace haberdash::importing
