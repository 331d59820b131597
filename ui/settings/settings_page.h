// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/secret_store.h"
#include "core/deliver/transport.h"
#include "ui/settings/account_card.h"
#include "ui/settings/brand_card.h"
#include "ui/settings/control_group_card.h"
#include "ui/settings/mailbox_card.h"
#include "ui/settings/rates_card.h"
#include "ui/shared/page.h"
#include "ui/shared/shop.h"
#include "ui/shared/task_list.h"
#include "ui/shared/theme_controller.h"
#include "ui/shared/when_done.h"

#include <functional>

namespace haberdash::ui {

/// What settings need of the application: the keychain and a look at a mail server. Both run on workers.
struct SettingsServices
{
    std::function<Result<>(const QString &workspacePath, AccountId account, const QString &password)>
        keepPassword;
    std::function<Result<deliver::Delivery>(const store::Account &account, const QString &workspacePath)>
        tryAccount;
    /// Where the passwords of mailboxes are.
    std::function<std::shared_ptr<deliver::SecretStore>(const QString &workspacePath)> secretsOf;
};

/// The brand kit, the mail account, the mailbox for what comes back, exchange rates, the colours of the
/// window, who gets no mail to compare with, and a copy of everything.
class SettingsPage final : public Page
{
    Q_OBJECT

public:
    /// `tasks` and `theme` outlive the page.
    SettingsPage(Shop shop, TaskList &tasks, ThemeController &theme, SettingsServices services,
        QWidget *parent = nullptr);
    void backUpTo(const QString &path);
    void readRates(const QString &path);

public Q_SLOTS:
    void activate(const QString &argument) override;

private:
    struct Loaded
    {
        compose::BrandKit brand;
        QList<store::Account> accounts;
        QList<store::Mailbox> mailboxes;
        store::ControlGroupSetting controlSetting;
        store::ControlGroup controlGroup;
    };
    struct Rates
    {
        QList<store::ExchangeRate> known;
        QList<store::ForeignMoney> foreign;
    };
    void load();
    void loadRates();
    /// Changes rates on a worker and shows what they come to now.
    void changeRates(std::function<Result<QString>(store::Connection &)> change);
    void askForRates();
    void saveBrand();
    void drawControlGroup();
    void saveAccount(bool test);
    void startSigning();
    void showSigningRecord();
    void stopSigning();
    void showSigning(const Result<sending::SigningRecord> &record);
    void saveMailbox(bool test);
    void fetchMail();
    void removeMailbox();
    void askForBackup();
    [[nodiscard]] Card *makeShopCard();
    [[nodiscard]] Card *makeWindowCard();

    Shop m_shop;
    TaskList &m_tasks;
    ThemeController &m_theme;
    SettingsServices m_services;
    BrandCard *m_brand;
    ControlGroupCard *m_controlGroup;
    AccountCard *m_account;
    MailboxCard *m_mailbox;
    RatesCard *m_rates;
    LatestOnly<Result<Loaded>> m_load;
    LatestOnly<Result<Rates>> m_loadRates;
};

} // namespace haberdash::ui
