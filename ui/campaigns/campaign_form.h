// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/segment_repository.h"
#include "core/store/account_repository.h"
#include "core/store/campaign_repository.h"
#include "core/store/email_repository.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QListWidget;
class QSpinBox;

namespace haberdash::ui {

/// What a campaign can be put together from.
struct CampaignChoices
{
    QList<segment::SavedSegment> segments;
    QList<store::SavedEmail> emails;
    QList<store::Account> accounts;
};

/// A draft: who, what, from which account, how many are held out, how often one person may hear from the
/// shop.
class CampaignForm final : public QWidget
{
    Q_OBJECT

public:
    explicit CampaignForm(QWidget *parent = nullptr);

    void setChoices(const CampaignChoices &choices);
    void setCampaign(const store::Campaign &campaign);
    /// As it is filled in now. Without id or salt where it is new.
    [[nodiscard]] store::Campaign campaign() const;
    /// What is missing, in words; empty when it can be saved.
    [[nodiscard]] QString gap() const;

Q_SIGNALS:
    void edited();

private:
    void fillSegments();
    void checkEmails();

    CampaignChoices m_choices;
    store::Campaign m_campaign;
    bool m_filling = false;
    QLineEdit *m_name;
    QComboBox *m_segment;
    QListWidget *m_emails;
    QComboBox *m_account;
    QSpinBox *m_holdout;
    QSpinBox *m_capMessages;
    QSpinBox *m_capDays;
    QSpinBox *m_gapHours;
};

} // namespace haberdash::ui
