// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/widgets.h"

#include "ui/shared/theme.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

Card::Card(const QString &title, QWidget *parent)
    : QFrame(parent)
    , m_header(new QHBoxLayout)
    , m_content(new QVBoxLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::normal, space::normal, space::normal, space::normal);
    column->setSpacing(space::medium);
    m_header->setSpacing(space::small);
    if (!title.isEmpty()) {
        m_header->addWidget(new TextLabel(title, TextLabel::Size::Section, TextLabel::Ink::Text, this));
        m_header->addStretch();
        column->addLayout(m_header);
        setAccessibleName(title);
    }
    m_content->setSpacing(space::small);
    column->addLayout(m_content, 1);
}

void Card::addHeaderWidget(QWidget *widget)
{
    m_header->addWidget(widget);
}

void Card::paintEvent(QPaintEvent *)
{
    const Colors &c = colorsOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(c.border);
    painter.setBrush(c.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius::card, radius::card);
}

CardGrid::CardGrid(int leastWidth, QWidget *parent)
    : QWidget(parent)
    , m_leastWidth(leastWidth)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(space::normal);
    setMinimumWidth(leastWidth);
    // The width is ours to decide; a row of wide cards must not make the page wider.
    m_grid->setSizeConstraint(QLayout::SetNoConstraint);
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setSizePolicy(policy);
}

void CardGrid::add(QWidget *card)
{
    m_cards << card;
    arrange(std::max(1, m_columns));
}

void CardGrid::arrange(int columns)
{
    for (QWidget *card : m_cards)
        m_grid->removeWidget(card);
    for (int column = 0; column < std::max(columns, m_columns); ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    m_columns = columns;
    for (int i = 0; i < int(m_cards.size()); ++i)
        m_grid->addWidget(m_cards[i], i / columns, i % columns);
    keepHeight();
}

void CardGrid::keepHeight()
{
    // Without a constraint the layout does not pass its height on by itself; text that wraps needs the height
    // for the width there is.
    setMinimumHeight(m_grid->hasHeightForWidth() ? m_grid->totalHeightForWidth(width())
                                                 : m_grid->totalMinimumSize().height());
}

void CardGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int fitting = (width() + space::normal) / (m_leastWidth + space::normal);
    const int columns = std::clamp(fitting, 1, std::max(1, int(m_cards.size())));
    // An even grid reads better than a last row with a single card: 4 become 2 and 2, not 3 and 1.
    const int rows = (int(m_cards.size()) + columns - 1) / columns;
    const int even = rows == 0 ? 1 : (int(m_cards.size()) + rows - 1) / rows;
    if (even != m_columns)
        arrange(even);
    else
        keepHeight();
}

StatTile::StatTile(const Value &value, QWidget *parent)
    : Card({}, parent)
    , m_label(new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted, this))
    , m_value(new TextLabel({}, TextLabel::Size::Figure, TextLabel::Ink::Text, this))
    , m_unit(new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted, this))
    , m_period(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted, this))
    , m_comparison(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted, this))
{
    auto *top = new QHBoxLayout;
    top->addWidget(m_label);
    top->addStretch();
    top->addWidget(m_period);
    auto *figure = new QHBoxLayout;
    figure->setSpacing(6);
    figure->addWidget(m_value, 0, Qt::AlignBaseline);
    figure->addWidget(m_unit, 0, Qt::AlignBaseline);
    figure->addStretch();
    content()->setSpacing(space::tiny);
    content()->addLayout(top);
    content()->addLayout(figure);
    content()->addWidget(m_comparison);
    content()->addStretch();
    m_comparison->setWordWrap(true);
    setValue(value);
}

