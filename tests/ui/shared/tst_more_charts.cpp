// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/bar_chart.h"
#include "ui/shared/charts/chart_card.h"
#include "ui/shared/charts/density_chart.h"
#include "ui/shared/charts/grid_chart.h"
#include "ui/shared/charts/ribbon_chart.h"
#include "ui/shared/theme.h"
#include "ui/shared/value_table.h"

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

QString plain(double value)
{
    return QString::number(value);
}

GridChart::Grid triangle()
{
    GridChart::Grid grid{u"First order"_s, {u"Jan"_s, u"Feb"_s}, {u"1"_s, u"2"_s}, {}};
    grid.cells = {{1.0, u"40 %"_s, u"Jan, 1 month later"_s, false},
        {0.5, u"20 %"_s, u"Jan, 2 months later"_s, false}, {0.8, u"32 %*"_s, u"Feb, 1 month later"_s, true},
        {}};
    return grid;
}

/// The picture of a chart in the colours of a theme.
QImage painted(const ChartWidget &chart, const Colors &colors, QSize size = {480, 240})
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(colors.surface);
    QPainter painter(&image);
    chart.paintChart(painter, QRectF(QPointF(), size), paletteOf(colors));
    return image;
}

int differentPixels(const QImage &one, const QImage &other)
{
    int count = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x)
            count += one.pixel(x, y) != other.pixel(x, y);
    }
    return count;
}

} // namespace

