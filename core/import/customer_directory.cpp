// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/customer_directory.h"

#include "core/base/email_address.h"
#include "core/store/connection.h"
#include "core/store/table_shape.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

CustomerDirectory::CustomerDirectory(Batch &batch, store::Statement find, AddOrRely insert,
    store::Statement addCustomer, store::Statement addPhone, store::ErasedKeys erased, SplitPeople split,
    bool storeIsEmpty)
    : m_batch(&batch)
    , m_find(std::move(find))
    , m_insert(std::move(insert))
    , m_addCustomer(std::move(addCustomer))
    , m_addPhone(std::move(addPhone))
    , m_erased(std::move(erased))
    , m_split(std::move(split))
    , m_storeIsEmpty(storeIsEmpty)
{ }

Result<CustomerDirectory> CustomerDirectory::create(Batch &batch)
{
    auto &connection = batch.connection();
    HABERDASH_TRY_ASSIGN(find,
        connection.prepare(u"SELECT customer_id, batch_id FROM identity WHERE kind = ?1 AND key = ?2"_s));
    HABERDASH_TRY_ASSIGN(insert,
        AddOrRely::create(batch, "identity",
            u"INSERT OR IGNORE INTO identity (kind, key, customer_id, batch_id) VALUES (?1, ?2, ?3, ?4)"_s,
            u"SELECT batch_id FROM identity WHERE kind = ?1 AND key = ?2"_s));
    HABERDASH_TRY_ASSIGN(number, store::newRowNumber(connection, u"customer"_s));
    HABERDASH_TRY_ASSIGN(addCustomer,
        connection.prepare(u"INSERT INTO customer (id, email, batch_id) VALUES (%1, ?1, ?2)"_s.arg(number)));
    HABERDASH_TRY_ASSIGN(addPhone,
        connection.prepare(u"INSERT INTO customer (id, phone, batch_id) VALUES (%1, ?1, ?2)"_s.arg(number)));
    HABERDASH_TRY_ASSIGN(known, connection.integer(u"SELECT EXISTS (SELECT 1 FROM identity)"_s));
    HABERDASH_TRY_ASSIGN(erased, store::ErasedKeys::load(connection));
    HABERDASH_TRY_ASSIGN(split, SplitPeople::load(connection));
    return CustomerDirectory(batch, std::move(find), std::move(insert), std::move(addCustomer),
        std::move(addPhone), std::move(erased), std::move(split), known == 0);
}

Result<CustomerId> CustomerDirectory::find(char kind, std::string_view kindWord, const std::string &key)
{
    m_probe.assign(1, kind);
    m_probe += key;
    if (const qint64 known = m_known.find(m_probe); known != 0)
        return CustomerId(known);
    if (m_storeIsEmpty)
        return CustomerId();
    HABERDASH_TRY_ASSIGN(found, m_find.bind(1, kindWord).bindView(2, key).step());
    const CustomerId customer(found ? m_find.integer(0) : 0);
    if (found)
        m_batch->relyOn(m_find.id<BatchId>(1), "identity");
    m_find.reset();
    if (found)
        m_known.insert(m_probe, customer.value());
    if (found)
        HABERDASH_TRY(noteMoves(kindWord, key, customer));
    return customer;
}

Result<> CustomerDirectory::noteMoves(std::string_view kindWord, const std::string &key, CustomerId customer)
{
    HABERDASH_TRY_ASSIGN(changes, m_batch->changesOf("identity", std::string_view(key)));
    for (const store::RowChange &change : changes) {
        const QJsonObject before = QJsonDocument::fromJson(change.before).object();
        const QJsonObject after = QJsonDocument::fromJson(change.after).object();
        if (before.value(u"kind"_s).toString().toStdString() == kindWord
            && before.value(u"customer_id"_s) != after.value(u"customer_id"_s))
            m_moves.insert({customer.value(), change.batch.value()});
    }
    return {};
}

Result<> CustomerDirectory::relyOnMoves()
{
    if (m_moves.empty())
        return {};
    HABERDASH_TRY_ASSIGN(tables, store::contentTables(m_batch->connection()));
    QStringList added;
    for (const store::TableShape &table : tables) {
        for (const auto &reference : table.references) {
            if (reference.table == u"customer"_s && table.hasBatch())
                added.append(u"EXISTS (SELECT 1 FROM %1 WHERE %2 = ?1 AND batch_id = ?2)"_s.arg(
                    table.name, reference.column));
        }
    }
    HABERDASH_TRY_ASSIGN(hasAdded, m_batch->connection().prepare(u"SELECT "_s + added.join(u" OR "_s)));
    for (const auto &[customer, mover] : m_moves) {
        HABERDASH_TRY(hasAdded.bind(1, customer).bind(2, m_batch->id()).step());
        if (hasAdded.integer(0) != 0)
            m_batch->relyOn(BatchId(mover), "identity");
        hasAdded.reset();
    }
    return {};
}

