// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/secrets/secret_file.h"
#include "ui/shared/widgets.h"

#include <QDialog>

namespace haberdash {

/// Asks for the passphrase of a file of passwords: once to open it, twice to make it.
class PassphraseDialog final : public QDialog
{
    Q_OBJECT

public:
    PassphraseDialog(const QString &path, deliver::SecretFile::Purpose purpose, QWidget *parent = nullptr);
    /// What was typed; leaves the fields empty.
    [[nodiscard]] deliver::Wiped take();

private:
    void check();

    QLineEdit *m_first;
    QLineEdit *m_again; ///< null where the file is there already
    ui::TextLabel *m_trouble;
    QPushButton *m_accept = nullptr;
};

} // namespace haberdash
