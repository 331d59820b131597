// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/email_repository.h"

#include "core/store/transaction.h"

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int keptVersions = 100;

// The texts of an email, in the order in which `readTexts` and `bindTexts` take them.
const QString texts = u"name, subject, preheader, kind, body"_s;

SavedEmail readTexts(const Statement &row, EmailId id, int from)
{
    return {
        id, row.text(from), row.text(from + 1), row.text(from + 2), row.text(from + 4), row.text(from + 3)};
}

Statement &bindTexts(Statement &statement, const SavedEmail &email, int from)
{
    return statement.bind(from, email.name)
        .bind(from + 1, email.subject)
        .bind(from + 2, email.preheader)
        .bind(from + 3, email.kind)
        .bind(from + 4, email.body);
}

Result<SavedEmail> readOne(Statement &row, const QString &who)
{
    HABERDASH_TRY_ASSIGN(found, row.step());
    if (!found)
        return failure(Error::Code::NotFound, u"There is no email “%1”."_s.arg(who));
    return readTexts(row, row.id<EmailId>(0), 1);
}

Result<> addVersion(Connection &connection, const SavedEmail &email, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(versions, versionsOf(connection, email.id));
    if (!versions.isEmpty() && versions.first().email == email)
        return {};
    HABERDASH_TRY_ASSIGN(add,
        connection.prepare(u"INSERT INTO email_version (email_id, saved_at, "_s + texts
            + u") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"_s));
    add.bind(1, email.id).bind(2, now);
    HABERDASH_TRY(bindTexts(add, email, 3).run());
    HABERDASH_TRY_ASSIGN(forget,
        connection.prepare(u"DELETE FROM email_version WHERE email_id = ?1 AND id NOT IN (SELECT id FROM "
                           "email_version WHERE email_id = ?1 ORDER BY id DESC LIMIT ?2)"_s));
    return forget.bind(1, email.id).bind(2, keptVersions).run();
}

} // namespace

Result<QList<SavedEmail>> savedEmails(Connection &connection)
{
    HABERDASH_TRY_ASSIGN(
        rows, connection.prepare(u"SELECT id, "_s + texts + u" FROM email ORDER BY name COLLATE NOCASE"_s));
    QList<SavedEmail> emails;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return emails;
        emails.append(readTexts(rows, rows.id<EmailId>(0), 1));
    }
}

Result<SavedEmail> emailByName(Connection &connection, const QString &name)
{
    HABERDASH_TRY_ASSIGN(
        row, connection.prepare(u"SELECT id, "_s + texts + u" FROM email WHERE name = ?1"_s));
    row.bind(1, name);
    return readOne(row, name);
}

Result<SavedEmail> emailById(Connection &connection, EmailId id)
{
    HABERDASH_TRY_ASSIGN(row, connection.prepare(u"SELECT id, "_s + texts + u" FROM email WHERE id = ?1"_s));
    row.bind(1, id);
    return readOne(row, QString::number(id.value()));
}

Result<EmailId> saveEmail(Connection &connection, const SavedEmail &email, Timestamp now)
{
    SavedEmail saved = email;
    saved.name = email.name.trimmed();
    if (saved.name.isEmpty())
        return failure(Error::Code::Invalid, u"An email needs a name. Nothing was saved."_s);
    HABERDASH_TRY_ASSIGN(transaction, Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(taken, connection.prepare(u"SELECT 1 FROM email WHERE name = ?1 AND id <> ?2"_s));
    HABERDASH_TRY_ASSIGN(isTaken, taken.bind(1, saved.name).bind(2, saved.id.value()).step());
    if (isTaken)
        return failure(Error::Code::Refused,
            u"There is an email “%1” already. Nothing was saved; choose another name."_s.arg(saved.name));
    taken.reset();
    HABERDASH_TRY_ASSIGN(write,
        connection.prepare(saved.id.isValid()
                ? u"UPDATE email SET name = ?1, subject = ?2, preheader = ?3, kind = ?4, body = ?5, updated_at = ?6 WHERE id = ?7"_s
                : u"INSERT INTO email ("_s + texts
                    + u", created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)"_s));
    bindTexts(write, saved, 1).bind(6, now);
    if (saved.id.isValid())
        write.bind(7, saved.id);
    HABERDASH_TRY(write.run());
    if (!saved.id.isValid())
        saved.id = EmailId(connection.lastInsertId());
    HABERDASH_TRY(addVersion(connection, saved, now));
    HABERDASH_TRY(dropDraft(connection, email.id));
    HABERDASH_TRY(transaction.commit());
    return saved.id;
}

Result<> deleteEmail(Connection &connection, EmailId id)
{
    HABERDASH_TRY(dropDraft(connection, id));
    HABERDASH_TRY_ASSIGN(statement, connection.prepare(u"DELETE FROM email WHERE id = ?1"_s));
    return statement.bind(1, id).run();
}

Result<QList<EmailVersion>> versionsOf(Connection &connection, EmailId id)
{
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(u"SELECT id, saved_at, "_s + texts
            + u" FROM email_version WHERE email_id = ?1 ORDER BY id DESC"_s));
    rows.bind(1, id);
    QList<EmailVersion> versions;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return versions;
        versions.append({rows.integer(0), rows.timestamp(1), readTexts(rows, id, 2)});
    }
}

Result<> keepDraft(Connection &connection, const SavedEmail &email, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(write,
        connection.prepare(u"INSERT OR REPLACE INTO email_draft (email_id, written_at, "_s + texts
            + u") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"_s));
    write.bind(1, email.id.value()).bind(2, now);
    return bindTexts(write, email, 3).run();
}

Result<std::optional<EmailDraft>> draftOf(Connection &connection, EmailId id)
{
    HABERDASH_TRY_ASSIGN(row,
        connection.prepare(u"SELECT written_at, "_s + texts + u" FROM email_draft WHERE email_id = ?1"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, id.value()).step());
    if (!found)
        return std::nullopt;
    return EmailDraft{row.timestamp(0), readTexts(row, id, 1)};
}

Result<> dropDraft(Connection &connection, EmailId id)
{
    HABERDASH_TRY_ASSIGN(drop, connection.prepare(u"DELETE FROM email_draft WHERE email_id = ?1"_s));
    return drop.bind(1, id.value()).run();
}

} // namespace haberdash::store
