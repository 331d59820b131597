// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/outcome_file.h"
#include "ui/shared/widgets.h"

class QCheckBox;
class QComboBox;

namespace haberdash::ui {

/// Which columns of a file say what: begins with the guess, and says when somebody changes it.
class FileSetup final : public Card
{
    Q_OBJECT

public:
    explicit FileSetup(QWidget *parent = nullptr);
    void setFile(const QString &path, const importing::OutcomeColumns &columns);
    /// The arms that were found, control first.
    void setArms(const QStringList &arms);
    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] importing::OutcomeFileOptions options() const;

Q_SIGNALS:
    void changed();

private:
    QString m_path;
    TextLabel *m_name;
    QComboBox *m_arm;
    QComboBox *m_control;
    QWidget *m_measurePlace;
    QList<QCheckBox *> m_measures;
};

} // namespace haberdash::ui
