// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/segment_evaluator.h"
#include "core/segment/segment_repository.h"
#include "ui/shared/format.h"

#include <QListWidget>

namespace haberdash::ui {

/// The saved segments: name, sentence, how many match and may be sent mail.
class SegmentList final : public QListWidget
{
    Q_OBJECT

public:
    explicit SegmentList(Format format, QWidget *parent = nullptr);

    /// Keeps the counts that are known and the selection, as far as they are still there.
    void setSegments(const QList<segment::SavedSegment> &segments);
    void setCounts(const QHash<QString, segment::Count> &counts);
    /// Selects without emitting `chosen`; none for an empty name.
    void select(const QString &name);
    [[nodiscard]] QStringList names() const;

Q_SIGNALS:
    void chosen(const QString &name);

private:
    [[nodiscard]] QListWidgetItem *itemOf(const QString &name) const;
    Format m_format;
    QHash<QString, segment::Count> m_counts;
};

} // namespace haberdash::ui
