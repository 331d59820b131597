// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/shared_data.h"
#include "tests/vectors/runner.h"

#include <QDir>
#include <QTemporaryFile>
#include <QTest>

using namespace haberdash;
using namespace Qt::Literals::StringLiterals;

class TestVectors final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Computed with R, scipy and statsmodels; see the README beside the files.
    void everyMethodAgreesWithOtherSoftware()
    {
        HABERDASH_NEEDS_SHARED(folder, "data/stats-vectors");
        const auto files = QDir(folder).entryInfoList(
            {u"ab_*.json"_s, u"dedupe.json"_s, u"distributions.json"_s, u"rfm.json"_s}, QDir::Files);
        QVERIFY(files.size() >= 8);
        int passed = 0;
        for (const auto &file : files) {
            const auto report = test::runVectors(file.filePath());
            QVERIFY(report);
            QVERIFY2(report->failures.isEmpty(), qPrintable(report->failures.join(u'\n')));
            QCOMPARE(report->withoutMethod, 0);
            passed += report->passed;
        }
        QVERIFY(passed >= 200);
    }

    /// The other cases of this file are of methods that nothing here needs yet.
    void upliftCurvesAgreeWithOtherSoftware()
    {
        HABERDASH_NEEDS_SHARED(file, "data/stats-vectors/decision.json");
        const auto report = test::runVectors(file);
        QVERIFY(report);
        QVERIFY2(report->failures.isEmpty(), qPrintable(report->failures.join(u'\n')));
        QVERIFY(report->passed >= 3);
    }

    void aWrongResultIsNoticed()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write(
            R"({"cases":[{"id":"a","method":"adjust.p","input":{"p":[0.01]},"expected":{"holm":[0.02]}},
            {"id":"b","method":"adjust.p","input":{"p":[0.01]},"expected":{"holm":[0.01]}},
            {"id":"c","method":"adjust.p","input":{"p":[0.01]},"expected":null},
            {"id":"d","method":"of another house","input":{},"expected":null}]})");
        file.close();
        const auto report = test::runVectors(file.fileName());
        QVERIFY(report);
        QCOMPARE(report->passed, 1);
        QCOMPARE(report->failed, 2);
        QCOMPARE(report->withoutMethod, 1);
        QVERIFY(!test::runVectors(u"/nowhere.json"_s));
    }
};

QTEST_GUILESS_MAIN(TestVectors)
#include "tst_vectors.moc"
