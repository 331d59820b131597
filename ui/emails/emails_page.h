// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/page.h"
#include "ui/shared/shop.h"
#include "ui/shared/when_done.h"

#include "core/store/email_repository.h"

class QPushButton;

namespace haberdash::ui {

class EmailEditor;
class EmailPreview;
class LineList;

/// Emails: the saved ones at the left, the texts of one in the middle, what a customer would see at the
/// right. The argument is the name of the email to open.
class EmailsPage final : public Page
{
    Q_OBJECT

public:
    explicit EmailsPage(Shop shop, QWidget *parent = nullptr);

    [[nodiscard]] EmailEditor &editor() { return *m_editor; }
    [[nodiscard]] EmailPreview &preview() { return *m_preview; }
    void startNew();
    void save();
    void deleteCurrent();

public Q_SLOTS:
    void activate(const QString &argument) override;

private:
    struct Loaded
    {
        QList<store::SavedEmail> emails;
        QList<CustomerId> customers;
    };
    void load(const QString &open);
    void show(const Loaded &loaded, const QString &open);
    void open(const store::SavedEmail &email);
    void showList();
    /// Changes the store on a worker and loads again; errors become a notice.
    void change(const std::function<Result<EmailId>(store::Connection &)> &work,
        const std::function<void(EmailId)> &done);

    Shop m_shop;
    LineList *m_list;
    EmailEditor *m_editor;
    EmailPreview *m_preview;
    QPushButton *m_save;
    QPushButton *m_delete;
    QList<store::SavedEmail> m_emails;
    bool m_editing = false;
    LatestOnly<Result<Loaded>> m_load;
};

} // namespace haberdash::ui
