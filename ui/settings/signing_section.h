// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sending/account_signing.h"
#include "ui/shared/widgets.h"

class QPlainTextEdit;

namespace haberdash::ui {

/// Whether Haberdash signs the mail of an account (DKIM), and what has to stand in the DNS for it. Shows
/// itself only for accounts that are saved and go out by a mail server: services sign by themselves.
class SigningSection final : public QWidget
{
    Q_OBJECT

public:
    explicit SigningSection(QWidget *parent = nullptr);
    void setAccount(const store::Account &account);
    void showRecord(const sending::SigningRecord &record);
    void showTrouble(const QString &text);

Q_SIGNALS:
    void signRequested();
    void recordRequested();
    void stopRequested();

private:
    [[nodiscard]] QWidget *makeRecord();

    AccountId m_shown;
    TextLabel *m_state;
    QPushButton *m_sign;
    QPushButton *m_show;
    QPushButton *m_stop;
    QLineEdit *m_name;
    QPlainTextEdit *m_text;
    QWidget *m_record; // holds the two before
    InlineMessage *m_trouble;
};

} // namespace haberdash::ui
