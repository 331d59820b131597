// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/split.h"

#include "core/base/email_address.h"
#include "core/base/stable_hash.h"
#include "core/identity/record.h"
#include "core/store/change_batch.h"
#include "core/store/transaction.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace haberdash::identity {

using namespace Qt::Literals::StringLiterals;

namespace {

QString addressKey(const QString &text)
{
    std::string key;
    makeAddressKey(text.toStdString(), key);
    return QString::fromStdString(key);
}

QString countOf(qsizetype count, const QString &one, const QString &many)
{
    return u"%1 %2"_s.arg(count).arg(count == 1 ? one : many);
}

/// Carries a wish out inside a transaction of the caller.
class Splitter
{
public:
    Splitter(store::Connection &connection, const SplitWish &wish)
        : m_connection(connection)
        , m_wish(wish)
    { }

    /// Whether the wish can be carried out at all. Changes nothing.
    Result<> check()
    {
        HABERDASH_TRY_ASSIGN(customer, store::customerById(m_connection, m_wish.from));
        m_former = std::move(customer);
        HABERDASH_TRY_ASSIGN(known, store::identitiesOf(m_connection, m_wish.from));
        m_known = std::move(known);
        if (m_wish.identities.isEmpty() && m_wish.orders.isEmpty())
            return refuse(
                u"Nothing was chosen for the second person. Choose an address, a phone, an id or an "
                u"order that is theirs."_s);
        for (const auto &identity : m_wish.identities)
            HABERDASH_TRY(mustBeTheirs(identity));
        for (const OrderId order : m_wish.orders)
            HABERDASH_TRY(mustBeTheirs(order));
        for (const auto &identity : std::as_const(m_known)) {
            if (!m_wish.identities.contains(identity))
                m_left.append(identity);
        }
        HABERDASH_TRY_ASSIGN(orders, count(u"SELECT count(*) FROM shop_order WHERE customer_id = ?1"_s));
        if (m_left.isEmpty() && orders == m_wish.orders.size())
            return refuse(u"Everything that is known of %1 was chosen: nobody would be left."_s.arg(
                m_former.displayName()));
        if (m_left.isEmpty() && !m_known.isEmpty())
            return refuse(
                u"“%1” is the last thing by which %2 is known. Leave them an address, a phone or an id."_s
                    .arg(m_known.constLast().key, m_former.displayName()));
        return {};
    }

    Result<Split> run(Timestamp now)
    {
        HABERDASH_TRY_ASSIGN(former, describeRecord(m_connection, m_wish.from));
        HABERDASH_TRY_ASSIGN(batch,
            store::ChangeBatch::begin(
                m_connection, store::BatchKind::Repair, u"%1 told apart: %2"_s.arg(former, inWords()), now));
        m_split.batch = batch.id();
        HABERDASH_TRY(addPerson());
        HABERDASH_TRY(moveIdentities());
        HABERDASH_TRY(moveOrders());
        HABERDASH_TRY(moveEvents());
        HABERDASH_TRY(moveMessages());
        HABERDASH_TRY(copyConsent(now));
        HABERDASH_TRY(keepApart(now));
        HABERDASH_TRY(batch.finish());
        return m_split;
    }

private:
    static Result<> refuse(const QString &why)
    {
        return failure(Error::Code::Invalid, why + u" Nothing was changed."_s);
    }

    Result<qint64> count(const QString &sql)
    {
        HABERDASH_TRY_ASSIGN(query, m_connection.prepare(sql));
        HABERDASH_TRY(query.bind(1, m_wish.from).step());
        return query.integer(0);
    }

    Result<> mustBeTheirs(const store::IdentityKey &identity)
    {
        if (m_wish.identities.count(identity) > 1)
            return refuse(u"“%1” was chosen twice."_s.arg(identity.key));
        if (m_known.contains(identity))
            return {};
        HABERDASH_TRY_ASSIGN(
            owner, m_connection.prepare(u"SELECT customer_id FROM identity WHERE kind = ?1 AND key = ?2"_s));
        HABERDASH_TRY_ASSIGN(found, owner.bind(1, identity.kind).bind(2, identity.key).step());
        if (!found)
            return refuse(u"Nobody is known by “%1”."_s.arg(identity.key));
        HABERDASH_TRY_ASSIGN(other, describeRecord(m_connection, owner.id<CustomerId>(0)));
        return refuse(u"“%1” belongs to %2, not to %3."_s.arg(identity.key, other, m_former.displayName()));
    }

    Result<> mustBeTheirs(OrderId order)
    {
        HABERDASH_TRY_ASSIGN(
            owner, m_connection.prepare(u"SELECT customer_id, name FROM shop_order WHERE id = ?1"_s));
        HABERDASH_TRY_ASSIGN(found, owner.bind(1, order).step());
        if (!found)
            return refuse(u"There is no order with the number %1 in the workspace."_s.arg(order.value()));
        if (m_wish.orders.count(order) > 1)
            return refuse(u"Order %1 was chosen twice."_s.arg(owner.text(1)));
        if (owner.id<CustomerId>(0) != m_wish.from)
            return refuse(u"Order %1 is not one of %2's."_s.arg(owner.text(1), m_former.displayName()));
        return {};
    }

