// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tasks_button.h"

#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

TaskRow::TaskRow(Task *task, QWidget *parent)
    : QWidget(parent)
    , m_task(task)
    , m_picture(new QLabel(this))
    , m_state(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted, this))
    , m_detail(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted, this))
    , m_bar(new QProgressBar(this))
    , m_cancel(makeIconButton(Icon::Stop, tr("Stop “%1”").arg(task->title()), this))
{
    m_cancel->setObjectName("cancelTask"_L1);
    m_state->setObjectName("taskState"_L1);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(8);
    m_bar->setAccessibleName(task->title());
    m_detail->setWordWrap(true);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *title = new TextLabel(task->title(), TextLabel::Size::Body, TextLabel::Ink::Text, this);
    title->setWordWrap(true);
    m_picture->setFixedSize(18, 18);

    auto *words = new QVBoxLayout;
    words->setSpacing(6);
    words->addWidget(title);
    words->addWidget(m_bar);
    words->addWidget(m_state);
    words->addWidget(m_detail);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::normal, space::small, space::small, space::small);
    row->setSpacing(space::medium);
    row->addWidget(m_picture, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(m_cancel, 0, Qt::AlignTop);
    connect(m_cancel, &QToolButton::clicked, task, &Task::cancel);
    connect(task, &Task::changed, this, &TaskRow::refresh);
    refresh();
}

void TaskRow::refresh()
{
    if (!m_task)
        return;
    const bool over = m_task->isFinished();
    m_bar->setVisible(!over);
    m_cancel->setVisible(!over);
    m_cancel->setEnabled(m_task->state() == Task::State::Running);
    m_bar->setRange(0, m_task->fraction() < 0 ? 0 : 1000);
    m_bar->setValue(int(std::max(0.0, m_task->fraction()) * 1000));
    QIcon picture;
    TextLabel::Ink ink = TextLabel::Ink::Muted;
    QString detail;
    switch (m_task->state()) {
    case Task::State::Running:
        picture = icon(Icon::Play, IconTone::Accent);
        m_state->setText(
            m_task->fraction() < 0 ? tr("Running") : tr("%1 % done").arg(int(m_task->fraction() * 100)));
        break;
    case Task::State::Cancelling:
        picture = icon(Icon::Stop);
        m_state->setText(tr("Stopping …"));
        break;
    case Task::State::Done:
        picture = icon(Icon::Check, IconTone::Positive);
        m_state->setText(m_task->resultText());
        break;
    case Task::State::Failed:
        picture = icon(Icon::Error, IconTone::Negative);
        ink = TextLabel::Ink::Negative;
        m_state->setText(m_task->resultText());
        detail = m_task->error().detail;
        break;
    case Task::State::Cancelled:
        picture = icon(Icon::Stop);
        m_state->setText(m_task->resultText());
        break;
    }
    m_state->setInk(ink);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    m_picture->setPixmap(picture.pixmap(QSize(18, 18), devicePixelRatioF()));
}

TasksPopover::TasksPopover(TaskList &tasks, QWidget *window)
    : QFrame(window)
    , m_tasks(tasks)
    , m_area(new QScrollArea(this))
{
    setObjectName("tasksPopover"_L1);
    setAccessibleName(tr("Tasks"));
    setFocusPolicy(Qt::ClickFocus);
    auto *clear = new QPushButton(tr("Clear"), this);
    clear->setObjectName("clearTasks"_L1);
    clear->setAccessibleName(tr("Remove tasks that have ended from this list"));
    setButtonKind(clear, ButtonKind::Quiet);
    connect(clear, &QPushButton::clicked, &tasks, &TaskList::clearFinished);
    auto *header = new QHBoxLayout;
    header->setContentsMargins(space::normal, 0, space::small, 0);
    header->addWidget(new TextLabel(tr("Tasks"), TextLabel::Size::Section, TextLabel::Ink::Text, this));
    header->addStretch();
    header->addWidget(clear);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, space::small, 1, space::small);
    column->addLayout(header);
    column->addWidget(m_area, 1);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->viewport()->setAutoFillBackground(false);
    for (const auto signal : {&TaskList::rowsInserted, &TaskList::rowsRemoved})
        connect(&tasks, signal, this, [this] {
            if (isVisible())
                rebuild();
        });
    connect(
        &tasks, &TaskList::taskFinished, this,
        [this] {
            if (isVisible())
                place();
        },
        Qt::QueuedConnection);
    hide();
}

