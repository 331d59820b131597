// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <QJsonObject>

namespace haberdash::deliver {

/// The instant that a service writes as seconds or milliseconds since 1970, as ISO 8601 in any of its
/// spellings, or as in mail. Without a zone it is UTC, which all six services say of theirs.
[[nodiscard]] std::optional<Timestamp> instantFrom(const QString &text);
[[nodiscard]] std::optional<Timestamp> instantFrom(const QJsonValue &value);
/// A value of objects in objects, as text: {"delivery-status": {"code": 550}} by {"delivery-status", "code"}.
[[nodiscard]] QString textAt(const QJsonObject &object, std::initializer_list<QLatin1String> path);
/// "<id@mx>" without the angle brackets.
[[nodiscard]] QString withoutAngles(const QString &id);
/// For people and for one line: no control characters, whoever wrote them, and not without end.
[[nodiscard]] QString onOneLine(const QString &text, qsizetype longest);
/// The first of the texts that is not empty.
[[nodiscard]] QString firstOf(std::initializer_list<QString> texts);
/// "2026-11-28T12:00:00Z", to the second: what services take as a limit.
[[nodiscard]] QString toWholeSeconds(Timestamp instant);

} // namespace haberdash::deliver
