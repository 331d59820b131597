// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QComboBox;
class QLineEdit;

namespace haberdash::ui {

class TextLabel;

/// For whom something is: everybody, a saved segment, or a condition in the language of segments, which is
/// read back as a sentence.
class RuleField final : public QWidget
{
    Q_OBJECT

public:
    /// @param mayBeEverybody whether the empty rule is offered
    explicit RuleField(const QStringList &segments, bool mayBeEverybody, QWidget *parent = nullptr);
    void setRule(const QString &rule);
    [[nodiscard]] QString rule() const;

Q_SIGNALS:
    /// Only for rules that can be read.
    void edited(const QString &rule);

private:
    void showMeaning();

    QComboBox *m_choice;
    QLineEdit *m_text;
    TextLabel *m_meaning;
};

} // namespace haberdash::ui
