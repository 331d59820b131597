// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/personal_banners.h"
#include "ui/shared/shop.h"
#include "ui/shared/when_done.h"

#include <QDialog>
#include <QTimer>

class QComboBox;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace haberdash::ui {

class InlineMessage;
class TaskProgress;

/// Writes the banners of an email for an audience into a folder, for shops that host pictures themselves.
class BannerExportDialog final : public QDialog
{
    Q_OBJECT

public:
    BannerExportDialog(
        Shop shop, compose::EmailDesign design, const QStringList &segments, QWidget *parent = nullptr);
    ~BannerExportDialog() override;
    [[nodiscard]] bool isRunning() const { return m_exporting.isRunning(); }

public Q_SLOTS:
    /// Stops the export where one is running, else closes.
    void reject() override;

private:
    void chooseFolder();
    void start();
    void finish(const Result<campaign::BannerExport> &done);
    void updateState();
    /// As high as the words need.
    void fit();

    Shop m_shop;
    compose::EmailDesign m_design;
    QComboBox *m_audience;
    QLineEdit *m_folder;
    QPushButton *m_choose;
    QProgressBar *m_bar;
    InlineMessage *m_message;
    QPushButton *m_export;
    QPushButton *m_close;
    std::shared_ptr<TaskProgress> m_progress; // shared with the worker
    QTimer m_poll;
    LatestOnly<Result<campaign::BannerExport>> m_exporting;
};

} // namespace haberdash::ui
