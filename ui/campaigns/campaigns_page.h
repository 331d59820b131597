// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/campaign_checks.h"
#include "core/deliver/transport.h"
#include "core/store/account_repository.h"
#include "ui/campaigns/campaign_view.h"
#include "ui/campaigns/trial_box.h"
#include "ui/shared/page.h"
#include "ui/shared/task_list.h"
#include "ui/shared/when_done.h"

#include <functional>
#include <memory>

class QStackedWidget;
class QTimer;

namespace haberdash::ui {

class CampaignWizard;
class LineList;

/// Opens the way out for an account; runs on a worker. Given by the application, which knows the keychain.
using OpenTransport = std::function<Result<std::unique_ptr<deliver::Transport>>(
    const store::Account &account, const QString &workspacePath)>;

/// Campaigns: drafts are put together here, looked at before they are approved, sent, and watched. The
/// argument is the name of a campaign, or "new".
class CampaignsPage final : public Page
{
    Q_OBJECT

public:
    CampaignsPage(Shop shop, TaskList &tasks, OpenTransport openTransport, QWidget *parent = nullptr);

    void startNew();
    void save(const std::function<void()> &then = {});
    void approve();
    void send();
    /// What was approved, as .pdf or .html, by the ending.
    void saveProofTo(const QString &path);

public Q_SLOTS:
    void activate(const QString &argument) override;

private:
    struct Loaded;
    void load(const QString &open);
    void show(const Loaded &loaded, const QString &open);
    void open(const QString &name);
    void findOutWhoGetsIt();
    void runChecks();
    void forecastTrial();
    void sendTest(const QString &address);
    void settle(MessageId message, bool arrived);
    void showLeftOut(const QString &reason);
    void askForProofFile();
    void deleteCurrent();
    [[nodiscard]] const CampaignFacts *openFacts() const;
    void watch();
    /// Changes the store on a worker and loads again; errors become a notice.
    void change(const std::function<Result<>(store::Connection &)> &work, const QString &open);
    [[nodiscard]] segment::Context context() const;

    Shop m_shop;
    TaskList &m_tasks;
    OpenTransport m_openTransport;
    LineList *m_list;
    QStackedWidget *m_detail;
    CampaignWizard *m_wizard;
    CampaignView *m_view;
    QTimer *m_watch; ///< while something is being sent, whoever sends it
    std::shared_ptr<Loaded> m_loaded; // a type that only the .cpp knows
    QString m_openName;
    CampaignId m_sending;
    LatestOnly<Result<std::shared_ptr<Loaded>>> m_load;
    struct DraftPlan
    {
        campaign::Plan plan; ///< without its rows, of which there may be a million
        QMap<QString, QList<CustomerId>> leftOut; ///< by reason
    };
    DraftPlan m_draftPlan;
    LatestOnly<Result<DraftPlan>> m_plan;
    LatestOnly<Result<std::vector<campaign::VariantFindings>>> m_checks;
    LatestOnly<Result<TrialForecast>> m_forecast;
    LatestOnly<Result<CampaignFacts>> m_facts;
};

} // namespace haberdash::ui
