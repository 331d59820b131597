// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/icons.h"

#include "ui/shared/theme.h"

#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

/// In the order of Icon.
constexpr std::array iconNames = {"home", "data", "customers", "segments", "email", "campaigns",
    "experiments", "settings", "search", "plus", "close", "chevron-down", "chevron-up", "chevron-left",
    "chevron-right", "check", "warning", "error", "info", "play", "pause", "stop", "undo", "redo", "trash",
    "copy", "drag-handle", "folder-open", "file", "save", "calendar", "eye", "phone", "desktop", "moon",
    "sun", "text", "link", "arrow-left", "arrow-right", "arrow-up", "arrow-down", "tag", "shop", "refresh",
    "download", "more", "mail-check", "mail-x", "clock", "chart", "help", "sidebar", "image", "minus", "lock",
    "filter", "audit", "table"};
static_assert(iconNames.size() == std::size_t(Icon::Table) + 1);

QByteArray sourceOf(const QString &name)
{
    QFile file(u":/haberdash/icons/"_s + name + u".svg"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A square picture of `side` device pixels.
QPixmap rendered(Icon which, int side, const QColor &color)
{
    const QString key = u"haberdash-icon-%1-%2-%3"_s.arg(int(which)).arg(side).arg(color.rgba());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QByteArray source = sourceOf(iconName(which));
    source.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    QSvgRenderer renderer(source);
    pixmap = QPixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(0, 0, side, side));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QColor colorOf(IconTone tone, QIcon::Mode mode)
{
    const Colors &c = colorsOf(QGuiApplication::palette());
    if (mode == QIcon::Disabled)
        return c.disabledText;
    switch (tone) {
    case IconTone::Text:
        return c.text;
    case IconTone::Muted:
        // Under the mouse and when selected, quiet icons come forward.
        return mode == QIcon::Active || mode == QIcon::Selected ? c.text : c.mutedText;
    case IconTone::Accent:
        return c.accent;
    case IconTone::Positive:
        return c.positive;
    case IconTone::Warning:
        return c.warning;
    case IconTone::Negative:
        return c.negative;
    }
    return c.text;
}

/// Holds no picture: colour and size are those of the moment it is painted.
class StrokeIconEngine final : public QIconEngine
{
public:
    StrokeIconEngine(Icon which, IconTone tone)
        : m_which(which)
        , m_tone(tone)
    { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(*painter, m_which, rect, colorOf(m_tone, mode));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return rendered(m_which, std::min(size.width(), size.height()), colorOf(m_tone, mode));
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return pixmap(size, mode, state);
    }
    QSize actualSize(const QSize &size, QIcon::Mode, QIcon::State) override
    {
        const int side = std::min(size.width(), size.height());
        return {side, side};
    }
    QList<QSize> availableSizes(QIcon::Mode, QIcon::State) override
    {
        return {{16, 16}, {18, 18}, {20, 20}, {24, 24}, {36, 36}, {40, 40}, {48, 48}};
    }
    QString iconName() override { return ui::iconName(m_which); }
    QString key() const override { return u"HaberdashStrokeIcon"_s; }
    bool isNull() override { return false; }
    QIconEngine *clone() const override { return new StrokeIconEngine(m_which, m_tone); }

private:
    Icon m_which;
    IconTone m_tone;
};

} // namespace

QList<Icon> allIcons()
{
    QList<Icon> icons;
    for (std::size_t i = 0; i < iconNames.size(); ++i)
        icons << Icon(i);
    return icons;
}

QString iconName(Icon icon)
{
    return QString::fromLatin1(iconNames[std::size_t(icon)]);
}

QIcon icon(Icon which, IconTone tone)
{
    return QIcon(new StrokeIconEngine(which, tone));
}

void paintIcon(QPainter &painter, Icon which, const QRect &rect, const QColor &color)
{
    const int side = std::min(rect.width(), rect.height());
    const double scale = painter.device()->devicePixelRatioF();
    QPixmap pixmap = rendered(which, int(side * scale), color);
    pixmap.setDevicePixelRatio(scale);
    const QRect place(
        rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side);
    painter.drawPixmap(place, pixmap);
}

QIcon applicationIcon()
{
    QSvgRenderer renderer(sourceOf(u"haberdash"_s));
    QIcon icon;
    for (const int side : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace haberdash::ui
