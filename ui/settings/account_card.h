// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/account_repository.h"
#include "ui/settings/signing_section.h"
#include "ui/shared/widgets.h"

class QComboBox;
class QFormLayout;
class QSpinBox;

namespace haberdash::ui {

/// The ways out for mail, by a server or by a service: one account at a time, tested before it is trusted.
class AccountCard final : public Card
{
    Q_OBJECT

public:
    explicit AccountCard(QWidget *parent = nullptr);
    void setAccounts(const QList<store::Account> &accounts);
    [[nodiscard]] store::Account account() const;
    /// As it is kept, without what was typed since.
    [[nodiscard]] const store::Account &savedAccount() const { return m_shown; }
    [[nodiscard]] SigningSection &signing() { return *m_signing; }
    /// As typed; empty where the one in the keychain stays.
    [[nodiscard]] QString password() const;
    /// What the test or the saving said.
    void showResult(Tone tone, const QString &text);

Q_SIGNALS:
    void saveRequested();
    void testRequested();

private:
    void addFields();
    void show(const store::Account &account);
    /// Only what the chosen way out asks for.
    void updateFields();
    void checkGaps();

    QList<store::Account> m_accounts;
    store::Account m_shown;
    QFormLayout *m_form;
    QComboBox *m_which;
    QComboBox *m_service;
    QLineEdit *m_name;
    QLineEdit *m_host;
    QSpinBox *m_port;
    QComboBox *m_security;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QLineEdit *m_from;
    QLineEdit *m_fromName;
    QLineEdit *m_domain;
    QLineEdit *m_region;
    QLineEdit *m_stream;
    QLineEdit *m_unsubscribeUrl;
    QSpinBox *m_perHour;
    QSpinBox *m_perDay;
    QSpinBox *m_warmUp;
    InlineMessage *m_result;
    QPushButton *m_save;
    QPushButton *m_test;
    SigningSection *m_signing;
};

} // namespace haberdash::ui
