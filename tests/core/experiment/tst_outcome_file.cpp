// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/words.h"
#include "core/import/outcome_file.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::importing;
using namespace Qt::Literals::StringLiterals;

namespace {

OutcomeFileOptions measuring(const QStringList &columns)
{
    OutcomeFileOptions options;
    options.measureColumns = columns;
    return options;
}

OutcomeFileOptions sharing(const QHash<QString, double> &weights)
{
    OutcomeFileOptions options;
    options.weights = weights;
    return options;
}

} // namespace

class TestOutcomeFile final : public QObject
{
    Q_OBJECT

    test::TemporaryWorkspace m_folder;
    NoProgress m_progress;

    Result<OutcomeFile> read(const QByteArray &content, const OutcomeFileOptions &options = {})
    {
        return readOutcomeFile(m_folder.write(u"outcomes.csv"_s, content), options, m_progress);
    }

private Q_SLOTS:
    void columnsAreGuessed()
    {
        const auto path = m_folder.write(u"guess.csv"_s,
            "email,age,newbie,group,clicked,revenue,note\n"
            "a@example.com,30,1,control,0,0,x\nb@example.com,41,0,new,1,12.50,y\n"
            "c@example.com,28,0,new,1,0,z\nd@example.com,52,1,control,0,3,w\n");
        const auto columns = guessOutcomeColumns(path);
        QVERIFY(columns);
        QCOMPARE(columns->arm, u"group"_s);
        QCOMPARE(columns->measures, (QStringList{u"clicked"_s, u"revenue"_s}));
        QCOMPARE(columns->all[2].content, OutcomeColumn::Content::ZeroOrOne);
        QCOMPARE(columns->all[5].content, OutcomeColumn::Content::Number);
        QCOMPARE(columns->all[6].content, OutcomeColumn::Content::Text);
    }

    void ratesAndAmountsAreToldApart()
    {
        const auto file = read("arm;did it;spent\nB;yes;1,50\nNo mail;no;0\nB;no;0\nNo mail;YES;$2.25\n");
        QVERIFY2(file, file ? "" : qPrintable(file.error().detail));
        const auto &outcomes = file->outcomes;
        QCOMPARE(outcomes.arms[0].name, u"No mail"_s); // guessed as control
        QCOMPARE(outcomes.measures.size(), 1); // "spent" by its name
        const auto both = read("arm;did it;spent\nB;yes;1,50\nNo mail;no;0\nB;no;0\nNo mail;YES;$2.25\n",
            measuring({u"Did It"_s, u"spent"_s}));
        QCOMPARE(both->outcomes.measures[0].kind, experiment::Measure::Kind::Rate);
        QCOMPARE(both->outcomes.measures[1].kind, experiment::Measure::Kind::Amount);
        QCOMPARE(both->outcomes.arms[0].measures[1].amounts, (std::vector<double>{2.25}));
        QCOMPARE(both->outcomes.arms[1].measures[0].count, 1);
    }

    void amountsAreReadAsPeopleWriteThem_data()
    {
        QTest::addColumn<QByteArray>("cells");
        QTest::addColumn<std::vector<double>>("amounts");
        QTest::addColumn<QString>("currency");
        QTest::newRow("points") << QByteArray("12.50|0|1234.5") << std::vector<double>{12.5, 1234.5}
                                << QString();
        QTest::newRow("commas") << QByteArray("12,50|0|1.234,50") << std::vector<double>{12.5, 1234.5}
                                << QString();
        QTest::newRow("commas and whole thousands")
            << QByteArray("12,50|1.234|7") << std::vector<double>{12.5, 1234, 7} << QString();
        QTest::newRow("thousands only")
            << QByteArray("1,234|0|2,500") << std::vector<double>{1234, 2500} << QString();
        QTest::newRow("euros behind")
            << QByteArray("12,50 €|0|8,00 €") << std::vector<double>{12.5, 8} << u"EUR"_s;
        QTest::newRow("dollars in front")
            << QByteArray("$12.50|0|$1,200.00") << std::vector<double>{12.5, 1200} << u"$"_s;
        QTest::newRow("code") << QByteArray("CHF 12.50|0|CHF 8") << std::vector<double>{12.5, 8} << u"CHF"_s;
        QTest::newRow("refunds") << QByteArray("-12.50|-$5|(3.00)") << std::vector<double>{-12.5, -5, -3}
                                 << u"$"_s;
        QTest::newRow("real minus") << QByteArray("\xE2\x88\x92"
                                                  "12.50|0|3.5")
                                    << std::vector<double>{-12.5, 3.5} << QString();
    }
    void amountsAreReadAsPeopleWriteThem()
    {
        QFETCH(QByteArray, cells);
        QFETCH(std::vector<double>, amounts);
        QFETCH(QString, currency);
        QByteArray content("arm;spend\n");
        for (const QByteArray &cell : cells.split('|'))
            content += "A;" + cell + "\nB;0\n";
        const auto file = read(content);
        QVERIFY2(file, file ? "" : qPrintable(file.error().detail));
        QCOMPARE(file->rejected, 0);
        QCOMPARE(file->outcomes.arms[0].measures[0].amounts, amounts);
        QCOMPARE(file->outcomes.currency, currency);
    }

