// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/segment_file.h"
#include "ui/shared/shop.h"
#include "ui/shared/when_done.h"

#include <QDialog>

class QButtonGroup;
class QPushButton;

namespace haberdash::ui {

class AnswerModel;
class FaceStack;
class TextLabel;

/// What a file of segments would bring, before it does: which are new, which are here already, and what
/// becomes of those whose name is taken by another rule. Names: "takeSegmentsTable", "takeKeepBoth",
/// "takeReplace", "takeLeave", "takeSegmentsNow".
class TakeSegmentsDialog final : public QDialog
{
    Q_OBJECT

public:
    TakeSegmentsDialog(Shop shop, const QString &path, QWidget *parent = nullptr);
    [[nodiscard]] FaceStack &faces() { return *m_faces; }
    /// Not while the segments are being saved.
    void reject() override;

Q_SIGNALS:
    void taken(const haberdash::segment::SegmentsTaken &taken);

private:
    struct Read
    {
        QList<segment::SegmentInFile> inFile;
        QList<segment::SavedSegment> here;
    };
    [[nodiscard]] QWidget *makeAnswer();
    void read();
    void showPlan();
    void take();
    [[nodiscard]] segment::NameTaken whenTaken() const;

    Shop m_shop;
    QString m_path;
    Read m_read;
    FaceStack *m_faces;
    TextLabel *m_summary;
    AnswerModel *m_model;
    QWidget *m_choices;
    QButtonGroup *m_whenTaken;
    QPushButton *m_close;
    QPushButton *m_take;
    LatestOnly<Result<Read>> m_reading;
    LatestOnly<Result<segment::SegmentsTaken>> m_taking;
};

} // namespace haberdash::ui
