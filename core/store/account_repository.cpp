// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/account_repository.h"

#include "core/base/email_address.h"

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString columns
    = u"SELECT id, name, host, port, security, authentication, user_name, from_name, from_address, reply_to, "
      u"unsubscribe_url, unsubscribe_address FROM account "_s;

Account readRow(const Statement &row)
{
    return {row.id<AccountId>(0), row.text(1), row.text(2), int(row.integer(3)), row.text(4), row.text(5),
        row.text(6), row.text(7), row.text(8), row.text(9), row.text(10), row.text(11)};
}

Result<> check(const Account &account)
{
    const auto refuse = [](const QString &why) {
        return failure(Error::Code::Invalid, u"%1 Nothing was saved."_s.arg(why));
    };
    if (account.name.trimmed().isEmpty())
        return refuse(u"An account needs a name."_s);
    if (account.host.trimmed().isEmpty() || account.host.contains(u' ') || account.host.contains(u'/'))
        return refuse(u"“%1” is no mail server. Write a name such as smtp.example.com."_s.arg(account.host));
    if (account.port < 1 || account.port > 65535)
        return refuse(
            u"%1 is no port. Mail servers use 587 (STARTTLS), 465 (TLS) or 25."_s.arg(account.port));
    for (const auto &[address, needed] : {std::pair(account.fromAddress, true),
             std::pair(account.replyTo, false), std::pair(account.unsubscribeAddress, false)}) {
        if (address.isEmpty() && !needed)
            continue;
        if (auto checked = EmailAddress::fromString(address); !checked)
            return refuse(checked.error().detail);
    }
    for (const QString &header : {account.fromName, account.name}) {
        if (header.contains(u'\n') || header.contains(u'\r'))
            return refuse(u"A name may not have line breaks."_s);
    }
    if (!account.unsubscribeUrl.isEmpty()
        && (!account.unsubscribeUrl.startsWith(u"https://"_s)
            || !account.unsubscribeUrl.contains(u"{token}"_s)))
        return refuse(
            u"The unsubscribe address begins with https:// and has {token} where the recipient's own part goes."_s);
    return {};
}

} // namespace

Result<QList<Account>> accounts(Connection &connection)
{
    HABERDASH_TRY_ASSIGN(rows, connection.prepare(columns + u"ORDER BY name COLLATE NOCASE"_s));
    QList<Account> list;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return list;
        list.append(readRow(rows));
    }
}

Result<Account> accountByName(Connection &connection, const QString &name)
{
    HABERDASH_TRY_ASSIGN(row, connection.prepare(columns + u"WHERE name = ?1"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, name).step());
    if (!found)
        return failure(Error::Code::NotFound, u"There is no mail account “%1”."_s.arg(name));
    return readRow(row);
}

Result<Account> accountById(Connection &connection, AccountId id)
{
    HABERDASH_TRY_ASSIGN(row, connection.prepare(columns + u"WHERE id = ?1"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, id).step());
    if (!found)
        return failure(Error::Code::NotFound, u"The mail account is gone. Choose another one."_s);
    return readRow(row);
}

Result<AccountId> saveAccount(Connection &connection, const Account &account, Timestamp now)
{
    HABERDASH_TRY(check(account));
    HABERDASH_TRY_ASSIGN(taken, connection.prepare(u"SELECT 1 FROM account WHERE name = ?1 AND id <> ?2"_s));
    HABERDASH_TRY_ASSIGN(isTaken, taken.bind(1, account.name.trimmed()).bind(2, account.id.value()).step());
    if (isTaken)
        return failure(Error::Code::Refused,
            u"There is an account “%1” already. Nothing was saved; choose another name."_s.arg(account.name));
    HABERDASH_TRY_ASSIGN(write,
        connection.prepare(account.id.isValid()
                ? u"UPDATE account SET name = ?1, host = ?2, port = ?3, security = ?4, authentication = ?5, "
                  u"user_name = ?6, "
                  u"from_name = ?7, from_address = ?8, reply_to = ?9, unsubscribe_url = ?10, unsubscribe_address = ?11 WHERE id = ?12"_s
                : u"INSERT INTO account (name, host, port, security, authentication, user_name, from_name, "
                  u"from_address, reply_to, "
                  u"unsubscribe_url, unsubscribe_address, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"_s));
    write.bind(1, account.name.trimmed())
        .bind(2, account.host.trimmed())
        .bind(3, account.port)
        .bind(4, account.security);
    write.bind(5, account.authentication)
        .bind(6, account.userName)
        .bind(7, account.fromName)
        .bind(8, account.fromAddress.trimmed());
    write.bind(9, account.replyTo.trimmed())
        .bind(10, account.unsubscribeUrl.trimmed())
        .bind(11, account.unsubscribeAddress.trimmed());
    if (account.id.isValid())
        write.bind(12, account.id);
    else
        write.bind(12, now);
    HABERDASH_TRY(write.run());
    return account.id.isValid() ? account.id : AccountId(connection.lastInsertId());
}

} // namespace haberdash::store
