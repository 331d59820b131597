// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/duplicate_finder.h"
#include "core/identity/proposals.h"
#include "core/import/import.h"
#include "tests/support/generated_shop.h"
#include "tests/support/temporary_workspace.h"

#include <QFile>
#include <QTest>

using namespace haberdash;
using namespace haberdash::identity;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));

class Stopped final : public Progress
{
public:
    void report(qint64, qint64) override { }
    [[nodiscard]] bool isCancelled() const override { return true; }
};

} // namespace

class TestDuplicates final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    /// "given|family|phone|street|postcode|town|mail|birthday"
    void add(const QString &line)
    {
        const QStringList parts = line.split(u'|');
        auto insert = m_shop->connection().prepare(
            u"INSERT INTO customer (first_name, last_name, phone, postcode, city, email, birthday) "
            u"VALUES (nullif(?1, ''), nullif(?2, ''), nullif(?3, ''), nullif(?5, ''), nullif(?6, ''), "
            u"nullif(?7, ''), nullif(?8, ''))"_s);
        for (int i = 0; i < 8; ++i) {
            if (i != 3)
                insert->bind(i + 1, parts.value(i));
        }
        QVERIFY(insert->run());
        const qint64 id = m_shop->connection().lastInsertId();
        auto street = m_shop->connection().prepare(
            u"INSERT INTO postal_address (customer_id, kind, line1) VALUES (?1, 'default', ?2)"_s);
        QVERIFY(street->bind(1, id).bind(2, parts.value(3)).run());
    }
    /// People who have nothing to do with each other, so that there is something to learn from.
    void addStrangers(int count)
    {
        static const QStringList given{
            u"Ada"_s, u"Bob"_s, u"Cleo"_s, u"Dirk"_s, u"Eva"_s, u"Finn"_s, u"Gus"_s};
        static const QStringList family{
            u"Hall"_s, u"Iver"_s, u"Jonas"_s, u"Klee"_s, u"Lund"_s, u"Moor"_s, u"Nash"_s, u"Orr"_s};
        for (int i = 0; i < count; ++i)
            add(u"%1|%2|+4420794%3|%4 Long Lane|E%5|London|p%6@example.com|19%7-05-1%8"_s
                    .arg(given[i % 7], family[(i * 5 + i / 8) % 8])
                    .arg(10000 + i * 37)
                    .arg(1 + i * 7)
                    .arg(1 + i % 20)
                    .arg(i * 13)
                    .arg(40 + i % 59)
                    .arg(i % 9));
    }
    DuplicateReport find()
    {
        NoProgress progress;
        auto report = findDuplicates(m_shop->connection(), "GB", progress);
        if (!report)
            qFatal("%s", qPrintable(report.error().detail));
        return *report;
    }
    [[nodiscard]] static bool has(const DuplicateReport &report, qint64 low, qint64 high)
    {
        return std::any_of(report.pairs.begin(), report.pairs.end(),
            [&](const DuplicatePair &pair) { return pair.low.value() == low && pair.high.value() == high; });
    }

