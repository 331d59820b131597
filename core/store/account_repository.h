// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/account_limits.h"
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
    QString service = QStringLiteral("smtp"); ///< smtp, sendgrid, mailgun, postmark, ses, brevo, resend
    QString serviceDomain; ///< Mailgun's name for it
    QString region; ///< of Amazon; "eu" for services that keep Europe apart
    QString stream; ///< of Postmark; empty: "broadcast"
    QString tokenUrl; ///< where access tokens are renewed, with xoauth2; empty: the secret is the token
    QString clientId; ///< who renews them
    QString onlyDomains; ///< whose mail goes this way, separated by blanks; empty: everybody's
    QString dkimDomain; ///< signs for it, where the server does not; empty: no signature of ours
    QString dkimSelector;
    AccountLimits limits;
    [[nodiscard]] bool isService() const { return service != QStringLiteral("smtp"); }
    friend bool operator==(const Account &, const Account &) = default;
};

[[nodiscard]] Result<QList<Account>> accounts(Connection &connection);
[[nodiscard]] Result<Account> accountByName(Connection &connection, const QString &name);
[[nodiscard]] Result<Account> accountById(Connection &connection, AccountId id);
/// Takes an account away. Refused where a campaign or a message names it.
[[nodiscard]] Result<> deleteAccount(Connection &connection, AccountId id);
/// What the other side taught us, see `AccountPace`.
[[nodiscard]] Result<AccountPace> accountPace(Connection &connection, AccountId id);
[[nodiscard]] Result<> setAccountPace(Connection &connection, AccountId id, const AccountPace &pace);
/// How far the events of a service were read, JSON of the reader; "{}" before the first time. Inside the
/// caller's transaction, so that it says no more than what was kept.
[[nodiscard]] Result<QByteArray> accountEventsCursor(Connection &connection, AccountId id);
[[nodiscard]] Result<> setAccountEventsCursor(Connection &connection, AccountId id, const QByteArray &cursor);
/// Writes down when the first message of a warm-up went out, where that is not known yet.
[[nodiscard]] Result<> startWarmUp(Connection &connection, AccountId id, Timestamp now);
/// Makes an account (id not set) or replaces one. Invalid where host, port or addresses cannot be right.
[[nodiscard]] Result<AccountId> saveAccount(Connection &connection, const Account &account, Timestamp now);

} // namespace haberdash::store
