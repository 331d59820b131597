// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/workspace.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace haberdash {

/// Asks what must be known to make a workspace: name, currency, time zone, and where the file lies.
class NewShopDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `folder` is where the file goes unless another is chosen.
    explicit NewShopDialog(const QString &folder, QWidget *parent = nullptr);

    [[nodiscard]] store::WorkspaceInfo info() const;
    [[nodiscard]] QString path() const;

private:
    void choosePath();
    void update();

    QString m_folder;
    bool m_pathByHand = false;
    QLineEdit *m_name;
    QComboBox *m_currency;
    QComboBox *m_timeZone;
    QLineEdit *m_path;
    QLabel *m_trouble;
    QPushButton *m_make;
};

} // namespace haberdash
