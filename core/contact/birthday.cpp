// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contact/birthday.h"

#include <QDate>
#include <QLocale>
#include <QRegularExpression>

namespace haberdash::contact {

using namespace Qt::Literals::StringLiterals;

namespace {

/// "1990-05-17"; without a year "05-17", which must be a day in some year. Empty where it is none.
QString written(int year, int month, int day)
{
    const QDate date(year > 0 ? year : 2000, month, day); // 2000 was a leap year
    if (!date.isValid())
        return {};
    return date.toString(year > 0 ? u"yyyy-MM-dd"_s : u"MM-dd"_s);
}

/// Day, month and perhaps a year in numbers: "17.5.1990", "05/17".
QString fromNumbers(const QString &text, bool dayFirst)
{
    static const QRegularExpression numbers(u"^(\\d{1,2})([./-])(\\d{1,2})(?:\\2(\\d{4})?)?$"_s);
    const auto found = numbers.match(text);
    if (!found.hasMatch())
        return {};
    const int first = found.captured(1).toInt();
    const int second = found.captured(3).toInt();
    const int year = found.captured(4).toInt();
    const bool isDayFirst = first > 12 || (second <= 12 && (found.captured(2) == u"."_s || dayFirst));
    return isDayFirst ? written(year, second, first) : written(year, first, second);
}

} // namespace

QString tidyBirthday(const QString &birthday, bool dayFirst)
{
    const QString text = birthday.simplified();
    QString tidy;
    if (text.startsWith(u"--"_s))
        tidy = fromNumbers(text.mid(2), false);
    else if (static const QRegularExpression iso(u"^(\\d{4})-(\\d\\d)-(\\d\\d)([T ].*)?$"_s);
             iso.match(text).hasMatch())
        tidy = written(text.left(4).toInt(), text.mid(5, 2).toInt(), text.mid(8, 2).toInt());
    else if (static const QRegularExpression digits(u"^\\d{8}$"_s); digits.match(text).hasMatch())
        tidy = written(text.left(4).toInt(), text.mid(4, 2).toInt(), text.mid(6, 2).toInt());
    else
        tidy = fromNumbers(text, dayFirst);
    for (const QString &format : {u"MMM d, yyyy"_s, u"MMMM d, yyyy"_s, u"d MMM yyyy"_s, u"d MMMM yyyy"_s}) {
        if (!tidy.isEmpty())
            break;
        const QDate date = QLocale::c().toDate(text, format);
        tidy = date.isValid() ? date.toString(Qt::ISODate) : QString();
    }
    return tidy.isEmpty() ? birthday : tidy;
}

} // namespace haberdash::contact
