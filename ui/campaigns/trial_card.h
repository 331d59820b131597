// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/campaign_trial.h"
#include "ui/shared/shop.h"
#include "ui/shared/widgets.h"

namespace haberdash::ui {

/// How the trial of a campaign stands, and what the rest gets. Hidden where there is none.
class TrialCard final : public Card
{
    Q_OBJECT

public:
    explicit TrialCard(Format format, QWidget *parent = nullptr);
    void setStanding(const store::Campaign &campaign, const campaign::TrialStanding &standing,
        const std::optional<experiment::Analysis> &reading, Timestamp now);

Q_SIGNALS:
    /// The rest gets this email.
    void picked(const QString &variant);

private:
    [[nodiscard]] QString headline(
        const store::Campaign &campaign, const campaign::TrialStanding &standing, Timestamp now) const;
    [[nodiscard]] QWidget *makeButtons(const store::Campaign &campaign);

    Format m_format;
};

} // namespace haberdash::ui
