// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/timestamp.h"

#include <QByteArray>

#include <memory>
#include <mutex>

namespace haberdash::store {
class Connection;
}

namespace haberdash::facts {

class CustomerIndex;

/// Changes with whatever an index of customers is made of, and with nothing else: sending mail or saving a
/// segment leaves it as it is. People and orders change in batches, by taking a batch back and by erasing.
[[nodiscard]] Result<QByteArray> customerRevision(store::Connection &connection);

/// The index of all customers of one file, read once for everybody who asks and again when people or orders
/// have changed. For several threads at a time; each brings a connection of its own to the same file.
class SharedCustomerIndex
{
public:
    using Index = std::shared_ptr<const CustomerIndex>;

    SharedCustomerIndex() = default;
    SharedCustomerIndex(const SharedCustomerIndex &) = delete;
    SharedCustomerIndex &operator=(const SharedCustomerIndex &) = delete;

    /// The index as the file is now. Reads it where needed (seconds for a million people), or waits for who
    /// is reading it already.
    [[nodiscard]] Result<Index> current(store::Connection &connection, Timestamp asOf);
    /// The same for those who need not know; does nothing while somebody is reading.
    void renew(store::Connection &connection, Timestamp asOf);
    /// What was read last, null before that. Never waits.
    [[nodiscard]] Index atHand() const;
    /// Whether that is how the file is now. Never waits for who is reading.
    [[nodiscard]] bool isCurrent(store::Connection &connection) const;
    /// How often the file was read, for tests.
    [[nodiscard]] int readings() const;

private:
    [[nodiscard]] Result<Index> read(store::Connection &connection, Timestamp asOf);

    std::mutex m_reading; ///< held by the one who reads
    mutable std::mutex m_mutex; ///< guards what follows, for moments only
    Index m_index;
    QByteArray m_revision;
    QByteArray m_stamp; ///< of the file: as long as it is the same, the revision need not be asked for
    int m_readings = 0;
};

} // namespace haberdash::facts
