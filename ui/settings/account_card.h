// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/account_repository.h"
#include "ui/shared/widgets.h"

class QComboBox;
class QSpinBox;

namespace haberdash::ui {

/// The ways out for mail: one account at a time, tested before it is trusted.
class AccountCard final : public Card
{
    Q_OBJECT

public:
    explicit AccountCard(QWidget *parent = nullptr);
    void setAccounts(const QList<store::Account> &accounts);
    [[nodiscard]] store::Account account() const;
    /// As typed; empty where the one in the keychain stays.
    [[nodiscard]] QString password() const;
    /// What the test or the saving said.
    void showResult(Tone tone, const QString &text);

Q_SIGNALS:
    void saveRequested();
    void testRequested();

private:
    void show(const store::Account &account);
    void checkGaps();

    QList<store::Account> m_accounts;
    store::Account m_shown;
    QComboBox *m_which;
    QLineEdit *m_name;
    QLineEdit *m_host;
    QSpinBox *m_port;
    QComboBox *m_security;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QLineEdit *m_from;
    QLineEdit *m_fromName;
    QLineEdit *m_unsubscribeUrl;
    InlineMessage *m_result;
    QPushButton *m_save;
    QPushButton *m_test;
};

} // namespace haberdash::ui
