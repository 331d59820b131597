// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/coupon_repository.h"
#include "ui/shared/shop.h"
#include "ui/shared/when_done.h"

#include <QDialog>

class QComboBox;
class QDateEdit;
class QLineEdit;
class QCheckBox;
class QPushButton;
class QRadioButton;
class QSpinBox;
class QStackedWidget;

namespace haberdash::ui {

class GeneratorFields;
class InlineMessage;
class PoolFilePicker;
class TaskProgress;

/// Makes a set of coupon codes: what they are good for at the left, where they come from at the right. Stays
/// open, with everything that was typed, where the set cannot be made.
class CouponSetDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit CouponSetDialog(Shop shop, QWidget *parent = nullptr);
    ~CouponSetDialog() override;
    [[nodiscard]] PoolFilePicker &file() { return *m_file; }

Q_SIGNALS:
    void made(const QString &name);

private:
    [[nodiscard]] QWidget *makeTerms();
    [[nodiscard]] QWidget *makeSources();
    void updateState();
    /// As it was typed; the error says which field is wrong.
    [[nodiscard]] Result<store::CouponSet> typed() const;
    void make();
    void finish(const Result<> &made, const QString &name);

    Shop m_shop;
    QLineEdit *m_name;
    QComboBox *m_kind;
    QLineEdit *m_value;
    QLineEdit *m_note;
    QLineEdit *m_minimum;
    QComboBox *m_lasting;
    QSpinBox *m_days;
    QDateEdit *m_until;
    QCheckBox *m_isOneEach;
    QRadioButton *m_isMade;
    QRadioButton *m_isFile;
    QStackedWidget *m_sources;
    GeneratorFields *m_generator;
    PoolFilePicker *m_file;
    InlineMessage *m_message;
    QPushButton *m_make;
    std::shared_ptr<TaskProgress> m_progress; // shared with the worker
    LatestOnly<Result<>> m_making;
};

} // namespace haberdash::ui
