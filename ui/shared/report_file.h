// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/report/report.h"

#include <QRectF>

#include <functional>

class QPainter;

namespace haberdash::ui {

class ChartWidget;

/// A chart of a report: how high it is in pixels of 1/96 inch, and how it is painted.
struct ReportChart
{
    QString alt; ///< what it shows, in a sentence
    double height = 0;
    std::function<void(QPainter &painter, const QRectF &rect)> paint;
};
/// Paints a chart on paper, in the colours of the light theme. The report keeps the chart.
[[nodiscard]] ReportChart reportChart(std::shared_ptr<ChartWidget> chart, double height);

/// As A4 pages with the fonts inside. Needs a QGuiApplication (with charts a QApplication), on any platform,
/// also offscreen.
[[nodiscard]] QByteArray reportPdf(const report::Report &report, const QList<ReportChart> &charts = {});
/// As one page of HTML, charts drawn into it.
[[nodiscard]] QString reportHtml(const report::Report &report, const QList<ReportChart> &charts = {});
/// As a picture of its pages below each other, 192 dots per inch.
[[nodiscard]] QByteArray reportPng(const report::Report &report, const QList<ReportChart> &charts = {});

/// Writes .html (one file), .pdf or .png. Invalid for another ending, Io when the file cannot be written;
/// what was there before is unchanged then.
[[nodiscard]] Result<> writeReportFile(
    const report::Report &report, const QList<ReportChart> &charts, const QString &path);

} // namespace haberdash::ui