    [[nodiscard]] QString inWords() const
    {
        QStringList parts;
        for (const auto &identity : m_wish.identities)
            parts.append(identity.key);
        if (!m_wish.orders.isEmpty())
            parts.append(countOf(m_wish.orders.size(), u"order"_s, u"orders"_s));
        return parts.join(u", "_s);
    }

    /// The first key of a kind, as the record spells it where it is the record's own.
    static QString firstOf(const QList<store::IdentityKey> &keys, const QString &kind, const QString &spelled,
        const QString &own)
    {
        QString first;
        for (const auto &identity : keys) {
            if (identity.kind == kind && identity.key == own)
                return spelled;
            if (identity.kind == kind && first.isEmpty())
                first = identity.key;
        }
        return first;
    }

    Result<> addPerson()
    {
        // What a file had word for word goes with the value that was made of it.
        HABERDASH_TRY_ASSIGN(readRaw, m_connection.prepare(u"SELECT raw FROM customer WHERE id = ?1"_s));
        HABERDASH_TRY(readRaw.bind(1, m_wish.from).step());
        QJsonObject raw = QJsonDocument::fromJson(readRaw.text(0).toUtf8()).object();
        readRaw.reset();
        QJsonObject theirs;
        const auto deal
            = [&](const QString &kind, const QString &spelled, const QString &own, QString &former) {
                  QString person = firstOf(m_wish.identities, kind, spelled, own);
                  former = spelled;
                  if (m_wish.identities.contains({kind, own})) {
                      former = firstOf(m_left, kind, {}, {});
                      if (raw.contains(kind))
                          theirs.insert(kind, raw.take(kind));
                  }
                  return person;
              };
        QString email;
        QString phone;
        const QString newEmail = deal(u"email"_s, m_former.email, addressKey(m_former.email), email);
        const QString newPhone = deal(u"phone"_s, m_former.phone, m_former.phone, phone);
        const auto textOf = [](const QJsonObject &object) {
            return object.isEmpty() ? QString()
                                    : QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
        };
        HABERDASH_TRY_ASSIGN(number, store::newRowNumber(m_connection, u"customer"_s));
        HABERDASH_TRY_ASSIGN(insert,
            m_connection.prepare(
                u"INSERT INTO customer (id, email, first_name, last_name, phone, raw, batch_id) VALUES "
                u"(%1, ?1, ?2, ?3, ?4, ?5, ?6)"_s.arg(number)));
        HABERDASH_TRY(insert.bindText(1, newEmail)
                          .bindText(2, m_wish.firstName.simplified())
                          .bindText(3, m_wish.lastName.simplified())
                          .bindText(4, newPhone)
                          .bindText(5, textOf(theirs))
                          .bind(6, m_split.batch)
                          .run());
        m_split.person = CustomerId(m_connection.lastInsertId());
        if (email == m_former.email && phone == m_former.phone)
            return {};
        HABERDASH_TRY_ASSIGN(update,
            m_connection.prepare(u"UPDATE customer SET email = ?2, phone = ?3, raw = ?4 WHERE id = ?1"_s));
        return update.bind(1, m_wish.from)
            .bindText(2, email)
            .bindText(3, phone)
            .bindText(4, textOf(raw))
            .run();
    }

    Result<> moveIdentities()
    {
        HABERDASH_TRY_ASSIGN(move,
            m_connection.prepare(u"UPDATE identity SET customer_id = ?1 WHERE kind = ?2 AND key = ?3"_s));
        for (const auto &identity : m_wish.identities)
            HABERDASH_TRY(move.bind(1, m_split.person).bind(2, identity.kind).bind(3, identity.key).run());
        m_split.identities = m_wish.identities.size();
        return {};
    }

    Result<> moveOrders()
    {
        HABERDASH_TRY_ASSIGN(
            move, m_connection.prepare(u"UPDATE shop_order SET customer_id = ?1 WHERE id = ?2"_s));
        for (const OrderId order : m_wish.orders)
            HABERDASH_TRY(move.bind(1, m_split.person).bind(2, order).run());
        m_split.orders = m_wish.orders.size();
        return {};
    }

