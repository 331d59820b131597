// SPDX-License-Identifier: GPL-3.0-or-later
// bench_results_page FILE.haberdash [INSTANT]: how long the page "Results" and each of its tabs take to stand
// there once the facts are loaded, in milliseconds.
#include "ui/analysis/analysis_page.h"

#include <QApplication>
#include <QEventLoop>
#include <QTabWidget>

#include <chrono>
#include <cstdio>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

double since(std::chrono::steady_clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

/// Asks the page anew and waits until the answer is drawn.
double open(AnalysisPage &page)
{
    QEventLoop loop;
    QObject::connect(&page, &AnalysisPage::settled, &loop, &QEventLoop::quit);
    const auto begin = std::chrono::steady_clock::now();
    page.activate({});
    loop.exec();
    (void)page.grab();
    return since(begin);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc < 2) {
        std::fprintf(stderr, "bench_results_page FILE.haberdash [INSTANT]\n");
        return 2;
    }
    const auto asOf = parseInstant(
        argc > 2 ? QString::fromLocal8Bit(argv[2]) : u"2026-06-30T00:00:00Z"_s, QTimeZone::utc());
    const FixedClock clock(asOf.value_or(Timestamp()));
    auto shop = openShop(QString::fromLocal8Bit(argv[1]), clock);
    if (!shop) {
        std::fprintf(stderr, "%s\n", qPrintable(shop.error().detail));
        return 3;
    }
    AnalysisPage page(*shop);
    page.resize(1064, 760);
    page.show();
    std::printf("%-44s %9.1f ms\n", "the first time, facts included", open(page));
    double fastest = 1e9;
    for (int i = 0; i < 3; ++i)
        fastest = std::min(fastest, open(page));
    std::printf("%-44s %9.1f ms\n", "asked again, all tabs filled, drawn", fastest);
    auto *tabs = page.findChild<QTabWidget *>();
    for (int tab = 0; tab < tabs->count(); ++tab) {
        const auto begin = std::chrono::steady_clock::now();
        tabs->setCurrentIndex(tab);
        (void)page.grab();
        std::printf("  %-42s %9.1f ms\n", qPrintable(tabs->tabText(tab)), since(begin));
    }
    return 0;
}
