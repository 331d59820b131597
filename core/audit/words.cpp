// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/words.h"

#include "core/audit/check.h"

#include <QLocale>

#include <array>
#include <cmath>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

QLocale english()
{
    return QLocale(QLocale::English, QLocale::UnitedStates);
}

} // namespace

QString toWord(Subject subject)
{
    static const std::array<QString, 6> words{
        u"people"_s, u"consent"_s, u"orders"_s, u"goods"_s, u"events"_s, u"sources"_s};
    return words[size_t(subject)];
}

QString toWord(Severity severity)
{
    static const std::array<QString, 3> words{u"notice"_s, u"warning"_s, u"serious"_s};
    return words[size_t(severity)];
}

QString toWord(RowKind kind)
{
    static const std::array<QString, 6> words{
        u"person"_s, u"order"_s, u"product"_s, u"variant"_s, u"coupon"_s, u"other"_s};
    return words[size_t(kind)];
}

QString numberText(qint64 value)
{
    return english().toString(value);
}

QString shareText(double share)
{
    const double percent = share * 100;
    int digits = 1;
    if (percent > 0 && percent < 0.05)
        digits = std::min(6, int(std::ceil(-std::log10(percent))));
    QString text = english().toString(percent, 'f', digits);
    if (text.endsWith(u".0"_s))
        text.chop(2);
    return text + u" %"_s;
}

QString pointsText(double points)
{
    QString text = english().toString(points, 'f', 1);
    if (text.endsWith(u".0"_s))
        text.chop(2);
    return text;
}

QString nounOf(const Finding &finding)
{
    static const std::array<QString, 5> nouns{
        u"people"_s, u"orders"_s, u"products"_s, u"variants"_s, u"coupons"_s};
    return finding.kind == RowKind::Other ? finding.noun : nouns[size_t(finding.kind)];
}

QString countInWords(const Finding &finding)
{
    if (finding.outOf == 0 && finding.count() == 0)
        return u"nothing to look at"_s;
    const QString count = finding.count() == 0 ? u"none"_s : numberText(finding.count());
    return u"%1 of %2 %3"_s.arg(count, numberText(finding.outOf), nounOf(finding));
}

} // namespace haberdash::audit
