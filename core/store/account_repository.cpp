// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/account_repository.h"

#include "core/base/email_address.h"

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString columns
    = u"SELECT id, name, host, port, security, authentication, user_name, from_name, from_address, reply_to, "
      u"unsubscribe_url, unsubscribe_address, service, service_domain, region, stream, token_url, client_id, "
      u"only_domains, dkim_domain, dkim_selector, limits FROM account "_s;

Account readRow(const Statement &row)
{
    return {row.id<AccountId>(0), row.text(1), row.text(2), int(row.integer(3)), row.text(4), row.text(5),
        row.text(6), row.text(7), row.text(8), row.text(9), row.text(10), row.text(11), row.text(12),
        row.text(13), row.text(14), row.text(15), row.text(16), row.text(17), row.text(18), row.text(19),
        row.text(20), limitsFromJson(row.text(21))};
}

Result<> check(const Account &account)
{
    const auto refuse = [](const QString &why) {
        return failure(Error::Code::Invalid, u"%1 Nothing was saved."_s.arg(why));
    };
    if (account.name.trimmed().isEmpty())
        return refuse(u"An account needs a name."_s);
    static const QStringList services{
        u"smtp"_s, u"sendgrid"_s, u"mailgun"_s, u"postmark"_s, u"ses"_s, u"brevo"_s, u"resend"_s};
    if (!services.contains(account.service))
        return refuse(u"“%1” is no service that mail can leave by. There are: %2."_s.arg(
            account.service, services.join(u", "_s)));
    if (!account.isService()
        && (account.host.trimmed().isEmpty() || account.host.contains(u' ') || account.host.contains(u'/')))
        return refuse(u"“%1” is no mail server. Write a name such as smtp.example.com."_s.arg(account.host));
    if (account.service == u"mailgun"_s && account.serviceDomain.trimmed().isEmpty())
        return refuse(u"Mailgun needs the domain that mail is sent for, as it is named there."_s);
    if (account.service == u"ses"_s && (account.region.isEmpty() || account.userName.isEmpty()))
        return refuse(
            u"Amazon SES needs a region (such as eu-central-1) and the id of an access key as user."_s);
    if (!account.tokenUrl.isEmpty() && !account.tokenUrl.startsWith(u"https://"_s)
        && !account.tokenUrl.startsWith(u"http://127.0.0.1:"_s))
        return refuse(u"The address where tokens are renewed begins with https://."_s);
    const auto &limits = account.limits;
    for (const int limit : {limits.perSecond, limits.perMinute, limits.perHour, limits.perDay,
             limits.perHourAndDomain, limits.warmUpFirstDay}) {
        if (limit < 0)
            return refuse(u"A limit cannot be negative; 0 means none."_s);
    }
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

Result<> deleteAccount(Connection &connection, AccountId id)
{
    HABERDASH_TRY_ASSIGN(used,
        connection.prepare(u"SELECT (SELECT group_concat(name, ', ') FROM campaign WHERE account_id = ?1), "
                           u"EXISTS (SELECT 1 FROM outbox WHERE account_id = ?1)"_s));
    HABERDASH_TRY(used.bind(1, id).step());
    if (!used.isNull(0) || used.integer(1) != 0)
        return failure(Error::Code::Refused,
            u"The account stays, because what was sent by it names it (%1). Nothing was changed."_s.arg(
                used.isNull(0) ? u"messages"_s : used.text(0)));
    used.reset();
    HABERDASH_TRY_ASSIGN(remove, connection.prepare(u"DELETE FROM account WHERE id = ?1"_s));
    return remove.bind(1, id).run();
}

Result<AccountPace> accountPace(Connection &connection, AccountId id)
{
    HABERDASH_TRY_ASSIGN(row, connection.prepare(u"SELECT pace FROM account WHERE id = ?1"_s));
    HABERDASH_TRY(row.bind(1, id).step());
    return paceFromJson(row.text(0));
}

Result<> setAccountPace(Connection &connection, AccountId id, const AccountPace &pace)
{
    HABERDASH_TRY_ASSIGN(update, connection.prepare(u"UPDATE account SET pace = ?2 WHERE id = ?1"_s));
    return update.bind(1, id).bind(2, toJson(pace)).run();
}

Result<QByteArray> accountEventsCursor(Connection &connection, AccountId id)
{
    HABERDASH_TRY_ASSIGN(row, connection.prepare(u"SELECT events_cursor FROM account WHERE id = ?1"_s));
    HABERDASH_TRY(row.bind(1, id).step());
    return row.text(0).toUtf8();
}

Result<> setAccountEventsCursor(Connection &connection, AccountId id, const QByteArray &cursor)
{
    HABERDASH_TRY_ASSIGN(
        update, connection.prepare(u"UPDATE account SET events_cursor = ?2 WHERE id = ?1"_s));
    return update.bind(1, id).bind(2, QString::fromUtf8(cursor)).run();
}

Result<> startWarmUp(Connection &connection, AccountId id, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(account, accountById(connection, id));
    if (account.limits.warmUpFirstDay == 0 || account.limits.warmUpSince)
        return {};
    account.limits.warmUpSince = now;
    HABERDASH_TRY_ASSIGN(update, connection.prepare(u"UPDATE account SET limits = ?2 WHERE id = ?1"_s));
    return update.bind(1, id).bind(2, toJson(account.limits)).run();
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
                  u"user_name = ?6, from_name = ?7, from_address = ?8, reply_to = ?9, unsubscribe_url = ?10, "
                  u"unsubscribe_address = ?11, service = ?12, service_domain = ?13, region = ?14, stream = "
                  u"?15, "
                  u"token_url = ?16, client_id = ?17, only_domains = ?18, dkim_domain = ?19, "
                  u"dkim_selector = ?20, limits = ?21 WHERE id = ?22"_s
                : u"INSERT INTO account (name, host, port, security, authentication, user_name, from_name, "
                  u"from_address, reply_to, unsubscribe_url, unsubscribe_address, service, service_domain, "
                  u"region, stream, token_url, client_id, only_domains, dkim_domain, dkim_selector, limits, "
                  u"created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
                  u"?16, "
                  u"?17, ?18, ?19, ?20, ?21, ?22)"_s));
    write.bind(3, account.port);
    const QString texts[] = {account.name, account.host, {}, account.security, account.authentication,
        account.userName, account.fromName, account.fromAddress, account.replyTo, account.unsubscribeUrl,
        account.unsubscribeAddress, account.service, account.serviceDomain, account.region, account.stream,
        account.tokenUrl, account.clientId, account.onlyDomains, account.dkimDomain, account.dkimSelector,
        toJson(account.limits)};
    for (int i = 0; i < int(std::size(texts)); ++i) {
        if (i != 2) // the port, which is a number
            write.bind(i + 1, texts[i].trimmed());
    }
    if (account.id.isValid())
        write.bind(22, account.id);
    else
        write.bind(22, now);
    HABERDASH_TRY(write.run());
    return account.id.isValid() ? account.id : AccountId(connection.lastInsertId());
}

} // namespace haberdash::store
