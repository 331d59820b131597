// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/http/event_reader.h"

#include "core/deliver/brevo/brevo_events.h"
#include "core/deliver/http/message_fields.h"
#include "core/deliver/mailgun/mailgun_events.h"
#include "core/deliver/postmark/postmark_events.h"
#include "core/deliver/resend/resend_events.h"
#include "core/deliver/sendgrid/sendgrid_events.h"
#include "core/deliver/ses/ses_events.h"

namespace haberdash::deliver {

EventPage EventReader::withoutMessage(const EventCursor &at) const
{
    EventPage page;
    page.next = at;
    page.next.pending.clear(); // a list without details never comes here
    return page;
}

net::HttpRequest EventReader::get(const QString &path, Timestamp now) const
{
    net::HttpRequest request = m_dialect.to("GET", path);
    m_dialect.sign(request, now);
    return request;
}

net::HttpRequest EventReader::post(const QString &path, const QJsonObject &body, Timestamp now) const
{
    net::HttpRequest request = m_dialect.to("POST", path);
    request.fields.emplace_back("Content-Type", "application/json");
    request.body = toJson(body);
    m_dialect.sign(request, now);
    return request;
}

std::unique_ptr<EventReader> makeEventReader(const Dialect &dialect)
{
    switch (dialect.account().service) {
    case Service::SendGrid:
        return std::make_unique<SendGridEvents>(dialect);
    case Service::Mailgun:
        return std::make_unique<MailgunEvents>(dialect);
    case Service::Postmark:
        return std::make_unique<PostmarkEvents>(dialect);
    case Service::Ses:
        return std::make_unique<SesEvents>(dialect);
    case Service::Brevo:
        return std::make_unique<BrevoEvents>(dialect);
    case Service::Resend:
        return std::make_unique<ResendEvents>(dialect);
    }
    return nullptr;
}

} // namespace haberdash::deliver
