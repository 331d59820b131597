// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/faces.h"

#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int loadingDelayMilliseconds = 150;
constexpr int textWidth = 440;

/// An icon in a soft disc, painted with the colours of the moment.
class Emblem final : public QLabel
{
public:
    Emblem(Icon which, bool failure, QWidget *parent)
        : QLabel(parent)
        , m_which(which)
        , m_failure(failure)
    {
        setFixedSize(72, 72);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colors &c = colorsOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_failure ? c.negativeSoft : c.accentSoft);
        painter.drawEllipse(rect());
        paintIcon(painter, m_which, QRect(20, 20, 32, 32), m_failure ? c.negative : c.accentSoftText);
    }

private:
    Icon m_which;
    bool m_failure;
};

/// A wrapping label between stretches is given the height of one line unless it asks for more.
void setParagraph(QLabel *label, const QString &text)
{
    label->setText(text);
    label->setFixedHeight(text.isEmpty() ? 0 : label->heightForWidth(textWidth));
}

TextLabel *makeParagraph(const QString &text, QWidget *parent)
{
    auto *label = new TextLabel(text, TextLabel::Size::Body, TextLabel::Ink::Muted, parent);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    label->setFixedWidth(textWidth);
    setParagraph(label, text);
    return label;
}

/// Emblem, headline, sentence and buttons in the middle, a little above the centre where the eye looks.
void layOutFace(
    QWidget *face, QWidget *picture, QWidget *title, QWidget *sentence, const QList<QPushButton *> &buttons)
{
    auto *column = new QVBoxLayout(face);
    column->setSpacing(0);
    column->addStretch(2);
    column->addWidget(picture, 0, Qt::AlignHCenter);
    column->addSpacing(space::large);
    column->addWidget(title, 0, Qt::AlignHCenter);
    column->addSpacing(space::small);
    column->addWidget(sentence, 0, Qt::AlignHCenter);
    column->addSpacing(space::large);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addStretch();
    for (QPushButton *button : buttons)
        row->addWidget(button);
    row->addStretch();
    column->addLayout(row);
    column->addStretch(3);
}

} // namespace

EmptyFace::EmptyFace(Icon icon, const QString &title, const QString &sentence, QWidget *parent)
    : QWidget(parent)
    , m_primary(new QPushButton(this))
    , m_secondary(new QPushButton(this))
{
    setButtonKind(m_primary, ButtonKind::Primary);
    m_primary->hide();
    m_secondary->hide();
    layOutFace(this, new Emblem(icon, false, this),
        new TextLabel(title, TextLabel::Size::Section, TextLabel::Ink::Text, this),
        makeParagraph(sentence, this), {m_secondary, m_primary});
}

QPushButton *EmptyFace::setPrimary(const QString &text)
{
    m_primary->setObjectName("emptyPrimary"_L1); // a face without the button has none of the name
    m_primary->setText(text);
    m_primary->show();
    return m_primary;
}

QPushButton *EmptyFace::setSecondary(const QString &text)
{
    m_secondary->setObjectName("emptySecondary"_L1);
    m_secondary->setText(text);
    m_secondary->show();
    return m_secondary;
}

FailedFace::FailedFace(QWidget *parent)
    : QWidget(parent)
    , m_headline(new TextLabel({}, TextLabel::Size::Section, TextLabel::Ink::Text, this))
    , m_detail(makeParagraph({}, this))
{
    auto *retry = new QPushButton(icon(Icon::Refresh), tr("Try again"), this);
    retry->setObjectName("retry"_L1);
    m_headline->setObjectName("failedHeadline"_L1);
    m_detail->setObjectName("failedDetail"_L1);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(retry, &QPushButton::clicked, this, &FailedFace::retried);
    layOutFace(this, new Emblem(Icon::Error, true, this), m_headline, m_detail, {retry});
}

void FailedFace::setError(const Error &error)
{
    m_headline->setText(headlineOf(error));
    setParagraph(m_detail, error.detail);
}

SkeletonFace::SkeletonFace(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Loading"));
}

void SkeletonFace::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colorsOf(this).skeleton);
    const auto bar = [&](int x, int y, int width, int height) {
        painter.drawRoundedRect(QRect(x, y, width, height), 6, 6);
    };
    const int tile = (width() - 3 * space::normal) / 4;
    for (int i = 0; i < 4; ++i)
        bar(i * (tile + space::normal), 0, tile, 88);
    // Lengths differ as words do.
    for (int y = 88 + space::large, i = 0; y + 20 < height(); y += height::row, ++i)
        bar(0, y, width() * (92 - (i * 37) % 29) / 100, 16);
}

FaceStack::FaceStack(const QMargins &margins, QWidget *parent)
    : QWidget(parent)
    , m_margins(margins)
    , m_layout(new QStackedLayout(this))
    , m_failed(new FailedFace)
{
    place(Face::Blank, new QWidget);
    place(Face::Loading, new SkeletonFace);
    place(Face::Failed, m_failed);
    m_layout->setCurrentWidget(widgetOf(Face::Blank));
    connect(m_failed, &FailedFace::retried, this, &FaceStack::retried);
    m_delay.setSingleShot(true);
    m_delay.setInterval(loadingDelayMilliseconds);
    connect(&m_delay, &QTimer::timeout, this, [this] {
        if (m_face == Face::Loading)
            m_layout->setCurrentWidget(widgetOf(Face::Loading));
    });
}

void FaceStack::place(Face face, QWidget *widget, bool bleeds)
{
    if (!bleeds && !m_margins.isNull()) {
        auto *framed = new QWidget;
        auto *column = new QVBoxLayout(framed);
        column->setContentsMargins(m_margins);
        column->addWidget(widget);
        widget = framed;
    }
    QWidget *&slot = m_widgets[std::size_t(face)];
    const bool shown = slot && m_layout->currentWidget() == slot;
    delete slot;
    slot = widget;
    m_layout->addWidget(widget);
    if (shown)
        m_layout->setCurrentWidget(widget);
}

void FaceStack::setEmptyFace(QWidget *face)
{
    place(Face::Empty, face);
}

void FaceStack::setFullFace(QWidget *face, bool bleeds)
{
    place(Face::Full, face, bleeds);
}

void FaceStack::setSkeleton(QWidget *face)
{
    place(Face::Loading, face);
}

void FaceStack::showEmpty()
{
    setFace(Face::Empty);
}

void FaceStack::showFull()
{
    setFace(Face::Full);
}

void FaceStack::showFailed(const Error &error)
{
    m_failed->setError(error);
    setFace(Face::Failed);
}

void FaceStack::showLoading()
{
    m_face = Face::Loading;
    if (visibleFace() != Face::Loading)
        m_delay.start();
}

void FaceStack::setFace(Face face)
{
    m_delay.stop();
    m_face = face;
    if (QWidget *widget = widgetOf(face))
        m_layout->setCurrentWidget(widget);
}

FaceStack::Face FaceStack::visibleFace() const
{
    for (std::size_t i = 0; i < m_widgets.size(); ++i) {
        if (m_widgets[i] && m_widgets[i] == m_layout->currentWidget())
            return Face(i);
    }
    return Face::Blank;
}

QWidget *FaceStack::widgetOf(Face face) const
{
    return m_widgets[std::size_t(face)];
}

} // namespace haberdash::ui
