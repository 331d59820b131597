// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/design_gallery.h"

#include "core/campaign/message_maker.h"
#include "core/compose/blocks/document_edit.h"
#include "core/compose/blocks/starting_designs.h"
#include "ui/emails/adopt_dialog.h"
#include "ui/emails/message_document.h"
#include "ui/emails/preview_renderer.h"
#include "ui/shared/widgets.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr QSize thumbnailSize(196, 232);
constexpr int mailWidth = 640;

store::SavedEmail toEmail(const compose::StartingDesign &design)
{
    store::SavedEmail email;
    email.kind = compose::toWord(compose::BodyKind::Design);
    email.name = design.title;
    email.subject = design.subject;
    email.preheader = design.preheader;
    email.body = compose::toText(design.document);
    return email;
}

/// The upper part of a mail, as much as fits.
QImage thumbnailOf(const PreviewContent &content)
{
    const QImage whole
        = drawMessage(content, mailWidth).scaledToWidth(thumbnailSize.width() * 2, Qt::SmoothTransformation);
    QImage part(thumbnailSize * 2, QImage::Format_RGB32);
    part.fill(Qt::white);
    QPainter painter(&part);
    painter.drawImage(0, 0, whole);
    painter.setPen(QColor(0xd4, 0xd7, 0xdc));
    painter.drawRect(part.rect().adjusted(0, 0, -1, -1));
    painter.end();
    part.setDevicePixelRatio(2);
    return part;
}

} // namespace

DesignGallery::DesignGallery(Shop shop, QWidget *parent)
    : QWidget(parent)
    , m_shop(std::move(shop))
    , m_list(new QListWidget)
    , m_back(new QPushButton(icon(Icon::ArrowLeft), tr("All emails")))
{
    m_back->setObjectName(u"galleryBack"_s);
    m_list->setObjectName(u"designGallery"_s);
    m_list->setAccessibleName(tr("Designs to start from"));
    m_list->setViewMode(QListView::IconMode);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setMovement(QListView::Static);
    m_list->setIconSize(thumbnailSize);
    m_list->setGridSize(thumbnailSize + QSize(40, 76));
    m_list->setWordWrap(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *head = new QHBoxLayout;
    head->addWidget(m_back);
    head->addWidget(new TextLabel(
        tr("Start from one of these, or another way:"), TextLabel::Size::Body, TextLabel::Ink::Muted));
    head->addStretch();
    const std::tuple<QString, QString, compose::BodyKind> others[]
        = {{tr("Empty design"), u"startEmpty"_s, compose::BodyKind::Design},
            {tr("Letter in plain words"), u"startLetter"_s, compose::BodyKind::Letter},
            {tr("Own HTML"), u"startHtml"_s, compose::BodyKind::Html}};
    for (const auto &[text, name, kind] : others) {
        auto *button = new QPushButton(text);
        button->setObjectName(name);
        head->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, kind = kind] {
            store::SavedEmail email;
            email.kind = compose::toWord(kind);
            if (kind == compose::BodyKind::Design) {
                compose::Document document;
                compose::insertBlocks(document, {}, {{{}, compose::HeaderBlock(), {}, {}, {}, {}}});
                email.body = compose::toText(document);
            }
            Q_EMIT chosen(email);
        });
    }
    auto *import = new QPushButton(tr("Import an HTML mail…"));
    import->setObjectName(u"startImport"_s);
    head->addWidget(import);
    connect(import, &QPushButton::clicked, this, &DesignGallery::importMail);
    layout->addLayout(head);
    layout->addWidget(m_list, 1);
    QPixmap empty(thumbnailSize);
    empty.fill(Qt::white);
    for (const auto &design : compose::startingDesigns()) {
        auto *item = new QListWidgetItem(QIcon(empty), design.title + u'\n' + design.purpose, m_list);
        item->setToolTip(design.purpose);
        item->setTextAlignment(Qt::AlignHCenter | Qt::AlignTop);
    }
    connect(m_list, &QListWidget::itemActivated, this,
        [this](QListWidgetItem *item) { choose(m_list->row(item)); });
    connect(m_list, &QListWidget::itemClicked, this,
        [this](QListWidgetItem *item) { choose(m_list->row(item)); });
    connect(m_back, &QPushButton::clicked, this, &DesignGallery::backRequested);
    connect(&m_drawing, &QFutureWatcherBase::resultReadyAt, this,
        [this](int index) { showThumbnail(m_drawing.resultAt(index)); });
}

void DesignGallery::setWayBack(bool thereIs)
{
    m_back->setVisible(thereIs);
}

void DesignGallery::importMail()
{
    auto *dialog = new QFileDialog(this, tr("Which mail should be taken over?"), QString(),
        tr("Mails (*.html *.htm *.eml);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &DesignGallery::importFile);
    dialog->open();
}

void DesignGallery::importFile(const QString &path)
{
    auto *dialog = new AdoptDialog(m_shop, path, m_customer, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AdoptDialog::adopted, this, &DesignGallery::chosen);
    dialog->open();
}

void DesignGallery::choose(int index)
{
    const auto designs = compose::startingDesigns();
    if (index >= 0 && size_t(index) < designs.size())
        Q_EMIT chosen(toEmail(designs[size_t(index)]));
}

void DesignGallery::draw(CustomerId customer)
{
    m_customer = customer;
    m_drawing.cancel();
    m_drawing.setFuture(QtConcurrent::run([shop = m_shop, customer](QPromise<Thumbnail> &promise) {
        // Writing: the first message of a workspace makes the key for unsubscribe tokens.
        auto connection = shop.open(store::Connection::Access::ReadWrite);
        if (!connection)
            return;
        QList<compose::EmailDesign> designs;
        for (const auto &design : compose::startingDesigns())
            designs.append(campaign::designOf(toEmail(design)));
        campaign::MakerSettings settings;
        settings.salt = u"preview"_s;
        settings.asOf = shop.asOf();
        auto maker = campaign::MessageMaker::create(*connection, designs, settings);
        for (int i = 0; i < designs.size() && !promise.isCanceled(); ++i) {
            // An empty shop, or one without a postal address, shows what there is to start from, too.
            if (!maker || !customer.isValid()) {
                if (const auto message = renderForNobody(*connection, shop, designs[i]))
                    promise.addResult(Thumbnail{i, thumbnailOf(toPreview(message->html, {}))});
            } else if (const auto message = maker->make(customer, i, shop.asOf())) {
                promise.addResult(
                    Thumbnail{i, thumbnailOf(toPreview(message->rendered.html, message->images))});
            }
        }
    }));
}

void DesignGallery::showThumbnail(const Thumbnail &thumbnail)
{
    if (auto *item = m_list->item(thumbnail.index))
        item->setIcon(QIcon(QPixmap::fromImage(thumbnail.image)));
}

} // namespace haberdash::ui
