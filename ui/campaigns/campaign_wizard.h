// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/campaign_checks.h"
#include "core/campaign/left_out.h"
#include "ui/campaigns/draft_steps.h"
#include "ui/campaigns/trial_box.h"
#include "ui/shared/format.h"

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QVBoxLayout;

namespace haberdash::ui {

class InlineMessage;

/// A draft, step by step: audience, email, checks, guardrails, schedule, review. Any step can be gone to at
/// any time; what is missing is said. What takes time to find out is asked for by a signal, and shown when it
/// comes.
class CampaignWizard final : public QWidget
{
    Q_OBJECT

public:
    enum class Step { Audience, Email, Checks, Guardrails, Schedule, Review };

    explicit CampaignWizard(QWidget *parent = nullptr);

    void setChoices(const CampaignChoices &choices);
    /// Shows a draft from its first step on. Without an id it is new.
    void setCampaign(const store::Campaign &campaign);
    /// As it is filled in now. Without id or salt where it is new.
    [[nodiscard]] store::Campaign campaign() const;
    /// What is missing, in words; empty when it can be saved.
    [[nodiscard]] QString gap() const;
    void goTo(Step step);
    [[nodiscard]] Step step() const;

    void showFindings(const std::vector<campaign::VariantFindings> &findings);
    /// What a trial of the draft would show, or why nobody can say.
    void showForecast(const Result<TrialForecast> &forecast);
    void showPlan(const campaign::Plan &plan, const Format &format);
    void showTest(const QString &text, bool worked);
    /// What went wrong while something was found out.
    void showTrouble(const QString &text);

Q_SIGNALS:
    void saveRequested();
    void removeRequested();
    void approveRequested();
    void checksRequested();
    void planRequested();
    /// What a trial would show is not known yet, or not any more.
    void forecastRequested();
    void testRequested(const QString &address);
    /// The people of a reason, by the word of the gate.
    void leftOutRequested(const QString &reason);

private:
    [[nodiscard]] QWidget *makeChecksPage();
    [[nodiscard]] QWidget *makeReviewPage();
    [[nodiscard]] QWidget *makeButtons();
    /// What is missing for anybody to be counted or any mail to be looked at: not an account.
    [[nodiscard]] QString gapInContent() const;
    void enter(int step);
    void askForForecast();
    void update();

    CampaignChoices m_choices;
    store::Campaign m_campaign;
    QString m_forecastKey; ///< of what the forecast was asked for
    QTabBar *m_rail;
    QStackedWidget *m_pages;
    QList<DraftStep *> m_steps;
    InlineMessage *m_gap;
    QVBoxLayout *m_findings = nullptr;
    QVBoxLayout *m_plan = nullptr;
    QPushButton *m_approve = nullptr;
    QPushButton *m_test = nullptr;
    QLineEdit *m_testAddress = nullptr;
    InlineMessage *m_testResult = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
    QPushButton *m_remove = nullptr;
};

} // namespace haberdash::ui
