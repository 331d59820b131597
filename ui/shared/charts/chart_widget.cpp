// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/chart_widget.h"

#include "ui/shared/charts/chart_paint.h"
#include "ui/shared/theme.h"

#include <QAccessible>
#include <QBuffer>
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

ChartWidget::ChartWidget(QWidget *parent)
    : QWidget(parent)
{
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

void ChartWidget::dataChanged()
{
    m_mark = -1;
    update();
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void ChartWidget::setMark(int mark)
{
    if (mark == m_mark)
        return;
    m_mark = mark;
    update();
}

void ChartWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintChart(painter, rect(), palette());
    if (m_mark >= 0 && m_mark < markCount())
        paintTip(painter);
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        painter.setPen(QPen(colorsOf(this).accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius::field, radius::field);
    }
}

void ChartWidget::paintTip(QPainter &painter) const
{
    const Colors &c = colorsOf(this);
    const QString text = markText(m_mark);
    const QFontMetricsF metrics(chart::labelFont());
    const QPointF at = markPosition(m_mark, rect());
    QRectF box(0, 0, metrics.horizontalAdvance(text) + 20, 28);
    box.moveCenter(QPointF(at.x(), at.y() - 26));
    if (box.top() < 2)
        box.moveTop(at.y() + 12);
    box.moveLeft(std::clamp(box.left(), 2.0, std::max(2.0, width() - box.width() - 2)));
    painter.setPen(c.fieldBorder);
    painter.setBrush(c.raised);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius::field, radius::field);
    chart::paintLabel(painter, box, Qt::AlignCenter, text, c.text);
}

void ChartWidget::mouseMoveEvent(QMouseEvent *event)
{
    setMark(markAt(event->position(), rect()));
}

void ChartWidget::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_mark >= 0)
        Q_EMIT markActivated(m_mark);
    else
        QWidget::mousePressEvent(event);
}

void ChartWidget::leaveEvent(QEvent *)
{
    setMark(-1);
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