class TestMoreCharts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGridHasItsNumbersAndLeavesOutWhatIsNotThere()
    {
        GridChart chart;
        chart.setGrid(triangle());
        const ChartTable table = chart.table();
        QCOMPARE(table.header, (QStringList{u"First order"_s, u"1"_s, u"2"_s}));
        QCOMPARE(table.rows[1], (QStringList{u"Feb"_s, u"32 %*"_s, QString()}));
        for (const Colors *colors : {&lightColors(), &darkColors()}) {
            QImage empty(480, 240, QImage::Format_RGB32);
            empty.fill(colors->surface);
            QVERIFY(differentPixels(painted(chart, *colors), empty) > 5000);
        }
    }

    void aGridIsWalkedByKeys()
    {
        GridChart chart;
        chart.setGrid(triangle());
        chart.resize(480, 240);
        chart.show();
        chart.setFocus();
        QSignalSpy activated(&chart, &GridChart::cellActivated);
        QTest::keyClick(&chart, Qt::Key_End);
        QTest::keyClick(&chart, Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0][0].toInt(), 1); // the last cell that is there
        QCOMPARE(activated[0][1].toInt(), 0);
        QTest::mouseClick(chart.viewport(), Qt::LeftButton, {}, {120, 90});
    }

    /// Text in a cell can be read on every strength of the ground, in both themes.
    void cellsAreReadable()
    {
        for (const Colors *colors : {&lightColors(), &darkColors()}) {
            for (int i = 0; i <= 10; ++i) {
                const double strength = 0.06 + 0.94 * i / 10.0;
                const auto mix = [&](int a, int b) { return int(std::lround(a + (b - a) * strength)); };
                const QColor from = colors->surface;
                const QColor to = colors->series.front();
                const QColor ground(
                    mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue()));
                QVERIFY(std::max(contrastRatio(colors->text, ground), contrastRatio(colors->surface, ground))
                    >= 3.9);
            }
        }
    }

    void ribbonsTellTheirIntervals()
    {
        RibbonChart chart(plain);
        chart.setSeries(u"Month"_s, {u"1"_s, u"2"_s},
            {{u"Generic"_s, {{1, 0.5, 1.5}, {2, std::nullopt, std::nullopt}}}, {u"Personal"_s, {{3, 2, 4}}}});
        const ChartTable table = chart.table();
        QCOMPARE(table.header.size(), 7);
        QCOMPARE(table.rows[0], (QStringList{u"1"_s, u"1"_s, u"0.5"_s, u"1.5"_s, u"3"_s, u"2"_s, u"4"_s}));
        QCOMPARE(table.rows[1], (QStringList{u"2"_s, u"2"_s, {}, {}, {}, {}, {}}));
        QVERIFY(!painted(chart, lightColors()).isNull());
        chart.setSeries(u"Month"_s, {}, {});
        QVERIFY(!painted(chart, darkColors()).isNull());
        QVERIFY(chart.table().rows.isEmpty());
    }

    void barsTellIntervalsWhereThereAreSome()
    {
        BarChart chart(u"Revenue"_s, plain);
        chart.setBars(u"Rule"_s, {{u"Click"_s, 5, {}, {}, false}});
        QCOMPARE(chart.table().header, (QStringList{u"Rule"_s, u"Revenue"_s}));
        chart.setBars(u"Rule"_s, {{u"Click"_s, -5, -9, -1, false}, {u"Open"_s, 7, {}, {}, true}});
        QCOMPARE(chart.table().rows[0], (QStringList{u"Click"_s, u"-5"_s, u"-9"_s, u"-1"_s}));
        QVERIFY(!painted(chart, lightColors()).isNull());
        chart.setBars(u"Rule"_s, {});
        QVERIFY(!painted(chart, lightColors()).isNull());
    }

    void densitiesAreDrawnAboveEachOther()
    {
        DensityChart chart(plain);
        Density one{u"A"_s, {}, 0.5, 0.3, 0.7};
        Density other{u"B"_s, {}, 0.6, 0.4, 0.8};
        for (int i = 0; i <= 100; ++i) {
            one.curve.emplace_back(i / 100.0, std::exp(-std::pow(i / 100.0 - 0.5, 2) * 50));
            other.curve.emplace_back(i / 100.0, std::exp(-std::pow(i / 100.0 - 0.6, 2) * 50));
        }
        chart.setDensities({one, other});
        QCOMPARE(chart.table().rows[1], (QStringList{u"B"_s, u"0.6"_s, u"0.4"_s, u"0.8"_s}));
        chart.setDensities({one});
        const QImage alone = painted(chart, lightColors());
        chart.setDensities({one, other});
        QVERIFY(differentPixels(painted(chart, lightColors()), alone) > 500);
        chart.setDensities({});
        QVERIFY(!painted(chart, lightColors()).isNull());
    }

    void aCardSavesWhatItShows()
    {
        QTemporaryDir folder;
        auto *chart = new BarChart(u"Revenue"_s, plain);
        ChartCard card(u"By rule"_s, chart);
        chart->setBars(u"Rule"_s, {{u"Click, last"_s, 5, {}, {}, false}});
        card.setDescription(u"Revenue by rule"_s, u"Click brings 5."_s);
        card.resize(500, 300);
        card.show();
        for (const QString &ending : {u"png"_s, u"svg"_s, u"pdf"_s, u"csv"_s}) {
            const QString path = folder.filePath(u"chart."_s + ending);
            QVERIFY2(card.saveTo(path), qPrintable(ending));
            QVERIFY(QFile(path).size() > 20);
        }
        QFile csv(folder.filePath(u"chart.csv"_s));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll(), QByteArray("Rule,Revenue\r\n\"Click, last\",5\r\n"));
        QCOMPARE(card.saveTo(folder.filePath(u"chart.doc"_s)).error().code, Error::Code::Invalid);
        QCOMPARE(card.saveTo(folder.filePath(u"no/chart.csv"_s)).error().code, Error::Code::Io);
    }

    void aCardShowsItsNumbersAsATable()
    {
        auto *chart = new BarChart(u"Revenue"_s, plain);
        ChartCard card(u"By rule"_s, chart);
        chart->setBars(u"Rule"_s, {{u"Click"_s, 5, {}, {}, false}, {u"Open"_s, 7, {}, {}, false}});
        card.setDescription(u"Revenue by rule"_s, u"Open brings most."_s);
        card.show();
        card.findChild<QToolButton *>(u"showTable"_s)->click();
        auto *table = card.findChild<ValueTable *>();
        QVERIFY(table->isVisible() && !chart->isVisible());
        QCOMPARE(table->view()->model()->rowCount(), 2);
        chart->setBars(u"Rule"_s, {{u"Click"_s, 5, {}, {}, false}});
        card.setDescription(u"Revenue by rule"_s, {});
        QCOMPARE(table->view()->model()->rowCount(), 1); // the new numbers
        card.showTable(false);
        QVERIFY(chart->isVisible());
    }

    void aValueTableSortsByValuesNotByTheirWords()
    {
        ValueTable table(u"Mailings"_s);
        table.setValues({{u"Name"_s, false, {}}, {u"Revenue"_s, true, u"After refunds"_s}},
            {{ValueCell(u"A"_s), ValueCell(u"€9"_s, 9)}, {ValueCell(u"B"_s), ValueCell(u"€1,000"_s, 1000)},
                {ValueCell(u"C"_s), ValueCell(u"–"_s, -1e300)}});
        table.show();
        QSignalSpy activated(&table, &ValueTable::rowActivated);
        table.view()->sortByColumn(1, Qt::DescendingOrder);
        const auto *model = table.view()->model();
        QCOMPARE(model->index(0, 0).data().toString(), u"B"_s);
        QCOMPARE(model->index(2, 0).data().toString(), u"C"_s);
        QCOMPARE(model->headerData(1, Qt::Horizontal, Qt::ToolTipRole).toString(), u"After refunds"_s);
        Q_EMIT table.view()->rowActivated(0);
        QCOMPARE(activated[0][0].toInt(), 1); // B was given second
        QCOMPARE(table.toCsv(), u"Name,Revenue\r\nB,\"€1,000\"\r\nA,€9\r\nC,–\r\n"_s.toUtf8());
    }
};

QTEST_MAIN(TestMoreCharts)
#include "tst_more_charts.moc"
