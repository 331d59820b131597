// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/report.h"

namespace haberdash::ui {

/// Writes an audit as .html (one file), .pdf (A4, fonts inside) or .json. A .pdf needs a QGuiApplication, on
/// any platform, also offscreen. Invalid for another ending, Io when the file cannot be written; nothing is
/// written then.
[[nodiscard]] Result<> writeAuditReport(const audit::Report &report, const QString &path);

} // namespace haberdash::ui
