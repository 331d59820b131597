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
    explicit SimplePreview(QWidget *parent);
    QWidget *widget() override;
    void show(const PreviewContent &content, bool dark, int layoutWidth) override;
    QString remark() const override;

private:
    QTextBrowser *m_browser;
    MessageDocument *m_document;
};

} // namespace haberdash::ui
