// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule.h"

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

bool operator==(const Group &left, const Group &right)
{
    return left.match == right.match && left.children == right.children;
}

QString toText(Number number)
{
    const bool negative = number.thousandths < 0;
    const quint64 magnitude = negative ? 0 - quint64(number.thousandths) : quint64(number.thousandths);
    QString text = QString::number(magnitude / 1000);
    if (magnitude % 1000 != 0) {
        QString digits = QString::number(magnitude % 1000).rightJustified(3, u'0');
        while (digits.endsWith(u'0'))
            digits.chop(1);
        text += u'.' + digits;
    }
    return negative ? u"-"_s + text : text;
}

bool passesZero(const NumberTest &test)
{
    const Number zero{0};
    switch (test.compare) {
    case Compare::Equal:
        return zero == test.value;
    case Compare::NotEqual:
        return zero != test.value;
    case Compare::Less:
        return zero < test.value;
    case Compare::AtMost:
        return zero <= test.value;
    case Compare::Greater:
        return zero > test.value;
    case Compare::AtLeast:
        return zero >= test.value;
    }
    Q_UNREACHABLE();
}

const QStringList &knownFacts()
{
    static const QStringList facts{u"email"_s, u"first_name"_s, u"last_name"_s, u"company"_s, u"phone"_s,
        u"country"_s, u"region"_s, u"city"_s, u"postcode"_s, u"language"_s, u"note"_s, u"tag"_s};
    return facts;
}

} // namespace haberdash::segment
