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

AccountCard::AccountCard(QWidget *parent)
    : Card(tr("The account your mail goes out from"), parent)
    , m_which(new QComboBox)
    , m_name(new QLineEdit)
    , m_host(new QLineEdit)
    , m_port(new QSpinBox)
    , m_security(new QComboBox)
    , m_user(new QLineEdit)
    , m_password(new QLineEdit)
    , m_from(new QLineEdit)
    , m_fromName(new QLineEdit)
    , m_unsubscribeUrl(new QLineEdit)
    , m_result(new InlineMessage)
    , m_save(new QPushButton(tr("Save account")))
    , m_test(new QPushButton(tr("Save and test")))
{
    const std::pair<QWidget *, const char16_t *> names[]
        = {{m_which, u"accountWhich"}, {m_name, u"accountName"}, {m_host, u"accountHost"},
            {m_port, u"accountPort"}, {m_security, u"accountSecurity"}, {m_user, u"accountUser"},
            {m_password, u"accountPassword"}, {m_from, u"accountFrom"}, {m_fromName, u"accountFromName"},
            {m_unsubscribeUrl, u"accountUnsubscribe"}, {m_save, u"saveAccount"}, {m_test, u"testAccount"}};
    for (const auto &[widget, name] : names)
        widget->setObjectName(QStringView(name).toString());
    m_port->setRange(1, 65535);
    m_security->addItem(tr("STARTTLS (usually port 587)"), u"starttls"_s);
    m_security->addItem(tr("TLS (usually port 465)"), u"tls"_s);
    m_security->addItem(tr("None, only for a server on this machine"), u"plain"_s);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("Kept in the keychain of this computer"));
    m_host->setPlaceholderText(u"smtp.example.com"_s);
    m_unsubscribeUrl->setPlaceholderText(u"https://example.com/unsubscribe/{token}"_s);

    auto *form = makeForm(nullptr);
    addFormRow(form, tr("Account"), m_which);
    addFormRow(form, tr("What you call it"), m_name);
    addFormRow(form, tr("Mail server"), m_host);
    addFormRow(form, tr("Encryption"), m_security);
    addFormRow(form, tr("Port"), m_port);
    addFormRow(form, tr("User name"), m_user, tr("Empty where the server asks for none."));
    addFormRow(form, tr("Password"), m_password);
    addFormRow(form, tr("From address"), m_from);
    addFormRow(form, tr("From name"), m_fromName);
    addFormRow(form, tr("Page to unsubscribe"), m_unsubscribeUrl,
        tr("With {token} in it. Gmail and Yahoo want it for large mailings; without it people unsubscribe by "
           "mail."));
    content()->addLayout(form);
    content()->addWidget(m_result);
    auto *row = new QHBoxLayout;
    row->addWidget(m_test);
    row->addWidget(m_save);
    row->addStretch();
    content()->addLayout(row);
    content()->addStretch();
    m_result->hide();

    connect(m_which, &QComboBox::activated, this,
        [this](int index) { show(index < m_accounts.size() ? m_accounts[index] : store::Account{}); });
    connect(m_security, &QComboBox::activated, this, [this] {
        const QString security = m_security->currentData().toString();
        m_port->setValue(security == u"tls"_s ? 465 : security == u"plain"_s ? 25 : 587);
    });
    for (QLineEdit *line : {m_name, m_host, m_user, m_password, m_from, m_fromName, m_unsubscribeUrl})
        connect(line, &QLineEdit::textChanged, this, &AccountCard::checkGaps);
    connect(m_save, &QPushButton::clicked, this, &AccountCard::saveRequested);
    connect(m_test, &QPushButton::clicked, this, &AccountCard::testRequested);
}

void AccountCard::setAccounts(const QList<store::Account> &accounts)
{
    m_accounts = accounts;
    m_which->clear();
    for (const auto &account : accounts)
        m_which->addItem(account.name);
    m_which->addItem(tr("A new account"));
    int at = accounts.isEmpty() ? int(accounts.size()) : 0;
    for (int i = 0; i < accounts.size(); ++i) {
        if (accounts[i].name == m_shown.name)
            at = i;
    }
    m_which->setCurrentIndex(at);
    show(at < accounts.size() ? accounts[at] : store::Account{});
}

void AccountCard::show(const store::Account &account)
{
    m_shown = account;
    m_name->setText(account.name);
    m_host->setText(account.host);
    m_port->setValue(account.port);
    m_security->setCurrentIndex(std::max(0, m_security->findData(account.security)));
    m_user->setText(account.userName);
    m_password->clear();
    m_from->setText(account.fromAddress);
    m_fromName->setText(account.fromName);
    m_unsubscribeUrl->setText(account.unsubscribeUrl);
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
    account.authentication = account.userName.isEmpty() ? u"none"_s : u"password"_s;
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
    const bool whole = !account.name.isEmpty() && !account.host.isEmpty() && !account.fromAddress.isEmpty();
    m_save->setEnabled(whole && (account != m_shown || !password().isEmpty()));
    m_test->setEnabled(whole);
}

void AccountCard::showResult(Tone tone, const QString &text)
{
    m_result->setMessage(tone, text);
}

} // namespace haberdash::ui
