// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/blocks/starting_designs.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

static void initDesignsResource()
{
    Q_INIT_RESOURCE(designs);
}

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

std::vector<StartingDesign> startingDesigns()
{
    initDesignsResource();
    std::vector<StartingDesign> designs;
    const QDir folder(u":/haberdash/designs"_s);
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
        const QByteArray design = QJsonDocument(object[u"design"_s].toObject()).toJson();
        auto document = documentFromText(QString::fromUtf8(design));
        Q_ASSERT(document); // a test reads every one
        if (document)
            designs.push_back({object[u"name"_s].toString(), object[u"title"_s].toString(),
                object[u"purpose"_s].toString(), object[u"subject"_s].toString(),
                object[u"preheader"_s].toString(), std::move(*document)});
    }
    return designs;
}

} // namespace haberdash::compose
