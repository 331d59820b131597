// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages.h"

#include "core/sending/account_transport.h"
#include "ui/analysis/analysis_page.h"
#include "ui/audit/audit_page.h"
#include "ui/campaigns/campaigns_page.h"
#include "ui/customers/customer_finder.h"
#include "ui/customers/customers_page.h"
#include "ui/data/data_page.h"
#include "ui/emails/emails_page.h"
#include "ui/experiments/experiments_page.h"
#include "ui/home/home_page.h"
#include "ui/segments/segment_finder.h"
#include "ui/segments/segments_page.h"
#include "ui/settings/settings_page.h"

#include <QCoreApplication>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;
using namespace haberdash::ui;
using SecretsOf = WindowSecrets::SecretsOf;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("pages", text);
}

OpenTransport openTransport(const SecretsOf &secretsOf, const Clock &clock)
{
    return [secretsOf, &clock](const store::Account &account, const QString &workspacePath) {
        return sending::openAccount(account, workspacePath, secretsOf(workspacePath), clock);
    };
}

Result<deliver::Delivery> tryAccount(
    const OpenTransport &open, const store::Account &account, const QString &workspacePath)
{
    HABERDASH_TRY_ASSIGN(transport, open(account, workspacePath));
    auto delivery = transport->open();
    transport->close();
    return delivery;
}

} // namespace

QList<ShopPage> shopPages(ThemeController &theme, const SecretsOf &secretsOf, const Clock &clock)
{
    return {
        {u"home"_s, tr("Home"), Icon::Home,
            [](const Shop &shop, TaskList &, QWidget *parent) { return new HomePage(shop, parent); }},
        {u"data"_s, tr("Data"), Icon::Data,
            [](const Shop &shop, TaskList &tasks, QWidget *parent) {
                return new DataPage(shop, tasks, parent);
            }},
        {u"audit"_s, tr("Data audit"), Icon::Audit,
            [](const Shop &shop, TaskList &tasks, QWidget *parent) {
                return new AuditPage(shop, tasks, parent);
            }},
        {u"customers"_s, tr("Customers"), Icon::Customers,
            [](const Shop &shop, TaskList &tasks, QWidget *parent) {
                return new CustomersPage(shop, tasks, parent);
            }},
        {u"segments"_s, tr("Segments"), Icon::Segments,
            [](const Shop &shop, TaskList &tasks, QWidget *parent) {
                return new SegmentsPage(shop, tasks, parent);
            }},
        {u"emails"_s, tr("Emails"), Icon::Email,
            [](const Shop &shop, TaskList &, QWidget *parent) { return new EmailsPage(shop, parent); }},
        {u"campaigns"_s, tr("Campaigns"), Icon::Campaigns,
            [open = openTransport(secretsOf, clock)](const Shop &shop, TaskList &tasks, QWidget *parent) {
                return new CampaignsPage(shop, tasks, open, parent);
            }},
        {u"experiments"_s, tr("Experiments"), Icon::Experiments,
            [](const Shop &shop, TaskList &tasks, QWidget *parent) {
                return new ExperimentsPage(shop, tasks, parent);
            }},
        {u"analysis"_s, tr("Results"), Icon::Chart,
            [](const Shop &shop, TaskList &, QWidget *parent) { return new AnalysisPage(shop, parent); }},
        {u"settings"_s, tr("Settings"), Icon::Settings,
            [&theme, secretsOf, open = openTransport(secretsOf, clock)](
                const Shop &shop, TaskList &tasks, QWidget *parent) {
                const auto look = [open](const store::Account &account, const QString &path) {
                    return tryAccount(open, account, path);
                };
                const auto keep = [secretsOf](
                                      const QString &path, AccountId account, const QString &password) {
                    return secretsOf(path)->write(sending::secretKey(path, account), password.toStdString());
                };
                return new SettingsPage(shop, tasks, theme, {keep, look, secretsOf}, parent);
            },
            true},
    };
}

std::vector<std::unique_ptr<PaletteProvider>> shopFinders(
    const Shop &shop, const std::function<void(const QString &, const QString &)> &showPage)
{
    std::vector<std::unique_ptr<PaletteProvider>> finders;
    finders.push_back(std::make_unique<CustomerFinder>(
        shop, [showPage](CustomerId id) { showPage(u"customers"_s, u"customer:%1"_s.arg(id.value())); }));
    finders.push_back(std::make_unique<SegmentFinder>(
        shop, [showPage](const QString &name) { showPage(u"segments"_s, u"segment:"_s + name); }));
    return finders;
}

std::unique_ptr<DueCampaigns> sendWhatIsDue(const Shop &shop, TaskList &tasks, const SecretsOf &secretsOf)
{
    return std::make_unique<DueCampaigns>(shop, tasks, openTransport(secretsOf, *shop.clock));
}

} // namespace haberdash
