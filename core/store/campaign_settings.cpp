// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/campaign_settings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

int usualTrialHours(const QString &measure)
{
    constexpr int forClicks = 4;
    constexpr int forOrders = 24;
    return measure == u"clicks"_s ? forClicks : forOrders;
}

CampaignSettings CampaignSettings::former()
{
    CampaignSettings settings;
    settings.gate.afterPurchaseHours = 0;
    settings.gate.afterReturnDays = 0;
    settings.gate.afterComplaintDays = 0;
    settings.gate.waitsForTickets = false;
    settings.gate.skipsRoleAddresses = false;
    settings.gate.skipsDisposableAddresses = false;
    return settings;
}

QString toJson(const CampaignSettings &settings)
{
    auto plain = settings;
    plain.gate.frequency = {};
    if (plain == CampaignSettings::former())
        return u"{}"_s;
    const auto &gate = settings.gate;
    const auto &schedule = settings.schedule;
    QJsonArray accounts;
    for (const AccountId account : settings.furtherAccounts)
        accounts.append(account.value());
    QJsonObject object{{u"after_purchase_hours"_s, gate.afterPurchaseHours},
        {u"after_return_days"_s, gate.afterReturnDays}, {u"after_complaint_days"_s, gate.afterComplaintDays},
        {u"waits_for_tickets"_s, gate.waitsForTickets}, {u"skips_role_addresses"_s, gate.skipsRoleAddresses},
        {u"skips_disposable_addresses"_s, gate.skipsDisposableAddresses}, {u"priority"_s, gate.priority},
        {u"purpose"_s, settings.purpose},
        {u"starts_at"_s,
            schedule.startsAt ? QJsonValue(toMilliseconds(*schedule.startsAt)) : QJsonValue::Null},
        {u"in_local_time"_s, schedule.inLocalTime}, {u"window_from"_s, schedule.window.from},
        {u"window_until"_s, schedule.window.until}, {u"window_days"_s, schedule.window.days},
        {u"spread_minutes"_s, schedule.spreadMinutes}, {u"further_accounts"_s, accounts}};
    // Campaigns without a trial keep the text by which they were approved.
    if (const auto &trial = settings.trial; trial.isOn())
        object[u"trial"_s] = QJsonObject{{u"per_mille"_s, trial.perMille}, {u"measure"_s, trial.measure},
            {u"hours"_s, trial.hours}, {u"picks_by_itself"_s, trial.picksByItself},
            {u"otherwise"_s, trial.otherwise == TrialSettings::Otherwise::Ask ? u"ask"_s : u"control"_s}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

CampaignSettings settingsFromJson(const QString &json)
{
    const auto object = QJsonDocument::fromJson(json.toUtf8()).object();
    if (object.isEmpty())
        return CampaignSettings::former();
    CampaignSettings settings;
    auto &gate = settings.gate;
    const auto number = [&object](const QString &key, int &value) { value = object[key].toInt(value); };
    const auto flag = [&object](const QString &key, bool &value) { value = object[key].toBool(value); };
    number(u"after_purchase_hours"_s, gate.afterPurchaseHours);
    number(u"after_return_days"_s, gate.afterReturnDays);
    number(u"after_complaint_days"_s, gate.afterComplaintDays);
    flag(u"waits_for_tickets"_s, gate.waitsForTickets);
    flag(u"skips_role_addresses"_s, gate.skipsRoleAddresses);
    flag(u"skips_disposable_addresses"_s, gate.skipsDisposableAddresses);
    number(u"priority"_s, gate.priority);
    settings.purpose = object[u"purpose"_s].toString(settings.purpose);
    auto &schedule = settings.schedule;
    if (const auto starts = object[u"starts_at"_s]; starts.isDouble())
        schedule.startsAt = fromMilliseconds(starts.toInteger());
    flag(u"in_local_time"_s, schedule.inLocalTime);
    number(u"window_from"_s, schedule.window.from);
    number(u"window_until"_s, schedule.window.until);
    number(u"window_days"_s, schedule.window.days);
    number(u"spread_minutes"_s, schedule.spreadMinutes);
    for (const auto &account : object[u"further_accounts"_s].toArray())
        settings.furtherAccounts.append(AccountId(account.toInteger()));
    if (const auto kept = object[u"trial"_s].toObject(); !kept.isEmpty()) {
        auto &trial = settings.trial;
        trial.perMille = kept[u"per_mille"_s].toInt();
        trial.measure = kept[u"measure"_s].toString(trial.measure);
        trial.hours = kept[u"hours"_s].toInt(usualTrialHours(trial.measure));
        trial.picksByItself = kept[u"picks_by_itself"_s].toBool(true);
        trial.otherwise = kept[u"otherwise"_s].toString() == u"ask"_s ? TrialSettings::Otherwise::Ask
                                                                      : TrialSettings::Otherwise::Control;
    }
    return settings;
}

QString mistakeIn(const CampaignSettings &settings)
{
    const auto &gate = settings.gate;
    const auto &window = settings.schedule.window;
    using consent::SendWindow;
    if (gate.frequency.messages < 1 || gate.frequency.days < 1 || gate.frequency.gapHours < 0)
        return u"The caps need at least one message, one day and no negative hours."_s;
    if (gate.afterPurchaseHours < 0 || gate.afterReturnDays < 0 || gate.afterComplaintDays < 0)
        return u"The rest after a purchase, a return or a complaint cannot be negative."_s;
    if (gate.priority < 0 || gate.priority > 100)
        return u"The priority is between 0 and 100."_s;
    if (window.from < 0 || window.from >= SendWindow::minutesOfDay || window.until < 1
        || window.until > SendWindow::minutesOfDay || window.from == window.until)
        return u"The hours in which mail may arrive begin and end at two times of a day, such as 08:00 and 21:00."_s;
    if ((window.days & SendWindow::everyDay) == 0)
        return u"Choose at least one day of the week on which mail may arrive."_s;
    if (settings.schedule.spreadMinutes < 0)
        return u"Mails cannot be spread over a negative time."_s;
    const auto &trial = settings.trial;
    if (trial.perMille < 0 || trial.perMille > 900)
        return u"Between 1 and 90 % of the audience can be tried first."_s;
    if (trial.isOn() && !QStringList{u"clicks"_s, u"orders"_s, u"revenue"_s}.contains(trial.measure))
        return u"A trial is decided by clicks, orders or revenue."_s;
    if (trial.hours < 1 || trial.hours > 24 * 30)
        return u"A trial runs between one hour and 30 days."_s;
    if (settings.purpose.trimmed().isEmpty())
        return u"Say what the mail is for (such as marketing): people agree to a purpose."_s;
    return {};
}

} // namespace haberdash::store
