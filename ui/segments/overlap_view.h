// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/segment_repository.h"
#include "ui/segments/overlap_counter.h"
#include "ui/shared/stop_source.h"
#include "ui/shared/when_done.h"

#include <QWidget>

class QListWidget;
class QPushButton;
class QStandardItemModel;

namespace haberdash::ui {

class InlineMessage;
class PeopleView;
class TableView;
class TextLabel;
class UpsetPlot;

/// Where saved segments overlap: a list to choose some from, the chart, the same as a table, the people of
/// what is selected, and a button that makes a segment of it. Counts on a worker whenever the choice changes.
class OverlapView final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int mostChosen = 8;

    explicit OverlapView(Shop shop, QWidget *parent = nullptr);
    /// Keeps what is chosen as far as it is still there; at first the first few are.
    void setSegments(const QList<segment::SavedSegment> &segments);

Q_SIGNALS:
    /// Please begin a new segment.
    void chosen(const QString &name, const segment::Rule &rule);
    void backRequested();
    void personChosen(haberdash::CustomerId customer);

private:
    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] QWidget *makeResult();
    void limitChoice();
    void recount();
    void showOverlap(const Overlap &overlap);
    void showSelection(int column);
    void take();

    Shop m_shop;
    Format m_format;
    QList<segment::SavedSegment> m_segments;
    Overlap m_overlap;
    QListWidget *m_list;
    TextLabel *m_hint;
    InlineMessage *m_trouble;
    UpsetPlot *m_plot;
    QStandardItemModel *m_rows;
    TableView *m_table;
    PeopleView *m_people;
    TextLabel *m_selection;
    QPushButton *m_make;
    LatestOnly<Result<Overlap>> m_counting;
    StopSource m_stop;
};

} // namespace haberdash::ui
