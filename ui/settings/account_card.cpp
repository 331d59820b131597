// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/account_card.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

/// Services by their words in the store, with what they call themselves.
const QList<std::pair<QString, QString>> &services()
{
    static const QList<std::pair<QString, QString>> all{{u"sendgrid"_s, u"SendGrid"_s},
        {u"mailgun"_s, u"Mailgun"_s}, {u"postmark"_s, u"Postmark"_s}, {u"ses"_s, u"Amazon SES"_s},
        {u"brevo"_s, u"Brevo"_s}, {u"resend"_s, u"Resend"_s}};
    return all;
}

QSpinBox *makeLimit(const QString &unlimited, int most)
{
    auto *box = new QSpinBox;
    box->setRange(0, most);
    box->setSpecialValueText(unlimited);
    return box;
}

} // namespace

AccountCard::AccountCard(QWidget *parent)
    : Card(tr("The account your mail goes out from"), parent)
    , m_form(makeForm(nullptr))
    , m_which(new QComboBox)
    , m_service(new QComboBox)
    , m_name(new QLineEdit)
    , m_host(new QLineEdit)
    , m_port(new QSpinBox)
    , m_security(new QComboBox)
    , m_user(new QLineEdit)
    , m_password(new QLineEdit)
    , m_from(new QLineEdit)
    , m_fromName(new QLineEdit)
    , m_domain(new QLineEdit)
    , m_region(new QLineEdit)
    , m_stream(new QLineEdit)
    , m_unsubscribeUrl(new QLineEdit)
    , m_perHour(makeLimit(tr("as many as it takes"), 10'000'000))
    , m_perDay(makeLimit(tr("as many as it takes"), 100'000'000))
    , m_warmUp(makeLimit(tr("no: it has sent mail for long"), 1'000'000))
    , m_result(new InlineMessage)
    , m_save(new QPushButton(tr("Save account")))
    , m_test(new QPushButton(tr("Save and test")))
    , m_signing(new SigningSection)
{
    const std::pair<QWidget *, const char16_t *> names[]
        = {{m_which, u"accountWhich"}, {m_service, u"accountService"}, {m_name, u"accountName"},
            {m_host, u"accountHost"}, {m_port, u"accountPort"}, {m_security, u"accountSecurity"},
            {m_user, u"accountUser"}, {m_password, u"accountPassword"}, {m_from, u"accountFrom"},
            {m_fromName, u"accountFromName"}, {m_domain, u"accountDomain"}, {m_region, u"accountRegion"},
            {m_stream, u"accountStream"}, {m_unsubscribeUrl, u"accountUnsubscribe"},
            {m_perHour, u"accountPerHour"}, {m_perDay, u"accountPerDay"}, {m_warmUp, u"accountWarmUp"},
            {m_save, u"saveAccount"}, {m_test, u"testAccount"}};
    for (const auto &[widget, name] : names)
        widget->setObjectName(QStringView(name).toString());
    addFields();
    content()->addLayout(m_form);
    content()->addWidget(m_result);
    auto *row = new QHBoxLayout;
    row->addWidget(m_test);
    row->addWidget(m_save);
    row->addStretch();
    content()->addLayout(row);
    content()->addWidget(m_signing);
    content()->addStretch();
    m_result->hide();

    connect(m_which, &QComboBox::activated, this,
        [this](int index) { show(index < m_accounts.size() ? m_accounts[index] : store::Account{}); });
    connect(m_service, &QComboBox::currentIndexChanged, this, [this] {
        updateFields();
        checkGaps();
    });
    connect(m_security, &QComboBox::activated, this, [this] {
        const QString security = m_security->currentData().toString();
        m_port->setValue(security == u"tls"_s ? 465 : security == u"plain"_s ? 25 : 587);
    });
    for (QLineEdit *line : {m_name, m_host, m_user, m_password, m_from, m_fromName, m_domain, m_region,
             m_stream, m_unsubscribeUrl})
        connect(line, &QLineEdit::textChanged, this, &AccountCard::checkGaps);
    for (QSpinBox *box : {m_perHour, m_perDay, m_warmUp, m_port})
        connect(box, &QSpinBox::valueChanged, this, &AccountCard::checkGaps);
    connect(m_save, &QPushButton::clicked, this, &AccountCard::saveRequested);
    connect(m_test, &QPushButton::clicked, this, &AccountCard::testRequested);
}

