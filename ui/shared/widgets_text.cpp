// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace haberdash::ui {

namespace {

QColor inkColor(TextLabel::Ink ink, const Colors &c)
{
    switch (ink) {
    case TextLabel::Ink::Text:
        return c.text;
    case TextLabel::Ink::Muted:
        return c.mutedText;
    case TextLabel::Ink::Positive:
        return c.positive;
    case TextLabel::Ink::Warning:
        return c.warning;
    case TextLabel::Ink::Negative:
        return c.negative;
    case TextLabel::Ink::Accent:
        return c.accent;
    }
    return c.text;
}

struct TonePair
{
    QColor ground;
    QColor ink;
};

TonePair badgeColors(Tone tone, const Colors &c)
{
    switch (tone) {
    case Tone::Positive:
        return {c.positiveSoft, c.positive};
    case Tone::Warning:
        return {c.warningSoft, c.warning};
    case Tone::Negative:
        return {c.negativeSoft, c.negative};
    case Tone::Neutral:
        break;
    }
    return {c.pressed, c.dark ? c.text : c.mutedText};
}

QFont badgeFont()
{
    QFont font = fontFor(TextRole::Small);
    font.setWeight(QFont::Medium);
    return font;
}

} // namespace

TextLabel::TextLabel(const QString &text, Size size, Ink ink, QWidget *parent)
    : QLabel(text, parent)
    , m_ink(ink)
    , m_size(size)
{
    setTextFormat(Qt::PlainText);
    setFont(fontFor(TextRole(size)));
    applyInk();
}

void TextLabel::setInk(Ink ink)
{
    m_ink = ink;
    applyInk();
}

void TextLabel::setElided(bool elided)
{
    m_elided = elided;
    setSizePolicy(elided ? QSizePolicy::Ignored : QSizePolicy::Preferred, QSizePolicy::Preferred);
    update();
}

bool TextLabel::isCut() const
{
    return m_elided && fontMetrics().horizontalAdvance(text()) > contentsRect().width();
}

bool TextLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && isCut()) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), text(), this);
        return true;
    }
    return QLabel::event(event);
}

void TextLabel::paintEvent(QPaintEvent *event)
{
    if (!isCut()) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    style()->drawItemText(&painter, contentsRect(), int(Qt::AlignLeft | Qt::AlignVCenter), palette(),
        isEnabled(), fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()),
        foregroundRole());
}

int TextLabel::heightForWidth(int width) const
{
    if (m_measured != text()) {
        m_heights.clear();
        m_measured = text();
    }
    auto known = m_heights.constFind(width);
    if (known == m_heights.constEnd())
        known = m_heights.insert(width, QLabel::heightForWidth(width));
    return *known;
}

void TextLabel::applyInk()
{
    if (m_applying)
        return;
    m_applying = true;
    QPalette own;
    // Only this role is set, so all others still come from the application.
    const QColor color = inkColor(m_ink, colorsOf(parentWidget()));
    own.setColor(QPalette::Active, QPalette::WindowText, color);
    own.setColor(QPalette::Inactive, QPalette::WindowText, color);
    setPalette(own);
    m_applying = false;
}

void TextLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        m_heights.clear();
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ParentChange)
        applyInk();
}

SectionTitle::SectionTitle(const QString &title, const QString &hint, QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(new TextLabel(title, TextLabel::Size::Section, TextLabel::Ink::Text, this));
    auto *second = new TextLabel(hint, TextLabel::Size::Body, TextLabel::Ink::Muted, this);
    second->setVisible(!hint.isEmpty());
    row->addWidget(second, 1);
    row->addStretch();
}

Badge::Badge(const QString &text, Tone tone, QWidget *parent)
    : QWidget(parent)
    , m_tone(tone)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setText(text, tone);
}

void Badge::setText(const QString &text, Tone tone)
{
    m_text = text;
    m_tone = tone;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    return sizeFor(m_text);
}

QSize Badge::sizeFor(const QString &text)
{
    const QFontMetrics metrics(badgeFont());
    return {metrics.horizontalAdvance(text) + 16, 22};
}

void Badge::paint(
    QPainter &painter, const QRect &rect, const QString &text, Tone tone, const QPalette &palette)
{
    const TonePair pair = badgeColors(tone, colorsOf(palette));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(pair.ground);
    painter.drawRoundedRect(rect, rect.height() / 2.0, rect.height() / 2.0);
    painter.setPen(pair.ink);
    painter.setFont(badgeFont());
    painter.drawText(rect, int(Qt::AlignCenter),
        QFontMetrics(badgeFont()).elidedText(text, Qt::ElideRight, rect.width() - 12));
    painter.restore();
}

void Badge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, rect(), m_text, m_tone, palette());
}

} // namespace haberdash::ui
