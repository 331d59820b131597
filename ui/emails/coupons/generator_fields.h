// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/coupon_repository.h"

#include <QWidget>

class QLineEdit;
class QSpinBox;

namespace haberdash::ui {

class TextLabel;

/// How generated codes look, with examples that change while one types.
class GeneratorFields final : public QWidget
{
    Q_OBJECT

public:
    explicit GeneratorFields(QWidget *parent = nullptr);
    /// Writes what was chosen into a set.
    void fill(store::CouponSet &set) const;
    /// How many codes shall be made at once; 0: none.
    [[nodiscard]] qint64 ahead() const;

Q_SIGNALS:
    void edited();

private:
    void showExamples();

    QLineEdit *m_prefix;
    QSpinBox *m_letters;
    TextLabel *m_examples;
    QSpinBox *m_ahead;
};

} // namespace haberdash::ui
