// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/http/event_fields.h"

#include "core/compose/header_text.h"

#include <QDateTime>
#include <QRegularExpression>

#include <cmath>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Numbers above this are milliseconds.
constexpr double smallestMilliseconds = 1e11;
/// The year 9999.
constexpr double latest = 253'402'300'799'000;

std::optional<Timestamp> instantFrom(double number)
{
    const double milliseconds = std::abs(number) < smallestMilliseconds ? number * 1000 : number;
    if (!(milliseconds > 0 && milliseconds <= latest))
        return std::nullopt;
    return fromMilliseconds(qint64(std::llround(milliseconds)));
}

/// "2026-11-28 12:00:00.674981+00" becomes what Qt reads: one T, three digits, an offset with minutes.
QString tidyIso(QString text)
{
    static const QRegularExpression shape(
        u"^(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d(?::\\d\\d)?)(\\.\\d+)? ?(Z|UTC|[+-]\\d\\d(?::?\\d\\d)?)?$"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto match = shape.match(text);
    if (!match.hasMatch())
        return text;
    QString zone = match.captured(4);
    if (zone.isEmpty() || zone.compare(u"UTC"_s, Qt::CaseInsensitive) == 0)
        zone = u"Z"_s;
    if (zone.size() == 3)
        zone += u":00"_s;
    return match.captured(1) + u'T' + match.captured(2) + match.captured(3).left(4) + zone.toUpper();
}

} // namespace

std::optional<Timestamp> instantFrom(const QString &text)
{
    const QString bare = text.trimmed();
    bool isNumber = false;
    const double number = bare.toDouble(&isNumber);
    if (isNumber)
        return instantFrom(number);
    QDateTime moment = QDateTime::fromString(tidyIso(bare), Qt::ISODateWithMs);
    if (!moment.isValid() || bare.size() < 16)
        moment = QDateTime::fromString(bare, Qt::RFC2822Date);
    if (!moment.isValid())
        return std::nullopt;
    return fromMilliseconds(moment.toMSecsSinceEpoch());
}

std::optional<Timestamp> instantFrom(const QJsonValue &value)
{
    return value.isDouble() ? instantFrom(value.toDouble()) : instantFrom(value.toString());
}

QString textAt(const QJsonObject &object, std::initializer_list<QLatin1String> path)
{
    QJsonValue value = object;
    for (const QLatin1String each : path)
        value = value.toObject()[each];
    return value.isDouble() ? QString::number(value.toDouble(), 'g', 15) : value.toString();
}

QString withoutAngles(const QString &id)
{
    const QString bare = id.trimmed();
    return bare.startsWith(u'<') && bare.endsWith(u'>') ? bare.mid(1, bare.size() - 2) : bare;
}

QString onOneLine(const QString &text, qsizetype longest)
{
    return QString::fromStdString(compose::HeaderText::cleaned(text.left(longest).toStdString()).utf8());
}

QString firstOf(std::initializer_list<QString> texts)
{
    for (const QString &each : texts) {
        if (!each.trimmed().isEmpty())
            return each.trimmed();
    }
    return {};
}

QString toWholeSeconds(Timestamp instant)
{
    return toIsoString(Timestamp(std::chrono::floor<std::chrono::seconds>(instant)));
}

} // namespace haberdash::deliver
