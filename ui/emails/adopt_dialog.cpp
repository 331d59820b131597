// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/adopt_dialog.h"

#include "core/campaign/designs.h"
#include "core/campaign/message_maker.h"
#include "ui/emails/adopt_words.h"
#include "ui/emails/message_document.h"
#include "ui/shared/error_text.h"
#include "ui/shared/faces.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QFile>
#include <QFileInfo>
#include <QFormLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int mailWidth = 640;
constexpr int pictureWidth = 430;

Result<adopt::AdoptedMail> readMail(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Code::Io,
            AdoptDialog::tr("“%1” could not be read: %2. Nothing was taken over.")
                .arg(QFileInfo(path).fileName(), file.errorString()));
    return adopt::adoptMail(file.readAll(), path);
}

/// The mail as a customer sees it.
Result<QImage> drawFor(const Shop &shop, CustomerId customer, const compose::EmailDesign &design)
{
    // Writing: the first message of a workspace makes the key for unsubscribe tokens.
    HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
    campaign::MakerSettings settings;
    settings.salt = u"preview"_s;
    settings.asOf = shop.asOf();
    HABERDASH_TRY_ASSIGN(maker, campaign::MessageMaker::create(connection, {design}, settings));
    HABERDASH_TRY_ASSIGN(message, maker.make(customer, 0, shop.asOf()));
    return drawMessage(toPreview(message.rendered.html, message.images), mailWidth)
        .scaledToWidth(pictureWidth * 2, Qt::SmoothTransformation);
}

} // namespace

AdoptDialog::AdoptDialog(Shop shop, const QString &path, CustomerId customer, QWidget *parent)
    : QDialog(parent)
    , m_shop(std::move(shop))
    , m_path(path)
    , m_customer(customer)
    , m_faces(new FaceStack)
    , m_summary(new TextLabel({}))
    , m_name(new QLineEdit)
    , m_subject(new QLineEdit)
    , m_preheader(new QLineEdit)
    , m_notes(new LineList(u"adoptNotes"_s, tr("What happened to the mail")))
    , m_picture(new QLabel)
    , m_view(new QScrollArea)
    , m_adopt(new QPushButton(tr("Go on with it")))
{
    setWindowTitle(tr("Import an HTML mail"));
    resize(1080, 680);
    auto *title
        = new TextLabel(tr("What “%1” brings").arg(QFileInfo(path).fileName()), TextLabel::Size::Section);
    title->setElided(true);
    m_faces->setFullFace(makeAnswer());
    m_adopt->setObjectName("adoptNow"_L1);
    m_adopt->setDefault(true);
    m_adopt->setEnabled(false);
    setButtonKind(m_adopt, ButtonKind::Primary);
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName("adoptCancel"_L1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(new TextLabel(tr("Nothing is kept before you say so. The file stays as it is."),
                           TextLabel::Size::Body, TextLabel::Ink::Muted),
        1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_adopt);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::medium);
    column->addWidget(title);
    column->addWidget(m_faces, 1);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_adopt, &QPushButton::clicked, this, [this] {
        Q_EMIT adopted(email());
        accept();
    });
    connect(m_faces, &FaceStack::retried, this, &AdoptDialog::read);
    read();
}

QWidget *AdoptDialog::makeAnswer()
{
    auto *answer = new QWidget;
    auto *columns = new QHBoxLayout(answer);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::large);
    columns->addWidget(makeLines(), 1);
    m_view->setObjectName("adoptPicture"_L1);
    m_view->setAccessibleName(tr("The mail as a customer sees it"));
    m_view->setWidget(m_picture);
    m_view->setWidgetResizable(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFixedWidth(pictureWidth + 24);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_picture->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_picture->setWordWrap(true);
    m_picture->setMargin(space::small);
    columns->addWidget(m_view);
    return answer;
}

QWidget *AdoptDialog::makeLines()
{
    auto *left = new QWidget;
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    m_summary->setObjectName("adoptSummary"_L1);
    m_summary->setWordWrap(true);
    column->addWidget(m_summary);
    auto *form = new QFormLayout;
    const std::tuple<QString, const char *, QLineEdit *> lines[] = {{tr("Name"), "adoptName", m_name},
        {tr("Subject"), "adoptSubject", m_subject}, {tr("Preview line"), "adoptPreheader", m_preheader}};
    for (const auto &[label, name, line] : lines) {
        line->setObjectName(QLatin1String(name));
        line->setAccessibleName(label);
        form->addRow(label, line);
    }
    m_subject->setPlaceholderText(tr("The file names none"));
    m_preheader->setPlaceholderText(tr("The line that inboxes show beside the subject"));
    column->addLayout(form);
    m_notes->setWordWrap(true);
    column->addWidget(m_notes, 1);
    return left;
}

void AdoptDialog::read()
{
    m_faces->showLoading();
    m_reading.run(QtConcurrent::run([path = m_path] { return readMail(path); }), this,
        [this](const Result<adopt::AdoptedMail> &mail) {
            if (mail)
                showMail(*mail);
            else
                m_faces->showFailed(mail.error());
        });
}

void AdoptDialog::showMail(adopt::AdoptedMail mail)
{
    m_mail = std::move(mail);
    m_summary->setText(summaryOf(m_mail));
    m_name->setText(QFileInfo(m_path).completeBaseName());
    m_subject->setText(m_mail.design.subject);
    m_preheader->setText(m_mail.design.preheader);
    m_notes->setRows(rowsOf(m_mail.notes));
    m_notes->setVisible(!m_mail.notes.empty());
    m_adopt->setEnabled(true);
    m_faces->showFull();
    draw();
}

void AdoptDialog::draw()
{
    if (!m_customer.isValid()) {
        m_picture->setText(tr("When there are customers, the mail is shown here as one of them sees it."));
        return;
    }
    m_drawing.run(QtConcurrent::run([shop = m_shop, customer = m_customer, design = m_mail.design] {
        return drawFor(shop, customer, design);
    }),
        this, [this](const Result<QImage> &picture) { showPicture(picture); });
}

void AdoptDialog::showPicture(const Result<QImage> &picture)
{
    if (!picture) {
        m_picture->setText(tr("There is no picture yet. %1").arg(picture.error().detail));
        return;
    }
    QPixmap pixmap = QPixmap::fromImage(*picture);
    pixmap.setDevicePixelRatio(2);
    m_picture->setPixmap(pixmap);
}

store::SavedEmail AdoptDialog::email() const
{
    store::SavedEmail email;
    email.name = m_name->text().trimmed();
    email.kind = compose::toWord(m_mail.design.kind);
    email.subject = m_subject->text();
    email.preheader = m_preheader->text();
    email.body = m_mail.design.body;
    return email;
}

} // namespace haberdash::ui
