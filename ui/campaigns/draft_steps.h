// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/segment_repository.h"
#include "core/store/account_repository.h"
#include "core/store/campaign_repository.h"
#include "core/store/email_repository.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QFormLayout;
class QLineEdit;
class QListWidget;
class QRadioButton;
class QSpinBox;
class QTimeEdit;

namespace haberdash::ui {

class TrialBox;

/// What a campaign can be put together from.
struct CampaignChoices
{
    QList<segment::SavedSegment> segments;
    QList<store::SavedEmail> emails;
    QList<store::Account> accounts;
    QTimeZone zone = QTimeZone::utc(); ///< of the shop
    Timestamp now{}; ///< for what is offered first
};

/// One step of putting a campaign together: shows its part of a draft, and writes it back.
class DraftStep : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;
    /// Fills the fields without calling it an edit.
    void setCampaign(const store::Campaign &campaign, const CampaignChoices &choices);
    virtual void apply(store::Campaign &campaign) const = 0;
    /// What is missing, in words; empty when it can go on.
    [[nodiscard]] virtual QString gap() const { return {}; }

Q_SIGNALS:
    void edited();

protected:
    virtual void fill(const store::Campaign &campaign, const CampaignChoices &choices) = 0;
    /// For fields: says that the person changed something.
    void noteEdit();

private:
    bool m_filling = false;
};

/// Who: the name of the campaign, its segment, and who is held out.
class AudienceStep final : public DraftStep
{
    Q_OBJECT

public:
    explicit AudienceStep(QWidget *parent = nullptr);
    void apply(store::Campaign &campaign) const override;
    [[nodiscard]] QString gap() const override;

protected:
    void fill(const store::Campaign &campaign, const CampaignChoices &choices) override;

private:
    QLineEdit *m_name;
    QComboBox *m_segment;
    QSpinBox *m_holdout;
};

/// What: one email, or several that are tried against each other (or one against itself with one thing
/// changed), and the accounts they go by.
class EmailStep final : public DraftStep
{
    Q_OBJECT

public:
    explicit EmailStep(QWidget *parent = nullptr);
    [[nodiscard]] TrialBox &trialBox() const { return *m_trial; }
    void apply(store::Campaign &campaign) const override;
    [[nodiscard]] QString gap() const override;

protected:
    void fill(const store::Campaign &campaign, const CampaignChoices &choices) override;

private:
    enum class Twin { None, Generic, Sender };
    [[nodiscard]] QList<store::CampaignVariant> chosen() const;
    void fillTwin(const QList<store::CampaignVariant> &variants);
    void updateFields();
    void noteArms();

    CampaignChoices m_choices;
    /// As filled in, where fields cannot say all of it; until somebody changes the emails.
    QList<store::CampaignVariant> m_kept;
    QFormLayout *m_form;
    QListWidget *m_emails;
    QWidget *m_twinRow;
    QComboBox *m_twin;
    QLineEdit *m_sender;
    TrialBox *m_trial;
    QComboBox *m_account;
    QListWidget *m_furtherAccounts;
};

/// Whom it leaves alone: how often people hear from the shop, and when they would mind.
class GuardrailsStep final : public DraftStep
{
    Q_OBJECT

public:
    explicit GuardrailsStep(QWidget *parent = nullptr);
    void apply(store::Campaign &campaign) const override;

protected:
    void fill(const store::Campaign &campaign, const CampaignChoices &choices) override;

private:
    QSpinBox *m_messages;
    QSpinBox *m_days;
    QSpinBox *m_gapHours;
    QSpinBox *m_afterPurchase;
    QSpinBox *m_afterReturn;
    QSpinBox *m_afterComplaint;
    QCheckBox *m_waitsForTickets;
    QCheckBox *m_skipsRole;
    QCheckBox *m_skipsDisposable;
    QComboBox *m_priority;
};

/// When: at once, at a time, spread over a while, and in which hours.
class ScheduleStep final : public DraftStep
{
    Q_OBJECT

public:
    explicit ScheduleStep(QWidget *parent = nullptr);
    void apply(store::Campaign &campaign) const override;

protected:
    void fill(const store::Campaign &campaign, const CampaignChoices &choices) override;

private:
    void updateFields();

    QTimeZone m_zone = QTimeZone::utc();
    QRadioButton *m_atOnce;
    QRadioButton *m_atTime;
    QDateTimeEdit *m_startsAt;
    QCheckBox *m_inLocalTime;
    QSpinBox *m_spread;
    QCheckBox *m_hasHours;
    QTimeEdit *m_from;
    QTimeEdit *m_until;
    QList<QCheckBox *> m_weekdays;
};

} // namespace haberdash::ui
