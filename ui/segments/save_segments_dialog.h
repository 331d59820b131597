// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/segment_repository.h"

#include <QDialog>

class QListWidget;
class QPushButton;

namespace haberdash::ui {

class TextLabel;

/// Which segments go into a file, and into which. Segments that the chosen ones speak of go along: without
/// them the file would be of no use elsewhere. Names: "saveSegmentsList", "saveSegmentsAlong",
/// "saveSegmentsChoose".
class SaveSegmentsDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `ticked`: names that are chosen to begin with; empty: all.
    SaveSegmentsDialog(
        QList<segment::SavedSegment> segments, const QStringList &ticked, QWidget *parent = nullptr);
    /// The chosen ones and those that they speak of, by name.
    [[nodiscard]] QList<segment::SavedSegment> chosenSegments() const;
    /// Ends the dialog with a file, as choosing one does; adds the ending where it is missing.
    void chooseFile(const QString &path);

Q_SIGNALS:
    void chosen(const QList<haberdash::segment::SavedSegment> &segments, const QString &path);

private:
    [[nodiscard]] QStringList tickedNames() const;
    void tickAll(bool ticked);
    void updateState();
    void askForFile();

    QList<segment::SavedSegment> m_segments;
    QListWidget *m_list;
    TextLabel *m_along;
    QPushButton *m_choose;
};

} // namespace haberdash::ui
