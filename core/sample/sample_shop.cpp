// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sample/sample_shop.h"

#include "core/sample/random.h"
#include "core/sample/sample_campaign.h"
#include "core/sample/sample_goods.h"
#include "core/sample/sample_people.h"
#include "core/store/transaction.h"
#include "core/store/workspace.h"

#include <QFile>
#include <QMap>

#include <algorithm>

namespace haberdash::sample {

using namespace Qt::Literals::StringLiterals;

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr int customerCount = 2000;
constexpr int historyDays = 730;

constexpr const char *eventTypes[] = {"signup", "product_view", "cart_add", "email_sent", "email_open",
    "email_click", "coupon_received", "points_change", "refund", "unsubscribe"};

struct Event
{
    Timestamp at;
    int type; // row in eventTypes, from 1
    ProductId product;
    std::optional<qint64> value;
    QString reference;
};

enum Type { SignUp = 1, View, CartAdd, Sent, Open, Click, CouponReceived, Points, Refund, Unsubscribe };

/// How one invented person behaves.
struct Character
{
    bool buyer;
    bool consents;
    double daysBetweenOrders;
    double loyalty; // chance to come back after an order
    double opens;
    QString favourite; // category
    Timestamp joined;
};

class ShopWriter
{
public:
    ShopWriter(store::Connection &connection, QList<Good> goods)
        : m_connection(connection)
        , m_goods(std::move(goods))
    {
        for (int i = 0; i < m_goods.size(); ++i)
            m_byCategory[m_goods[i].category].append(i);
    }

    Result<> prepare()
    {
        const auto make = [this](std::optional<store::Statement> &statement, const QString &sql) -> Result<> {
            HABERDASH_TRY_ASSIGN(prepared, m_connection.prepare(sql));
            statement.emplace(std::move(prepared));
            return {};
        };
        HABERDASH_TRY(make(m_customer,
            u"INSERT INTO customer (email, first_name, last_name, country, city, postcode, language, "
            u"created_at) "
            u"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"_s));
        HABERDASH_TRY(
            make(m_identity, u"INSERT INTO identity (kind, key, customer_id) VALUES ('email', ?1, ?2)"_s));
        HABERDASH_TRY(make(m_address,
            u"INSERT INTO postal_address (customer_id, kind, line1, city, postcode, country) VALUES (?1, 'default', ?2, ?3, ?4, ?5)"_s));
        HABERDASH_TRY(make(m_consent,
            u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, occurred_at, "
            u"recorded_at) "
            u"VALUES (?1, 'email', ?2, ?3, ?4, ?5, ?5)"_s));
        HABERDASH_TRY(make(m_order,
            u"INSERT INTO shop_order (source, external_id, name, customer_id, placed_at, currency, subtotal, "
            u"discount, shipping, tax, total, "
            u"refunded, financial_status, fulfillment_status, channel, coupon_code) "
            u"VALUES ('sample', ?1, ?1, ?2, ?3, 'EUR', ?4, ?5, ?6, 0, ?7, ?8, ?9, 'fulfilled', 'web', ?10)"_s));
        HABERDASH_TRY(make(m_line,
            u"INSERT INTO order_line (order_id, line, product_id, variant_id, title, quantity, unit_price) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"_s));
        HABERDASH_TRY(make(m_tag, u"INSERT INTO customer_tag (customer_id, tag) VALUES (?1, ?2)"_s));
        HABERDASH_TRY(make(m_event,
            u"INSERT OR IGNORE INTO event (customer_id, occurred_at, type_id, dedupe_key, product_id, value, "
            u"reference) "
            u"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"_s));
        HABERDASH_TRY_ASSIGN(type, m_connection.prepare(u"SELECT id FROM event_type WHERE name = ?1"_s));
        for (const char *name : eventTypes) {
            HABERDASH_TRY_ASSIGN(found, type.bind(1, std::string_view(name)).step());
            Q_ASSERT(found);
            m_typeIds.append(type.integer(0));
            type.reset();
        }
        return {};
    }

