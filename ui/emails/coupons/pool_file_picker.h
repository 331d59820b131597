// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coupon/pool_file.h"
#include "ui/shared/shop.h"
#include "ui/shared/when_done.h"

#include <QWidget>

class QListWidget;
class QPushButton;

namespace haberdash::ui {

class TextLabel;
class TaskProgress;

/// A file of codes that the shop made, chosen or dropped here, and what would become of each of its lines
/// before anything is taken.
class PoolFilePicker final : public QWidget
{
    Q_OBJECT

public:
    explicit PoolFilePicker(Shop shop, QWidget *parent = nullptr);
    ~PoolFilePicker() override;
    /// The set that the codes shall go into; one that is not saved yet has no id.
    void setSet(const store::CouponSet &set);
    /// Looks at a file, on a worker.
    void choose(const QString &path);
    [[nodiscard]] const QString &path() const { return m_path; }
    /// How many codes would be taken; 0 while the file is being read, and where it cannot be.
    [[nodiscard]] qint64 codes() const { return m_codes; }

Q_SIGNALS:
    /// Another answer to `codes`.
    void changed();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void askForFile();
    void show(const Result<coupon::PoolImport> &tried);

    Shop m_shop;
    store::CouponSet m_set;
    QString m_path;
    qint64 m_codes = 0;
    QPushButton *m_choose;
    TextLabel *m_name;
    TextLabel *m_result;
    QListWidget *m_faults;
    std::shared_ptr<TaskProgress> m_progress; // shared with the worker
    LatestOnly<Result<coupon::PoolImport>> m_trying;
};

} // namespace haberdash::ui
