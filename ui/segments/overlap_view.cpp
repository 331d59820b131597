// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/overlap_view.h"

#include "ui/segments/people_view.h"
#include "ui/segments/upset_plot.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/table_view.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QHeaderView>
#include <QListWidget>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

constexpr int chosenAtFirst = 5;

} // namespace

OverlapView::OverlapView(Shop shop, QWidget *parent)
    : QWidget(parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_list(new QListWidget)
    , m_hint(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
{
    setObjectName(u"overlapView"_s);
    m_list->setObjectName(u"overlapSegments"_s);
    m_list->setAccessibleName(tr("Segments to lay over each other"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_hint->setObjectName(u"overlapHint"_s);
    m_hint->setWordWrap(true);
    auto *choice = new QWidget;
    auto *left = new QVBoxLayout(choice);
    left->setContentsMargins(0, 0, space::normal, 0);
    left->setSpacing(space::small);
    left->addWidget(m_list, 1);
    left->addWidget(m_hint);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    column->addWidget(makeHead());
    column->addWidget(new SplitPane(choice, makeResult(), 0.22), 1);
    connect(m_list, &QListWidget::itemChanged, this, [this] {
        limitChoice();
        recount();
    });
}

QWidget *OverlapView::makeHead()
{
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::medium);
    auto *back = new QPushButton(icon(Icon::ArrowLeft), tr("Back to your segments"));
    back->setObjectName(u"overlapBack"_s);
    connect(back, &QPushButton::clicked, this, &OverlapView::backRequested);
    auto *what = new TextLabel(
        tr("Who is in several of your segments at once? Each customer stands in exactly one column."),
        TextLabel::Size::Body, TextLabel::Ink::Muted);
    what->setWordWrap(true);
    row->addWidget(back);
    row->addWidget(what, 1);
    return head;
}

QWidget *OverlapView::makeResult()
{
    m_trouble = new InlineMessage;
    m_trouble->hide();
    m_plot = new UpsetPlot(m_format);
    m_plot->setObjectName(u"overlapPlot"_s);
    m_rows = new QStandardItemModel(this);
    m_table = new TableView(tr("How the segments overlap"));
    m_table->setObjectName(u"overlapTable"_s);
    m_table->setModel(m_rows);
    m_table->setSortingEnabled(false);
    m_selection = new TextLabel({});
    m_selection->setObjectName(u"overlapSelection"_s);
    m_selection->setWordWrap(true);
    m_make = new QPushButton(icon(Icon::Plus), tr("Make a segment of these"));
    m_make->setObjectName(u"overlapMake"_s);
    setButtonKind(m_make, ButtonKind::Primary);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(space::medium);
    foot->addWidget(m_selection, 1);
    foot->addWidget(m_make);
    auto *result = new QWidget;
    auto *column = new QVBoxLayout(result);
    column->setContentsMargins(space::normal, 0, 0, 0);
    column->setSpacing(space::medium);
    column->addWidget(m_trouble);
    column->addWidget(m_plot, 3);
    column->addLayout(foot);
    m_people = new PeopleView(m_shop);
    m_people->hideExport();
    m_people->setWho(PeopleView::Who::Everybody);
    auto *below = new QTabWidget;
    below->setObjectName(u"overlapTabs"_s);
    below->addTab(m_people, tr("People"));
    below->addTab(m_table, tr("Numbers"));
    column->addWidget(below, 3);
    connect(m_people, &PeopleView::personChosen, this, &OverlapView::personChosen);
    connect(m_plot, &UpsetPlot::selectionChanged, this, &OverlapView::showSelection);
    connect(m_plot, &UpsetPlot::taken, this, &OverlapView::take);
    connect(m_table, &TableView::rowActivated, this, &OverlapView::take);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &current) {
            if (current.isValid())
                m_plot->select(current.row());
        });
    connect(m_make, &QPushButton::clicked, this, &OverlapView::take);
    return result;
}

void OverlapView::setSegments(const QList<SavedSegment> &segments)
{
    QStringList checked;
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->checkState() == Qt::Checked)
            checked.append(m_list->item(i)->text());
    }
    const bool first = m_segments.isEmpty();
    m_segments = segments;
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const SavedSegment &saved : segments) {
            auto *item = new QListWidgetItem(saved.name, m_list);
            const bool isOn = first ? m_list->count() <= chosenAtFirst : checked.contains(saved.name);
            item->setCheckState(isOn ? Qt::Checked : Qt::Unchecked);
            item->setToolTip(saved.name);
        }
    }
    limitChoice();
    recount();
}

