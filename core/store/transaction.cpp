// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/transaction.h"

#include "core/store/connection.h"

#include <utility>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

Transaction::Transaction(Connection &connection)
    : m_connection(&connection)
{ }

Transaction::Transaction(Transaction &&other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr))
{ }

Result<Transaction> Transaction::begin(Connection &connection)
{
    HABERDASH_TRY(connection.execute(u"BEGIN IMMEDIATE"_s));
    return Transaction(connection);
}

Transaction::~Transaction()
{
    // A failed statement may have ended the transaction already; then there is nothing left to roll back.
    if (m_connection)
        (void)m_connection->execute(u"ROLLBACK"_s);
}

Result<> Transaction::commit()
{
    Q_ASSERT(m_connection);
    HABERDASH_TRY(m_connection->execute(u"COMMIT"_s));
    m_connection = nullptr;
    return {};
}

} // namespace haberdash::store
