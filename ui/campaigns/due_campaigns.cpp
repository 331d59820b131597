// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/due_campaigns.h"

#include "core/sending/campaign_sender.h"
#include "ui/shared/error_text.h"
#include "ui/shared/run_task.h"

#include <QTimer>

namespace haberdash::ui {

namespace {

constexpr std::chrono::seconds interval(30);
constexpr std::chrono::minutes patience(2);

} // namespace

DueCampaigns::DueCampaigns(Shop shop, TaskList &tasks, OpenTransport openTransport, QObject *parent)
    : QObject(parent)
    , m_shop(std::move(shop))
    , m_tasks(tasks)
    , m_openTransport(std::move(openTransport))
{
    auto *timer = new QTimer(this);
    timer->setInterval(interval);
    connect(timer, &QTimer::timeout, this, &DueCampaigns::look);
    timer->start();
}

void DueCampaigns::look()
{
    if (m_isSending)
        return;
    m_isSending = true;
    whenDone(QtConcurrent::run([shop = m_shop]() -> Result<QList<store::Campaign>> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        return sending::campaignsDue(connection, shop.now());
    }),
        this, [this](const Result<QList<store::Campaign>> &due) {
            m_isSending = false;
            if (due && !due->isEmpty())
                send(due->first());
        });
}

void DueCampaigns::send(const store::Campaign &campaign)
{
    m_isSending = true;
    runTask(
        m_tasks, tr("Sending “%1”").arg(campaign.name),
        [shop = m_shop, id = campaign.id, open = m_openTransport](
            Progress &progress) -> Result<sending::SendReport> {
            HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
            return sending::sendCampaign(connection, id,
                [&open, &shop](const store::Account &account) { return open(account, shop.path); },
                *shop.clock, shop.asOf(), progress, {patience});
        },
        this,
        [this, name = campaign.name](const Result<sending::SendReport> &report) {
            m_isSending = false;
            const QString trouble = report ? report->stoppedBecause : fullTextOf(report.error());
            if (!trouble.isEmpty() && !m_toldOf.contains(name + trouble)) {
                m_toldOf.append(name + trouble);
                Q_EMIT troubled(tr("“%1”: %2").arg(name, trouble));
            }
            return report ? tr("%n message(s) sent", nullptr, int(report->sent)) : QString();
        });
}

} // namespace haberdash::ui
