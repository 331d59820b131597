// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/tag_list.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace haberdash::importing {

QStringList tagsIn(const QString &text)
{
    QStringList tags;
    const auto add = [&tags](const QString &tag) {
        if (const QString trimmed = tag.trimmed(); !trimmed.isEmpty() && !tags.contains(trimmed))
            tags.append(trimmed);
    };
    if (text.startsWith(u'[')) {
        const auto list = QJsonDocument::fromJson(text.toUtf8());
        if (list.isArray()) {
            for (const auto &each : list.array())
                add(each.toVariant().toString());
            return tags;
        }
    }
    QString tag;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text[i];
        if (character == u'"' && (quoted || tag.trimmed().isEmpty())) {
            quoted = !quoted;
        } else if (character == u',' && !quoted) {
            add(tag);
            tag.clear();
        } else {
            tag += character;
        }
    }
    add(tag);
    return tags;
}

} // namespace haberdash::importing
