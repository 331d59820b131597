// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/connection.h"
#include "core/store/migration.h"
#include "core/store/transaction.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::store;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The schema as lines of text, in an order that does not depend on how it came about.
QString schemaOf(Connection &connection)
{
    auto statement = connection.prepare(
        u"SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name"_s);
    QString lines;
    while (statement->step().value())
        lines += statement->text(0) + u'\n';
    return lines;
}

Connection fresh(const QList<Migration> &migrations)
{
    auto connection = Connection::openInMemory();
    auto migrated = migrate(*connection, migrations);
    if (!migrated)
        qFatal("%s", qPrintable(migrated.error().detail));
    return std::move(*connection);
}

} // namespace

class TestMigration final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersHaveNoGaps()
    {
        const auto migrations = knownMigrations();
        QVERIFY(!migrations.isEmpty());
        for (int i = 0; i < migrations.size(); ++i)
            QCOMPARE(migrations[i].number, i + 1);
    }

    void everyOlderVersionEndsLikeAFreshFile()
    {
        const auto migrations = knownMigrations();
        auto newest = fresh(migrations);
        for (qsizetype known = 1; known <= migrations.size(); ++known) {
            auto older = fresh(migrations.first(known));
            QVERIFY(older.execute(u"INSERT INTO setting VALUES ('kept', 'yes')"_s));
            QVERIFY(migrate(older, migrations));
            QCOMPARE(schemaOf(older), schemaOf(newest));
            QCOMPARE(older.integer(u"SELECT count(*) FROM setting WHERE key = 'kept'"_s).value(), 1);
            QCOMPARE(older.integer(u"PRAGMA user_version"_s).value(), migrations.size());
            QCOMPARE(older.prepare(u"PRAGMA foreign_key_check"_s)->step().value(), false);
        }
    }

    /// Version 10 changes a check where it stands.
    void messagesMayWaitAfterwards()
    {
        const auto migrations = knownMigrations();
        auto connection = fresh(migrations.first(9));
        QVERIFY(connection.execute(
            u"INSERT INTO customer (id) VALUES (1), (2);"
            u"INSERT INTO campaign (id, name, rule, state, salt, created_at) VALUES (1, 'a', '', 'done', '', "
            u"0);"
            u"INSERT INTO outbox (campaign_id, customer_id, variant, state, planned_at) VALUES (1, 1, 0, 'sent', 0)"_s));
        const QString wait
            = u"INSERT INTO outbox (campaign_id, customer_id, variant, state, planned_at) VALUES (1, 2, 0, '%1', 0)"_s;
        QVERIFY(!connection.execute(wait.arg(u"waiting"_s)));
        QVERIFY(migrate(connection, migrations));
        QVERIFY(!connection.execute(wait.arg(u"lost"_s)));
        QVERIFY(connection.execute(wait.arg(u"waiting"_s)));
        QCOMPARE(connection.integer(u"SELECT count(*) FROM outbox WHERE is_rest = 0"_s).value(), 2);
        auto sound = connection.prepare(u"PRAGMA integrity_check"_s);
        QVERIFY(sound->step().value());
        QCOMPARE(sound->text(0), u"ok"_s);
    }

    void aStepThatFailsChangesNothing()
    {
        QList<Migration> migrations{{1, u"one"_s, u"CREATE TABLE a (x INTEGER) STRICT;"_s},
            {2, u"two"_s,
                u"CREATE TABLE b (x INTEGER) STRICT;\nINSERT INTO a VALUES (1);\nINSERT INTO nowhere VALUES (1);"_s},
            {3, u"three"_s, u"CREATE TABLE c (x INTEGER) STRICT;"_s}};
        auto connection = Connection::openInMemory();
        const auto result = migrate(*connection, migrations);
        QVERIFY(!result);
        QCOMPARE(result.error().code, Error::Code::Storage);
        QCOMPARE(connection->integer(u"PRAGMA user_version"_s).value(), 1);
        QCOMPARE(connection->integer(u"SELECT count(*) FROM sqlite_schema"_s).value(), 1);
        QCOMPARE(connection->integer(u"SELECT count(*) FROM a"_s).value(), 0);
        // Mended, the walk goes on from where it stopped.
        migrations[1].sql = u"CREATE TABLE b (x INTEGER) STRICT;"_s;
        QVERIFY(migrate(*connection, migrations));
        QCOMPARE(connection->integer(u"PRAGMA user_version"_s).value(), 3);
    }

    void triggersAreSplitAsOneStatement()
    {
        auto connection = fresh({{1, u"one"_s,
            u"-- a comment; with a semicolon\nCREATE TABLE a (x INTEGER) STRICT;\n"
            u"CREATE TRIGGER t AFTER INSERT ON a\nBEGIN\n    UPDATE a SET x = 7;\n    UPDATE a SET x = x + 1;\nEND;\n"_s}});
        QVERIFY(connection.execute(u"INSERT INTO a VALUES (1)"_s));
        QCOMPARE(connection.integer(u"SELECT x FROM a"_s).value(), 8);
    }
};

QTEST_GUILESS_MAIN(TestMigration)
#include "tst_migration.moc"
