// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/banner/product_picture.h"

#include <QBuffer>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace haberdash::banner {

namespace {

struct Ink
{
    QColor main;
    QColor dark;
    QColor light;
    QColor wood{0xC9, 0xA2, 0x7A};
    QColor steel{0x9A, 0xA3, 0xAD};
};

// Each draws in a square from 0 to 100.

void drawSpool(QPainter &painter, const Ink &ink)
{
    painter.setBrush(ink.wood);
    painter.drawRoundedRect(QRectF(28, 20, 44, 10), 4, 4);
    painter.drawRoundedRect(QRectF(28, 70, 44, 10), 4, 4);
    painter.setBrush(ink.main);
    painter.drawRoundedRect(QRectF(32, 30, 36, 40), 3, 3);
    painter.setPen(QPen(ink.dark, 1.2));
    for (int y = 34; y < 70; y += 5)
        painter.drawLine(QPointF(32, y + 2), QPointF(68, y));
    painter.setPen(QPen(ink.main, 1.8));
    painter.setBrush(Qt::NoBrush);
    QPainterPath thread(QPointF(68, 64));
    thread.cubicTo(84, 62, 78, 82, 92, 80);
    painter.drawPath(thread);
    painter.setPen(Qt::NoPen);
}

void drawButton(QPainter &painter, const Ink &ink)
{
    painter.setBrush(ink.dark);
    painter.drawEllipse(QPointF(50, 51.5), 30, 30);
    painter.setBrush(ink.main);
    painter.drawEllipse(QPointF(50, 50), 30, 30);
    painter.setBrush(ink.light);
    painter.drawEllipse(QPointF(50, 50), 22, 22);
    painter.setBrush(ink.main);
    painter.drawEllipse(QPointF(50, 50), 20, 20);
    painter.setBrush(ink.dark);
    for (const double x : {43.0, 57.0}) {
        for (const double y : {43.0, 57.0})
            painter.drawEllipse(QPointF(x, y), 3.6, 3.6);
    }
}

void drawScissors(QPainter &painter, const Ink &ink)
{
    painter.save();
    painter.translate(50, 48);
    for (const double turn : {-18.0, 18.0}) {
        painter.save();
        painter.rotate(turn);
        painter.setBrush(ink.steel);
        QPainterPath blade(QPointF(-3, 6));
        blade.lineTo(-4, -34);
        blade.quadTo(0, -42, 4, -34);
        blade.lineTo(3, 6);
        painter.drawPath(blade);
        painter.setPen(QPen(ink.main, 6));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QPointF(turn > 0 ? -5 : 5, 22), 9, 13);
        painter.restore();
    }
    painter.setBrush(ink.dark);
    painter.drawEllipse(QPointF(0, 2), 3, 3);
    painter.restore();
}

void drawYarn(QPainter &painter, const Ink &ink)
{
    painter.setBrush(ink.main);
    painter.drawEllipse(QPointF(50, 50), 30, 30);
    painter.setBrush(Qt::NoBrush);
    for (int i = 0; i < 5; ++i) {
        painter.setPen(QPen(i % 2 ? ink.light : ink.dark, 1.8));
        painter.save();
        painter.translate(50, 50);
        painter.rotate(i * 36);
        painter.drawArc(QRectF(-26, -12 - i, 52, 24 + 2 * i), 20 * 16, 140 * 16);
        painter.restore();
    }
    painter.setPen(QPen(ink.main, 2.2));
    QPainterPath tail(QPointF(66, 75));
    tail.cubicTo(78, 90, 86, 74, 94, 86);
    painter.drawPath(tail);
    painter.setPen(Qt::NoPen);
}

void drawRibbon(QPainter &painter, const Ink &ink)
{
    painter.setBrush(ink.dark);
    QPainterPath tails(QPointF(46, 52));
    tails.lineTo(30, 84);
    tails.lineTo(38, 80);
    tails.lineTo(44, 86);
    tails.lineTo(50, 56);
    tails.lineTo(56, 86);
    tails.lineTo(62, 80);
    tails.lineTo(70, 84);
    tails.lineTo(54, 52);
    painter.drawPath(tails);
    painter.setBrush(ink.main);
    for (const int side : {-1, 1}) {
        QPainterPath loop(QPointF(50, 48));
        loop.cubicTo(50 + side * 14, 20, 50 + side * 42, 22, 50 + side * 38, 44);
        loop.cubicTo(50 + side * 36, 64, 50 + side * 12, 58, 50, 50);
        painter.drawPath(loop);
    }
    painter.setBrush(ink.light);
    painter.drawRoundedRect(QRectF(43, 41, 14, 16), 5, 5);
}

void drawFabric(QPainter &painter, const Ink &ink)
{
    for (int layer = 0; layer < 3; ++layer) {
        painter.setBrush(layer == 0 ? ink.dark : layer == 1 ? ink.light : ink.main);
        painter.drawRoundedRect(QRectF(20, 66 - layer * 18, 60, 15), 7, 7);
    }
    painter.setBrush(ink.light);
    for (int row = 0; row < 2; ++row) {
        for (int dot = 0; dot < 8; ++dot)
            painter.drawEllipse(QPointF(26 + dot * 7 + row * 3, 34.5 + row * 6), 1.4, 1.4);
    }
}

void drawBox(QPainter &painter, const Ink &ink)
{
    painter.setBrush(ink.main);
    painter.drawRoundedRect(QRectF(20, 44, 60, 36), 4, 4);
    painter.setBrush(ink.dark);
    painter.drawRoundedRect(QRectF(17, 36, 66, 13), 4, 4);
    painter.setBrush(ink.light);
    painter.drawRoundedRect(QRectF(45, 45, 10, 12), 2, 2);
    painter.setPen(QPen(ink.dark, 3));
    painter.setBrush(Qt::NoBrush);
    painter.drawArc(QRectF(36, 22, 28, 28), 0, 180 * 16);
    painter.setPen(Qt::NoPen);
}

void drawLamp(QPainter &painter, const Ink &ink)
{
    painter.setBrush(ink.steel);
    painter.drawRoundedRect(QRectF(34, 80, 34, 5), 2, 2);
    painter.setPen(QPen(ink.steel, 3.4, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(51, 80), QPointF(36, 52));
    painter.drawLine(QPointF(36, 52), QPointF(58, 30));
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink.main);
    painter.save();
    painter.translate(60, 29);
    painter.rotate(40);
    QPainterPath shade(QPointF(-7, -8));
    shade.lineTo(7, -8);
    shade.lineTo(17, 13);
    shade.lineTo(-17, 13);
    painter.drawPath(shade);
    painter.setBrush(ink.light);
    painter.drawEllipse(QPointF(0, 15), 6, 5);
    painter.restore();
}

using Draw = void (*)(QPainter &, const Ink &);
constexpr Draw functions[]
    = {drawSpool, drawButton, drawScissors, drawYarn, drawRibbon, drawFabric, drawBox, drawLamp};

} // namespace

QImage drawProductPicture(Motif motif, QColor colour, int size)
{
    QImage image(size, size, QImage::Format_RGB32);
    // A ground of the same hue, nearly white, so that the pictures of a shop sit well beside each other.
    const QColor ground = QColor::fromHsl(std::max(0, colour.hslHue()), colour.hslSaturation() / 4, 240);
    image.fill(ground);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(size / 100.0, size / 100.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground.darker(106));
    painter.drawEllipse(QPointF(50, 84), 34, 5);
    const Ink ink{colour, colour.darker(135), colour.lighter(150)};
    functions[int(motif)](painter, ink);
    return image;
}

QByteArray toPng(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace haberdash::banner
