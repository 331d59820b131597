// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/adopt/adopted_mail.h"
#include "core/store/email_repository.h"
#include "ui/shared/shop.h"
#include "ui/shared/when_done.h"

#include <QDialog>
#include <QImage>

class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace haberdash::ui {

class FaceStack;
class LineList;
class TextLabel;

/// An HTML mail of another program, before it is kept: what it says, what was translated, what is for people
/// to decide and what was taken out, beside a picture of how a customer would see it. Names: "adoptName",
/// "adoptSubject", "adoptPreheader", "adoptNotes", "adoptNow".
class AdoptDialog final : public QDialog
{
    Q_OBJECT

public:
    /// @param customer whom the picture is for; may be invalid
    AdoptDialog(Shop shop, const QString &path, CustomerId customer, QWidget *parent = nullptr);
    [[nodiscard]] FaceStack &faces() { return *m_faces; }

Q_SIGNALS:
    /// The mail as an email without an id, to go on with.
    void adopted(const haberdash::store::SavedEmail &email);

private:
    [[nodiscard]] QWidget *makeAnswer();
    [[nodiscard]] QWidget *makeLines();
    void read();
    void showMail(adopt::AdoptedMail mail);
    void draw();
    void showPicture(const Result<QImage> &picture);
    [[nodiscard]] store::SavedEmail email() const;

    Shop m_shop;
    QString m_path;
    CustomerId m_customer;
    adopt::AdoptedMail m_mail;
    FaceStack *m_faces;
    TextLabel *m_summary;
    QLineEdit *m_name;
    QLineEdit *m_subject;
    QLineEdit *m_preheader;
    LineList *m_notes;
    QLabel *m_picture;
    QScrollArea *m_view;
    QPushButton *m_adopt;
    LatestOnly<Result<adopt::AdoptedMail>> m_reading;
    LatestOnly<Result<QImage>> m_drawing;
};

} // namespace haberdash::ui
