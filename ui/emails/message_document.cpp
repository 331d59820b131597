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
    return text;
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
    // Only what is in the message itself. Everything else stays empty: a preview opens no address.
    if (name.scheme() != u"cid"_s)
        return QVariant();
    const QVariant image = QImage::fromData(m_content.pictures.value(name.toString().mid(4)).bytes);
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
