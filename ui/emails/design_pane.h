// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/email_repository.h"
#include "ui/emails/designer/scene_loader.h"
#include "ui/shared/notice.h"
#include "ui/shared/when_done.h"

#include <QWidget>

class QButtonGroup;
class QLineEdit;
class QStackedWidget;
class QToolButton;

namespace haberdash::ui {

class Designer;
class EmailPreview;
class EmailReviewView;
class InlineMessage;

/// One designed email on a page of its own: name and subject above, below it the designer or the preview.
class DesignPane final : public QWidget
{
    Q_OBJECT

public:
    explicit DesignPane(Shop shop, QWidget *parent = nullptr);
    void setCustomers(const QList<CustomerId> &customers);
    /// @param written what is shown, a design that can be read; @param saved what the store has, equal where
    /// nothing was changed
    void setEmail(const store::SavedEmail &written, const store::SavedEmail &saved);
    [[nodiscard]] store::SavedEmail email() const;
    [[nodiscard]] bool isChanged() const;
    void markSaved(EmailId id);
    [[nodiscard]] Designer &designer() { return *m_designer; }
    [[nodiscard]] EmailPreview &preview() { return *m_preview; }
    enum class Mode { Build, Preview, Check };
    void show(Mode mode);
    /// Whether what the shop has to say is still being read.
    [[nodiscard]] bool isLoading() const { return m_loading.isRunning(); }

Q_SIGNALS:
    void edited();
    void backRequested();
    void noticed(const haberdash::ui::Notice &notice);

private:
    void makeHead();
    void loadSetting();
    void fillVersions();
    void note();
    void share();
    void makeCouponSet();
    void exportBanners();
    [[nodiscard]] compose::EmailDesign design() const;

    Shop m_shop;
    store::SavedEmail m_saved;
    QList<CustomerId> m_customers;
    QStringList m_segments;
    QLineEdit *m_name;
    QLineEdit *m_subject;
    QLineEdit *m_preheader;
    InlineMessage *m_mistake;
    QButtonGroup *m_modes;
    QToolButton *m_versions;
    QStackedWidget *m_stack;
    Designer *m_designer;
    EmailPreview *m_preview;
    EmailReviewView *m_review;
    LatestOnly<Result<DesignSetting>> m_loading;
};

} // namespace haberdash::ui
