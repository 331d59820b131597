// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/ready_made_gallery.h"

#include "core/segment/rule_parser.h"
#include "ui/segments/shop_evaluator.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPromise>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

constexpr int leastCard = 250;

} // namespace

ReadyMadeCard::ReadyMadeCard(const ReadyMade &made, QWidget *parent)
    : Card({}, parent)
    , m_count(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted, this))
{
    setObjectName(u"ready:"_s + made.id);
    setAccessibleName(made.name);
    setAccessibleDescription(made.why);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    m_count->setObjectName(u"readyCount:"_s + made.id);
    auto *name = new TextLabel(made.name, TextLabel::Size::Strong);
    name->setWordWrap(true);
    auto *why = new TextLabel(made.why, TextLabel::Size::Body, TextLabel::Ink::Muted);
    why->setWordWrap(true);
    content()->setSpacing(space::tiny);
    content()->addWidget(name);
    content()->addWidget(why);
    content()->addStretch(1);
    content()->addWidget(m_count);
}

void ReadyMadeCard::setCount(const QString &text)
{
    m_count->setText(text);
}

void ReadyMadeCard::enterEvent(QEnterEvent *event)
{
    Card::enterEvent(event);
    update();
}

void ReadyMadeCard::leaveEvent(QEvent *event)
{
    Card::leaveEvent(event);
    update();
}

void ReadyMadeCard::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->pos()))
        Q_EMIT chosen();
}

void ReadyMadeCard::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        Q_EMIT chosen();
        break;
    default:
        Card::keyPressEvent(event);
    }
}

void ReadyMadeCard::paintEvent(QPaintEvent *event)
{
    Card::paintEvent(event);
    if (!hasFocus() && !underMouse())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colorsOf(this).accent, hasFocus() ? 2 : 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius::card, radius::card);
}

ReadyMadeGallery::ReadyMadeGallery(Shop shop, QWidget *parent)
    : QWidget(parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_back(new QPushButton(icon(Icon::ArrowLeft), tr("Back to your segments")))
{
    setObjectName(u"readyMade"_s);
    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, space::medium, space::large);
    column->setSpacing(space::medium);
    column->addWidget(makeHead());
    CardGrid *grid = nullptr;
    std::optional<Goal> goal;
    for (const ReadyMade &made : readyMadeSegments()) {
        if (made.goal != goal) {
            goal = made.goal;
            column->addSpacing(space::small);
            column->addWidget(new SectionTitle(inWords(made.goal)));
            grid = new CardGrid(leastCard);
            column->addWidget(grid);
        }
        auto *card = new ReadyMadeCard(made);
        card->setCount(tr("Not counted yet"));
        grid->add(card);
        m_cards.insert(made.id, card);
        connect(card, &ReadyMadeCard::chosen, this, [this, made] {
            const auto rule = parseRule(made.rule);
            Q_ASSERT(rule);
            Q_EMIT chosen(made.name, *rule);
        });
    }
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inside);
    scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    connect(&m_counting, &QFutureWatcherBase::resultReadyAt, this,
        [this](int index) { showCount(m_counting.resultAt(index)); });
}

QWidget *ReadyMadeGallery::makeHead()
{
    auto *head = new QWidget;
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    auto *title = new TextLabel(
        tr("Choose a group of customers to start from, or describe one yourself."), TextLabel::Size::Section);
    title->setWordWrap(true);
    auto *what
        = new TextLabel(tr("A segment is a rule, such as “bought once, more than 30 days ago”. Haberdash "
                           "keeps it up to date, and you write to the people in it."),
            TextLabel::Size::Body, TextLabel::Ink::Muted);
    what->setWordWrap(true);
    auto *scratch = new QPushButton(icon(Icon::Plus), tr("Make a segment"));
    scratch->setObjectName(u"readyScratch"_s);
    setButtonKind(scratch, ButtonKind::Primary);
    auto *import = new QPushButton(icon(Icon::Download), tr("Bring one over from Shopify or Klaviyo"));
    import->setObjectName(u"readyImport"_s);
    m_back->setObjectName(u"readyBack"_s);
    m_back->hide();
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(m_back);
    row->addWidget(scratch);
    row->addWidget(import);
    row->addStretch(1);
    column->addWidget(title);
    column->addWidget(what);
    column->addLayout(row);
    connect(scratch, &QPushButton::clicked, this, &ReadyMadeGallery::scratchRequested);
    connect(import, &QPushButton::clicked, this, &ReadyMadeGallery::importRequested);
    connect(m_back, &QPushButton::clicked, this, &ReadyMadeGallery::backRequested);
    return head;
}

void ReadyMadeGallery::setWayBack(bool thereIs)
{
    m_back->setVisible(thereIs);
}

void ReadyMadeGallery::recount()
{
    m_counting.setFuture(
        QtConcurrent::run([shop = m_shop, stopped = m_stop.renew()](QPromise<Counted> &promise) {
            ShopEvaluator shopEvaluator(shop);
            const auto evaluator = shopEvaluator.current(stopped);
            if (!evaluator)
                return; // the page tells what is wrong with the file
            for (const ReadyMade &made : readyMadeSegments()) {
                if (stopped())
                    return;
                const auto rule = parseRule(made.rule);
                const auto count = rule ? (*evaluator)->count(*rule) : failure(Error::Code::Invalid, made.id);
                if (!count && count.error().code == Error::Code::Cancelled)
                    return;
                promise.addResult(Counted{made.id, count ? std::optional(count->whole) : std::nullopt});
            }
        }));
}

void ReadyMadeGallery::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_stop.stop();
}

void ReadyMadeGallery::showCount(const Counted &counted)
{
    ReadyMadeCard *card = m_cards.value(counted.id);
    if (!counted.count)
        card->setCount(tr("Could not be counted"));
    else if (counted.count->matching == 0)
        card->setCount(tr("Nobody at the moment"));
    else
        card->setCount(tr("%n customer(s), %1 can be e-mailed", nullptr, int(counted.count->matching))
                           .arg(m_format.number(counted.count->mailable)));
}

} // namespace haberdash::ui
