// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/coupon_repository.h"
#include "ui/shared/shop.h"
#include "ui/shared/when_done.h"

#include <QDialog>

class QPushButton;
class QSpinBox;

namespace haberdash::ui {

class InlineMessage;
class PoolFilePicker;
class TaskProgress;

/// Adds codes to a set: of a file to one whose codes the shop makes, else a number of new ones.
class AddCodesDialog final : public QDialog
{
    Q_OBJECT

public:
    AddCodesDialog(Shop shop, store::CouponSet set, QWidget *parent = nullptr);
    ~AddCodesDialog() override;
    [[nodiscard]] PoolFilePicker &file() { return *m_file; }

Q_SIGNALS:
    void added(qint64 codes);

private:
    void updateState();
    void add();

    Shop m_shop;
    store::CouponSet m_set;
    QSpinBox *m_count;
    PoolFilePicker *m_file;
    InlineMessage *m_message;
    QPushButton *m_add;
    std::shared_ptr<TaskProgress> m_progress; // shared with the worker
    LatestOnly<Result<qint64>> m_adding;
};

} // namespace haberdash::ui
