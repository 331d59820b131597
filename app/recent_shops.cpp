// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recent_shops.h"

#include <QFileInfo>
#include <QSettings>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype most = 8;
const QString arrayKey = u"workspaces/recent"_s;
const QString nameKey = u"name"_s;
const QString pathKey = u"path"_s;
} // namespace

QList<ui::WorkspaceItem> RecentShops::stored() const
{
    QList<ui::WorkspaceItem> list;
    const int size = m_settings.beginReadArray(arrayKey);
    for (int i = 0; i < size; ++i) {
        m_settings.setArrayIndex(i);
        list.append({m_settings.value(nameKey).toString(), m_settings.value(pathKey).toString()});
    }
    m_settings.endArray();
    return list;
}

QList<ui::WorkspaceItem> RecentShops::items() const
{
    QList<ui::WorkspaceItem> list = stored();
    list.removeIf([](const auto &item) { return item.name.isEmpty() || !QFileInfo(item.path).isFile(); });
    return list;
}

void RecentShops::remember(const ui::WorkspaceItem &item)
{
    QList<ui::WorkspaceItem> list = stored();
    list.removeIf([&item](const auto &other) { return other.path == item.path; });
    list.prepend(item);
    while (list.size() > most)
        list.removeLast();
    m_settings.remove(arrayKey);
    m_settings.beginWriteArray(arrayKey, int(list.size()));
    for (int i = 0; i < list.size(); ++i) {
        m_settings.setArrayIndex(i);
        m_settings.setValue(nameKey, list[i].name);
        m_settings.setValue(pathKey, list[i].path);
    }
    m_settings.endArray();
}

} // namespace haberdash