    Result<> writeCustomer(int number)
    {
        Random random(0xC0FFEE00ull + quint64(number));
        const Person person = inventPerson(random, number);
        const Character character = invent(random);
        HABERDASH_TRY(m_customer->bind(1, person.email)
                          .bind(2, person.firstName)
                          .bind(3, person.lastName)
                          .bind(4, person.country)
                          .bind(5, person.city)
                          .bind(6, person.postcode)
                          .bind(7, person.language)
                          .bind(8, character.joined)
                          .run());
        const CustomerId id(m_connection.lastInsertId());
        HABERDASH_TRY(m_identity->bind(1, person.email).bind(2, id).run());
        HABERDASH_TRY(m_address->bind(1, id)
                          .bind(2, person.street)
                          .bind(3, person.city)
                          .bind(4, person.postcode)
                          .bind(5, person.country)
                          .run());
        if (random.chance(0.04))
            HABERDASH_TRY(m_tag->bind(1, id).bind(2, u"workshop"_s).run());
        m_events.clear();
        m_events.append(
            {character.joined, SignUp, {}, {}, random.chance(0.5) ? u"newsletter form"_s : u"checkout"_s});
        HABERDASH_TRY(writeConsent(random, id, person, character));
        HABERDASH_TRY(live(random, id, character));
        return writeEvents(id);
    }

    [[nodiscard]] const QList<Addressee> &audience() const { return m_audience; }

private:
    Character invent(Random &random) const
    {
        Character character;
        const double u = random.unit();
        character.joined = sampleAsOf() - hours(24) * historyDays
            + minutes(qint64(u * (0.7 + 0.3 * u) * historyDays * 24 * 60));
        character.buyer = random.chance(0.68);
        character.consents = random.chance(0.64);
        character.daysBetweenOrders = 18 + 70 * random.unit() * random.unit();
        character.loyalty = 0.35 + 0.55 * random.unit();
        character.opens = random.chance(0.15) ? 0 : 0.15 + 0.5 * random.unit();
        character.favourite = m_byCategory.keys().at(random.below(int(m_byCategory.size())));
        return character;
    }

    Result<> writeConsent(Random &random, CustomerId id, const Person &person, const Character &character)
    {
        const QString state = character.consents ? u"subscribed"_s : u"not_subscribed"_s;
        HABERDASH_TRY(m_consent->bind(1, id)
                          .bind(2, state)
                          .bind(3, u"form"_s)
                          .bind(4, u"sign-up form"_s)
                          .bind(5, character.joined)
                          .run());
        m_gone.reset();
        if (character.consents && random.chance(0.06)) {
            m_gone = character.joined
                + minutes(qint64(random.unit() * double((sampleAsOf() - character.joined).count()) / 60000));
            HABERDASH_TRY(m_consent->bind(1, id)
                              .bind(2, u"unsubscribed"_s)
                              .bind(3, u"unsubscribe"_s)
                              .bind(4, u"link in a mail"_s)
                              .bind(5, *m_gone)
                              .run());
            m_events.append({*m_gone, Unsubscribe, {}, {}, {}});
        }
        const auto sent = SampleCampaign::sentAt();
        m_arm.reset();
        if (character.consents && character.joined < sent && (!m_gone || *m_gone > sent)) {
            m_arm = SampleCampaign::armOf(id);
            m_audience.append({id, person.email});
        }
        return {};
    }

    int pickGood(Random &random, const QString &favourite)
    {
        return random.chance(0.6) ? random.pick(m_byCategory[favourite]) : random.below(int(m_goods.size()));
    }

    /// Two years of browsing, ordering and reading.
    Result<> live(Random &random, CustomerId id, const Character &character)
    {
        readNewsletters(random, character);
        browse(random, character);
        if (character.buyer) {
            auto at = character.joined + minutes(30 + random.below(6 * 24 * 60));
            while (at < sampleAsOf()) {
                HABERDASH_TRY(order(random, id, character, at));
                if (!random.chance(character.loyalty))
                    break;
                at += hours(qint64(24 * character.daysBetweenOrders * (0.4 + 1.4 * random.unit())));
            }
        }
        // What the campaign did: the personal mail made more people buy than the plain one, and both more
        // than none.
        if (m_arm) {
            static constexpr double extra[] = {0.035, 0.065, 0.10};
            const auto sent = SampleCampaign::sentAt();
            if (*m_arm >= 0) {
                m_events.append({sent, Sent, {}, {}, QString::fromUtf16(SampleCampaign::name)});
                const double open = character.opens * (*m_arm == 1 ? 1.25 : 1.0);
                if (random.chance(open)) {
                    m_events.append({sent + minutes(5 + random.below(2000)), Open, {}, {},
                        QString::fromUtf16(SampleCampaign::name)});
                    if (random.chance(*m_arm == 1 ? 0.34 : 0.22))
                        m_events.append({sent + minutes(2010 + random.below(300)), Click, {}, {},
                            QString::fromUtf16(SampleCampaign::name)});
                }
            }
            if (random.chance(extra[*m_arm + 1]))
                HABERDASH_TRY(order(random, id, character, sent + hours(3 + random.below(10 * 24))));
        }
        return {};
    }

