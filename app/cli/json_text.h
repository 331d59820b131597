// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace haberdash::cli {

/// One line of JSON.
[[nodiscard]] QString toJsonText(const QJsonObject &object);

} // namespace haberdash::cli
