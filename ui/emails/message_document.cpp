// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/message_document.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

/// What Qt's reader would show although mail programs hide it, or would trip over.
QString simplified(const QByteArray &html)
{
    QString text = QString::fromUtf8(html);
    static const QRegularExpression conditional(
        u"<!--\\[if (?!!)[^\\]]*\\]>.*?<!\\[endif\\]-->"_s, QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression hidden(
        u"<(div|span)[^>]*display:\\s*none[^>]*>.*?</\\1>"_s, QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression head(
        u"<style.*?</style>"_s, QRegularExpression::DotMatchesEverythingOption);
    for (const auto *pattern : {&conditional, &hidden, &head})
        text.remove(*pattern);
    // Qt pads cells and not links: a button becomes a cell of its own.
    static const QRegularExpression button(
        u"<a class=\"hb-button\" href=\"[^\"]*\" style=\"([^\"]*)\">(.*?)</a>"_s,
        QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression fill(u"background-color:(#[0-9a-fA-F]+)"_s);
    qsizetype from = 0;
    for (auto match = button.match(text); match.hasMatch(); match = button.match(text, from)) {
        const QString style = match.captured(1);
        const QString cell
            = u"<table cellpadding=\"0\" cellspacing=\"0\"%1><tr><td align=\"center\" bgcolor=\"%2\" style=\"padding:12px 28px\"><span style=\"%3\">%4</span></td></tr></table>"_s
                  .arg(style.contains(u"display:block"_s) ? u" width=\"100%\""_s : QString(),
                      fill.match(style).captured(1), QString(style).remove(u"!important"_s),
                      match.captured(2));
        text.replace(match.capturedStart(), match.capturedLength(), cell);
        from = match.capturedStart() + cell.size();
    }
    return text;
}

/// In the place of a picture that is not in the message itself: it is there, and it is not fetched.
QImage placeholder()
{
    QImage image(240, 120, QImage::Format_RGB32);
    image.fill(QColor(0xe4, 0xe6, 0xea));
    return image;
}

} // namespace

MessageDocument::MessageDocument(QObject *parent)
    : QTextDocument(parent)
{
    setDocumentMargin(0);
}

void MessageDocument::setContent(const PreviewContent &content)
{
    clear(); // the pictures of the message before, too
    m_content = content;
    setHtml(simplified(content.html));
}

QVariant MessageDocument::loadResource(int, const QUrl &name)
{
    // Only what is in the message itself: a preview opens no address.
    QImage picture;
    if (name.scheme() == u"cid"_s)
        picture = QImage::fromData(m_content.pictures.value(name.toString().mid(4)).bytes);
    const QVariant image = picture.isNull() ? placeholder() : picture;
    // The document asks for it each time it lays itself out, unless it holds it.
    addResource(ImageResource, name, image);
    return image;
}

QImage drawMessage(const PreviewContent &content, int width)
{
    MessageDocument document;
    document.setContent(content);
    document.setTextWidth(width);
    const QSize size(width, std::min(20000, int(document.size().height()) + 1));
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    document.drawContents(&painter, QRectF(QPointF(), size));
    return image;
}

} // namespace haberdash::ui
