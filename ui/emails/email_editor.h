// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/email_repository.h"

#include <QWidget>

class QLineEdit;
class QPlainTextEdit;
class QToolButton;

namespace haberdash::ui {

class InlineMessage;

/// The texts of one letter, or page of HTML: name, subject, preheader and body, and a menu of what can be
/// said about a customer.
class EmailEditor final : public QWidget
{
    Q_OBJECT

public:
    explicit EmailEditor(QWidget *parent = nullptr);

    /// @param email what is shown; @param saved what the store has, equal where nothing was changed
    void setEmail(const store::SavedEmail &email, const store::SavedEmail &saved);
    /// As it is written now.
    [[nodiscard]] store::SavedEmail email() const;
    [[nodiscard]] bool isChanged() const;
    /// What is written now counts as saved, under this id.
    void markSaved(EmailId id);
    /// A mistake, or nothing.
    void showMistake(const QString &text);

Q_SIGNALS:
    void edited();

private:
    void fillFieldMenu();
    void insertField(const QString &code);

    store::SavedEmail m_saved;
    QString m_kind; ///< of what is shown
    QLineEdit *m_name;
    QLineEdit *m_subject;
    QLineEdit *m_preheader;
    QPlainTextEdit *m_body;
    QToolButton *m_fields;
    InlineMessage *m_mistake;
    QWidget *m_lastText; ///< where a field goes
};

} // namespace haberdash::ui
