// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/campaigns/campaigns_page.h"

namespace haberdash::ui {

/// While a shop is open, looks twice a minute for campaigns whose time has come, and sends them as tasks that
/// people see and can stop. One after the other: a workspace has one sender.
class DueCampaigns final : public QObject
{
    Q_OBJECT

public:
    /// `tasks` outlives it.
    DueCampaigns(Shop shop, TaskList &tasks, OpenTransport openTransport, QObject *parent = nullptr);

    /// Looks now.
    void look();

Q_SIGNALS:
    void troubled(const QString &text);

private:
    void send(const store::Campaign &campaign);

    Shop m_shop;
    TaskList &m_tasks;
    OpenTransport m_openTransport;
    bool m_isSending = false;
    QStringList m_toldOf; ///< what cannot be sent is said once, not twice a minute
};

} // namespace haberdash::ui
