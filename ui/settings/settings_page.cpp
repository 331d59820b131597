// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_page.h"

#include "core/campaign/brand.h"
#include "core/campaign/campaign_planner.h"
#include "core/import/rate_file.h"
#include "core/sending/account_check.h"
#include "core/store/backup.h"
#include "ui/shared/error_text.h"
#include "ui/shared/run_task.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QPushButton>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

SettingsPage::SettingsPage(
    Shop shop, TaskList &tasks, ThemeController &theme, SettingsServices services, QWidget *parent)
    : Page(tr("How should Haberdash work for this shop?"), parent)
    , m_shop(std::move(shop))
    , m_tasks(tasks)
    , m_theme(theme)
    , m_services(std::move(services))
    , m_brand(new BrandCard)
    , m_controlGroup(new ControlGroupCard(m_shop.format()))
    , m_account(new AccountCard)
    , m_mailbox(new MailboxCard(m_shop.format()))
    , m_rates(new RatesCard(m_shop))
{
    auto *column = makeScrollingContent();
    auto *ours = new QWidget;
    auto *cards = new QVBoxLayout(ours);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(space::normal);
    cards->addWidget(m_rates);
    cards->addWidget(m_brand);
    cards->addWidget(m_mailbox);
    cards->addStretch(1);
    auto *grid = new CardGrid(420);
    grid->add(ours);
    auto *second = new QWidget;
    auto *others = new QVBoxLayout(second);
    others->setContentsMargins(0, 0, 0, 0);
    others->setSpacing(space::normal);
    others->addWidget(m_account);
    others->addWidget(m_controlGroup);
    others->addWidget(makeShopCard());
    others->addWidget(makeWindowCard());
    others->addStretch(1);
    grid->add(second);
    column->addWidget(grid);
    column->addStretch(1);
    connect(&faces(), &FaceStack::retried, this, &SettingsPage::load);
    connect(m_brand, &BrandCard::saveRequested, this, &SettingsPage::saveBrand);
    connect(m_controlGroup, &ControlGroupCard::drawRequested, this, &SettingsPage::drawControlGroup);
    connect(m_account, &AccountCard::saveRequested, this, [this] { saveAccount(false); });
    connect(m_account, &AccountCard::testRequested, this, [this] { saveAccount(true); });
    auto &signing = m_account->signing();
    connect(&signing, &SigningSection::signRequested, this, &SettingsPage::startSigning);
    connect(&signing, &SigningSection::recordRequested, this, &SettingsPage::showSigningRecord);
    connect(&signing, &SigningSection::stopRequested, this, &SettingsPage::stopSigning);
    connect(m_mailbox, &MailboxCard::saveRequested, this, [this] { saveMailbox(false); });
    connect(m_mailbox, &MailboxCard::testRequested, this, [this] { saveMailbox(true); });
    connect(m_mailbox, &MailboxCard::fetchRequested, this, &SettingsPage::fetchMail);
    connect(m_mailbox, &MailboxCard::removeRequested, this, &SettingsPage::removeMailbox);
    connect(m_rates, &RatesCard::saveRequested, this, [this](const store::ExchangeRate &rate) {
        changeRates([rate](store::Connection &connection) -> Result<QString> {
            HABERDASH_TRY(store::saveExchangeRates(connection, {rate}));
            return SettingsPage::tr("Saved. Every sum goes by it from now on.");
        });
    });
    connect(m_rates, &RatesCard::removeRequested, this, [this](const store::ExchangeRate &rate) {
        changeRates([rate](store::Connection &connection) -> Result<QString> {
            HABERDASH_TRY(store::removeExchangeRate(connection, rate.currency, rate.from));
            return SettingsPage::tr("Removed.");
        });
    });
    connect(m_rates, &RatesCard::removeSourceRequested, this,
        [this](CurrencyCode currency, const QString &source) {
            changeRates([currency, source](store::Connection &connection) -> Result<QString> {
                HABERDASH_TRY(store::removeExchangeRatesOf(connection, currency, source));
                return SettingsPage::tr("Removed.");
            });
        });
    connect(m_rates, &RatesCard::fileRequested, this, &SettingsPage::askForRates);
}

