// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sent_campaign.h"

#include "core/sending/account_transport.h"

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

SentCampaign::SentCampaign(deliver::Service service, Timestamp now)
{
    m_account.name = u"Way"_s;
    m_account.service = toWord(service);
    m_account.fromAddress = u"news@shop.example"_s;
    m_account.unsubscribeUrl = u"https://shop.example/u/{token}"_s;
    if (service == deliver::Service::Mailgun)
        m_account.serviceDomain = u"mail.shop.example"_s;
    if (service == deliver::Service::Ses) {
        m_account.region = u"eu-central-1"_s;
        m_account.userName = u"AKIDEXAMPLE"_s;
    }
    const auto id = store::saveAccount(m_shop.connection(), m_account, now);
    if (!id)
        qFatal("%s", qPrintable(id.error().detail));
    m_account.id = *id;
    const auto made = m_shop.connection().execute(
        u"INSERT INTO customer (id, email) VALUES (1, 'Ada@example.com'), (2, 'bo@example.com'), "
        u"(3, 'cy@example.com');"
        u"INSERT INTO identity (kind, key, customer_id) SELECT 'email', lower(email), id FROM customer;"
        u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at) "
        u"SELECT id, 'email', 'subscribed', 'form', 'test', 0 FROM customer;"
        u"INSERT INTO campaign (id, name, rule, state, salt, created_at) VALUES (1, 'News', 'all()', 'done', "
        u"'s', 0);"
        u"INSERT INTO outbox (id, campaign_id, customer_id, variant, state, address, planned_at, claimed_at, "
        u"finished_at, account_id, service_id) SELECT id, 1, id, 0, 'sent', email, 0, %1, %1, %2, 'm' || id "
        u"FROM customer"_s.arg(toMilliseconds(now - std::chrono::hours(1)))
            .arg(m_account.id.value()));
    if (!made)
        qFatal("%s", qPrintable(made.error().detail));
}

QString SentCampaign::key(int customer)
{
    return campaign::UnsubscribeTokens::open(m_shop.connection())->token(CampaignId(1), CustomerId(customer));
}

sending::ServiceVisitReport SentCampaign::visit(
    const FakeMailService &fake, const Clock &clock, Progress &progress, std::optional<Timestamp> since)
{
    auto reached = sending::toService(m_account);
    reached.endpoint = fake.account().endpoint;
    reached.timeouts = fake.account().timeouts;
    const auto source = deliver::makeEventSource(reached, FakeMailService::secret, clock);
    auto report = sending::visitService(m_shop.connection(), m_account, *source, clock, progress, since);
    if (!report)
        qFatal("%s", qPrintable(report.error().detail));
    return *report;
}

sending::ServiceVisitReport SentCampaign::visit(
    const FakeMailService &fake, const Clock &clock, std::optional<Timestamp> since)
{
    NoProgress progress;
    return visit(fake, clock, progress, since);
}

QString SentCampaign::events()
{
    return m_shop
        .lines(
            u"SELECT customer_id || ' ' || kind || coalesce(' ' || machine, '') FROM delivery_event ORDER BY 1"_s)
        .trimmed()
        .replace(u'\n', u'|');
}

} // namespace haberdash::test
