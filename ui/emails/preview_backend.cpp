// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/preview_backend.h"

#include "ui/emails/simple_preview.h"

#include <QCoreApplication>
#include <QFile>
#include <QPluginLoader>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

/// Beside the program in a build folder, in lib/haberdash where it is installed, or where HABERDASH_PLUGINS
/// says.
QString pluginPath()
{
    const QString program = QCoreApplication::applicationDirPath();
    for (const QString &folder : QStringList{qEnvironmentVariable("HABERDASH_PLUGINS") + u'/',
             program + u"/plugins/"_s, program + u"/../lib/haberdash/"_s}) {
        const QString path = folder + u"haberdash_preview_web.so"_s;
        if (QFile::exists(path))
            return path;
    }
    return {};
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

PreviewBackend *makePreview(QWidget *parent)
{
    // HABERDASH_SIMPLE_PREVIEW is for machines on which the web engine does not run.
    const QString path = qEnvironmentVariableIsSet("HABERDASH_SIMPLE_PREVIEW") ? QString() : pluginPath();
    if (!path.isEmpty()) {
        QPluginLoader loader(path);
        if (auto *factory = qobject_cast<PreviewFactory *>(loader.instance()))
            return factory->create(parent);
        qWarning("%s", qPrintable(loader.errorString()));
    }
    return new SimplePreview(parent);
}

} // namespace haberdash::ui
