// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/page.h"
#include "ui/shared/shop.h"
#include "ui/shared/when_done.h"

#include "core/store/email_repository.h"

#include <QTimer>

class QPushButton;
class QStackedWidget;

namespace haberdash::ui {

class CouponsPane;
class DesignGallery;
class DesignPane;
class EmailEditor;
class EmailPreview;
class EmailSummary;
class LineList;

/// Emails: the saved ones at the left, in the middle what one says, at the right what a customer would see.
/// Designs open in a designer as wide as the page; new ones begin in a gallery. What is written is kept a
/// moment later, saved or not. The argument is the name of the email to open.
class EmailsPage final : public Page
{
    Q_OBJECT

public:
    explicit EmailsPage(Shop shop, QWidget *parent = nullptr);

    [[nodiscard]] EmailEditor &editor() { return *m_editor; }
    [[nodiscard]] EmailPreview &preview() { return *m_preview; }
    [[nodiscard]] DesignPane &designPane() { return *m_design; }
    [[nodiscard]] CouponsPane &coupons() { return *m_coupons; }
    /// The gallery.
    void startNew();
    /// The sets of coupon codes.
    void showCoupons();
    void save();
    void deleteCurrent();

public Q_SLOTS:
    void activate(const QString &argument) override;

protected:
    void hideEvent(QHideEvent *event) override;

private:
    enum class Place { Overview, Gallery, Designer, Coupons };
    struct Loaded
    {
        QList<store::SavedEmail> emails;
        QList<CustomerId> customers;
        std::optional<store::EmailDraft> unnamed; ///< of an email that was never saved
    };
    void makeOverview();
    void load(const QString &open);
    void show(const Loaded &loaded, const QString &open);
    /// Shows an email; of a design its summary.
    void open(const store::SavedEmail &email);
    /// Goes on with what was written and not saved, where there is something.
    void openWithDraft(const store::SavedEmail &saved);
    void write(const store::SavedEmail &written, const store::SavedEmail &saved);
    void go(Place place);
    void showList();
    void updateActions();
    [[nodiscard]] store::SavedEmail written() const;
    [[nodiscard]] bool isChanged() const;
    void note();
    void keepDraft();
    /// Changes the store on a worker and loads again; errors become a notice.
    void change(const std::function<Result<EmailId>(store::Connection &)> &work,
        const std::function<void(EmailId)> &done);

    Shop m_shop;
    LineList *m_list;
    EmailEditor *m_editor;
    EmailSummary *m_summary;
    QStackedWidget *m_middle; ///< editor or summary
    EmailPreview *m_preview;
    DesignGallery *m_gallery;
    DesignPane *m_design;
    CouponsPane *m_coupons;
    QStackedWidget *m_places;
    QPushButton *m_save;
    QPushButton *m_new;
    QPushButton *m_toCoupons;
    QPushButton *m_delete;
    QList<store::SavedEmail> m_emails;
    QList<CustomerId> m_customers;
    bool m_editing = false;
    QTimer m_autosave;
    LatestOnly<Result<Loaded>> m_load;
    LatestOnly<Result<std::optional<store::EmailDraft>>> m_draft;
};

} // namespace haberdash::ui
