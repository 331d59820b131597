// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace haberdash::ui {

/// The way from the root of a rule to a node: positions among the children. Empty: the root itself.
using NodePath = QList<int>;

/// "1/0"; empty for the root.
[[nodiscard]] inline QString pathText(const NodePath &path)
{
    QStringList steps;
    for (const int step : path)
        steps.append(QString::number(step));
    return steps.join(u'/');
}

[[nodiscard]] inline NodePath pathFrom(const QString &text)
{
    NodePath path;
    for (const QString &step : text.split(u'/', Qt::SkipEmptyParts))
        path.append(step.toInt());
    return path;
}

} // namespace haberdash::ui
