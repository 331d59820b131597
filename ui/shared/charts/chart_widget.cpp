// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/chart_widget.h"

#include "ui/shared/theme.h"

#include <QAccessible>
#include <QBuffer>
#include <QClipboard>
#include <QFileInfo>
#include <QGraphicsLayout>
#include <QGuiApplication>
#include <QImage>
#include <QKeyEvent>
#include <QLegend>
#include <QLegendMarker>
#include <QMouseEvent>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QWheelEvent>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

ChartWidget::ChartWidget(QWidget *parent)
    : QChartView(parent)
{
    chart()->setBackgroundVisible(false);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(FullViewportUpdate);
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setAutoFillBackground(false); // the card behind it shows
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ChartWidget::setDescription(const QString &name, const QString &sentence)
{
    setAccessibleName(name);
    setAccessibleDescription(sentence);
}

QString ChartWidget::tableText() const
{
    const ChartTable numbers = table();
    QString text = numbers.header.join(u'\t') + u'\n';
    for (const QStringList &row : numbers.rows)
        text += row.join(u'\t') + u'\n';
    return text;
}

Result<> ChartWidget::exportTo(const QString &path, QSize size) const
{
    const QString kind = QFileInfo(path).suffix().toLower();
    const Colors &c = colorsOf(palette());
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const auto paintInto = [&](QPaintDevice &device, const QRectF &rect) {
        QPainter painter(&device);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillRect(rect, c.surface);
        paintChart(painter, rect.adjusted(16, 16, -16, -16), palette());
    };
    if (kind == "png"_L1) {
        QImage image(size, QImage::Format_ARGB32_Premultiplied);
        paintInto(image, QRectF(QPointF(), size));
        image.save(&buffer, "PNG");
    } else if (kind == "svg"_L1) {
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(size);
        generator.setViewBox(QRect(QPoint(), size));
        generator.setTitle(accessibleName());
        generator.setDescription(accessibleDescription());
        paintInto(generator, QRectF(QPointF(), size));
    } else if (kind == "pdf"_L1) {
        QPdfWriter writer(&buffer);
        writer.setTitle(accessibleName());
        // One unit of the chart is 1/96 inch, whatever the resolution.
        writer.setResolution(96);
        writer.setPageSize(QPageSize(QSizeF(size) * 72.0 / 96.0, QPageSize::Point));
        writer.setPageMargins({});
        paintInto(writer, QRectF(QPointF(), size));
    } else {
        return failure(Error::Code::Invalid,
            u"A chart can be saved as .png, .svg or .pdf. Choose one of these endings."_s);
    }
    QSaveFile file(path);
    if (bytes.isEmpty() || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()
        || !file.commit()) {
        return failure(Error::Code::Io,
            u"The chart could not be written to “%1”: %2. A file that was there before is unchanged."_s.arg(
                path, file.errorString()));
    }
    return {};
}

std::unique_ptr<QChart> ChartWidget::makeChart(const QSizeF &size, const Colors &colors) const
{
    auto chart = std::make_unique<QChart>();
    chart->setBackgroundVisible(false);
    chart->setMargins({0, space::small, space::large + space::tiny,
        0}); // the outermost labels reach over the ends of their axis
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->resize(size);
    fill(*chart, size, colors);
    int named = 0;
    const QList<QLegendMarker *> markers = chart->legend()->markers();
    for (QLegendMarker *marker : markers) {
        const bool shown = !marker->series()->name().isEmpty();
        marker->setVisible(shown);
        marker->setPen(Qt::NoPen);
        named += shown;
    }
    QLegend &legend = *chart->legend();
    legend.setVisible(named > 1);
    legend.setAlignment(Qt::AlignTop);
    legend.setFont(fontFor(TextRole::Small));
    legend.setLabelColor(colors.mutedText);
    legend.setMarkerShape(QLegend::MarkerShapeRectangle);
    return chart;
}

void ChartWidget::paintChart(QPainter &painter, const QRectF &rect, const QPalette &palette) const
{
    QGraphicsScene scene;
    QChart *chart = makeChart(rect.size(), colorsOf(palette)).release();
    scene.addItem(chart);
    chart->layout()->activate();
    scene.render(&painter, rect, QRectF(QPointF(), rect.size()));
}

void ChartWidget::rebuild()
{
    // What is not seen may change size many times before it is.
    m_isStale = !isVisible();
    if (m_isStale)
        return;
    QChart *const before = chart();
    setChart(makeChart(size(), colorsOf(this)).release());
    delete before;
}

void ChartWidget::dataChanged()
{
    m_mark = -1;
    rebuild();
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void ChartWidget::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        rebuild();
}

void ChartWidget::resizeEvent(QResizeEvent *event)
{
    rebuild(); // there is room for more or fewer labels
    QChartView::resizeEvent(event);
}

void ChartWidget::showEvent(QShowEvent *event)
{
    QChartView::showEvent(event);
    if (m_isStale)
        rebuild();
}

void ChartWidget::setMark(int mark)
{
    if (mark == m_mark)
        return;
    m_mark = mark;
    viewport()->update();
}

void ChartWidget::drawForeground(QPainter *painter, const QRectF &)
{
    const Colors &c = colorsOf(this);
    painter->setBrush(Qt::NoBrush);
    if (m_mark >= 0 && m_mark < markCount() && !chart()->series().isEmpty()) {
        const QPointF at = chart()->mapToPosition(markValue(m_mark), chart()->series().constFirst());
        painter->setPen(QPen(c.borderStrong, 2));
        painter->drawEllipse(at, 7, 7);
        paintTip(*painter, at);
    }
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        painter->setPen(QPen(c.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius::field, radius::field);
    }
}

void ChartWidget::paintTip(QPainter &painter, const QPointF &at) const
{
    const Colors &c = colorsOf(this);
    const QString text = markText(m_mark);
    const QFont font = fontFor(TextRole::Small);
    QRectF box(0, 0, QFontMetricsF(font).horizontalAdvance(text) + 20, 28);
    box.moveCenter(QPointF(at.x(), at.y() - 28));
    if (box.top() < 2)
        box.moveTop(at.y() + 14);
    box.moveLeft(std::clamp(box.left(), 2.0, std::max(2.0, width() - box.width() - 2)));
    painter.setPen(c.fieldBorder);
    painter.setBrush(c.raised);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius::field, radius::field);
    painter.setFont(font);
    painter.setPen(c.text);
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, text);
}