Card *SettingsPage::makeShopCard()
{
    auto *card = new Card(tr("This shop’s file"));
    auto *facts = new KeyValueList;
    facts->setRows({{tr("File"), m_shop.path}, {tr("Currency"), m_shop.info.currency.toString()},
        {tr("Time zone"), QString::fromLatin1(m_shop.info.timeZone.id())}});
    card->content()->addWidget(facts);
    auto *backup = new QPushButton(tr("Make a copy …"));
    backup->setObjectName(u"backUp"_s);
    card->addHeaderWidget(backup);
    connect(backup, &QPushButton::clicked, this, &SettingsPage::askForBackup);
    return card;
}

Card *SettingsPage::makeWindowCard()
{
    auto *card = new Card(tr("This window"));
    auto *colors = new QComboBox;
    colors->setObjectName(u"colors"_s);
    for (const auto &[choice, name] : {std::pair(ThemeChoice::System, tr("As the desktop has them")),
             std::pair(ThemeChoice::Light, tr("Light")), std::pair(ThemeChoice::Dark, tr("Dark"))})
        colors->addItem(name, int(choice));
    const auto showChoice
        = [this, colors] { colors->setCurrentIndex(colors->findData(int(m_theme.choice()))); };
    showChoice();
    connect(&m_theme, &ThemeController::changed, colors, showChoice); // the command palette changes them, too
    connect(colors, &QComboBox::activated, this,
        [this, colors] { m_theme.setChoice(ThemeChoice(colors->currentData().toInt())); });
    QFormLayout *form = makeForm(nullptr);
    addFormRow(form, tr("Colours"), colors);
    card->content()->addLayout(form);
    return card;
}

void SettingsPage::activate(const QString &)
{
    load();
    loadRates();
}

void SettingsPage::loadRates()
{
    m_loadRates.run(QtConcurrent::run([shop = m_shop]() -> Result<Rates> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        HABERDASH_TRY_ASSIGN(known, store::exchangeRates(connection));
        HABERDASH_TRY_ASSIGN(foreign, store::foreignMoney(connection));
        return Rates{known, foreign};
    }),
        this, [this](const Result<Rates> &rates) {
            if (rates)
                m_rates->setRates(rates->known, rates->foreign);
            else
                m_rates->showResult(Tone::Negative, fullTextOf(rates.error()));
        });
}

void SettingsPage::changeRates(std::function<Result<QString>(store::Connection &)> change)
{
    whenDone(QtConcurrent::run([shop = m_shop, change = std::move(change)]() -> Result<QString> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        return change(connection);
    }),
        this, [this](const Result<QString> &said) {
            m_rates->showResult(
                said ? Tone::Positive : Tone::Negative, said ? *said : fullTextOf(said.error()));
            loadRates();
        });
}

void SettingsPage::askForRates()
{
    auto *dialog = new QFileDialog(this, tr("Which file of exchange rates?"), QString(),
        tr("Tables (*.csv *.zip *.xlsx *.gz);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &SettingsPage::readRates);
    dialog->open();
}

void SettingsPage::readRates(const QString &path)
{
    changeRates([path](store::Connection &connection) -> Result<QString> {
        HABERDASH_TRY_ASSIGN(file, importing::importRates(connection, path));
        const QString kept
            = SettingsPage::tr("%1 rates of %2 rows were kept.").arg(file.rates.size()).arg(file.rows);
        return file.faults.isEmpty() ? kept
                                     : kept + u' '
                + SettingsPage::tr("Some could not be read: %1").arg(file.faults.first(1).join(u' '));
    });
}

void SettingsPage::load()
{
    if (faces().face() != FaceStack::Face::Full)
        faces().showLoading();
    m_load.run(QtConcurrent::run([shop = m_shop]() -> Result<Loaded> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        HABERDASH_TRY_ASSIGN(brand, campaign::readBrand(connection));
        HABERDASH_TRY_ASSIGN(accounts, store::accounts(connection));
        HABERDASH_TRY_ASSIGN(mailboxes, store::mailboxes(connection));
        HABERDASH_TRY_ASSIGN(setting, store::controlGroupSetting(connection, shop.now()));
        HABERDASH_TRY_ASSIGN(group, store::controlGroupAt(connection, shop.now()));
        return Loaded{brand, accounts, mailboxes, setting, group};
    }),
        this, [this](const Result<Loaded> &loaded) {
            if (!loaded) {
                faces().showFailed(loaded.error());
                return;
            }
            m_brand->setBrand(loaded->brand);
            m_account->setAccounts(loaded->accounts);
            m_mailbox->setMailboxes(loaded->mailboxes, m_shop.now());
            m_controlGroup->setGroup(loaded->controlSetting, loaded->controlGroup);
            faces().showFull();
        });
}

void SettingsPage::drawControlGroup()
{
    const QString salt = campaign::makeSalt(QRandomGenerator::system()->generate64());
    whenDone(QtConcurrent::run(
                 [shop = m_shop, setting = m_controlGroup->setting(), salt]() -> Result<store::ControlGroup> {
                     HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
                     HABERDASH_TRY(store::setControlGroup(connection, setting, salt, shop.now()));
                     return store::controlGroupAt(connection, shop.now());
                 }),
        this, [this, setting = m_controlGroup->setting()](const Result<store::ControlGroup> &group) {
            if (group)
                m_controlGroup->setGroup(setting, *group);
            m_controlGroup->showResult(group ? Tone::Positive : Tone::Negative,
                !group ? fullTextOf(group.error())
                    : group->perMille == 0
                    ? tr("Everybody may get mail again.")
                    : tr("Drawn. Campaigns leave them alone from now on, and say so."));
        });
}

void SettingsPage::saveBrand()
{
    whenDone(QtConcurrent::run([shop = m_shop, brand = m_brand->brand()]() -> Result<bool> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        HABERDASH_TRY(campaign::writeBrand(connection, brand));
        return true;
    }),
        this, [this](const Result<bool> &saved) {
            if (saved)
                Q_EMIT noticed(
                    {tr("Saved the brand. Drafts use it from now on; approved campaigns show it too."),
                        Tone::Positive, {}, {}});
            else
                Q_EMIT noticed({fullTextOf(saved.error()), Tone::Negative, {}, {}});
            load();
        });
}

