// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/report_sheet.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPdfWriter>
#include <QTextLayout>

namespace haberdash::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double bottom = ReportSheet::pageHeight - 64; // the footer stands below
constexpr double rowHeight = 26;
constexpr double cellPadding = 5;

const Colors &ink()
{
    return lightColors(); // paper
}

/// Breaks text into lines, words that are too wide too; gives how high they are.
double breakIntoLines(QTextLayout &layout, double width, Qt::Alignment alignment)
{
    QTextOption option(alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    double height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition(QPointF(0, height));
        height += line.height();
    }
    layout.endLayout();
    return height;
}

QString withLineSeparators(QString text)
{
    return text.replace(u'\n', QChar::LineSeparator);
}

} // namespace

ReportSheet::ReportSheet(QPainter &painter, std::function<void(int)> beginPage, QString footer)
    : m_painter(painter)
    , m_beginPage(std::move(beginPage))
    , m_footer(std::move(footer))
{
    startPage();
}

QFont ReportSheet::fontOf(TextRole role)
{
    QFont font = fontFor(role);
    // The same on paper whatever size the desktop likes.
    switch (role) {
    case TextRole::Small:
        font.setPixelSize(11);
        break;
    case TextRole::Body:
    case TextRole::Strong:
        font.setPixelSize(13);
        break;
    case TextRole::Section:
        font.setPixelSize(16);
        break;
    case TextRole::Title:
    case TextRole::Figure:
        font.setPixelSize(26);
        break;
    }
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

void ReportSheet::startPage()
{
    m_beginPage(m_page++);
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(QPen(ink().border, 1));
    m_painter.drawLine(QPointF(margin, pageHeight - 48), QPointF(pageWidth - margin, pageHeight - 48));
    m_painter.setFont(fontOf(TextRole::Small));
    m_painter.setPen(ink().mutedText);
    const QRectF line(margin, pageHeight - 42, contentWidth, 18);
    m_painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, m_footer);
    m_painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter,
        QCoreApplication::translate("ReportSheet", "Page %1").arg(m_page));
    m_y = margin;
}

void ReportSheet::keepTogether(double height)
{
    if (m_y + height > bottom && m_y > margin)
        startPage();
}

double ReportSheet::heightOf(const QString &text, TextRole role, double width)
{
    return QFontMetricsF(fontOf(role))
               .boundingRect(QRectF(0, 0, width, 10000), Qt::TextWordWrap, text)
               .height()
        + 2;
}

void ReportSheet::text(const QString &text, TextRole role, const QColor &color)
{
    const double height = heightOf(text, role, contentWidth);
    keepTogether(height);
    m_painter.setFont(fontOf(role));
    m_painter.setPen(color);
    m_painter.drawText(QRectF(margin, m_y, contentWidth, height + 4), Qt::TextWordWrap, text);
    m_y += height + 4;
}

void ReportSheet::box(const QString &title, const QString &text, const QColor &ground, const QColor &bar)
{
    constexpr double padding = 16;
    const double width = contentWidth - 2 * padding;
    const double titleHeight = heightOf(title, TextRole::Section, width);
    const double textHeight = text.isEmpty() ? 0 : heightOf(text, TextRole::Body, width) + 6;
    const double height = titleHeight + textHeight + 2 * padding - 4;
    keepTogether(height);
    const QRectF rect(margin, m_y, contentWidth, height);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(ground);
    m_painter.drawRoundedRect(rect, 6, 6);
    m_painter.setBrush(bar);
    m_painter.drawRoundedRect(QRectF(rect.left(), rect.top(), 4, rect.height()), 2, 2);
    m_painter.setPen(ink().text);
    m_painter.setFont(fontOf(TextRole::Section));
    m_painter.drawText(QRectF(rect.left() + padding, rect.top() + padding - 2, width, titleHeight + 4),
        Qt::TextWordWrap, title);
    m_painter.setFont(fontOf(TextRole::Body));
    m_painter.drawText(
        QRectF(rect.left() + padding, rect.top() + padding + titleHeight + 4, width, textHeight + 4),
        Qt::TextWordWrap, text);
    m_y += height + 10;
}

void ReportSheet::table(const QList<Column> &columns, const QList<QStringList> &rows)
{
    keepTogether(rowHeight * double(rows.size() + 1));
    double shares = 0;
    for (const Column &column : columns)
        shares += column.share;
    const auto line = [&](const QStringList &cells, TextRole role, const QColor &color) {
        double x = margin;
        m_painter.setFont(fontOf(role));
        m_painter.setPen(color);
        for (qsizetype i = 0; i < columns.size(); ++i) {
            const double width = contentWidth * columns[i].share / shares;
            const QRectF cell(x + (i == 0 ? 0 : 4), m_y, width - 4, rowHeight);
            const auto side = columns[i].isNumber ? Qt::AlignRight : Qt::AlignLeft;
            const QFontMetricsF metrics(fontOf(role));
            m_painter.drawText(cell, side | Qt::AlignVCenter,
                metrics.elidedText(cells.value(i), Qt::ElideRight, cell.width()));
            x += width;
        }
        m_y += rowHeight;
        m_painter.setPen(QPen(ink().border, 1));
        m_painter.drawLine(QPointF(margin, m_y), QPointF(margin + contentWidth, m_y));
    };
    QStringList titles;
    for (const Column &column : columns)
        titles << column.title;
    line(titles, TextRole::Small, ink().mutedText);
    for (const QStringList &row : rows)
        line(row, TextRole::Body, ink().text);
    m_y += 10;
}

