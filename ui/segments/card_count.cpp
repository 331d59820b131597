// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/card_count.h"

#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

constexpr int columnWidth = 96;
constexpr int barHeight = 4;

double shareOf(qint64 part, qint64 whole)
{
    return whole > 0 ? std::clamp(double(part) / double(whole), 0.0, 1.0) : 0.0;
}

} // namespace

class CardCount::Bar final : public QWidget
{
public:
    explicit Bar(QWidget *parent)
        : QWidget(parent)
    {
        setFixedHeight(barHeight);
    }
    void setShares(double matching, double left)
    {
        m_matching = matching;
        m_left = left;
        m_known = true;
        update();
    }
    void setCounting(bool counting)
    {
        m_counting = counting;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        if (!m_known)
            return;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        const Colors &c = colorsOf(this);
        const auto part = [&](double share, const QColor &color) {
            // However few: where somebody is, something is seen.
            const double wide = share > 0 ? std::max(share * width(), 2.0) : 0;
            painter.setBrush(color);
            painter.drawRoundedRect(QRectF(0, 0, wide, height()), 2, 2);
        };
        QColor pale = c.accent;
        pale.setAlphaF(0.35F);
        part(1, c.skeleton);
        part(m_matching, pale);
        part(m_left, m_counting ? c.borderStrong : c.accent);
    }

private:
    double m_matching = 0;
    double m_left = 0;
    bool m_known = false;
    bool m_counting = false;
};

CardCount::CardCount(const Format &format, const QString &path, QWidget *parent)
    : QWidget(parent)
    , m_format(format)
    , m_matching(new TextLabel({}, TextLabel::Size::Strong, TextLabel::Ink::Muted, this))
    , m_effect(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted, this))
    , m_bar(new Bar(this))
{
    m_matching->setObjectName(u"count:"_s + path);
    m_effect->setObjectName(u"effect:"_s + path);
    m_matching->setAlignment(Qt::AlignRight);
    m_effect->setAlignment(Qt::AlignRight);
    m_effect->hide();
    setFixedWidth(columnWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_matching);
    column->addWidget(m_bar);
    column->addWidget(m_effect);
}

void CardCount::setCount(const NodeCount &count, const Place &place)
{
    m_matching->setText(m_format.number(count.matching));
    m_matching->setAccessibleName(
        tr("%1 of all %2 customers match").arg(m_matching->text(), m_format.number(place.everybody)));
    QStringList effects;
    if (count.cost != NodeCount::unknown)
        effects.append(tr("takes out %1").arg(m_format.number(count.cost)));
    if (place.around == Group::Match::All && !place.isFirst)
        effects.append(tr("%1 left").arg(m_format.number(count.remaining)));
    else if (place.around == Group::Match::Any && !place.isFirst)
        effects.append(tr("%1 together").arg(m_format.number(count.remaining)));
    m_effect->setText(effects.join(u'\n'));
    m_effect->setVisible(!effects.isEmpty());
    const bool narrows = place.around != Group::Match::None;
    m_bar->setShares(shareOf(count.matching, place.everybody),
        shareOf(narrows ? count.remaining : count.cost, place.everybody));
    QString spoken = m_matching->accessibleName();
    if (count.cost != NodeCount::unknown)
        spoken
            += u'\n' + tr("Without this, %1 more would be in the segment.").arg(m_format.number(count.cost));
    if (place.around == Group::Match::All)
        spoken += u'\n'
            + tr("%1 are left in this group after it: %2 of the shop.")
                  .arg(m_format.number(count.remaining),
                      m_format.percent(shareOf(count.remaining, place.everybody)));
    setToolTip(spoken);
    m_matching->setInk(TextLabel::Ink::Text);
    m_bar->setCounting(false);
}

void CardCount::setCounting()
{
    m_matching->setInk(TextLabel::Ink::Muted);
    m_bar->setCounting(true);
}

} // namespace haberdash::ui
