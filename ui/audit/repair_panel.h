// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/repair.h"
#include "ui/shared/format.h"

#include <QWidget>

class QPushButton;

namespace haberdash::ui {

class ChangeTable;
class TableView;
class TextLabel;

/// What a repair would do, row by row, and the button that does it. Knows no store.
class RepairPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit RepairPanel(Format format, QWidget *parent = nullptr);
    void setPreview(const audit::Repair &repair, const QList<audit::Change> &changes);
    /// Rows of the finding to be changed: those selected, all where none is.
    [[nodiscard]] std::vector<qint64> chosenRows() const;
    /// While the changes are being made.
    void setBusy(bool busy);

Q_SIGNALS:
    void accepted();
    void rejected();

private:
    /// Changes that will be made, as things are selected now.
    [[nodiscard]] QList<audit::Change> chosen() const;
    void updateButton();

    Format m_format;
    ChangeTable *m_changes;
    TableView *m_table;
    TextLabel *m_explanation;
    QPushButton *m_apply;
    bool m_busy = false;
};

} // namespace haberdash::ui