    void readNewsletters(Random &random, const Character &character)
    {
        if (!character.consents)
            return;
        for (int month = 23; month >= 1; --month) {
            const auto at = sampleAsOf() - hours(24) * (month * 30 + 4) + hours(9);
            if (at < character.joined || (m_gone && *m_gone < at)
                || std::chrono::abs(at - SampleCampaign::sentAt()) < hours(24 * 8))
                continue;
            const QString reference = u"newsletter-%1"_s.arg(24 - month);
            m_events.append({at, Sent, {}, {}, reference});
            if (random.chance(character.opens)) {
                m_events.append({at + minutes(3 + random.below(1500)), Open, {}, {}, reference});
                if (random.chance(0.2))
                    m_events.append({at + minutes(1510 + random.below(200)), Click, {}, {}, reference});
            }
        }
    }

    void browse(Random &random, const Character &character)
    {
        const int sessions = random.below(6);
        const double days = double((sampleAsOf() - character.joined).count()) / 86400000.0;
        for (int i = 0; i < sessions; ++i) {
            const auto at = character.joined + minutes(qint64(random.unit() * days * 24 * 60));
            view(random, character, at, random.chance(0.25));
        }
    }

    void view(Random &random, const Character &character, Timestamp at, bool intoCart)
    {
        int last = 0;
        const int views = 1 + random.below(4);
        for (int i = 0; i < views; ++i) {
            last = pickGood(random, character.favourite);
            m_events.append({at + minutes(i * 2), View, m_goods[last].product, m_goods[last].price, {}});
        }
        if (intoCart)
            m_events.append({at + minutes(views * 2 + 1), CartAdd, m_goods[last].product, 1, {}});
    }

    Result<> order(Random &random, CustomerId id, const Character &character, Timestamp at)
    {
        // Shops are busier before Christmas and asleep at night.
        if (at >= sampleAsOf())
            return {};
        view(random, character, at - minutes(25), false);
        struct Item
        {
            int good;
            int quantity;
        };
        QList<Item> items;
        const int lines = 1 + (random.chance(0.5) ? 1 + random.below(3) : 0);
        qint64 subtotal = 0;
        for (int i = 0; i < lines; ++i) {
            items.append(
                {pickGood(random, character.favourite), random.chance(0.75) ? 1 : 2 + random.below(3)});
            subtotal += m_goods[items.constLast().good].price * items.constLast().quantity;
            m_events.append({at - minutes(8) + std::chrono::seconds(20) * i, CartAdd,
                m_goods[items.constLast().good].product, items.constLast().quantity, {}});
        }
        const bool coupon = random.chance(0.12);
        if (coupon)
            m_events.append({at - hours(20), CouponReceived, {}, 10, u"THANKS10"_s});
        const qint64 discount = coupon ? subtotal / 10 : 0;
        const qint64 shipping = subtotal - discount >= 4900 ? 0 : 490;
        const qint64 total = subtotal - discount + shipping;
        const bool returned = random.chance(0.035);
        const qint64 refunded = returned ? (random.chance(0.5) ? total : total / 2) : 0;
        const QString name = u"#%1"_s.arg(++m_orderNumber);
        HABERDASH_TRY(m_order->bind(1, name)
                          .bind(2, id)
                          .bind(3, at)
                          .bind(4, subtotal)
                          .bind(5, discount)
                          .bind(6, shipping)
                          .bind(7, total)
                          .bind(8, refunded)
                          .bind(9,
                              refunded == total  ? u"refunded"_s
                                  : refunded > 0 ? u"partially_refunded"_s
                                                 : u"paid"_s)
                          .bindText(10, coupon ? u"THANKS10"_s : QString())
                          .run());
        const auto orderId = m_connection.lastInsertId();
        int line = 0;
        for (const Item &item : items) {
            const Good &good = m_goods[item.good];
            HABERDASH_TRY(m_line->bind(1, orderId)
                              .bind(2, ++line)
                              .bind(3, good.product)
                              .bind(4, good.variant)
                              .bind(5, good.title)
                              .bind(6, item.quantity)
                              .bind(7, good.price)
                              .run());
        }
        m_events.append({at + minutes(1), Points, {}, total / 100, name});
        if (refunded > 0 && at + hours(24 * 6) < sampleAsOf())
            m_events.append({at + hours(24 * 6), Refund, {}, refunded, name});
        return {};
    }

