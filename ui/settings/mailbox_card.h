// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sending/mailbox_visit.h"
#include "ui/shared/format.h"
#include "ui/shared/widgets.h"

class QComboBox;
class QFormLayout;
class QSpinBox;

namespace haberdash::ui {

/// Where mail comes back to: one mailbox at a time, with how the last visit went and what came of it.
class MailboxCard final : public Card
{
    Q_OBJECT

public:
    explicit MailboxCard(Format format, QWidget *parent = nullptr);
    /// @param now for how long ago they were visited
    void setMailboxes(const QList<store::Mailbox> &mailboxes, Timestamp now);
    [[nodiscard]] store::Mailbox mailbox() const;
    /// As typed; empty where the one in the keychain stays.
    [[nodiscard]] QString password() const;
    void showResult(Tone tone, const QString &text);
    /// Why there was no visit at all.
    void showNoVisit(const QString &text);
    /// What a visit found, in numbers.
    void showVisit(const sending::VisitReport &report);
    /// While a visit is under way.
    void setFetching(bool fetching);
    [[nodiscard]] static QString headlineOf(const sending::VisitReport &report);

Q_SIGNALS:
    void saveRequested();
    void testRequested();
    void fetchRequested();
    void removeRequested();

private:
    void nameFields();
    void addFields();
    [[nodiscard]] QWidget *makeButtons();
    void show(const store::Mailbox &mailbox);
    void showState();
    void clearResult();
    void useUsualPort();
    void updateFields();
    void checkGaps();

    Format m_format;
    QList<store::Mailbox> m_mailboxes;
    store::Mailbox m_shown;
    Timestamp m_now{};
    bool m_fetching = false;
    QFormLayout *m_form;
    QComboBox *m_which;
    QLineEdit *m_name;
    QComboBox *m_kind;
    QLineEdit *m_host;
    QComboBox *m_security;
    QSpinBox *m_port;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QLineEdit *m_folder;
    QLineEdit *m_handled;
    TextLabel *m_state;
    InlineMessage *m_trouble;
    InlineMessage *m_visit;
    InlineMessage *m_result;
    InlineMessage *m_question;
    KeyValueList *m_counts;
    QPushButton *m_save;
    QPushButton *m_test;
    QPushButton *m_fetch;
    QPushButton *m_remove;
};

} // namespace haberdash::ui
