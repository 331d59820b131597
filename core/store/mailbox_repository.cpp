// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/mailbox_repository.h"

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString columns = u"SELECT id, name, kind, host, port, security, authentication, user_name, folder, "
                        u"handled_folder, json_remove(state, '$.trouble'), read_at, "
                        u"coalesce(json_extract(state, '$.trouble'), '') FROM mailbox "_s;

Mailbox readRow(const Statement &row)
{
    return {row.id<MailboxId>(0), row.text(1), row.text(2), row.text(3), int(row.integer(4)), row.text(5),
        row.text(6), row.text(7), row.text(8), row.text(9), row.text(10).toUtf8(), row.optionalTimestamp(11),
        row.text(12)};
}

Result<> check(const Mailbox &mailbox)
{
    if (mailbox.name.trimmed().isEmpty())
        return failure(Error::Code::Invalid, u"A mailbox needs a name. Nothing was saved."_s);
    if (mailbox.host.trimmed().isEmpty() || mailbox.host.contains(u' ') || mailbox.host.contains(u'/'))
        return failure(Error::Code::Invalid,
            u"“%1” is no mail server. Write a name such as imap.example.com. Nothing was saved."_s.arg(
                mailbox.host));
    if (mailbox.port < 1 || mailbox.port > 65535)
        return failure(Error::Code::Invalid,
            u"%1 is no port. IMAP uses 993 or 143, POP3 995 or 110. Nothing was saved."_s.arg(mailbox.port));
    return {};
}

} // namespace

Result<QList<Mailbox>> mailboxes(Connection &connection)
{
    HABERDASH_TRY_ASSIGN(rows, connection.prepare(columns + u"ORDER BY name COLLATE NOCASE"_s));
    QList<Mailbox> list;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return list;
        list.append(readRow(rows));
    }
}

Result<Mailbox> mailboxByName(Connection &connection, const QString &name)
{
    HABERDASH_TRY_ASSIGN(row, connection.prepare(columns + u"WHERE name = ?1"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, name).step());
    if (!found)
        return failure(Error::Code::NotFound, u"There is no mailbox “%1”."_s.arg(name));
    return readRow(row);
}

Result<MailboxId> saveMailbox(Connection &connection, const Mailbox &mailbox, Timestamp now)
{
    HABERDASH_TRY(check(mailbox));
    HABERDASH_TRY_ASSIGN(write,
        connection.prepare(mailbox.id.isValid()
                ? u"UPDATE mailbox SET name = ?1, kind = ?2, host = ?3, port = ?4, security = ?5, "
                  u"authentication = ?6, user_name = ?7, folder = ?8, handled_folder = ?9 WHERE id = ?10"_s
                : u"INSERT INTO mailbox (name, kind, host, port, security, authentication, user_name, "
                  u"folder, "
                  u"handled_folder, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"_s));
    write.bind(1, mailbox.name.trimmed()).bind(2, mailbox.kind).bind(3, mailbox.host.trimmed());
    write.bind(4, mailbox.port).bind(5, mailbox.security).bind(6, mailbox.authentication);
    write.bind(7, mailbox.userName).bind(8, mailbox.folder).bind(9, mailbox.handledFolder);
    if (mailbox.id.isValid())
        write.bind(10, mailbox.id);
    else
        write.bind(10, now);
    HABERDASH_TRY(write.run());
    return mailbox.id.isValid() ? mailbox.id : MailboxId(connection.lastInsertId());
}

Result<> setMailboxState(
    Connection &connection, MailboxId id, const QByteArray &state, const QString &trouble, Timestamp now)
{
    // What went wrong stands beside what the reader keeps, and the reader never sees it.
    HABERDASH_TRY_ASSIGN(update,
        connection.prepare(u"UPDATE mailbox SET state = CASE WHEN ?4 = '' THEN ?2 ELSE "
                           u"json_set(?2, '$.trouble', ?4) END, read_at = ?3 WHERE id = ?1"_s));
    return update.bind(1, id).bind(2, QString::fromUtf8(state)).bind(3, now).bind(4, trouble).run();
}

Result<> deleteMailbox(Connection &connection, MailboxId id)
{
    HABERDASH_TRY_ASSIGN(remove, connection.prepare(u"DELETE FROM mailbox WHERE id = ?1"_s));
    return remove.bind(1, id).run();
}

} // namespace haberdash::store
