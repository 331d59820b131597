// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/interval_chart.h"
#include "ui/shared/charts/ticks.h"
#include "ui/shared/charts/time_chart.h"

#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <limits>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

const QTimeZone berlin("Europe/Berlin");
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

Format format()
{
    return Format(QLocale(QLocale::English, QLocale::UnitedKingdom), berlin);
}

QString plain(double value)
{
    return format().decimal(value, 1);
}

Timestamp day(int year, int month, int dayOfMonth)
{
    return startOf(*civilDay(year, month, dayOfMonth), berlin);
}

QStringList labels(const std::vector<TimeTick> &ticks)
{
    QStringList texts;
    for (const TimeTick &tick : ticks)
        texts << tick.label;
    return texts;
}

} // namespace

class TestCharts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void number_ticks_are_round_and_cover_the_range_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("nothing") << 0.0 << 0.0;
        QTest::newRow("one value") << 7.0 << 7.0;
        QTest::newRow("one negative value") << -7.0 << -7.0;
        QTest::newRow("hundred") << 0.0 << 100.0;
        QTest::newRow("just above") << 0.0 << 100.01;
        QTest::newRow("around zero") << -3.2 << 5.3;
        QTest::newRow("tiny") << 0.0 << 1e-9;
        QTest::newRow("huge") << 0.0 << 1e15;
        QTest::newRow("far from zero") << 1e6 << 1e6 + 3;
        QTest::newRow("wrong way round") << 5.0 << -5.0;
        QTest::newRow("unknown") << unknown << unknown;
        QTest::newRow("infinite") << -std::numeric_limits<double>::infinity()
                                  << std::numeric_limits<double>::infinity();
    }
    void number_ticks_are_round_and_cover_the_range()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        for (const int wanted : {1, 3, 5, 9}) {
            const NumberTicks ticks = numberTicks(low, high, wanted);
            QVERIFY(ticks.values.size() >= 2);
            QVERIFY2(ticks.values.size() <= std::size_t(2 * wanted + 3),
                qPrintable(QString::number(ticks.values.size())));
            QVERIFY(std::is_sorted(ticks.values.begin(), ticks.values.end()));
            if (std::isfinite(low)) {
                const double slack = 1e-9 * (std::abs(high - low) + 1e-12);
                QVERIFY(ticks.values.front() <= std::min(low, high) + slack);
                QVERIFY(ticks.values.back() >= std::max(low, high) - slack);
            }
        }
    }

    void time_ticks_stand_at_calendar_steps_of_the_zone()
    {
        const QLocale english(QLocale::English, QLocale::UnitedKingdom);
        QCOMPARE(labels(timeTicks(day(2025, 11, 15), day(2026, 3, 15), berlin, english, 6)),
            (QStringList{u"Dec 2025"_s, u"Jan 2026"_s, u"Feb"_s, u"Mar"_s}));
        // Across the change to summer time on 29 March 2026 each day still begins at midnight.
        const auto days = timeTicks(day(2026, 3, 27), day(2026, 3, 31), berlin, english, 7);
        QCOMPARE(labels(days),
            (QStringList{u"27 Mar 2026"_s, u"28 Mar"_s, u"29 Mar"_s, u"30 Mar"_s, u"31 Mar"_s}));
        QCOMPARE((days[3].at - days[2].at).count(), 23 * 3'600'000);
        // 2026-06-01 is a Monday.
        const auto weeks = timeTicks(day(2026, 6, 1), day(2026, 6, 30), berlin, english, 6);
        QCOMPARE(weeks.size(), std::size_t(5));
        QCOMPARE(weeks.front().at, day(2026, 6, 1));
        QCOMPARE(labels(timeTicks(day(2001, 1, 1), day(2026, 1, 1), berlin, english, 6)),
            (QStringList{u"2005"_s, u"2010"_s, u"2015"_s, u"2020"_s, u"2025"_s}));
        QVERIFY(timeTicks(day(2026, 2, 1), day(2026, 1, 1), berlin, english, 6).empty());
        QVERIFY(timeTicks(day(2026, 1, 1), day(2026, 2, 1), berlin, english, 0).empty());
    }

    void never_more_time_ticks_than_asked_for()
    {
        for (qint64 hours = 1; hours < 500'000; hours = hours * 3 / 2 + 1) {
            const Timestamp to = day(2026, 1, 1) + std::chrono::hours(hours);
            const auto ticks = timeTicks(day(2026, 1, 1), to, berlin, QLocale::c(), 6);
            QVERIFY2(ticks.size() <= 8, qPrintable(u"%1 hours: %2"_s.arg(hours).arg(ticks.size())));
        }
    }

    void strange_numbers_are_survived()
    {
        TimeChart lines(format(), plain);
        IntervalChart intervals(plain);
        const auto paintAll = [&] {
            for (ChartWidget *chart : std::initializer_list<ChartWidget *>{&lines, &intervals}) {
                for (const QSize size : {QSize(480, 240), QSize(1, 1), QSize(90, 40)}) {
                    QImage image(size, QImage::Format_ARGB32_Premultiplied);
                    QPainter painter(&image);
                    chart->paintChart(painter, QRectF(QPointF(), size), chart->palette());
                }
                chart->table();
            }
        };
        paintAll(); // nothing at all
        lines.setSeries(
            {{u"a"_s, {{day(2026, 1, 1), unknown}, {day(2026, 1, 2), 3}, {day(2026, 1, 3), unknown}}, true,
                 false},
                {u"b"_s, {}, false, true}});
        intervals.setIntervals({{u"x"_s, unknown, unknown, unknown}, {u"y"_s, -1, -2, -0.5}});
        paintAll();
        lines.setSeries({{u"one point"_s, {{day(2026, 1, 1), 5}}, false, false}});
        paintAll();
    }

    void a_peak_among_many_points_is_drawn()
    {
        std::vector<TimePoint> points;
        for (int i = 0; i < 100'000; ++i)
            points.push_back({day(2026, 1, 1) + std::chrono::minutes(i), i == 50'000 ? 100.0 : 1.0});
        TimeChart chart(format(), plain);
        chart.setSeries({{u"a"_s, points, false, false}});
        QImage image(600, 300, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        chart.paintChart(painter, image.rect(), chart.palette());
        painter.end();
        // Something blue stands in the upper half of the plot, where only the peak reaches.
        bool found = false;
        for (int y = 30; y < 120; ++y) {
            for (int x = 60; x < 590; ++x)
                found |= image.pixelColor(x, y).blue() > image.pixelColor(x, y).red() + 60;
        }
        QVERIFY(found);
    }

    void unknown_values_leave_a_gap()
    {
        std::vector<TimePoint> points;
        for (int i = 1; i <= 9; ++i)
            points.push_back({day(2026, 1, i), i == 5 ? unknown : 1.0});
        TimeChart chart(format(), plain);
        chart.setSeries({{u"a"_s, points, false, false}});
        QImage image(900, 300, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        chart.paintChart(painter, image.rect(), chart.palette());
        painter.end();
        const auto isDrawnAt = [&image](int x) {
            for (int y = 0; y < image.height() - 40; ++y) {
                if (image.pixelColor(x, y).blue() > image.pixelColor(x, y).red() + 60)
                    return true;
            }
            return false;
        };
        QVERIFY(isDrawnAt(250));
        QVERIFY(!isDrawnAt(450));
        QVERIFY(isDrawnAt(650));
    }

    void a_month_is_named_each_year()
    {
        std::vector<TimePoint> points;
        for (int month = 0; month <= 24; ++month)
            points.push_back({day(2024 + month / 12, month % 12 + 1, 1), 1.0});
        TimeChart chart(format(), plain);
        chart.setSeries({{u"a"_s, points, false, false}});
        const QTemporaryDir folder;
        QVERIFY(chart.exportTo(folder.filePath(u"a.svg"_s), {940, 300}));
        QFile svg(folder.filePath(u"a.svg"_s));
        QVERIFY(svg.open(QIODevice::ReadOnly));
        QCOMPARE(svg.readAll().count("Jul"), 2);
    }

    void numbers_are_there_as_a_table()
    {
        TimeChart chart(format(), plain);
        chart.setSeries({{u"This year"_s, {{day(2026, 1, 1), 1}, {day(2026, 1, 2), 2}}, false, false},
            {u"Forecast"_s, {{day(2026, 1, 2), 2.5}}, false, true}});
        QCOMPARE(chart.tableText(), u"Day\tThis year\tForecast\n1 Jan 2026\t1.0\t\n2 Jan 2026\t2.0\t2.5\n"_s);
        IntervalChart intervals(plain);
        intervals.setIntervals({{u"B against A"_s, 3.2, 1.1, 5.3}});
        QCOMPARE(intervals.tableText(),
            u"Comparison\tEstimate\tAt least\tAt most\nB against A\t3.2\t1.1\t5.3\n"_s);
    }

    void marks_can_be_walked_with_keys_and_mouse()
    {
        IntervalChart chart(plain);
        chart.setIntervals({{u"B against A"_s, 3.2, 1.1, 5.3}, {u"C against A"_s, 0.6, -1.4, 2.6}});
        chart.setDescription(u"Subject lines"_s, u"B is better."_s);
        chart.resize(400, 200);
        chart.show();
        QSignalSpy activated(&chart, &ChartWidget::markActivated);
        QTest::keyClick(&chart, Qt::Key_Down);
        QTest::keyClick(&chart, Qt::Key_Down);
        QTest::keyClick(&chart, Qt::Key_Down); // stays at the last
        QTest::keyClick(&chart, Qt::Key_Return);
        QCOMPARE(activated.takeFirst().at(0).toInt(), 1);
        QTest::mouseMove(chart.viewport(), QPoint(200, 40));
        QTest::mouseClick(chart.viewport(), Qt::LeftButton, {}, QPoint(200, 40));
        QCOMPARE(activated.takeFirst().at(0).toInt(), 0);
        QCOMPARE(chart.accessibleDescription(), u"B is better."_s);
    }

    void the_wheel_is_left_to_the_page()
    {
        TimeChart chart(format(), plain);
        QWheelEvent wheel({20, 20}, {20, 20}, {}, {0, -120}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(chart.viewport(), &wheel);
        QVERIFY(!wheel.isAccepted());
    }

    void exports_are_what_their_ending_says()
    {
        QTemporaryDir folder;
        IntervalChart chart(plain);
        chart.setDescription(u"Subject lines"_s, u"B is better."_s);
        chart.setIntervals({{u"B against A"_s, 3.2, 1.1, 5.3}});
        QVERIFY(chart.exportTo(folder.filePath(u"a.png"_s), {800, 400}));
        QCOMPARE(QImage(folder.filePath(u"a.png"_s)).size(), QSize(800, 400));
        QVERIFY(chart.exportTo(folder.filePath(u"a.svg"_s), {800, 400}));
        QVERIFY(QSvgRenderer(folder.filePath(u"a.svg"_s)).isValid());
        QVERIFY(chart.exportTo(folder.filePath(u"a.pdf"_s), {800, 400}));
        QFile pdf(folder.filePath(u"a.pdf"_s));
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        QVERIFY(pdf.readAll().startsWith("%PDF-1"));
        QCOMPARE(chart.exportTo(folder.filePath(u"a.gif"_s), {800, 400}).error().code, Error::Code::Invalid);
        QCOMPARE(
            chart.exportTo(folder.filePath(u"missing/a.png"_s), {800, 400}).error().code, Error::Code::Io);
    }
};

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
