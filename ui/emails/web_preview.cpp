// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/web_preview.h"

#include <QBuffer>
#include <QWebEnginePage>
#include <QWebEngineProfile>
#include <QWebEngineSettings>
#include <QWebEngineUrlRequestInfo>
#include <QWebEngineUrlRequestInterceptor>
#include <QWebEngineUrlRequestJob>
#include <QWebEngineUrlScheme>
#include <QWebEngineUrlSchemeHandler>
#include <QWebEngineView>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

/// Everything but the message itself, its pictures and data in it is refused.
class Doorkeeper final : public QWebEngineUrlRequestInterceptor
{
public:
    using QWebEngineUrlRequestInterceptor::QWebEngineUrlRequestInterceptor;
    void interceptRequest(QWebEngineUrlRequestInfo &info) override
    {
        const QString scheme = info.requestUrl().scheme();
        if (scheme != u"preview"_s && scheme != u"data"_s)
            info.block(true);
    }
};

/// Links and meta refreshes lead nowhere; only our own loads do.
class StillPage final : public QWebEnginePage
{
public:
    using QWebEnginePage::QWebEnginePage;

protected:
    bool acceptNavigationRequest(const QUrl &url, NavigationType type, bool) override
    {
        return type == NavigationTypeTyped && url.scheme() == u"preview"_s;
    }
};

} // namespace

/// Hands the parts of the message to the engine: preview:message and preview:NAME for pictures.
class PreviewSchemeHandler final : public QWebEngineUrlSchemeHandler
{
public:
    using QWebEngineUrlSchemeHandler::QWebEngineUrlSchemeHandler;
    PreviewContent content;

    void requestStarted(QWebEngineUrlRequestJob *job) override
    {
        const QString name = job->requestUrl().path();
        const bool isMessage = name.startsWith(u"message-"_s);
        const auto picture = content.pictures.constFind(QUrl::fromPercentEncoding(name.toUtf8()));
        if (!isMessage && picture == content.pictures.constEnd()) {
            job->fail(QWebEngineUrlRequestJob::UrlNotFound);
            return;
        }
        auto *buffer = new QBuffer(job);
        buffer->setData(isMessage ? content.html : picture->bytes);
        buffer->open(QIODevice::ReadOnly);
        job->reply(isMessage ? QByteArrayLiteral("text/html; charset=utf-8") : picture->mediaType, buffer);
    }
};

WebPreview::WebPreview(QWidget *parent)
    : PreviewBackend(parent)
    , m_profile(new QWebEngineProfile(this)) // without a name: off the record
    , m_handler(new PreviewSchemeHandler(this))
    , m_view(new QWebEngineView(parent))
{
    m_profile->setHttpCacheType(QWebEngineProfile::NoCache);
    m_profile->setUrlRequestInterceptor(new Doorkeeper(this));
    m_profile->installUrlSchemeHandler("preview", m_handler);
    auto *settings = m_profile->settings();
    settings->setAttribute(QWebEngineSettings::JavascriptEnabled, false);
    settings->setAttribute(QWebEngineSettings::DnsPrefetchEnabled, false);
    settings->setAttribute(QWebEngineSettings::PluginsEnabled, false);
    settings->setAttribute(QWebEngineSettings::LocalStorageEnabled, false);
    settings->setAttribute(QWebEngineSettings::ShowScrollBars, true);
    m_view->setObjectName(u"webPreview"_s);
    m_view->setAccessibleName(tr("The mail"));
    m_view->setContextMenuPolicy(Qt::NoContextMenu);
    m_page = new StillPage(m_profile, m_view);
    m_view->setPage(m_page);
    connect(m_page, &QWebEnginePage::loadFinished, this, &PreviewBackend::shown);
}

WebPreview::~WebPreview()
{
    // Pages must go before their profile, whichever of view and backend goes first.
    delete m_page;
}

QWidget *WebPreview::widget()
{
    return m_view;
}

void WebPreview::show(const PreviewContent &content, bool dark, int layoutWidth)
{
    // The view has no size of its own before it is shown the first time.
    const double room = m_view->parentWidget()->width();
    const double zoom = layoutWidth > 0 ? std::clamp(room / layoutWidth, 0.25, 1.0) : 1.0;
    m_view->setZoomFactor(zoom);
    m_handler->content = content;
    auto &html = m_handler->content.html;
    html.replace("cid:", "preview:");
    // The engine has no switch for it: make the mail's own dark rules hold always, or never.
    html.replace("(prefers-color-scheme: dark)", dark ? "all" : "not all");
    html.replace("(prefers-color-scheme:dark)", dark ? "all" : "not all");
    static int number = 0;
    m_view->load(QUrl(u"preview:message-%1"_s.arg(++number)));
}

WebPreviewFactory::WebPreviewFactory()
{
    // A mail stands still: without the graphics card it is there as fast, and the same on every machine.
    if (!qEnvironmentVariableIsSet("QT_QUICK_BACKEND"))
        qputenv("QT_QUICK_BACKEND", "software");
    QWebEngineUrlScheme scheme("preview");
    scheme.setSyntax(QWebEngineUrlScheme::Syntax::Path);
    scheme.setFlags(QWebEngineUrlScheme::LocalScheme | QWebEngineUrlScheme::LocalAccessAllowed);
    QWebEngineUrlScheme::registerScheme(scheme);
}

PreviewBackend *WebPreviewFactory::create(QWidget *parent)
{
    return new WebPreview(parent);
}

} // namespace haberdash::ui
