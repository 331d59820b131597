// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/proof_file.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

class TestProofFile final : public QObject
{
    Q_OBJECT

    /// With forty reasons, each of which takes several lines, and names in many scripts.
    static campaign::ProofReport longReport()
    {
        campaign::ProofReport report;
        report.shop = u"Needle & Thread"_s;
        report.accentColour = u"#2f5d50"_s;
        report.title = u"Proof of approval: Осенняя распродажа 秋の手紙 رسالة الخريف "_s + QString(120, u'W');
        report.approval = u"Approved by Ада on 30 June 2026."_s;
        report.summary = u"1 of 41 people get this mail."_s;
        report.footer = u"The end of the report."_s;
        campaign::ProofSection excluded{u"Who was left out"_s, {}, {}, {{u"Reason"_s, u"People"_s}, {1}, {}}};
        for (int i = 1; i <= 40; ++i)
            excluded.table.rows.append(
                {u"Reason number %1, %2end %1"_s.arg(i).arg(u"told at length, "_s.repeated(8)),
                    QString::number(i)});
        report.sections
            = {excluded, {u"The whole"_s, u"A paragraph."_s, {{u"Fingerprint"_s, QString(64, u'f')}}, {}}};
        return report;
    }
    static QString read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

private Q_SLOTS:
    void theEndingDecides()
    {
        QTemporaryDir folder;
        const QString page = folder.filePath(u"proof.html"_s);
        QVERIFY(writeProof(longReport(), page));
        QCOMPARE(read(page), toHtml(longReport()));
        const QString sheets = folder.filePath(u"proof.PDF"_s);
        QVERIFY(writeProof(longReport(), sheets));
        QVERIFY(read(sheets).startsWith(u"%PDF-"_s));
        const auto other = writeProof(longReport(), folder.filePath(u"proof.doc"_s));
        QVERIFY(!other);
        QCOMPARE(other.error().code, Error::Code::Invalid);
        QVERIFY(!QFileInfo::exists(folder.filePath(u"proof.doc"_s)));
    }

    void aFolderThatIsNotThereIsSaid()
    {
        const auto written = writeProof(longReport(), u"/nowhere/at/all/proof.pdf"_s);
        QVERIFY(!written);
        QCOMPARE(written.error().code, Error::Code::Io);
    }

    void aLongReportGoesOnOverPagesAndLosesNothing()
    {
        const QString tool = QStandardPaths::findExecutable(u"pdftotext"_s);
        if (tool.isEmpty())
            QSKIP("pdftotext is not here.");
        QTemporaryDir folder;
        const QString path = folder.filePath(u"proof.pdf"_s);
        QVERIFY(writeProof(longReport(), path));
        QProcess process;
        process.start(tool, {u"-layout"_s, path, u"-"_s});
        QVERIFY(process.waitForFinished());
        const QString text = QString::fromUtf8(process.readAllStandardOutput());
        const auto pages = text.split(u'\f', Qt::SkipEmptyParts);
        QVERIFY2(pages.size() >= 3, qPrintable(QString::number(pages.size())));
        for (int i = 1; i <= 40; ++i) {
            const QString words = u"end %1"_s.arg(i);
            QVERIFY2(text.contains(words), qPrintable(words));
        }
        for (qsizetype i = 0; i < pages.size(); ++i)
            QVERIFY(pages[i].contains(u"Page %1"_s.arg(i + 1)));
        QVERIFY(pages[1].contains(u"Reason"_s) && pages[1].contains(u"People"_s)); // its titles again
        QVERIFY(text.contains(u"Осенняя распродажа"_s));
        QVERIFY(text.contains(u"The end of the report."_s));
    }
};

QTEST_MAIN(TestProofFile)
#include "tst_proof_file.moc"
