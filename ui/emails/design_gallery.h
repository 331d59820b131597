// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/email_repository.h"
#include "ui/shared/shop.h"
#include "ui/shared/when_done.h"

#include <QFutureWatcher>
#include <QImage>
#include <QWidget>

class QListWidget;
class QPushButton;

namespace haberdash::ui {

/// The designs that one can start from, each with a picture in the brand's look, and the other ways to begin.
class DesignGallery final : public QWidget
{
    Q_OBJECT

public:
    explicit DesignGallery(Shop shop, QWidget *parent = nullptr);
    /// Whether there are emails to go back to.
    void setWayBack(bool thereIs);
    /// Asks for an HTML mail, and shows what it brings.
    void importMail();
    /// Shows what this file brings.
    void importFile(const QString &path);
    /// Draws the pictures anew, for the brand as it is now and this customer.
    void draw(CustomerId customer);

Q_SIGNALS:
    /// An email without a name and an id, to begin with.
    void chosen(const haberdash::store::SavedEmail &email);
    void backRequested();

private:
    struct Thumbnail
    {
        int index = 0;
        QImage image;
    };
    void choose(int index);
    void showThumbnail(const Thumbnail &thumbnail);

    Shop m_shop;
    QListWidget *m_list;
    QPushButton *m_back;
    CustomerId m_customer;
    QFutureWatcher<Thumbnail> m_drawing;
};

} // namespace haberdash::ui
