// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/facts/shared_customer_index.h"

#include "core/facts/customer_index.h"
#include "core/facts/file_stamp.h"

namespace haberdash::facts {

using namespace Qt::Literals::StringLiterals;

Result<QByteArray> customerRevision(store::Connection &connection)
{
    const QStringList questions{u"SELECT count(*) FROM customer"_s,
        u"SELECT coalesce(max(id), 0) || '-' || count(undone_at) FROM import_batch"_s,
        u"SELECT count(*) FROM erased_key"_s,
        // What was spent counts in the shop's currency.
        u"SELECT group_concat(value) FROM setting WHERE key = 'currency'"_s,
        u"SELECT group_concat(currency || valid_from || '=' || rate) FROM exchange_rate"_s};
    QByteArray revision;
    for (const QString &question : questions) {
        HABERDASH_TRY_ASSIGN(query, connection.prepare(question));
        HABERDASH_TRY(query.step());
        revision += query.text(0).toUtf8() + ' ';
    }
    return revision;
}

Result<SharedCustomerIndex::Index> SharedCustomerIndex::current(store::Connection &connection, Timestamp asOf)
{
    const std::lock_guard reading(m_reading);
    return read(connection, asOf);
}

void SharedCustomerIndex::renew(store::Connection &connection, Timestamp asOf)
{
    const std::unique_lock reading(m_reading, std::try_to_lock);
    if (reading.owns_lock())
        static_cast<void>(read(connection, asOf)); // what goes wrong is told by who needs the index
}

Result<SharedCustomerIndex::Index> SharedCustomerIndex::read(store::Connection &connection, Timestamp asOf)
{
    // Asked before reading: what is written meanwhile is read once more the next time, never missed.
    const QByteArray stamp = fileStamp(connection);
    {
        const std::lock_guard lock(m_mutex);
        if (m_index && stamp == m_stamp)
            return m_index;
    }
    HABERDASH_TRY_ASSIGN(revision, customerRevision(connection));
    {
        const std::lock_guard lock(m_mutex);
        if (m_index && revision == m_revision) {
            m_stamp = stamp;
            return m_index;
        }
    }
    HABERDASH_TRY_ASSIGN(index, CustomerIndex::load(connection, asOf));
    const std::lock_guard lock(m_mutex);
    m_index = std::move(index);
    m_revision = revision;
    m_stamp = stamp;
    ++m_readings;
    return m_index;
}

SharedCustomerIndex::Index SharedCustomerIndex::atHand() const
{
    const std::lock_guard lock(m_mutex);
    return m_index;
}

bool SharedCustomerIndex::isCurrent(store::Connection &connection) const
{
    const QByteArray stamp = fileStamp(connection);
    {
        const std::lock_guard lock(m_mutex);
        if (!m_index || stamp == m_stamp)
            return m_index != nullptr;
    }
    const auto revision = customerRevision(connection);
    const std::lock_guard lock(m_mutex);
    return revision && *revision == m_revision;
}

int SharedCustomerIndex::readings() const
{
    const std::lock_guard lock(m_mutex);
    return m_readings;
}

} // namespace haberdash::facts
