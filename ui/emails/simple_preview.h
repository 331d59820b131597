// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/emails/preview_backend.h"

class QTextBrowser;

namespace haberdash::ui {

class MessageDocument;

/// The fall-back: a text browser. Close to the mail, but simplified, and it says so.
class SimplePreview final : public PreviewBackend
{
    Q_OBJECT

public:
    /// `advice` says how to get the whole picture.
    SimplePreview(QString advice, QWidget *parent);
    QWidget *widget() override;
    void show(const PreviewContent &content, bool dark, int layoutWidth) override;
    QString remark() const override;

private:
    QString m_advice;
    QTextBrowser *m_browser;
    MessageDocument *m_document;
};

} // namespace haberdash::ui
