// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/arm_differences.h"
#include "core/campaign/trial_planner.h"
#include "core/store/campaign_repository.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace haberdash::ui {

class TextLabel;

/// What the shop's past and the emails say about a trial of a draft.
struct TrialForecast
{
    campaign::TrialOutlook outlook;
    std::vector<campaign::ArmDifference> differences;
    QString currency;
};

/// "Try it on some first": how many, by what, how long, and who chooses; below it what a trial on so many
/// would show. For drafts with several emails.
class TrialBox final : public QWidget
{
    Q_OBJECT

public:
    explicit TrialBox(QWidget *parent = nullptr);
    void setTrial(const store::TrialSettings &trial);
    [[nodiscard]] store::TrialSettings trial() const;
    /// Nothing while it is being looked up.
    void setForecast(const std::optional<TrialForecast> &forecast, int arms);
    /// Why there is none.
    void setTrouble(const QString &text);

Q_SIGNALS:
    void edited();

private:
    void update();
    void showSentence();

    QCheckBox *m_isOn;
    QSpinBox *m_share;
    QComboBox *m_measure;
    QSpinBox *m_hours;
    QComboBox *m_picks;
    QWidget *m_fields;
    TextLabel *m_differences;
    TextLabel *m_sentence;
    std::optional<TrialForecast> m_forecast;
    int m_arms = 2;
};

} // namespace haberdash::ui
