// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json_text.h"

#include <QJsonDocument>

namespace haberdash::cli {

QString toJsonText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace haberdash::cli
