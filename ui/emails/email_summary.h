// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/email_repository.h"

#include <QWidget>

class QPushButton;

namespace haberdash::ui {

class TextLabel;

/// What a designed email is, beside its preview, and the way into the designer.
class EmailSummary final : public QWidget
{
    Q_OBJECT

public:
    explicit EmailSummary(QWidget *parent = nullptr);
    void setEmail(const store::SavedEmail &email);

Q_SIGNALS:
    void editWanted();

private:
    TextLabel *m_name;
    TextLabel *m_subject;
    TextLabel *m_preheader;
    TextLabel *m_blocks;
    QPushButton *m_edit;
};

} // namespace haberdash::ui
