// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/segments/rule_words.h"
#include "ui/segments/segment_counter.h"
#include "ui/segments/segment_editor.h"
#include "ui/shared/page.h"
#include "ui/shared/task_list.h"

namespace haberdash::ui {

class SegmentList;
class SegmentPane;

/// Groups of customers by rule: the saved ones at the left, the one being edited at the right. Arguments:
/// "segment:NAME" or NAME opens a saved one, "rule:NAME\nTEXT" begins a new one with a rule.
class SegmentsPage final : public Page
{
    Q_OBJECT

public:
    SegmentsPage(Shop shop, TaskList &tasks, QWidget *parent = nullptr);

    [[nodiscard]] SegmentEditor &editor() { return m_editor; }
    void save();
    void deleteCurrent();
    void duplicate();
    /// Writes the members of the rule as it is now.
    void exportTo(const QString &path);

public Q_SLOTS:
    void activate(const QString &argument) override;

private:
    struct Loaded
    {
        QList<segment::SavedSegment> segments;
        RuleWords words;
    };
    void load(const QString &then);
    void showLoaded(const Loaded &loaded, const QString &then);
    void countList();
    void startNew(const QString &name, const segment::Rule &rule);
    void openSaved(const QString &name);
    void keepUnsaved();
    void askForExport();
    /// Changes the store on a worker and loads again; errors become a notice.
    void change(const std::function<Result<>(store::Connection &)> &work, const std::function<void()> &done);

    Shop m_shop;
    TaskList &m_tasks;
    SegmentEditor m_editor;
    SegmentList *m_list;
    SegmentPane *m_pane;
    QList<segment::SavedSegment> m_segments;
    bool m_editing = false; ///< something is open at the right
    LatestOnly<Result<Loaded>> m_load;
    LatestOnly<Result<QHash<QString, segment::Count>>> m_counts;
    StopSource m_stop;
};

} // namespace haberdash::ui