void SettingsPage::saveAccount(bool test)
{
    const auto work = [shop = m_shop, account = m_account->account(), password = m_account->password(),
                          services = m_services, test, now = m_shop.now()](Progress &) -> Result<QString> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        auto saved = account;
        HABERDASH_TRY_ASSIGN(id, store::saveAccount(connection, account, now));
        saved.id = id;
        if (!password.isEmpty())
            HABERDASH_TRY(services.keepPassword(shop.path, id, password));
        if (!test)
            return SettingsPage::tr("Saved.");
        HABERDASH_TRY_ASSIGN(delivery, services.tryAccount(saved, shop.path));
        const auto check = sending::explain(saved, delivery);
        if (!check.works)
            return failure(Error::Code::Network,
                SettingsPage::tr("The account was saved, but it does not work yet. %1 %2 It was said: %3")
                    .arg(check.headline, check.advice,
                        delivery.code == 0 ? delivery.text
                                           : u"%1 %2"_s.arg(delivery.code).arg(delivery.text)));
        return SettingsPage::tr("%1 Nothing was sent.").arg(check.headline);
    };
    runTask(m_tasks, test ? tr("Testing the mail account") : tr("Saving the mail account"), work, this,
        [this](const Result<QString> &said) {
            m_account->showResult(
                said ? Tone::Positive : Tone::Negative, said ? *said : fullTextOf(said.error()));
            if (said)
                load();
            return said ? *said : QString();
        });
}

void SettingsPage::startSigning()
{
    whenDone(QtConcurrent::run([shop = m_shop, account = m_account->savedAccount(), services = m_services,
                                   now = m_shop.now()]() -> Result<sending::SigningRecord> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        return sending::startSigning(
            connection, account, {sending::usualSelector, {}, {}}, *services.secretsOf(shop.path), now);
    }),
        this, [this](const Result<sending::SigningRecord> &record) {
            showSigning(record);
            load();
        });
}

void SettingsPage::showSigningRecord()
{
    whenDone(QtConcurrent::run([shop = m_shop, account = m_account->savedAccount(),
                                   services = m_services]() -> Result<sending::SigningRecord> {
        return sending::signingRecord(shop.path, account, *services.secretsOf(shop.path));
    }),
        this, [this](const Result<sending::SigningRecord> &record) { showSigning(record); });
}

void SettingsPage::showSigning(const Result<sending::SigningRecord> &record)
{
    if (record)
        m_account->signing().showRecord(*record);
    else
        m_account->signing().showTrouble(fullTextOf(record.error()));
}

void SettingsPage::stopSigning()
{
    whenDone(QtConcurrent::run([shop = m_shop, account = m_account->savedAccount(), services = m_services,
                                   now = m_shop.now()]() -> Result<bool> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        HABERDASH_TRY(sending::stopSigning(connection, account, *services.secretsOf(shop.path), now));
        return true;
    }),
        this, [this](const Result<bool> &stopped) {
            if (!stopped)
                m_account->signing().showTrouble(fullTextOf(stopped.error()));
            load();
        });
}

