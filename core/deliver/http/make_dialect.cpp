// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/brevo/brevo_dialect.h"
#include "core/deliver/mailgun/mailgun_dialect.h"
#include "core/deliver/postmark/postmark_dialect.h"
#include "core/deliver/resend/resend_dialect.h"
#include "core/deliver/sendgrid/sendgrid_dialect.h"
#include "core/deliver/ses/ses_dialect.h"

namespace haberdash::deliver {

std::unique_ptr<Dialect> makeDialect(ServiceAccount account, std::string secret)
{
    switch (account.service) {
    case Service::SendGrid:
        return std::make_unique<SendGridDialect>(std::move(account), std::move(secret));
    case Service::Mailgun:
        return std::make_unique<MailgunDialect>(std::move(account), std::move(secret));
    case Service::Postmark:
        return std::make_unique<PostmarkDialect>(std::move(account), std::move(secret));
    case Service::Ses:
        return std::make_unique<SesDialect>(std::move(account), std::move(secret));
    case Service::Brevo:
        return std::make_unique<BrevoDialect>(std::move(account), std::move(secret));
    case Service::Resend:
        return std::make_unique<ResendDialect>(std::move(account), std::move(secret));
    }
    return nullptr;
}

} // namespace haberdash::deliver
