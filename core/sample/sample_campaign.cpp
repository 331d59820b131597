// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sample/sample_campaign.h"

#include "core/base/stable_hash.h"
#include "core/sample/sample_shop.h"

namespace haberdash::sample {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int holdoutPerMille = 100;

struct SegmentText
{
    const char *name;
    const char *rule;
    const char *description;
};

constexpr SegmentText segments[] = {
    {"Second order due", "count orders = 1 and last order between 30 and 120 days ago",
        "Bought once and liked it enough not to send it back: the cheapest order you can win."},
    {"Regulars", "count orders in last 180 days >= 3", "Three or more orders in half a year."},
    {"Drifting away", "count orders >= 2 and last order between 120 and 240 days ago",
        "Used to come back, and stopped."},
    {"Cart left behind", "last cart_add in last 7 days and count orders since last cart_add = 0",
        "Put something in the cart this week and did not order."},
    {"Yarn lovers", "count orders[category is \"Yarn\"] >= 2", "Bought yarn at least twice."},
    {"Readers who never bought", "count orders = 0 and count email_open in last 90 days >= 1",
        "They open our mail but have not ordered yet."},
};

struct EmailText
{
    const char *name;
    const char *subject;
    const char *preheader;
    const char *body;
};

constexpr EmailText emails[] = {
    {"Early summer, plain", "New fabrics have arrived", "Cottons for warm days, cut to your length",
        R"(# Hello {{ customer.first_name | default: "there" }},

the summer cottons are here: light, washable, and cut to the length that you need.

{% products shop.new_products, columns: 2 %}

{% button "https://needle-and-thread.example/new", "See what is new" %}
)"},
    {"Early summer, personal",
        "{{ customer.first_name | default: \"Good morning\" }}, something for your next project",
        "Picked by what you bought before",
        R"(# Hello {{ customer.first_name | default: "there" }},

{% if customer.orders_count > 1 %}thank you for coming back {{ customer.orders_count }} times.{% elsif customer.orders_count == 1 %}we hope your first order made you happy.{% else %}nice to have you with us.{% endif %}
{% if customer.favourite_category %}Because you like {{ customer.favourite_category | downcase }}, we put these aside:{% else %}These go well with nearly everything:{% endif %}

{% products customer.suggestions, columns: 2 %}

{% if customer.points >= 500 %}You have **{{ customer.points }} points** to spend.{% endif %}

{% button "https://needle-and-thread.example/new", "Have a look" %}
)"},
};

Result<> writeEmails(store::Connection &connection, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(insert,
        connection.prepare(
            u"INSERT INTO email (name, subject, preheader, body, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)"_s));
    for (const EmailText &email : emails) {
        HABERDASH_TRY(insert.bind(1, QString::fromUtf8(email.name))
                          .bind(2, QString::fromUtf8(email.subject))
                          .bind(3, QString::fromUtf8(email.preheader))
                          .bind(4, QString::fromUtf8(email.body))
                          .bind(5, now)
                          .run());
    }
    return {};
}

Result<> writeSegments(store::Connection &connection, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(insert,
        connection.prepare(
            u"INSERT INTO segment (name, rule, description, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?4)"_s));
    for (const SegmentText &text : segments) {
        HABERDASH_TRY(insert.bind(1, QString::fromUtf8(text.name))
                          .bind(2, QString::fromUtf8(text.rule))
                          .bind(3, QString::fromUtf8(text.description))
                          .bind(4, now)
                          .run());
    }
    return {};
}

Result<CampaignId> writeCampaign(store::Connection &connection)
{
    const auto sent = SampleCampaign::sentAt();
    HABERDASH_TRY_ASSIGN(insert,
        connection.prepare(u"INSERT INTO campaign (name, rule, state, salt, holdout_per_mille, created_at, "
                           u"approved_at, finished_at) "
                           u"VALUES (?1, 'all(email consent is subscribed)', 'done', ?2, ?3, ?4, ?4, ?5)"_s));
    HABERDASH_TRY(insert.bind(1, QString::fromUtf16(SampleCampaign::name))
                      .bind(2, QString::fromUtf16(SampleCampaign::salt))
                      .bind(3, holdoutPerMille)
                      .bind(4, sent - std::chrono::hours(2))
                      .bind(5, sent + std::chrono::minutes(20))
                      .run());
    const CampaignId campaign(connection.lastInsertId());
    HABERDASH_TRY_ASSIGN(variant,
        connection.prepare(
            u"INSERT INTO campaign_variant (campaign_id, position, name, weight, email_id, subject, "
            u"preheader, body, kind) "
            u"SELECT ?1, ?2, ?3, 1, id, subject, preheader, body, kind FROM email WHERE name = ?4"_s));
    HABERDASH_TRY(variant.bind(1, campaign)
                      .bind(2, 0)
                      .bind(3, u"Plain"_s)
                      .bind(4, QString::fromUtf8(emails[0].name))
                      .run());
    HABERDASH_TRY(variant.bind(1, campaign)
                      .bind(2, 1)
                      .bind(3, u"Personal"_s)
                      .bind(4, QString::fromUtf8(emails[1].name))
                      .run());
    return campaign;
}

Result<> writeExperiment(store::Connection &connection, CampaignId campaign, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(insert,
        connection.prepare(
            u"INSERT INTO experiment (name, campaign_id, source, measure, window_hours, control, created_at) "
            u"VALUES ('Early summer: plain or personal', ?1, 'campaign', 'orders', 336, 'Plain', ?2)"_s));
    HABERDASH_TRY(insert.bind(1, campaign).bind(2, now).run());
    const auto experiment = connection.lastInsertId();
    HABERDASH_TRY_ASSIGN(arm,
        connection.prepare(
            u"INSERT INTO experiment_arm (experiment_id, position, name, weight) VALUES (?1, ?2, ?3, ?4)"_s));
    const double share = (1000.0 - holdoutPerMille) / 2;
    HABERDASH_TRY(arm.bind(1, experiment).bind(2, 0).bind(3, u"Plain"_s).bind(4, share).run());
    HABERDASH_TRY(arm.bind(1, experiment).bind(2, 1).bind(3, u"Personal"_s).bind(4, share).run());
    return arm.bind(1, experiment).bind(2, 2).bind(3, u"Holdout"_s).bind(4, double(holdoutPerMille)).run();
}

} // namespace