void OverlapView::limitChoice()
{
    int chosen = 0;
    for (int i = 0; i < m_list->count(); ++i)
        chosen += m_list->item(i)->checkState() == Qt::Checked ? 1 : 0;
    const QSignalBlocker quiet(m_list);
    for (int i = 0; i < m_list->count(); ++i) {
        QListWidgetItem *item = m_list->item(i);
        const bool free = chosen < mostChosen || item->checkState() == Qt::Checked;
        item->setFlags(free ? item->flags() | Qt::ItemIsEnabled : item->flags() & ~Qt::ItemIsEnabled);
    }
    m_hint->setText(chosen < 2 ? tr("Tick two segments or more.")
            : chosen < mostChosen
            ? tr("Up to %1 segments at a time.").arg(m_format.number(mostChosen))
            : tr("These are %1 segments, as many as go at a time.").arg(m_format.number(mostChosen)));
}

void OverlapView::recount()
{
    QList<SavedSegment> chosen;
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->checkState() == Qt::Checked)
            chosen.append(m_segments[i]);
    }
    m_counting.run(QtConcurrent::run([shop = m_shop, chosen, stopped = m_stop.renew()] {
        return countOverlap(shop, chosen, stopped);
    }),
        this, [this](const Result<Overlap> &overlap) {
            m_trouble->setVisible(!overlap && overlap.error().code != Error::Code::Cancelled);
            if (overlap)
                showOverlap(*overlap);
            else
                m_trouble->setMessage(Tone::Negative, fullTextOf(overlap.error()));
        });
}

void OverlapView::showOverlap(const Overlap &overlap)
{
    m_overlap = overlap;
    m_rows->clear();
    m_rows->setHorizontalHeaderLabels({tr("Customers"), tr("Where they are")});
    m_rows->horizontalHeaderItem(0)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (const Intersection &one : overlap.intersections) {
        auto *count = new QStandardItem(m_format.number(one.count));
        count->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        QList<QStandardItem *> row{count, new QStandardItem(inWords(one.mask, overlap.names))};
        for (QStandardItem *item : row)
            item->setEditable(false);
        m_rows->appendRow(row);
    }
    m_table->setColumnWidths({96, 0});
    m_plot->setOverlap(overlap);
    showSelection(m_plot->selected());
}

void OverlapView::showSelection(int column)
{
    m_make->setEnabled(column >= 0);
    if (column < 0) {
        m_selection->setText(
            m_overlap.names.isEmpty() ? QString() : tr("Nobody is in any of these segments."));
        m_people->clear();
        return;
    }
    const Intersection &one = m_overlap.intersections[size_t(column)];
    m_selection->setText(
        tr("%n customer(s) %1.", nullptr, int(one.count)).arg(inWords(one.mask, m_overlap.names)));
    m_people->setRule(ruleOf(one.mask, m_overlap.names));
    if (m_table->currentIndex().row() != column)
        m_table->setCurrentIndex(m_rows->index(column, 0));
}

void OverlapView::take()
{
    if (m_plot->selected() < 0)
        return;
    const quint32 mask = m_overlap.intersections[size_t(m_plot->selected())].mask;
    QStringList names;
    for (qsizetype i = 0; i < m_overlap.names.size(); ++i) {
        if (mask >> i & 1)
            names.append(m_overlap.names[i]);
    }
    //: between names of segments: "VIP and Regulars"
    const QString name = names.join(tr(" and "));
    Q_EMIT chosen(names.size() == 1 ? tr("Only %1").arg(name) : name, ruleOf(mask, m_overlap.names));
}

} // namespace haberdash::ui
