// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contact/tidy.h"

#include <QStringList>

#include <algorithm>

namespace haberdash::contact {

using namespace Qt::Literals::StringLiterals;

namespace {

/// All letters in one case, and at least two of them.
bool isInOneCase(const QString &name)
{
    int upper = 0;
    int lower = 0;
    for (const QChar character : name) {
        upper += character.isUpper();
        lower += character.isLower();
    }
    return upper + lower >= 2 && (upper == 0 || lower == 0);
}

bool endsAWord(QChar character)
{
    return !character.isLetter() && !character.isMark();
}

} // namespace

QString tidyName(const QString &name)
{
    QString tidy = name.simplified();
    if (!isInOneCase(tidy))
        return tidy;
    tidy = tidy.toLower();
    static const QStringList particles{u"von"_s, u"van"_s, u"der"_s, u"den"_s, u"de"_s, u"del"_s, u"della"_s,
        u"di"_s, u"da"_s, u"dos"_s, u"du"_s, u"la"_s, u"le"_s, u"zu"_s, u"y"_s, u"ter"_s, u"ten"_s};
    QStringList words = tidy.split(u' ');
    for (qsizetype i = 0; i < words.size(); ++i) {
        // "van der berg" keeps its small words, but a name that is only one of them is a name.
        if (i + 1 < words.size() && particles.contains(words[i]))
            continue;
        bool first = true;
        for (QChar &character : words[i]) {
            if (first && character.isLetter())
                character = character.toUpper();
            first = endsAWord(character);
        }
    }
    return words.join(u' ');
}

QString tidyPostcode(const QString &postcode, const QString &country)
{
    QString tidy = postcode.simplified().toUpper();
    static const QStringList fiveDigits{
        u"DE"_s, u"US"_s, u"FR"_s, u"ES"_s, u"IT"_s, u"FI"_s, u"HR"_s, u"EE"_s, u"MX"_s, u"TR"_s};
    const bool digits = !tidy.isEmpty()
        && std::all_of(tidy.begin(), tidy.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (digits && (tidy.size() == 4 || tidy.size() == 3) && fiveDigits.contains(country))
        return tidy.rightJustified(5, u'0');
    return tidy;
}

} // namespace haberdash::contact
