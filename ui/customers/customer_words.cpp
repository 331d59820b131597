// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customers/customer_words.h"

#include "core/segment/rule_sentence.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(haberdash::ui::Customers)
};

QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString sourceInWords(const QString &source)
{
    return source.isEmpty() ? source : u" ("_s + source + u')';
}

} // namespace

std::pair<QString, Tone> consentBadge(const QString &state)
{
    if (state == u"subscribed"_s)
        return {Words::tr("Agreed"), Tone::Positive};
    if (state == u"unsubscribed"_s)
        return {Words::tr("Unsubscribed"), Tone::Negative};
    if (state == u"pending"_s)
        return {Words::tr("Not confirmed"), Tone::Warning};
    return {state.isEmpty() ? Words::tr("Never asked") : Words::tr("Did not agree"), Tone::Neutral};
}

QString historyInWords(const store::HistoryEntry &entry, const Shop &shop, const Format &format)
{
    const auto currency = entry.currency.isValid() ? entry.currency : shop.info.currency;
    const QString amount = entry.value && entry.unit == u"money"_s
        ? format.money(Money(*entry.value, currency))
        : entry.value && entry.unit == u"points"_s  ? Words::tr("%1 points").arg(format.number(*entry.value))
        : entry.value && entry.unit == u"percent"_s ? Words::tr("%1 %").arg(format.number(*entry.value))
        : entry.value && entry.unit == u"count"_s && *entry.value != 1
        ? Words::tr("%1 times").arg(format.number(*entry.value))
        : QString();
    if (entry.kind == u"order"_s)
        return entry.reference.isEmpty()
            ? Words::tr("Ordered %1 for %2").arg(entry.subject, amount)
            : Words::tr("Ordered %1 for %2 with the coupon %3").arg(entry.subject, amount, entry.reference);
    if (entry.kind == u"return"_s)
        return Words::tr("Got money back, %1: %2").arg(entry.subject, amount);
    QString text = capitalised(segment::eventInWords(entry.kind));
    if (!entry.subject.isEmpty())
        text += u": "_s + entry.subject;
    else if (!entry.reference.isEmpty())
        text += u": "_s + entry.reference;
    if (!amount.isEmpty())
        text += u", "_s + amount;
    QStringList details;
    for (auto detail = entry.details.begin(); detail != entry.details.end(); ++detail)
        details.append(u"%1: %2"_s.arg(detail.key(), detail->toString()));
    return details.isEmpty() ? text : QString(text + u" ("_s + details.join(u"; "_s) + u')');
}

QString consentInWords(const store::ConsentEntry &entry, const Format &format)
{
    const bool mail = entry.channel == u"email"_s;
    QString text;
    if (entry.state == u"subscribed"_s)
        text = mail ? Words::tr("Agreed to e-mail") : Words::tr("Agreed to text messages");
    else if (entry.state == u"unsubscribed"_s)
        text = mail ? Words::tr("Unsubscribed from e-mail") : Words::tr("Unsubscribed from text messages");
    else if (entry.state == u"pending"_s)
        text = mail ? Words::tr("Was asked about e-mail and has not confirmed")
                    : Words::tr("Was asked about text messages and has not confirmed");
    else
        text = mail ? Words::tr("Did not agree to e-mail") : Words::tr("Did not agree to text messages");
    const QString when = entry.occurredAt ? format.day(*entry.occurredAt) : Words::tr("day not known");
    if (!entry.purpose.isEmpty())
        text += Words::tr(", only for “%1”").arg(entry.purpose);
    if (entry.expiresAt)
        text += Words::tr(", until %1").arg(format.day(*entry.expiresAt));
    return when + u" – "_s + text + sourceInWords(entry.source);
}

QString sideBySide(const QStringList &parts)
{
    const bool mixed
        = std::any_of(parts.begin(), parts.end(), [](const QString &part) { return part.isRightToLeft(); });
    if (!mixed)
        return parts.join(u' ');
    const QChar leftToRight(0x200e);
    const QChar isolate(0x2068);
    const QChar end(0x2069);
    return leftToRight + isolate + parts.join(QString(end) + u' ' + isolate) + end;
}

} // namespace haberdash::ui
