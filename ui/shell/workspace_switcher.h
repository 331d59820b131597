// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/navigation.h"

class QMenu;

namespace haberdash::ui {

/// A workspace as the switcher shows it.
struct WorkspaceItem
{
    QString name; ///< "Corner Shop"
    QString path; ///< of the file; shown as a tool tip
    friend bool operator==(const WorkspaceItem &, const WorkspaceItem &) = default;
};

/// Which shop this is, and the way to another one.
class WorkspaceSwitcher final : public NavigationRow
{
    Q_OBJECT

public:
    explicit WorkspaceSwitcher(QWidget *parent);
    void setWorkspace(const WorkspaceItem &current, const QList<WorkspaceItem> &recent);
    QSize sizeHint() const override { return {isCollapsed() ? 36 : 180, 44}; }

Q_SIGNALS:
    void workspaceChosen(const QString &path);
    void openRequested();
    void newRequested();
    void sampleRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void openMenu();

    WorkspaceItem m_current;
    QList<WorkspaceItem> m_recent;
    QMenu *m_menu = nullptr;
};

} // namespace haberdash::ui
