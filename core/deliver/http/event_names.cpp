// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/http/event_names.h"

#include "core/deliver/http/event_fields.h"

#include <algorithm>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Interfaces, webhooks and exports of one service write the same name in three ways.
QString folded(const QString &name)
{
    QString letters;
    for (const QChar each : name) {
        if (each.isLetterOrNumber())
            letters.append(each.toLower());
    }
    return letters;
}

std::span<const EventMeaning> tableOf(Service service)
{
    switch (service) {
    case Service::SendGrid:
        return sendGridMeanings();
    case Service::Mailgun:
        return mailgunMeanings();
    case Service::Postmark:
        return postmarkMeanings();
    case Service::Ses:
        return sesMeanings();
    case Service::Brevo:
        return brevoMeanings();
    case Service::Resend:
        return resendMeanings();
    }
    return {};
}

} // namespace

const EventMeaning *meaningOf(const EventName &name, std::span<const EventMeaning> table)
{
    const QString wanted = folded(name.name);
    const auto fits = [&](const EventMeaning &row) {
        const QString beginning = QString::fromLatin1(row.qualifier);
        return wanted == QString::fromLatin1(row.name)
            && (beginning.isEmpty()
                || std::any_of(name.qualifiers.begin(), name.qualifiers.end(), [&](const QString &each) {
                       return each.trimmed().startsWith(beginning, Qt::CaseInsensitive);
                   }));
    };
    const auto found = std::find_if(table.begin(), table.end(), fits);
    return found == table.end() ? nullptr : &*found;
}

void giveMeaning(ServiceEvent &event, const EventName &name, std::span<const EventMeaning> table)
{
    QStringList words{name.name};
    for (const QString &each : name.qualifiers) {
        if (!each.isEmpty() && words.size() < 3)
            words.append(each.left(60));
    }
    event.raw = onOneLine(words.join(u' '), 100);
    event.kind.reset();
    if (const EventMeaning *row = meaningOf(name, table)) {
        event.kind = row->kind;
        event.isSaidToBeMachine = event.isSaidToBeMachine || row->isMachine;
    }
}

void giveMeaning(ServiceEvent &event, Service service, const EventName &name)
{
    giveMeaning(event, name, tableOf(service));
}

} // namespace haberdash::deliver