void ChartWidget::mouseMoveEvent(QMouseEvent *event)
{
    const bool inside = chart()->plotArea().adjusted(-6, -6, 6, 6).contains(event->position());
    if (!inside || markCount() == 0 || chart()->series().isEmpty())
        setMark(-1);
    else
        setMark(markNear(chart()->mapToValue(event->position(), chart()->series().constFirst())));
}

void ChartWidget::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_mark >= 0)
        Q_EMIT markActivated(m_mark);
    else
        QChartView::mousePressEvent(event);
}

void ChartWidget::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    setMark(-1);
}

void ChartWidget::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the page scrolls, not the chart
}

void ChartWidget::keyPressEvent(QKeyEvent *event)
{
    const int last = markCount() - 1;
    if (event->matches(QKeySequence::Copy))
        QGuiApplication::clipboard()->setText(tableText());
    else if (last < 0)
        QWidget::keyPressEvent(event);
    else if (event->key() == Qt::Key_Right || event->key() == Qt::Key_Down)
        setMark(std::min(last, m_mark + 1));
    else if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Up)
        setMark(m_mark < 0 ? last : std::max(0, m_mark - 1));
    else if (event->key() == Qt::Key_Home)
        setMark(0);
    else if (event->key() == Qt::Key_End)
        setMark(last);
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_mark >= 0)
        Q_EMIT markActivated(m_mark);
    else
        QWidget::keyPressEvent(event);
}

} // namespace haberdash::ui
