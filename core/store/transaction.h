// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

namespace haberdash::store {

class Connection;

/// All or nothing. Rolls back when it goes out of scope without a commit.
class Transaction
{
public:
    /// Takes the write lock at once, so that a program that holds it shows here and not half way through.
    [[nodiscard]] static Result<Transaction> begin(Connection &connection);
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();

    /// Reports failure (a full disk, say); then nothing was kept.
    [[nodiscard]] Result<> commit();

private:
    explicit Transaction(Connection &connection);
    Connection *m_connection; // null once committed, rolled back or moved from
};

} // namespace haberdash::store