double ReportSheet::heightOf(const QList<Cell> &cells, TextRole role)
{
    double height = 0;
    for (const Cell &cell : cells) {
        QTextLayout layout(withLineSeparators(cell.text), fontOf(role));
        height = std::max(height, breakIntoLines(layout, cell.width, Qt::AlignLeft));
    }
    return height;
}

void ReportSheet::drawCells(const QList<Cell> &cells, TextRole role, double height)
{
    for (const Cell &cell : cells) {
        QTextLayout layout(withLineSeparators(cell.text), fontOf(role));
        breakIntoLines(layout, cell.width, cell.isNumber ? Qt::AlignRight : Qt::AlignLeft);
        m_painter.setPen(cell.color);
        layout.draw(&m_painter, QPointF(cell.left, m_y));
    }
    m_y += height;
}

void ReportSheet::paragraph(const QString &text, TextRole role, const QColor &color)
{
    const QList<Cell> cells{{text, margin, contentWidth, false, color}};
    const double height = heightOf(cells, role);
    keepTogether(height);
    drawCells(cells, role, height);
    m_y += 4;
}

void ReportSheet::facts(const QList<std::pair<QString, QString>> &rows)
{
    constexpr double names = 188;
    m_y += 2;
    for (const auto &[name, value] : rows) {
        const QList<Cell> cells{{name, margin, names - 12, false, ink().mutedText},
            {value, margin + names, contentWidth - names, false, ink().text}};
        const double height = heightOf(cells, TextRole::Body);
        keepTogether(height);
        drawCells(cells, TextRole::Body, height);
        m_y += 5;
    }
}

void ReportSheet::longTable(const QList<Column> &columns, const QList<QStringList> &rows)
{
    constexpr double gap = 14;
    double shares = 0;
    for (const Column &column : columns)
        shares += column.share;
    const auto drawRow = [&](const QList<Cell> &cells, TextRole role, double height) {
        m_y += cellPadding;
        drawCells(cells, role, height);
        m_y += cellPadding;
        m_painter.setPen(QPen(ink().border, 1));
        m_painter.drawLine(QPointF(margin, m_y), QPointF(margin + contentWidth, m_y));
    };
    const auto cellsOf = [&](const QStringList &texts, const QColor &color) {
        QList<Cell> cells;
        double left = margin;
        for (qsizetype i = 0; i < columns.size(); ++i) {
            const double width = contentWidth * columns[i].share / shares;
            const bool isLast = i + 1 == columns.size();
            cells.append({texts.value(i), left, isLast ? width : width - gap, columns[i].isNumber, color});
            left += width;
        }
        return cells;
    };
    QStringList titles;
    for (const Column &column : columns)
        titles << column.title;
    const auto heads = cellsOf(titles, ink().mutedText);
    const double headHeight = heightOf(heads, TextRole::Small);
    bool needsTitles = true;
    for (const QStringList &row : rows) {
        const auto cells = cellsOf(row, ink().text);
        const double height = heightOf(cells, TextRole::Body);
        const int page = m_page;
        keepTogether(height + 2 * cellPadding + (needsTitles ? headHeight + 2 * cellPadding : 0));
        if (needsTitles || page != m_page)
            drawRow(heads, TextRole::Small, headHeight);
        needsTitles = false;
        drawRow(cells, TextRole::Body, height);
    }
    m_y += 10;
}

void ReportSheet::band(const QColor &color)
{
    m_painter.fillRect(QRectF(margin, m_y, contentWidth, 4), color);
    m_y += 16;
}

void ReportSheet::picture(
    double height, const std::function<void(QPainter &painter, const QRectF &rect)> &paint)
{
    keepTogether(height);
    m_painter.save();
    paint(m_painter, QRectF(margin, m_y, contentWidth, height));
    m_painter.restore();
    m_y += height + 8;
}

QByteArray printPdf(const QString &title, const DrawPages &draw)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins({});
    constexpr int resolution = 1200;
    writer.setResolution(resolution);
    writer.setTitle(title);
    writer.setCreator(u"Haberdash"_s);
    QPainter painter(&writer);
    painter.scale(resolution / 96.0, resolution / 96.0);
    draw(painter, [&writer](int page) {
        if (page > 0)
            writer.newPage();
    });
    painter.end();
    return buffer.data();
}

} // namespace haberdash::ui