void StatTile::setValue(const Value &value)
{
    m_label->setText(value.label);
    m_value->setText(value.value);
    m_unit->setText(value.unit);
    m_unit->setVisible(!value.unit.isEmpty());
    m_period->setText(value.period);
    m_comparison->setText(value.comparison);
    m_comparison->setVisible(!value.comparison.isEmpty());
    m_comparison->setInk(value.tone == Tone::Positive ? TextLabel::Ink::Positive
            : value.tone == Tone::Warning             ? TextLabel::Ink::Warning
            : value.tone == Tone::Negative            ? TextLabel::Ink::Negative
                                                      : TextLabel::Ink::Muted);
    QStringList parts;
    for (const QString &part : {value.label, value.value, value.unit, value.period, value.comparison}) {
        if (!part.isEmpty())
            parts << part;
    }
    setAccessibleName(parts.join(u", "_s));
}

SearchField::SearchField(const QString &hint, QWidget *parent)
    : QLineEdit(parent)
{
    setPlaceholderText(hint);
    setAccessibleName(hint);
    setClearButtonEnabled(true);
    addAction(icon(Icon::Search), LeadingPosition);
    setMinimumWidth(220);
    auto *delay = new QTimer(this);
    delay->setSingleShot(true);
    delay->setInterval(120);
    connect(delay, &QTimer::timeout, this, [this] { Q_EMIT searched(text()); });
    connect(this, &QLineEdit::textChanged, delay, qOverload<>(&QTimer::start));
    connect(this, &QLineEdit::returnPressed, this, [this, delay] {
        delay->stop();
        Q_EMIT searched(text());
    });
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

SplitPane::SplitPane(
    QWidget *first, QWidget *second, double share, Qt::Orientation orientation, QWidget *parent)
    : QSplitter(orientation, parent)
    , m_share(share)
{
    addWidget(first);
    addWidget(second);
    setChildrenCollapsible(false);
    setStretchFactor(0, 0);
    setStretchFactor(1, 1);
}

void SplitPane::resizeEvent(QResizeEvent *event)
{
    if (!m_placed)
        place();
    QSplitter::resizeEvent(event);
}

void SplitPane::showEvent(QShowEvent *event)
{
    if (!m_placed)
        place();
    m_placed = true; // from now on the person decides; sizes before were of a page that nobody saw
    QSplitter::showEvent(event);
}

void SplitPane::place()
{
    const int length = orientation() == Qt::Horizontal ? width() : height();
    setSizes({int(length * m_share), int(length * (1 - m_share))});
}

InlineMessage::InlineMessage(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_text(new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Text, this))
    , m_action(new QPushButton(this))
{
    m_icon->setFixedSize(18, 18);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action->setObjectName("messageAction"_L1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::medium, space::small, space::small, space::small);
    row->setSpacing(space::medium);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    setMinimumHeight(48);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_action, &QPushButton::clicked, this, &InlineMessage::actionTriggered);
    hide();
}

void InlineMessage::setMessage(Tone tone, const QString &text, const QString &actionText)
{
    m_tone = tone;
    m_text->setText(text);
    setAccessibleName(text);
    m_action->setText(actionText);
    m_action->setVisible(!actionText.isEmpty());
    updateIcon();
    show();
    update();
}

void InlineMessage::updateIcon()
{
    const QIcon picture = m_tone == Tone::Positive ? icon(Icon::Check, IconTone::Positive)
        : m_tone == Tone::Warning                  ? icon(Icon::Warning, IconTone::Warning)
        : m_tone == Tone::Negative                 ? icon(Icon::Error, IconTone::Negative)
                                                   : icon(Icon::Info, IconTone::Accent);
    m_icon->setPixmap(picture.pixmap(QSize(18, 18), devicePixelRatioF()));
}

void InlineMessage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateIcon();
}

void InlineMessage::paintEvent(QPaintEvent *)
{
    const Colors &c = colorsOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_tone == Tone::Positive ? c.positiveSoft
            : m_tone == Tone::Warning         ? c.warningSoft
            : m_tone == Tone::Negative        ? c.negativeSoft
                                              : c.accentSoft);
    painter.drawRoundedRect(rect(), radius::field + 2, radius::field + 2);
}

} // namespace haberdash::ui
