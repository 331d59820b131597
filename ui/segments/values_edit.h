// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

class QCompleter;

namespace haberdash::ui {

/// A field for several values with commas between them. Completes the one that is being typed.
class ValuesEdit final : public QLineEdit
{
    Q_OBJECT

public:
    ValuesEdit(const QString &text, const QStringList &known, QWidget *parent);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void offer();
    void complete(const QString &value);
    /// Where the value under the cursor begins.
    [[nodiscard]] int valueStart() const;

    QCompleter *m_completer = nullptr;
};

} // namespace haberdash::ui