void AccountCard::addFields()
{
    m_service->addItem(tr("A mail server"), u"smtp"_s);
    for (const auto &[word, name] : services())
        m_service->addItem(name, word);
    m_port->setRange(1, 65535);
    m_security->addItem(tr("STARTTLS (usually port 587)"), u"starttls"_s);
    m_security->addItem(tr("TLS (usually port 465)"), u"tls"_s);
    m_security->addItem(tr("None, only for a server on this machine"), u"plain"_s);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("Kept in the keychain, or in a locked file"));
    m_host->setPlaceholderText(u"smtp.example.com"_s);
    m_domain->setPlaceholderText(u"mg.example.com"_s);
    m_region->setPlaceholderText(u"eu-central-1"_s);
    m_stream->setPlaceholderText(u"broadcast"_s);
    m_unsubscribeUrl->setPlaceholderText(u"https://example.com/unsubscribe/{token}"_s);

    addFormRow(m_form, tr("Account"), m_which);
    addFormRow(m_form, tr("What you call it"), m_name);
    addFormRow(m_form, tr("Mail goes out by"), m_service);
    addFormRow(m_form, tr("Mail server"), m_host);
    addFormRow(m_form, tr("Encryption"), m_security);
    addFormRow(m_form, tr("Port"), m_port);
    addFormRow(m_form, tr("Domain at Mailgun"), m_domain, tr("As it is named there."));
    addFormRow(m_form, tr("Region"), m_region,
        tr("Of Amazon, such as eu-central-1; “eu” where the account is kept in Europe."));
    addFormRow(m_form, tr("Message stream"), m_stream, tr("Empty for “broadcast”, which is for mailings."));
    addFormRow(m_form, tr("User name"), m_user,
        tr("Empty where the server asks for none; for Amazon SES, the id of the access key."));
    addFormRow(m_form, tr("Password or API key"), m_password);
    addFormRow(m_form, tr("From address"), m_from);
    addFormRow(m_form, tr("From name"), m_fromName);
    addFormRow(m_form, tr("Page to unsubscribe"), m_unsubscribeUrl,
        tr("With {token} in it. Gmail and Yahoo want it for large mailings; without it people unsubscribe by "
           "mail."));
    addFormRow(m_form, tr("Mails in an hour at most"), m_perHour);
    addFormRow(m_form, tr("Mails in a day at most"), m_perDay);
    addFormRow(m_form, tr("A new sender: mails on the first day"), m_warmUp,
        tr("Twice as many each day, to those first who opened, clicked or bought last."));
}

void AccountCard::updateFields()
{
    const QString service = m_service->currentData().toString();
    const auto shows
        = [this](QWidget *field, bool visible) { m_form->setRowVisible(field->parentWidget(), visible); };
    const bool isServer = service == u"smtp"_s;
    for (QWidget *field : std::initializer_list<QWidget *>{m_host, m_security, m_port})
        shows(field, isServer);
    shows(m_user, isServer || service == u"ses"_s);
    shows(m_domain, service == u"mailgun"_s);
    shows(m_region, service == u"ses"_s || service == u"mailgun"_s || service == u"sendgrid"_s);
    shows(m_stream, service == u"postmark"_s);
}

void AccountCard::setAccounts(const QList<store::Account> &accounts)
{
    const QString wanted = account().name; // one that was just made is shown, too
    m_accounts = accounts;
    m_which->clear();
    for (const auto &account : accounts)
        m_which->addItem(account.name);
    m_which->addItem(tr("A new account"));
    int at = accounts.isEmpty() ? int(accounts.size()) : 0;
    for (int i = 0; i < accounts.size(); ++i) {
        if (accounts[i].name == wanted)
            at = i;
    }
    m_which->setCurrentIndex(at);
    show(at < accounts.size() ? accounts[at] : store::Account{});
}

void AccountCard::show(const store::Account &account)
{
    m_shown = account;
    m_name->setText(account.name);
    m_service->setCurrentIndex(std::max(0, m_service->findData(account.service)));
    m_domain->setText(account.serviceDomain);
    m_region->setText(account.region);
    m_stream->setText(account.stream);
    m_perHour->setValue(account.limits.perHour);
    m_perDay->setValue(account.limits.perDay);
    m_warmUp->setValue(account.limits.warmUpFirstDay);
    m_host->setText(account.host);
    m_port->setValue(account.port);
    m_security->setCurrentIndex(std::max(0, m_security->findData(account.security)));
    m_user->setText(account.userName);
    m_password->clear();
    m_from->setText(account.fromAddress);
    m_fromName->setText(account.fromName);
    m_unsubscribeUrl->setText(account.unsubscribeUrl);
    m_signing->setAccount(account);
    updateFields();
    checkGaps();
}

store::Account AccountCard::account() const
{
    auto account = m_shown;
    account.name = m_name->text().trimmed();
    account.host = m_host->text().trimmed();
    account.port = m_port->value();
    account.security = m_security->currentData().toString();
    account.userName = m_user->text().trimmed();
    account.service = m_service->currentData().toString();
    account.serviceDomain = m_domain->text().trimmed();
    account.region = m_region->text().trimmed();
    account.stream = m_stream->text().trimmed();
    account.limits.perHour = m_perHour->value();
    account.limits.perDay = m_perDay->value();
    account.limits.warmUpFirstDay = m_warmUp->value();
    // Tokens are set up by the command line; they stay what they are.
    const bool signsIn = account.isService() || !account.userName.isEmpty();
    if (account.authentication != u"xoauth2"_s || account.isService())
        account.authentication = signsIn ? u"password"_s : u"none"_s;
    account.fromAddress = m_from->text().trimmed();
    account.fromName = m_fromName->text().trimmed();
    account.unsubscribeUrl = m_unsubscribeUrl->text().trimmed();
    return account;
}

QString AccountCard::password() const
{
    return m_password->text();
}

void AccountCard::checkGaps()
{
    const auto account = this->account();
    const bool hasPlace = account.service == u"mailgun"_s ? !account.serviceDomain.isEmpty()
        : account.service == u"ses"_s ? !account.region.isEmpty() && !account.userName.isEmpty()
                                      : account.isService() || !account.host.isEmpty();
    const bool whole = !account.name.isEmpty() && hasPlace && !account.fromAddress.isEmpty();
    m_save->setEnabled(whole && (account != m_shown || !password().isEmpty()));
    m_test->setEnabled(whole);
}

void AccountCard::showResult(Tone tone, const QString &text)
{
    m_result->setMessage(tone, text);
}

} // namespace haberdash::ui
