// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/repair.h"
#include "ui/shared/format.h"

#include <QWidget>

class QPushButton;

namespace haberdash::ui {

class ChangeTable;
class TextLabel;

/// What a repair would do, row by row, and the button that does it. Knows no store.
class RepairPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit RepairPanel(Format format, QWidget *parent = nullptr);
    void setPreview(const audit::Repair &repair, const QList<audit::Change> &changes);
    /// While the changes are being made.
    void setBusy(bool busy);

Q_SIGNALS:
    void accepted();
    void rejected();

private:
    Format m_format;
    ChangeTable *m_changes;
    TextLabel *m_explanation;
    QPushButton *m_apply;
    bool m_hasChanges = false;
};

} // namespace haberdash::ui
