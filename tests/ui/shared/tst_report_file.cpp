// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/bar_chart.h"
#include "ui/shared/report_file.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

class TestReportFile final : public QObject
{
    Q_OBJECT

    /// With forty reasons, each of which takes several lines, and names in many scripts.
    static report::Report longReport()
    {
        report::Report made;
        made.shop = u"Needle & Thread"_s;
        made.accentColour = u"#2f5d50"_s;
        made.title = u"Proof of approval: Осенняя распродажа 秋の手紙 رسالة الخريف "_s + QString(120, u'W');
        made.byline = u"Approved by Ада on 30 June 2026."_s;
        made.summary = u"1 of 41 people get this mail."_s;
        made.footer = u"The end of the report."_s;
        report::Section excluded{u"Who was left out"_s, {}, {}, {{u"Reason"_s, u"People"_s}, {1}, {}}};
        for (int i = 1; i <= 40; ++i)
            excluded.table.rows.append(
                {u"Reason number %1, %2end %1"_s.arg(i).arg(u"told at length, "_s.repeated(8)),
                    QString::number(i)});
        made.sections
            = {excluded, {u"The whole"_s, u"A paragraph."_s, {{u"Fingerprint"_s, QString(64, u'f')}}, {}, 0}};
        return made;
    }
    static QList<ReportChart> charts()
    {
        auto chart
            = std::make_shared<BarChart>(u"People"_s, [](double value) { return QString::number(value); });
        chart->setBars(u"Reason"_s, {{u"First"_s, 3, 2, 5, false}, {u"Second"_s, 1, {}, {}, true}});
        chart->setDescription(u"Reasons"_s, u"The first reason is the commonest."_s);
        return {reportChart(chart, 120)};
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
        QVERIFY(writeReportFile(longReport(), charts(), page));
        QCOMPARE(read(page), reportHtml(longReport(), charts()));
        const QString sheets = folder.filePath(u"proof.PDF"_s);
        QVERIFY(writeReportFile(longReport(), charts(), sheets));
        QVERIFY(read(sheets).startsWith(u"%PDF-"_s));
        const auto other = writeReportFile(longReport(), charts(), folder.filePath(u"proof.doc"_s));
        QVERIFY(!other);
        QCOMPARE(other.error().code, Error::Code::Invalid);
        QVERIFY(!QFileInfo::exists(folder.filePath(u"proof.doc"_s)));
    }

    void chartsAreDrawnIntoThePage()
    {
        const QString html = reportHtml(longReport(), charts());
        QCOMPARE(html.count(u"<svg"_s), 1);
        QVERIFY(html.contains(u"aria-label=\"The first reason is the commonest.\""_s));
        QVERIFY(!html.contains(u"<?xml"_s));
        QVERIFY(!html.contains(u"http://www.example"_s));
        QCOMPARE(reportHtml(longReport()).count(u"<svg"_s), 0); // a chart that nobody brought
        QVERIFY(!QImage::fromData(reportPng(longReport(), charts())).isNull());
    }

    void theLogoStandsOnTop()
    {
        QImage logo(120, 40, QImage::Format_RGB32);
        logo.fill(Qt::darkGreen);
        report::Report made = longReport();
        QBuffer buffer(&made.logo);
        QVERIFY(buffer.open(QIODevice::WriteOnly) && logo.save(&buffer, "PNG"));
        const QString html = reportHtml(made);
        QVERIFY(html.contains(u"src=\"data:image/png;base64,"_s));
        QVERIFY(html.contains(u"alt=\"Needle &amp; Thread\""_s));
        QVERIFY(reportPdf(made).size() > 1000);
        made.logo = "no picture";
        QVERIFY(reportPdf(made).size() > 1000);
    }

    void aFolderThatIsNotThereIsSaid()
    {
        const auto written = writeReportFile(longReport(), charts(), u"/nowhere/at/all/proof.pdf"_s);
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
        QVERIFY(writeReportFile(longReport(), charts(), path));
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

QTEST_MAIN(TestReportFile)
#include "tst_report_file.moc"