    /// Events that name an order which went along, and those that were chosen by themselves.
    Result<> moveEvents()
    {
        // A reference of a mail or a search may look like the number of an order and is none.
        HABERDASH_TRY_ASSIGN(ofOrder,
            m_connection.prepare(
                u"UPDATE event SET customer_id = ?1 WHERE customer_id = ?2 AND reference IN "
                u"(SELECT name FROM shop_order WHERE id = ?3 UNION SELECT external_id FROM shop_order "
                u"WHERE id = ?3) AND type_id NOT IN (SELECT id FROM event_type WHERE name LIKE 'email\\_%' "
                u"ESCAPE '\\' OR name IN ('signup', 'product_view', 'category_view', 'search', "
                u"'unsubscribe', 'coupon_received'))"_s));
        for (const OrderId order : m_wish.orders) {
            HABERDASH_TRY(ofOrder.bind(1, m_split.person).bind(2, m_wish.from).bind(3, order).run());
            m_split.events += m_connection.changes();
        }
        HABERDASH_TRY_ASSIGN(one,
            m_connection.prepare(
                u"UPDATE event SET customer_id = ?1 WHERE customer_id IN (?1, ?2) AND dedupe_key = ?3"_s));
        for (const SourceEvent &event : m_wish.events) {
            // The key that the import gave it.
            const QString number = event.source + u':' + event.id;
            const auto key = qint64(stableHash(number.toStdString()));
            HABERDASH_TRY(one.bind(1, m_split.person).bind(2, m_wish.from).bind(3, key).run());
            if (m_connection.changes() == 0)
                return refuse(
                    u"%1 has no event “%2” of %3."_s.arg(m_former.displayName(), event.id, event.source));
            m_split.events += m_connection.changes();
        }
        return {};
    }

    /// Mail that went to an address of the new person was sent to them: limits on how often somebody hears
    /// from the shop count it. What is still to be sent stays with the record that it was planned for.
    Result<> moveMessages()
    {
        HABERDASH_TRY_ASSIGN(sent,
            m_connection.prepare(u"SELECT id, address FROM outbox WHERE customer_id = ?1 AND address IS NOT "
                                 u"NULL AND state IN ('sent', 'uncertain', 'failed')"_s));
        QList<qint64> messages;
        sent.bind(1, m_wish.from);
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, sent.step());
            if (!more)
                break;
            if (m_wish.identities.contains({u"email"_s, addressKey(sent.text(1))}))
                messages.append(sent.integer(0));
        }
        HABERDASH_TRY_ASSIGN(
            move, m_connection.prepare(u"UPDATE outbox SET customer_id = ?1 WHERE id = ?2"_s));
        for (const qint64 message : messages)
            HABERDASH_TRY(move.bind(1, m_split.person).bind(2, message).run());
        m_split.messages = messages.size();
        return {};
    }

    /// Nobody can tell which of the two said yes, so the new person starts with the strictest that was said.
    Result<> copyConsent(Timestamp now)
    {
        HABERDASH_TRY_ASSIGN(said,
            m_connection.prepare(
                u"SELECT channel, state FROM consent_entry WHERE customer_id = ?1 AND purpose = '' ORDER BY id"_s));
        QMap<QString, QStringList> states;
        said.bind(1, m_wish.from);
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, said.step());
            if (!more)
                break;
            states[said.text(0)].append(said.text(1));
        }
        HABERDASH_TRY_ASSIGN(insert,
            m_connection.prepare(
                u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, occurred_at, "
                u"recorded_at, batch_id) VALUES (?1, ?2, ?3, 'split', 'strictest of one record', ?4, ?4, ?5)"_s));
        for (auto it = states.cbegin(); it != states.cend(); ++it) {
            HABERDASH_TRY(insert.bind(1, m_split.person)
                              .bind(2, it.key())
                              .bind(3, strictestConsent(it.value()))
                              .bind(4, now)
                              .bind(5, m_split.batch)
                              .run());
        }
        return {};
    }

    /// "split" names the new person: later imports send them what names both.
    Result<> keepApart(Timestamp now)
    {
        HABERDASH_TRY_ASSIGN(insert,
            m_connection.prepare(
                u"INSERT INTO duplicate_pair (low_id, high_id, score, evidence, state, found_at) "
                u"VALUES (min(?1, ?2), max(?1, ?2), 0, ?4, 'different', ?3)"_s));
        // Written here: of what SQLite's json_object makes, the log of the batch would keep no text.
        return insert.bind(1, m_wish.from)
            .bind(2, m_split.person)
            .bind(3, now)
            .bind(4, u"{\"split\":%1}"_s.arg(m_split.person.value()))
            .run();
    }

    store::Connection &m_connection;
    const SplitWish &m_wish;
    store::Customer m_former;
    QList<store::IdentityKey> m_known;
    QList<store::IdentityKey> m_left; ///< what stays
    Split m_split;
};

} // namespace

Result<Split> splitOff(store::Connection &connection, const SplitWish &wish, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    Splitter splitter(connection, wish);
    HABERDASH_TRY(splitter.check());
    HABERDASH_TRY_ASSIGN(split, splitter.run(now));
    HABERDASH_TRY(transaction.commit());
    return split;
}

} // namespace haberdash::identity