void TasksPopover::rebuild()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (int row = 0; row < m_tasks.rowCount(); ++row)
        column->addWidget(new TaskRow(m_tasks.at(row), content));
    if (m_tasks.rowCount() == 0) {
        auto *nothing = new TextLabel(
            tr("Imports, exports and sendings appear here while they run. You can go on working."),
            TextLabel::Size::Body, TextLabel::Ink::Muted, content);
        nothing->setWordWrap(true);
        nothing->setContentsMargins(space::normal, space::small, space::normal, space::normal);
        column->addWidget(nothing);
    }
    column->addStretch();
    m_area->setWidget(content);
    content->setAutoFillBackground(false);
    content->show();
    place();
}

void TasksPopover::place()
{
    constexpr int across = 360;
    const int wanted = m_area->widget()->layout()->heightForWidth(across - 2);
    const int tall = std::clamp(60 + std::max(wanted, m_area->widget()->minimumSizeHint().height()), 120,
        std::max(160, parentWidget()->height() * 2 / 3));
    setGeometry(m_bottomLeft.x(), m_bottomLeft.y() - tall, across, tall);
}

void TasksPopover::openAbove(const QPoint &bottomLeft)
{
    m_bottomLeft = bottomLeft;
    rebuild();
    show();
    raise();
    setFocus(Qt::PopupFocusReason);
    qApp->installEventFilter(this);
}

bool TasksPopover::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress && watched->isWidgetType()) {
        auto *widget = static_cast<QWidget *>(watched);
        // The button that opened it closes it by itself.
        if (widget->window() == window() && widget != this && !isAncestorOf(widget)
            && !qobject_cast<TasksButton *>(widget))
            hide();
    }
    return QFrame::eventFilter(watched, event);
}

void TasksPopover::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QFrame::keyPressEvent(event);
}

void TasksPopover::hideEvent(QHideEvent *event)
{
    qApp->removeEventFilter(this);
    QFrame::hideEvent(event);
}

void TasksPopover::paintEvent(QPaintEvent *)
{
    const Colors &c = colorsOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(c.fieldBorder);
    painter.setBrush(c.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius::popup, radius::popup);
}

TasksButton::TasksButton(TaskList &tasks, QWidget *parent)
    : NavigationRow(Icon::Clock, tr("Tasks"), parent)
    , m_tasks(tasks)
{
    setObjectName("tasksButton"_L1);
    connect(this, &QAbstractButton::clicked, this, &TasksButton::toggle);
    connect(&tasks, &TaskList::runningCountChanged, this, &TasksButton::refresh);
    connect(&tasks, &QAbstractItemModel::dataChanged, this, qOverload<>(&QWidget::update));
    connect(&tasks, &TaskList::taskFinished, this, [this](const Task *task) {
        if (task->state() == Task::State::Failed && !(m_popover && m_popover->isVisible()))
            m_unseenFailure = true;
        update();
    });
    refresh();
}

void TasksButton::refresh()
{
    const int running = m_tasks.runningCount();
    setText(running == 0 ? tr("Tasks") : tr("%n task(s) running", nullptr, running));
    setAccessibleName(text());
    setCollapsed(isCollapsed());
}

double TasksButton::fraction() const
{
    double sum = 0;
    int known = 0;
    for (int row = 0; row < m_tasks.rowCount(); ++row) {
        const Task *task = m_tasks.at(row);
        if (!task->isFinished() && task->fraction() >= 0) {
            sum += task->fraction();
            ++known;
        }
    }
    return known ? sum / known : -1;
}

void TasksButton::toggle()
{
    if (!m_popover)
        m_popover = new TasksPopover(m_tasks, window());
    m_unseenFailure = false;
    update();
    if (m_popover->isVisible())
        m_popover->hide();
    else
        m_popover->openAbove(mapTo(window(), QPoint(width() + space::medium + space::small, height())));
}

void TasksButton::paintEvent(QPaintEvent *event)
{
    NavigationRow::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const Colors &c = colorsOf(this);
    if (m_unseenFailure) {
        painter.setBrush(c.negative);
        painter.drawEllipse(
            QPointF(isCollapsed() ? width() - 8 : width() - 16, isCollapsed() ? 8 : height() / 2.0), 4, 4);
    }
    if (m_tasks.runningCount() == 0)
        return;
    const double share = fraction();
    const QRectF groove(isCollapsed() ? 6 : 40, height() - 5, width() - (isCollapsed() ? 12 : 52), 3);
    painter.setBrush(c.pressed);
    painter.drawRoundedRect(groove, 1.5, 1.5);
    QRectF filled = groove;
    if (share >= 0)
        filled.setWidth(groove.width() * share);
    else
        filled.adjust(groove.width() * 0.35, 0, -groove.width() * 0.35, 0);
    painter.setBrush(c.accent);
    painter.drawRoundedRect(filled, 1.5, 1.5);
}

} // namespace haberdash::ui
