// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/segments/member_export.h"
#include "ui/segments/rule_words.h"
#include "ui/segments/segment_counter.h"
#include "ui/segments/segment_editor.h"
#include "ui/shared/page.h"
#include "ui/shared/task_list.h"

class QPushButton;
class QStackedWidget;

namespace haberdash::ui {

class ForeignView;
class OverlapView;
class ReadyMadeGallery;
class SegmentList;
class SegmentPane;
class SegmentTransfer;

/// Groups of customers by rule: the saved ones at the left, the one being edited at the right. In their
/// place, when asked for: ready-made ones (they are also the empty face), how the saved ones overlap, and one
/// from another program. Arguments: "segment:NAME" or NAME opens a saved one, "rule:NAME\nTEXT" begins a new
/// one with a rule, "ready-made", "overlap" and "import" lead to those places.
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
    void exportTo(const ExportChoice &choice, const QString &path);

public Q_SLOTS:
    void activate(const QString &argument) override;

private:
    struct Loaded
    {
        QList<segment::SavedSegment> segments;
        RuleWords words;
    };
    enum class Place { Editing, ReadyMade, Overlap, Foreign };
    void load(const QString &then);
    void go(Place place);
    /// To the segment that is being edited, or the first one, or where there is none yet.
    void goBack();
    void connectPane();
    void addMenu();
    void showLoaded(const Loaded &loaded, const QString &then);
    void countList();
    void startNew(const QString &name, const segment::Rule &rule);
    bool openSaved(const QString &name);
    void keepUnsaved();
    void askForExport(bool onlyMailable);
    void showPerson(CustomerId customer);
    /// Changes the store on a worker and loads again; errors become a notice.
    void change(const std::function<Result<>(store::Connection &)> &work, const std::function<void()> &done);

    Shop m_shop;
    TaskList &m_tasks;
    SegmentEditor m_editor;
    SegmentList *m_list;
    SegmentPane *m_pane;
    ReadyMadeGallery *m_gallery;
    OverlapView *m_overlap;
    ForeignView *m_foreign;
    QStackedWidget *m_places;
    QPushButton *m_overlapButton;
    QList<segment::SavedSegment> m_segments;
    SegmentTransfer *m_transfer;
    QStringList m_attributes; ///< facts of the shop's own
    ExportChoice m_export; ///< as it was chosen last
    bool m_editing = false; ///< something is open at the right
    Place m_place = Place::Editing;
    LatestOnly<Result<Loaded>> m_load;
    LatestOnly<Result<QHash<QString, segment::Count>>> m_counts;
    StopSource m_stop;
};

} // namespace haberdash::ui