Result<> CustomerDirectory::link(
    char kind, std::string_view kindWord, const std::string &key, CustomerId customer)
{
    m_insert.row().bind(3, customer).bind(4, m_batch->id());
    HABERDASH_TRY(m_insert.run([&](store::Statement &sql) { sql.bind(1, kindWord).bindView(2, key); }));
    m_probe.assign(1, kind);
    m_probe += key;
    m_known.insert(m_probe, customer.value());
    return {};
}

void CustomerDirectory::makeIdKey(const QString &source, std::string_view id)
{
    if (source != m_lastSource) {
        m_lastSource = source;
        m_sourcePrefix = source.toStdString() + ':';
    }
    m_key = m_sourcePrefix;
    m_key += id;
}

bool CustomerDirectory::isErased(const QString &source, std::string_view email, std::string_view id)
{
    if (m_erased.isEmpty())
        return false;
    makeAddressKey(email, m_key);
    if (m_erased.contains("email", m_key))
        return true;
    makeIdKey(source, id);
    return !id.empty() && m_erased.contains("id", m_key);
}

Result<CustomerId> CustomerDirectory::findByEmail(std::string_view email)
{
    makeAddressKey(email, m_key);
    return find('e', "email", m_key);
}

Result<CustomerId> CustomerDirectory::findById(const QString &source, std::string_view id)
{
    makeIdKey(source, id);
    return find('i', "id", m_key);
}

Result<CustomerId> CustomerDirectory::findByBoth(
    const QString &source, std::string_view email, std::string_view id)
{
    if (id.empty())
        return CustomerId();
    HABERDASH_TRY_ASSIGN(byId, findById(source, id));
    if (m_split.isEmpty() || !byId.isValid() || email.empty())
        return byId;
    HABERDASH_TRY_ASSIGN(byEmail, findByEmail(email));
    return m_split.meant(byId, byEmail);
}

Result<bool> CustomerDirectory::isKeptByRelative(std::string_view email, CustomerId customer)
{
    if (m_split.isEmpty())
        return false;
    HABERDASH_TRY_ASSIGN(owner, findByEmail(email));
    return m_split.wereOne(owner, customer);
}

Result<CustomerId> CustomerDirectory::findByPhone(const std::string &key)
{
    return key.empty() ? Result<CustomerId>(CustomerId()) : find('p', "phone", key);
}

Result<CustomerId> CustomerDirectory::findOrAddByPhone(const std::string &key)
{
    HABERDASH_TRY_ASSIGN(customer, findByPhone(key));
    if (customer.isValid() || key.empty() || isPhoneErased(key))
        return customer;
    HABERDASH_TRY(m_addPhone.bind(1, std::string_view(key)).bind(2, m_batch->id()).run());
    customer = CustomerId(m_batch->connection().lastInsertId());
    ++m_batch->people.added;
    HABERDASH_TRY(linkPhone(customer, key));
    return customer;
}

Result<CustomerId> CustomerDirectory::findOrAdd(
    const QString &source, std::string_view email, std::string_view id)
{
    // Also where another key of the row leads to somebody: what names an erased person is nobody else's.
    if (isErased(source, email, id))
        return CustomerId();
    HABERDASH_TRY_ASSIGN(customer, findByBoth(source, email, id));
    if (!email.empty() && !customer.isValid()) {
        HABERDASH_TRY_ASSIGN(byEmail, findByEmail(email));
        customer = byEmail;
    }
    if (customer.isValid() || (email.empty() && id.empty()))
        return customer;
    if (email.empty())
        m_addCustomer.bindNull(1);
    else
        m_addCustomer.bind(1, email);
    HABERDASH_TRY(m_addCustomer.bind(2, m_batch->id()).run());
    customer = CustomerId(m_batch->connection().lastInsertId());
    ++m_batch->people.added;
    if (!email.empty())
        HABERDASH_TRY(linkEmail(customer, email));
    if (!id.empty())
        HABERDASH_TRY(linkId(customer, source, id));
    return customer;
}

Result<> CustomerDirectory::linkEmail(CustomerId customer, std::string_view email)
{
    makeAddressKey(email, m_key);
    return link('e', "email", m_key, customer);
}

Result<> CustomerDirectory::linkId(CustomerId customer, const QString &source, std::string_view id)
{
    makeIdKey(source, id);
    return link('i', "id", m_key, customer);
}

Result<> CustomerDirectory::linkPhone(CustomerId customer, const std::string &key)
{
    if (key.empty())
        return {};
    m_insert.row().bind(3, customer).bind(4, m_batch->id());
    HABERDASH_TRY(m_insert.run(
        [&](store::Statement &sql) { sql.bind(1, std::string_view("phone")).bindView(2, key); }));
    m_probe.assign(1, 'p');
    m_probe += key;
    if (m_known.find(m_probe) == 0 && m_storeIsEmpty)
        m_known.insert(m_probe, customer.value());
    return {};
}

} // namespace haberdash::importing
