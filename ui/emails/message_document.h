// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/emails/preview_backend.h"

#include <QImage>
#include <QTextDocument>

namespace haberdash::ui {

/// A message as a Qt document: no style sheet of the head, no media queries, no rounded corners, and nothing
/// from the net.
class MessageDocument final : public QTextDocument
{
    Q_OBJECT

public:
    explicit MessageDocument(QObject *parent = nullptr);
    void setContent(const PreviewContent &content);

protected:
    QVariant loadResource(int type, const QUrl &name) override;

private:
    PreviewContent m_content;
};

/// A picture of a message, `width` pixels wide and as high as it needs. Needs a QGuiApplication.
[[nodiscard]] QImage drawMessage(const PreviewContent &content, int width);

} // namespace haberdash::ui
