// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/connection.h"

#include <QList>

namespace haberdash::store {

/// A way out for mail. The password is not part of it: see `SecretStore`.
struct Account
{
    AccountId id;
    QString name;
    QString host;
    int port = 587;
    QString security = QStringLiteral("starttls"); ///< plain, starttls, tls
    QString authentication = QStringLiteral("password"); ///< none, password, xoauth2
    QString userName;
    QString fromName;
    QString fromAddress;
    QString replyTo;
    QString unsubscribeUrl; ///< https, with {token} for the recipient's own part; empty: none
    QString unsubscribeAddress; ///< where mails to unsubscribe go; empty: replyTo or fromAddress
    friend bool operator==(const Account &, const Account &) = default;
};

[[nodiscard]] Result<QList<Account>> accounts(Connection &connection);
[[nodiscard]] Result<Account> accountByName(Connection &connection, const QString &name);
[[nodiscard]] Result<Account> accountById(Connection &connection, AccountId id);
/// Makes an account (id not set) or replaces one. Invalid where host, port or addresses cannot be right.
[[nodiscard]] Result<AccountId> saveAccount(Connection &connection, const Account &account, Timestamp now);

} // namespace haberdash::store