    void twoCurrenciesAreNotAddedUp()
    {
        const auto file = read("arm,spend\nA,€12.50\nB,€3\nA,0\nB,$8\n");
        QVERIFY(!file);
        QVERIFY2(file.error().detail.contains(
                     u"“spend” has amounts in € and, in line 5, in $, which cannot be added up"_s),
            qPrintable(file.error().detail));
        const auto same = read("arm,spend\nA,€12.50\nB,EUR 3\nA,8\nB,\xE2\x82\xAC\xC2\xA0"
                               "9\n");
        QVERIFY2(same, same ? "" : qPrintable(same.error().detail));
        QCOMPARE(same->outcomes.arms[1].measures[0].amounts, (std::vector<double>{3, 9}));
        QCOMPARE(same->outcomes.currency, u"EUR"_s);
    }

    void oddTestsHaveAPlainAnswer_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("says");
        QByteArray forty("arm,order,spend\n");
        for (int i = 0; i < 40 * 25; ++i)
            forty += "arm " + QByteArray::number(10 + i % 40) + ',' + (i % 9 == 0 ? "1,20\n" : "0,0\n");
        QTest::newRow("forty arms") << forty << u"cannot be told from"_s;
        QTest::newRow("nobody did anything")
            << QByteArray("arm,order,spend\nA,0,0\nB,0,0\nA,0,0\nB,0,0\n") << u"cannot be compared"_s;
        QTest::newRow("one recipient an arm")
            << QByteArray("arm,order,spend\nA,0,0\nB,1,20\n") << u"cannot be told apart"_s;
        QTest::newRow("one arm") << QByteArray("arm,order,spend\nA,0,0\nA,1,20\n") << u"only one arm"_s;
    }
    void oddTestsHaveAPlainAnswer()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, says);
        const auto file = read(content);
        QVERIFY2(file, file ? "" : qPrintable(file.error().detail));
        const auto analysis = experiment::analyze(file->outcomes);
        if (!analysis) {
            QVERIFY2(analysis.error().detail.contains(says), qPrintable(analysis.error().detail));
            return;
        }
        for (int measure = 0; measure < analysis->measures.size(); ++measure) {
            const QString text = experiment::verdict(*analysis, measure);
            QVERIFY2(!text.contains(u"did better"_s) && !text.contains(u"did worse"_s), qPrintable(text));
            QVERIFY2(measure > 0 || text.contains(says), qPrintable(text));
        }
        for (const auto &one : analysis->comparisons) {
            QVERIFY(!one.isDecided());
            const QString text = experiment::explain(*analysis, one) + experiment::reading(*analysis, one);
            QVERIFY2(!text.contains(u"nan"_s) && !text.contains(u"inf"_s), qPrintable(text));
        }
        QVERIFY(!analysis->pick || analysis->pick->decision != experiment::AutoPick::Decision::Winner);
    }

    void badRowsAreNamedAndLeftOut()
    {
        const auto file = read("arm,order\nA,1\nA,perhaps\nB,0\n,1\nB,\nB,1,2\nA,nan\nA,inf\nA,1e300\nB,1\n",
            measuring({u"order"_s}));
        QVERIFY(file);
        QCOMPARE(file->read, 10);
        QCOMPARE(file->accepted, 3);
        QCOMPARE(file->rejected, 7);
        QCOMPARE(file->read, file->accepted + file->rejected);
        QCOMPARE(file->rejects[0].line, 3);
        QVERIFY(file->rejects[0].reason.contains(u"“perhaps”"_s));
        QCOMPARE(file->rejects[1].line, 5);
        QVERIFY(file->rejects[2].reason.contains(u"write 0"_s));
        QVERIFY(file->rejects[3].reason.contains(u"3 cells"_s));
    }

    void brokenFilesAreRefusedInWords_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("arm");
        QTest::addColumn<QString>("measure");
        QTest::addColumn<QString>("control");
        QTest::addColumn<QString>("says");
        const QByteArray good("arm,order\nA,1\nB,0\n");
        QTest::newRow("empty file") << QByteArray() << QString() << QString() << QString() << u"is empty"_s;
        QTest::newRow("only a header")
            << QByteArray("arm,order\n") << u"arm"_s << u"order"_s << QString() << u"no rows"_s;
        QTest::newRow("no such arm column") << good << u"group"_s << QString() << QString()
                                            << u"no column “group”. Its columns are: arm, order"_s;
        QTest::newRow("no such measure")
            << good << QString() << u"spend"_s << QString() << u"no column “spend”"_s;
        QTest::newRow("arm as measure")
            << good << u"arm"_s << u"arm"_s << QString() << u"both the arm and a measure"_s;
        QTest::newRow("no such control")
            << good << QString() << QString() << u"C"_s << u"no arm “C”. The arms are: A, B"_s;
        QTest::newRow("nothing looks like an arm") << QByteArray("x,y\n1.5,2\n2.5,3\n3.5,4\n") << QString()
                                                   << QString() << QString() << u"who got what"_s;
        QTest::newRow("nothing looks like a measure") << QByteArray("arm,word\nA,x\nB,y\n") << QString()
                                                      << QString() << QString() << u"result of the test"_s;
        QTest::newRow("no row can be used") << QByteArray("arm,order\nA,x\nB,y\n") << u"arm"_s << u"order"_s
                                            << QString() << u"None of the 2 rows can be used. Line 2"_s;
        QByteArray many("arm,order\n");
        for (int i = 0; i < 60; ++i)
            many += "arm" + QByteArray::number(i) + ",1\n";
        QTest::newRow("too many arms") << many << u"arm"_s << u"order"_s << QString() << u"more than 50"_s;
    }
    void brokenFilesAreRefusedInWords()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, arm);
        QFETCH(QString, measure);
        QFETCH(QString, control);
        QFETCH(QString, says);
        OutcomeFileOptions options;
        options.armColumn = arm;
        if (!measure.isEmpty())
            options.measureColumns << measure;
        options.control = control;
        const auto file = read(content, options);
        QVERIFY(!file);
        QCOMPARE(file.error().code, Error::Code::Invalid);
        QVERIFY2(file.error().detail.contains(says), qPrintable(file.error().detail));
    }

    void aMissingFileIsSaid()
    {
        QVERIFY(!readOutcomeFile(u"/nowhere/at/all.csv"_s, {}, m_progress));
        QVERIFY(!guessOutcomeColumns(u"/nowhere/at/all.csv"_s));
    }

    void sharesBelongToArms()
    {
        const QByteArray content("arm,order\nA,1\nB,0\n");
        QCOMPARE(read(content, sharing({{u"b"_s, 3}}))->outcomes.arms[1].weight, 3.0);
        QVERIFY(!read(content, sharing({{u"C"_s, 3}})));
        QVERIFY(!read(content, sharing({{u"A"_s, 0}})));
    }

    void itCanBeStopped()
    {
        class Stop final : public Progress
        {
        public:
            void report(qint64, qint64) override { }
            bool isCancelled() const override { return true; }
        } stop;
        QByteArray content("arm,order\n");
        for (int i = 0; i < 10'000; ++i)
            content += i % 2 == 0 ? "A,1\n" : "B,0\n";
        const auto file = readOutcomeFile(m_folder.write(u"long.csv"_s, content), {}, stop);
        QVERIFY(!file);
        QCOMPARE(file.error().code, Error::Code::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestOutcomeFile)
#include "tst_outcome_file.moc"
