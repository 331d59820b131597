// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/theme.h"

#include <QPainter>

#include <functional>

namespace haberdash::ui {

/// A column of text, tables and pictures that goes on with the next page where the page is full. In pixels of
/// 1/96 inch.
class ReportSheet
{
public:
    static constexpr double pageWidth = 794; // A4
    static constexpr double pageHeight = 1123;

    /// `beginPage` is called before each page, the first included, and makes the painter point at it.
    ReportSheet(QPainter &painter, std::function<void(int page)> beginPage, QString footer);

    void skip(double height) { m_y += height; }
    /// Goes to the next page unless this much still fits on this one.
    void keepTogether(double height);
    void text(const QString &text, TextRole role, const QColor &color);
    /// A paragraph in a coloured box with a bar at its left.
    void box(const QString &title, const QString &text, const QColor &ground, const QColor &bar);
    struct Column
    {
        QString title;
        double share = 1; ///< of the width
        bool isNumber = true;
    };
    void table(const QList<Column> &columns, const QList<QStringList> &rows);
    /// Text of any length that people have written: takes as many lines as it needs, also of words that are
    /// wider than the page.
    void paragraph(const QString &text, TextRole role, const QColor &color);
    /// Names at the left, values at the right of them, in as many lines as they need.
    void facts(const QList<std::pair<QString, QString>> &rows);
    /// A table whose cells take as many lines as they need, and which goes on under its titles with the next
    /// page.
    void longTable(const QList<Column> &columns, const QList<QStringList> &rows);
    /// A coloured line over the whole width.
    void band(const QColor &color);
    void picture(double height, const std::function<void(QPainter &painter, const QRectF &rect)> &paint);
    /// How high a paragraph would be.
    [[nodiscard]] static double heightOf(const QString &text, TextRole role, double width);

    static constexpr double margin = 56;
    static constexpr double contentWidth = pageWidth - 2 * margin;

private:
    struct Cell
    {
        QString text;
        double left = 0;
        double width = 0;
        bool isNumber = false;
        QColor color;
    };
    void startPage();
    [[nodiscard]] static double heightOf(const QList<Cell> &cells, TextRole role);
    /// Cells side by side below what is there.
    void drawCells(const QList<Cell> &cells, TextRole role, double height);
    [[nodiscard]] static QFont fontOf(TextRole role);

    QPainter &m_painter;
    std::function<void(int)> m_beginPage;
    QString m_footer;
    int m_page = 0;
    double m_y = 0;
};

/// Draws pages with a painter that beginPage(number) points at the next one.
using DrawPages = std::function<void(QPainter &painter, const std::function<void(int page)> &beginPage)>;
/// What `draw` draws, as a PDF of A4 pages with its fonts inside. Needs a QGuiApplication.
[[nodiscard]] QByteArray printPdf(const QString &title, const DrawPages &draw);

} // namespace haberdash::ui
