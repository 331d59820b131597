// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/approved_campaign.h"

#include "core/campaign/brand.h"
#include "core/campaign/campaign_planner.h"
#include "core/store/transaction.h"

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

Result<> approveNews(TemporaryWorkspace &shop, int people, quint16 port, const EditNews &edit)
{
    constexpr auto now = fromMilliseconds(1'782'777'600'000);
    auto &connection = shop.connection();
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY(connection.execute(
        u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "
        u"INSERT INTO customer (id, email, first_name) SELECT i, 'p' || i || '@example.com', 'P' || i FROM n;"_s
            .arg(people)));
    HABERDASH_TRY(connection.execute(
        u"INSERT INTO identity (kind, key, customer_id) SELECT 'email', email, id FROM customer;"
        u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at) "
        u"SELECT id, 'email', 'subscribed', 'form', 'test', 0 FROM customer"_s));
    HABERDASH_TRY(transaction.commit());
    HABERDASH_TRY_ASSIGN(brand, campaign::readBrand(connection));
    brand.postalAddress = u"Kontor, Kai 1, Hamburg"_s;
    HABERDASH_TRY(campaign::writeBrand(connection, brand));
    store::Account account;
    account.name = u"Sink"_s;
    account.host = u"127.0.0.1"_s;
    account.port = port;
    account.security = u"plain"_s;
    account.authentication = u"none"_s;
    account.fromAddress = u"shop@example.com"_s;
    store::Campaign campaign;
    campaign.name = u"News"_s;
    campaign.rule = u"all()"_s;
    campaign.salt = u"pepper"_s;
    campaign.variants
        = {{u"A"_s, 1, {}, u"Hello {{ customer.first_name }}"_s, {}, u"Hello {{ customer.first_name }}"_s}};
    if (edit)
        edit(account, campaign);
    HABERDASH_TRY_ASSIGN(accountId, store::saveAccount(connection, account, now));
    campaign.account = accountId;
    HABERDASH_TRY_ASSIGN(id, store::addCampaign(connection, campaign, now));
    HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
    NoProgress progress;
    HABERDASH_TRY(
        campaign::approve(connection, id, {now, info.timeZone, info.currency}, {u"Test"_s}, now, progress));
    return {};
}

} // namespace haberdash::test
