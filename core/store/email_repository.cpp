// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/email_repository.h"

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString columns = u"SELECT id, name, subject, preheader, body FROM email "_s;

SavedEmail readRow(const Statement &row)
{
    return {row.id<EmailId>(0), row.text(1), row.text(2), row.text(3), row.text(4)};
}

} // namespace

Result<QList<SavedEmail>> savedEmails(Connection &connection)
{
    HABERDASH_TRY_ASSIGN(rows, connection.prepare(columns + u"ORDER BY name COLLATE NOCASE"_s));
    QList<SavedEmail> emails;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return emails;
        emails.append(readRow(rows));
    }
}

Result<SavedEmail> emailByName(Connection &connection, const QString &name)
{
    HABERDASH_TRY_ASSIGN(row, connection.prepare(columns + u"WHERE name = ?1"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, name).step());
    if (!found)
        return failure(Error::Code::NotFound, u"There is no email “%1”."_s.arg(name));
    return readRow(row);
}

Result<EmailId> saveEmail(Connection &connection, const SavedEmail &email, Timestamp now)
{
    const QString name = email.name.trimmed();
    if (name.isEmpty())
        return failure(Error::Code::Invalid, u"An email needs a name. Nothing was saved."_s);
    HABERDASH_TRY_ASSIGN(taken, connection.prepare(u"SELECT 1 FROM email WHERE name = ?1 AND id <> ?2"_s));
    HABERDASH_TRY_ASSIGN(isTaken, taken.bind(1, name).bind(2, email.id.value()).step());
    if (isTaken)
        return failure(Error::Code::Refused,
            u"There is an email “%1” already. Nothing was saved; choose another name."_s.arg(name));
    HABERDASH_TRY_ASSIGN(write,
        connection.prepare(email.id.isValid()
                ? u"UPDATE email SET name = ?1, subject = ?2, preheader = ?3, body = ?4, updated_at = ?5 WHERE id = ?6"_s
                : u"INSERT INTO email (name, subject, preheader, body, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)"_s));
    write.bind(1, name).bind(2, email.subject).bind(3, email.preheader).bind(4, email.body).bind(5, now);
    if (email.id.isValid())
        write.bind(6, email.id);
    HABERDASH_TRY(write.run());
    return email.id.isValid() ? email.id : EmailId(connection.lastInsertId());
}

Result<> deleteEmail(Connection &connection, EmailId id)
{
    HABERDASH_TRY_ASSIGN(statement, connection.prepare(u"DELETE FROM email WHERE id = ?1"_s));
    return statement.bind(1, id).run();
}

} // namespace haberdash::store