    Result<> writeEvents(CustomerId id)
    {
        std::stable_sort(m_events.begin(), m_events.end(),
            [](const Event &left, const Event &right) { return left.at < right.at; });
        qint64 key = 0;
        for (const Event &event : m_events) {
            if (event.at >= sampleAsOf())
                continue;
            HABERDASH_TRY(m_event->bind(1, id)
                              .bind(2, event.at)
                              .bind(3, m_typeIds[event.type - 1])
                              .bind(4, ++key)
                              .bind(5, event.product)
                              .bind(6, event.value)
                              .bindText(7, event.reference)
                              .run());
        }
        return {};
    }

    store::Connection &m_connection;
    QList<Good> m_goods;
    QMap<QString, QList<int>> m_byCategory;
    QList<qint64> m_typeIds; ///< in the order of eventTypes
    std::optional<store::Statement> m_customer, m_identity, m_address, m_consent, m_order, m_line, m_tag,
        m_event;
    QList<Event> m_events; // of the person being written
    std::optional<Timestamp> m_gone; // when they unsubscribed
    std::optional<int> m_arm; // of the campaign
    QList<Addressee> m_audience;
    int m_orderNumber = 1000;
};

const QString brand
    = u"{\"shopName\":\"Needle & "
      u"Thread\",\"shopUrl\":\"https://needle-and-thread.example\",\"accentColour\":\"#2f5d50\","
      u"\"postalAddress\":\"Needle & Thread, Kornmarkt 4, 50667 Köln, Germany\",\"footerText\":\"You get "
      u"this because you "
      u"signed up at needle-and-thread.example.\",\"tone\":\"Warm, brief, never pushy.\"}"_s;

Result<> fill(store::Connection &connection, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY(store::writeSetting(connection, u"as_of"_s, toIsoString(sampleAsOf())));
    HABERDASH_TRY(store::writeSetting(connection, u"brand"_s, brand));
    HABERDASH_TRY_ASSIGN(goods, writeGoods(connection, sampleAsOf() - hours(24) * historyDays));
    ShopWriter writer(connection, goods);
    HABERDASH_TRY(writer.prepare());
    for (int i = 0; i < customerCount; ++i) {
        HABERDASH_TRY(writer.writeCustomer(i));
        if (i % 100 == 0) {
            progress.report(i, customerCount);
            if (progress.isCancelled())
                return failure(
                    Error::Code::Cancelled, u"The sample shop was not finished. Nothing was kept."_s);
        }
    }
    HABERDASH_TRY(writeWork(connection, writer.audience(), sampleAsOf()));
    HABERDASH_TRY(transaction.commit());
    progress.report(customerCount, customerCount);
    return {};
}

} // namespace

Timestamp sampleAsOf()
{
    return fromMilliseconds(1782777600000); // 2026-06-30T00:00:00Z
}

Result<> makeSampleShop(const QString &path, Progress &progress)
{
    const auto currency = CurrencyCode::fromString(u"EUR");
    auto connection = store::createWorkspace(
        path, {u"Needle & Thread (sample)"_s, *currency, QTimeZone("Europe/Berlin")});
    if (!connection)
        return tl::unexpected(std::move(connection.error()));
    auto filled = fill(*connection, progress);
    if (!filled) {
        {
            const auto closed = std::move(*connection);
        }
        for (const QString &suffix : {QString(), u"-wal"_s, u"-shm"_s})
            QFile::remove(path + suffix);
    }
    return filled;
}

} // namespace haberdash::sample