Timestamp SampleCampaign::sentAt()
{
    return sampleAsOf() - std::chrono::hours(24 * 21) + std::chrono::hours(8);
}

int SampleCampaign::armOf(CustomerId customer)
{
    const std::string bytes = QString::fromUtf16(salt).toStdString();
    const double draw = toUnitInterval(stableHash(bytes, customer.value()));
    const double holdout = holdoutPerMille / 1000.0;
    return draw < holdout ? -1 : draw < holdout + (1 - holdout) / 2 ? 0 : 1;
}

Result<> writeWork(store::Connection &connection, const QList<Addressee> &audience, Timestamp now)
{
    HABERDASH_TRY(writeSegments(connection, now));
    HABERDASH_TRY(writeEmails(connection, now));
    HABERDASH_TRY_ASSIGN(campaign, writeCampaign(connection));
    HABERDASH_TRY_ASSIGN(insert,
        connection.prepare(
            u"INSERT INTO outbox (campaign_id, customer_id, variant, state, reason, address, message_id, "
            u"attempts, planned_at, "
            u"claimed_at, finished_at, reply_code, reply) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, ?11, ?12)"_s));
    const auto sent = SampleCampaign::sentAt();
    int place = 0;
    for (const Addressee &addressee : audience) {
        const int arm = SampleCampaign::armOf(addressee.customer);
        insert.bind(1, campaign)
            .bind(2, addressee.customer)
            .bind(3, std::max(arm, 0))
            .bind(9, sent - std::chrono::hours(1));
        if (arm < 0) {
            insert.bind(4, u"held_out"_s)
                .bind(5, u"holdout"_s)
                .bind(6, addressee.email)
                .bindNull(7)
                .bind(8, 0);
            insert.bindNull(10).bindNull(11).bindNull(12);
        } else {
            const bool bad = place % 211 == 90;
            insert.bind(4, bad ? u"failed"_s : u"sent"_s)
                .bindText(5, bad ? u"recipient-refused"_s : QString())
                .bind(6, addressee.email);
            insert.bind(7, u"%1.sample@needle-and-thread.example"_s.arg(addressee.customer.value()))
                .bind(8, 1);
            insert.bind(10, sent + std::chrono::milliseconds(600) * place).bind(11, bad ? 550 : 250);
            insert.bind(12, bad ? u"5.1.1 no such mailbox"_s : u"2.0.0 ok"_s);
            ++place;
        }
        HABERDASH_TRY(insert.run());
    }
    return writeExperiment(connection, campaign, now);
}

} // namespace haberdash::sample
