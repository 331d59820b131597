// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/emails/preview_backend.h"

#include <QPointer>

class QWebEnginePage;
class QWebEngineProfile;
class QWebEngineView;

namespace haberdash::ui {

class PreviewSchemeHandler;

/// Shows messages with the web engine, behind closed doors: own profile that remembers nothing, no scripts,
/// every request but for the message's own parts refused, every navigation refused.
class WebPreview final : public PreviewBackend
{
    Q_OBJECT

public:
    explicit WebPreview(QWidget *parent);
    WebPreview(const WebPreview &) = delete;
    WebPreview &operator=(const WebPreview &) = delete;
    ~WebPreview() override;
    QWidget *widget() override;
    void show(const PreviewContent &content, bool dark, int layoutWidth) override;

private:
    QWebEngineProfile *m_profile;
    PreviewSchemeHandler *m_handler;
    QPointer<QWebEnginePage> m_page;
    QWebEngineView *m_view;
};

class WebPreviewFactory final : public QObject, public PreviewFactory
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID HABERDASH_PREVIEW_IID)
    Q_INTERFACES(haberdash::ui::PreviewFactory)

public:
    WebPreviewFactory();
    PreviewBackend *create(QWidget *parent) override;
};

} // namespace haberdash::ui