void SettingsPage::saveMailbox(bool test)
{
    const auto work
        = [shop = m_shop, mailbox = m_mailbox->mailbox(), password = m_mailbox->password(),
              services = m_services, test, now = m_shop.now()](Progress &progress) -> Result<QString> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        auto saved = mailbox;
        HABERDASH_TRY_ASSIGN(id, store::saveMailbox(connection, mailbox, now));
        saved.id = id;
        const auto secrets = services.secretsOf(shop.path);
        if (!password.isEmpty())
            HABERDASH_TRY(secrets->write(sending::mailboxSecretKey(shop.path, id), password.toStdString()));
        if (!test)
            return SettingsPage::tr("Saved.");
        if (auto works = sending::tryMailbox(saved, shop.path, *secrets, {}, progress); !works) {
            auto error = works.error();
            error.detail
                = SettingsPage::tr("The mailbox was saved, but it cannot be read yet. %1").arg(error.detail);
            return tl::unexpected(std::move(error));
        }
        return SettingsPage::tr("The server let us in. Nothing was read yet.");
    };
    runTask(m_tasks, test ? tr("Testing the mailbox") : tr("Saving the mailbox"), work, this,
        [this](const Result<QString> &said) {
            m_mailbox->showResult(
                said ? Tone::Positive : Tone::Negative, said ? *said : fullTextOf(said.error()));
            load();
            return said ? *said : QString();
        });
}

void SettingsPage::fetchMail()
{
    m_mailbox->setFetching(true);
    runTask(
        m_tasks, tr("Fetching returned mail from “%1”").arg(m_mailbox->mailbox().name),
        [shop = m_shop, mailbox = m_mailbox->mailbox(), services = m_services](
            Progress &progress) -> Result<sending::VisitReport> {
            HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
            // As it is now: another program may have read on meanwhile.
            HABERDASH_TRY_ASSIGN(kept, store::mailboxByName(connection, mailbox.name));
            return sending::visitMailbox(
                connection, kept, *services.secretsOf(shop.path), {}, *shop.clock, progress);
        },
        this,
        [this](const Result<sending::VisitReport> &report) {
            m_mailbox->setFetching(false);
            if (report)
                m_mailbox->showVisit(*report);
            else
                m_mailbox->showNoVisit(fullTextOf(report.error()));
            load();
            return report ? MailboxCard::headlineOf(*report) : QString();
        });
}

void SettingsPage::removeMailbox()
{
    whenDone(QtConcurrent::run(
                 [shop = m_shop, mailbox = m_mailbox->mailbox(), services = m_services]() -> Result<bool> {
                     HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
                     HABERDASH_TRY(store::deleteMailbox(connection, mailbox.id));
                     HABERDASH_TRY(services.secretsOf(shop.path)->remove(
                         sending::mailboxSecretKey(shop.path, mailbox.id)));
                     return true;
                 }),
        this, [this](const Result<bool> &removed) {
            m_mailbox->showResult(removed ? Tone::Positive : Tone::Negative,
                removed ? tr("Removed. What was booked stays booked.") : fullTextOf(removed.error()));
            load();
        });
}

void SettingsPage::askForBackup()
{
    auto *dialog = new QFileDialog(this, tr("Where should the copy go?"),
        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
        tr("Haberdash shops (*.haberdash)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"haberdash"_s);
    dialog->selectFile(QFileInfo(m_shop.path).completeBaseName() + u"-copy.haberdash"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &SettingsPage::backUpTo);
    dialog->open();
}

void SettingsPage::backUpTo(const QString &path)
{
    runTask(
        m_tasks, tr("Copying the shop"),
        [shop = m_shop, path](Progress &progress) -> Result<bool> {
            HABERDASH_TRY_ASSIGN(connection, shop.open());
            HABERDASH_TRY(store::backUp(connection, path, progress));
            return true;
        },
        this,
        [this, path](const Result<bool> &copied) {
            if (!copied) {
                Q_EMIT noticed({fullTextOf(copied.error()), Tone::Negative, {}, {}});
                return QString();
            }
            const QString text = tr("Copied to %1").arg(QFileInfo(path).fileName());
            Q_EMIT noticed({text, Tone::Positive, {}, {}});
            return text;
        });
}

} // namespace haberdash::ui
