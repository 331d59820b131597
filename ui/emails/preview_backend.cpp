// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/preview_backend.h"

#include "ui/emails/simple_preview.h"

#include <QCoreApplication>
#include <QFile>
#include <QPluginLoader>

#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

/// Beside the program in a build folder, in lib/haberdash where it is installed, or where HABERDASH_PLUGINS
/// says.
QString pluginPath()
{
    // For machines on which the web engine does not run.
    if (qEnvironmentVariableIsSet("HABERDASH_SIMPLE_PREVIEW"))
        return {};
    const QString program = QCoreApplication::applicationDirPath();
    for (const QString &folder : {qEnvironmentVariable("HABERDASH_PLUGINS", program),
             QString(program + u"/plugins"_s), QString(program + u"/../lib/haberdash"_s)}) {
        const QString path = folder + u"/haberdash_preview_web.so"_s;
        if (QFile::exists(path))
            return path;
    }
    return {};
}

/// The web engine ends a program that root runs, unless its sandbox is off; we never turn that off.
bool engineRefusesRoot()
{
    return geteuid() == 0 && qEnvironmentVariableIntValue("QTWEBENGINE_DISABLE_SANDBOX") == 0;
}

} // namespace

PreviewContent toPreview(const std::string &html, const std::vector<compose::InlineImage> &images)
{
    PreviewContent content;
    content.html = QByteArray::fromStdString(html);
    for (const auto &image : images) {
        content.pictures.insert(QString::fromStdString(image.contentId),
            {QByteArray::fromStdString(image.contentType), QByteArray::fromStdString(image.bytes)});
    }
    return content;
}

bool loadPreview()
{
    const QString path = pluginPath();
    return !path.isEmpty() && !engineRefusesRoot() && QPluginLoader(path).load();
}

PreviewBackend *makePreview(QWidget *parent)
{
    const QString path = pluginPath();
    if (path.isEmpty()) {
        return new SimplePreview(
            PreviewBackend::tr("Install the preview plug-in to see the mail as mail programs show it."),
            parent);
    }
    if (engineRefusesRoot()) {
        return new SimplePreview(
            PreviewBackend::tr(
                "Start Haberdash as yourself, not as root, to see the mail as mail programs show it."),
            parent);
    }
    QPluginLoader loader(path);
    if (auto *factory = qobject_cast<PreviewFactory *>(loader.instance()))
        return factory->create(parent);
    return new SimplePreview(
        PreviewBackend::tr("The preview plug-in does not start: %1").arg(loader.errorString()), parent);
}

} // namespace haberdash::ui