private Q_SLOTS:
    void init() { m_shop = std::make_unique<TemporaryWorkspace>("GBP", "Europe/London"); }

    void whatPeopleDoToTheirOwnDataIsSeenThrough_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<bool>("isOne");
        const QString anna = u"Anna|Berg|+442079460018|12 Main Street|LS1 4DY|Leeds|anna@example.com|"_s;
        QTest::newRow("another address of hers, phone written otherwise")
            << anna << u"Anna|Berg|020 7946 0018|12 Main Street|LS1 4DY|Leeds|berg.anna@web.example|"_s
            << true;
        QTest::newRow("a letter too many")
            << anna << u"Anna|Bergg|+442079460018|12 Main Street|LS1 4DY|Leeds|x@web.example|"_s << true;
        QTest::newRow("family name first")
            << anna << u"Berg|Anna|+442079460018|12 Main Street|LS1 4DY|Leeds|x@web.example|"_s << true;
        QTest::newRow("an initial") << anna
                                    << u"A.|Berg|+442079460018|12 Main Street|ls14dy|LEEDS|x@web.example|"_s
                                    << true;
        QTest::newRow("no phone, same door and name")
            << anna << u"Anna|Berg||12 Main St.|LS1 4DY|Leeds|anna.b@web.example|"_s << true;
        QTest::newRow("her husband")
            << anna << u"Karl|Berg|+442079460018|12 Main Street|LS1 4DY|Leeds|karl@example.com|"_s << false;
        QTest::newRow("her mother, born before her")
            << anna + u"1990-02-03"_s
            << u"Anna|Berg|+442079460018|12 Main Street|LS1 4DY|Leeds|mum@example.com|1961-07-08"_s << false;
        QTest::newRow("a namesake elsewhere")
            << anna << u"Anna|Berg|+442079461234|4 Far Road|BS1 2AA|Bristol|annab@web.example|"_s << false;
        QTest::newRow("a neighbour")
            << anna << u"Anton|Burk|+442079465678|14 Main Street|LS1 4DY|Leeds|ab@web.example|"_s << false;
        QTest::newRow("another script")
            << u"Иван|Petrov|+442079460018|3 Hill|LS1|Leeds|i@example.com|"_s
            << u"Ivan|Petrov|020 7946 0018|3 Hill|LS1|Leeds|p@web.example|"_s << true;
        QTest::newRow("nothing to go by") << u"||||||a@example.com|"_s << u"||||||b@example.com|"_s << false;
    }
    void whatPeopleDoToTheirOwnDataIsSeenThrough()
    {
        QFETCH(QString, one);
        QFETCH(QString, other);
        QFETCH(bool, isOne);
        add(one);
        add(other);
        addStrangers(400);
        QCOMPARE(has(find(), 1, 2), isOne);
    }

    void strangersStayStrangers()
    {
        addStrangers(400);
        QCOMPARE(find().pairs.size(), 0);
    }

    void anEmptyShopHasNone() { QCOMPARE(find().pairs.size(), 0); }

    void aDecisionIsRemembered()
    {
        add(u"Anna|Berg|+442079460018|12 Main Street|LS1 4DY|Leeds|anna@example.com|"_s);
        add(u"Anna|Berg|+442079460018|12 Main Street|LS1 4DY|Leeds|berg@example.com|"_s);
        auto &connection = m_shop->connection();
        QCOMPARE(saveProposals(connection, find(), now).value(), 1);
        const auto waiting = proposals(connection, 0, 10);
        QVERIFY(waiting);
        QCOMPARE(waiting->size(), 1);
        QVERIFY(waiting->first().sure);
        QVERIFY(!waiting->first().evidence.isEmpty());
        QVERIFY(keepApart(connection, CustomerId(2), CustomerId(1), now));
        QCOMPARE(proposalCount(connection).value(), 0);
        QCOMPARE(saveProposals(connection, find(), now).value(), 0);
        QVERIFY(!keepApart(connection, CustomerId(2), CustomerId(2), now));
        QVERIFY(!keepApart(connection, CustomerId(2), CustomerId(9), now));
    }

    /// Families share all that a stranger would not: they are shown, but never merged without somebody
    /// looking.
    void relativesAreNotMergedUnseen_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<bool>("certain");
        QTest::newRow("twins of nearly one name")
            << u"Marie|Horn|+442079460018|9 Elm Road|LS1 4DY|Leeds|marie.h@example.com|1991-04-06"_s
            << u"Maria|Horn|+442079460018|9 Elm Road|LS1 4DY|Leeds|maria.h@example.com|1991-04-06"_s << false;
        QTest::newRow("brothers, one name a part of the other")
            << u"Jan|Keller||5 Elm Road|LS1 4DY|Leeds|jan@example.com|1991-04-05"_s
            << u"Jana|Keller||5 Elm Road|LS1 4DY|Leeds|jana@example.com|1991-04-05"_s << false;
        QTest::newRow("father and son of one name")
            << u"Hans|Maier|+442079460018|12 Oak Road|LS1 4DY|Leeds|hans@example.com|1950-01-02"_s
            << u"Hans|Maier|+442079460018|12 Oak Road|LS1 4DY|Leeds|hansi@example.org|1982-07-08"_s << false;
        QTest::newRow("the same, each with a phone of his own")
            << u"Karl|Lang|+442079460018|13 Oak Road|LS1 4DY|Leeds|karl@example.com|"_s
            << u"Karl|Lang|+447911123456|13 Oak Road|LS1 4DY|Leeds|kl99@example.org|"_s << false;
        QTest::newRow("senior and junior")
            << u"John|Doe Sr.|+442079460018|1 Ash Road|LS1 4DY|Leeds|johnsr@example.com|"_s
            << u"John|Doe Jr.|+442079460018|1 Ash Road|LS1 4DY|Leeds|johnjr@example.com|"_s << false;
        QTest::newRow("sisters with a middle name in common")
            << u"Thi Lan|Nguyễn|+442079460018|9 Ash Road|LS1 4DY|Leeds|lan@example.com|"_s
            << u"Thi Hoa|Nguyễn|+442079460018|9 Ash Road|LS1 4DY|Leeds|hoa@example.org|"_s << false;
        QTest::newRow("one person with a new address")
            << u"Anna|Berg|+442079460018|12 Main Street|LS1 4DY|Leeds|anna@example.com|"_s
            << u"ANNA|BERG|+442079460018|12 MAIN STREET|LS1 4DY|LEEDS|berg@example.org|"_s << true;
    }
    void relativesAreNotMergedUnseen()
    {
        QFETCH(QString, one);
        QFETCH(QString, other);
        QFETCH(bool, certain);
        add(one);
        add(other);
        auto &connection = m_shop->connection();
        QVERIFY(saveProposals(connection, find(), now));
        QCOMPARE(certainCount(connection).value(), qint64(certain));
        const auto waiting = proposals(connection, 0, 10);
        QVERIFY(waiting);
        QVERIFY(std::any_of(waiting->begin(), waiting->end(), [](const DuplicatePair &pair) {
            return pair.isCertain();
        }) == certain);
    }

    void stoppedItChangesNothing()
    {
        addStrangers(50);
        Stopped progress;
        const auto report = findDuplicates(m_shop->connection(), "GB", progress);
        QVERIFY(!report);
        QCOMPARE(report.error().code, Error::Code::Cancelled);
    }

    /// Made by a generator that nobody here wrote, with the truth beside it. Asked for: precision at least
    /// 0.995, recall at least 0.95 over all its classes.
    void generatedShopsAreToldApart_data()
    {
        QTest::addColumn<int>("people");
        QTest::addColumn<int>("seed");
        QTest::newRow("S, seed 1") << 10'000 << 1;
        QTest::newRow("S, seed 2") << 10'000 << 2;
        QTest::newRow("another size and seed") << 3'000 << 71;
        QTest::newRow("small") << 600 << 8;
    }
    void generatedShopsAreToldApart()
    {
        QFETCH(int, people);
        QFETCH(int, seed);
        const auto shop = generateShop(m_shop->path(u"shop"_s), people, seed);
        if (shop.folder.isEmpty())
            QSKIP("There is no shop generator here.");
        NoProgress progress;
        importing::ImportOptions options;
        options.rejectFolder = m_shop->path({});
        QVERIFY(importing::importFiles(
            m_shop->connection(), {shop.file(u"customers_export.csv"_s)}, options, now, progress));
        QHash<QString, qint64> customers;
        auto ids = m_shop->connection().prepare(u"SELECT key, customer_id FROM identity WHERE kind = 'id'"_s);
        while (ids->step().value())
            customers.insert(ids->text(0).section(u':', 1), ids->integer(1));
        QSet<std::pair<qint64, qint64>> truth;
        int all = 0;
        int byImport = 0;
        QFile file(shop.file(u"duplicates.csv"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        file.readLine();
        while (!file.atEnd()) {
            const QStringList cells = QString::fromUtf8(file.readLine()).split(u',');
            const qint64 one = customers.value(cells[1]);
            const qint64 other = customers.value(cells[2]);
            ++all;
            if (one == other)
                ++byImport;
            else
                truth.insert({std::min(one, other), std::max(one, other)});
        }
        QVERIFY(all > 0);
        const auto report = find();
        int right = 0;
        for (const DuplicatePair &pair : report.pairs)
            right += truth.contains({pair.low.value(), pair.high.value()});
        const double precision = double(right + byImport) / double(report.pairs.size() + byImport);
        const double recall = double(right + byImport) / all;
        qInfo(
            "%d people, seed %d: precision %.4f, recall %.4f over %d", people, seed, precision, recall, all);
        QVERIFY(precision >= 0.995);
        QVERIFY(recall >= 0.95);
    }
};

QTEST_GUILESS_MAIN(TestDuplicates)
#include "tst_duplicates.moc"
