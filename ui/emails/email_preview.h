// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/emails/preview_renderer.h"
#include "ui/shared/when_done.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

class QButtonGroup;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QStackedLayout;
class QToolButton;

namespace haberdash::ui {

class SearchField;
class TextLabel;

/// What one customer would see: inbox line, mail on a desktop, on a phone, in the dark, as plain text; and
/// the next customer.
class EmailPreview final : public QWidget
{
    Q_OBJECT

public:
    enum class View { Desktop, Phone, Dark, NoPictures, Text };
    Q_ENUM(View)

    explicit EmailPreview(Shop shop, QWidget *parent = nullptr);
    /// Shows a design soon: not at each key, and only the newest.
    void setDesign(const compose::EmailDesign &design);
    /// Whom to show it to: those who bought last, first.
    void setCustomers(const QList<CustomerId> &customers);
    void setView(View view);
    /// Shows the design for this customer, who need not be in the list.
    void showCustomer(CustomerId customer);
    [[nodiscard]] CustomerId customer() const { return m_customer; }
    [[nodiscard]] const RenderedPreview &shown() const { return m_shown; }

Q_SIGNALS:
    /// A picture was made, or `error` says why not.
    void rendered(const haberdash::Error *error);

private:
    void step(int by);
    void fillPeople();
    /// Shows somebody whom a worker finds, or says that there is nobody like that.
    void showWhom(const std::function<Result<std::optional<CustomerId>>(store::Connection &)> &find);
    void find(const QString &who);
    void render();
    void show(const RenderedPreview &preview);
    void showBody();
    void startBackend();

    Shop m_shop;
    std::optional<compose::EmailDesign> m_design; ///< none before the first was opened
    QList<CustomerId> m_customers;
    CustomerId m_customer;
    View m_view = View::Desktop;
    RenderedPreview m_shown;
    QTimer m_delay;
    LatestOnly<Result<RenderedPreview>> m_render;
    LatestOnly<Result<QString>> m_nameOf;
    SearchField *m_search;
    TextLabel *m_who;
    TextLabel *m_subject;
    TextLabel *m_preheader;
    TextLabel *m_remarks;
    QToolButton *m_people;
    QToolButton *m_whyButton;
    QListWidget *m_why; ///< what was decided for this customer
    QButtonGroup *m_views;
    QWidget *m_frame; ///< holds the picture; as wide as the device
    QStackedLayout *m_body;
    QPlainTextEdit *m_text;
    QWidget *m_picture; ///< grey bars until the web engine has started
    bool m_loaded = false; ///< the web engine is in memory, or not to be had
    PreviewBackend *m_backend = nullptr; ///< made when first needed
};

} // namespace haberdash::ui
