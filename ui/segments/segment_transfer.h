// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/segment_repository.h"
#include "ui/shared/notice.h"
#include "ui/shared/shop.h"

#include <QObject>

class QAction;
class QMenu;
class QMimeData;
class QWidget;

namespace haberdash::ui {

inline constexpr QStringView segmentFileEnding = u".segments.txt";
/// A name for a file that every file system takes; "members" where nothing is left of it.
[[nodiscard]] QString fileNameFrom(QString text);

/// Segments to and from files of text, for a page: two lines in its menu, and files that are dropped on it.
class SegmentTransfer final : public QObject
{
    Q_OBJECT

public:
    /// `page` accepts drops from now on, is the parent of the dialogs, and owns this.
    SegmentTransfer(Shop shop, QWidget *page);

    /// "saveSegments" and "takeSegments".
    void addActions(QMenu &menu);
    /// What can be saved, and which of them is being looked at.
    void setSegments(const QList<segment::SavedSegment> &segments) { m_segments = segments; }

    void askWhatToSave();
    void askWhatToTake();
    void save(const QList<segment::SavedSegment> &segments, const QString &path);
    /// Shows what the file would bring.
    void take(const QString &path);

Q_SIGNALS:
    void noticed(const haberdash::ui::Notice &notice);
    /// The shop has other segments now; `first` is one of them that is worth opening, or empty.
    void taken(const QString &first);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] static QString fileOf(const QMimeData *data);

    Shop m_shop;
    QWidget *m_page;
    QAction *m_save = nullptr;
    QList<segment::SavedSegment> m_segments;
};

} // namespace haberdash::ui
