// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/consent/gate.h"
#include "core/consent/send_window.h"

#include <QList>

namespace haberdash::store {

/// When a campaign goes out.
struct CampaignSchedule
{
    std::optional<Timestamp> startsAt; ///< nothing: as soon as somebody says so
    bool inLocalTime = false; ///< times are by the clock of each customer, not of the shop
    consent::SendWindow window;
    int spreadMinutes = 0; ///< the mails are spread over so long; 0: as fast as the accounts allow
    friend bool operator==(const CampaignSchedule &, const CampaignSchedule &) = default;
};

/// Small first, then the winner to the rest.
struct TrialSettings
{
    enum class Otherwise {
        Control, ///< the rest gets the first email
        Ask ///< the rest waits for a person
    };
    int perMille = 0; ///< of those who are not held out; 0: no trial, everybody gets theirs at once
    QString measure = QStringLiteral("clicks"); ///< "clicks", "orders", "revenue"
    int hours = 4; ///< after the last mail of the trial, and of each mail the time in which a deed counts
    bool picksByItself = true; ///< at the end of the window, once; else a person chooses
    Otherwise otherwise = Otherwise::Control; ///< where the rule finds no winner
    [[nodiscard]] bool isOn() const { return perMille > 0; }
    friend bool operator==(const TrialSettings &, const TrialSettings &) = default;
};
/// How long a trial by a measure runs unless somebody says otherwise: clicks come at once, orders later.
[[nodiscard]] int usualTrialHours(const QString &measure);

/// What a shop sets for one campaign besides audience and content.
struct CampaignSettings
{
    consent::GatePolicy gate;
    QString purpose = QStringLiteral("marketing"); ///< what people agreed to
    CampaignSchedule schedule;
    QList<AccountId> furtherAccounts; ///< share the work with the campaign's account
    TrialSettings trial;
    friend bool operator==(const CampaignSettings &, const CampaignSettings &) = default;

    /// As campaigns of former versions were: caps, and nothing else.
    [[nodiscard]] static CampaignSettings former();
};

/// Everything but the caps on frequency, which have columns of their own. Same settings, same text.
[[nodiscard]] QString toJson(const CampaignSettings &settings);
/// "{}" gives the settings of former versions; what is missing in any other text is as a new campaign has it.
[[nodiscard]] CampaignSettings settingsFromJson(const QString &json);
/// What is wrong with settings, in words; empty: nothing.
[[nodiscard]] QString mistakeIn(const CampaignSettings &settings);

} // namespace haberdash::store
