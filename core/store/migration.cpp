// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/migration.h"

#include "core/store/connection.h"
#include "core/store/transaction.h"

#include <QDir>
#include <QFile>

#include <sqlite3.h>

static void initSchemaResource()
{
    Q_INIT_RESOURCE(schema);
}

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Splits at the ends of whole statements; a trigger's inner semicolons do not count.
QStringList splitStatements(const QString &sql)
{
    QStringList statements;
    QString current;
    for (const QString &line : sql.split(u'\n')) {
        if (current.isEmpty() && (line.trimmed().isEmpty() || line.startsWith(u"--")))
            continue;
        current += line + u'\n';
        if (line.contains(u';') && sqlite3_complete(current.toUtf8().constData())) {
            statements.append(current);
            current.clear();
        }
    }
    if (!current.trimmed().isEmpty())
        statements.append(current);
    return statements;
}

Result<> runStep(Connection &connection, const Migration &migration)
{
    HABERDASH_TRY_ASSIGN(transaction, Transaction::begin(connection));
    for (const QString &statement : splitStatements(migration.sql))
        HABERDASH_TRY(connection.execute(statement));
    HABERDASH_TRY(connection.execute(u"PRAGMA user_version = %1"_s.arg(migration.number)));
    return transaction.commit();
}

} // namespace

QList<Migration> knownMigrations()
{
    initSchemaResource();
    QList<Migration> migrations;
    const QDir folder(u":/haberdash/schema"_s);
    for (const QString &name : folder.entryList({u"*.sql"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        const bool readable = file.open(QIODevice::ReadOnly);
        Q_ASSERT(readable);
        migrations.append(
            {name.left(4).toInt(), name, QString::fromUtf8(readable ? file.readAll() : QByteArray())});
        Q_ASSERT(migrations.constLast().number == migrations.size());
    }
    return migrations;
}

Result<> migrate(Connection &connection, const QList<Migration> &migrations)
{
    HABERDASH_TRY_ASSIGN(version, connection.integer(u"PRAGMA user_version"_s));
    for (const Migration &migration : migrations) {
        if (migration.number > version)
            HABERDASH_TRY(runStep(connection, migration));
    }
    return {};
}

} // namespace haberdash::store
