// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit.h"

#include <QJsonObject>

namespace haberdash::audit {

/// An audit with sample rows, to be handed to somebody. A value: writing it reads nothing.
struct Report
{
    Audit audit;
    QHash<QString, QList<Row>> samples; ///< by key of the check
};

/// Reads the first `samplesPerFinding` rows behind each finding; 0 keeps names and addresses out.
[[nodiscard]] Result<Report> makeReport(store::Connection &connection, Audit audit, int samplesPerFinding);

/// All of it for programs: {"score", "verdict", "shop", "as_of", "data", "imports", "findings": [{"check",
/// "severity", "count", "out_of", "points", "repair", "samples" ...}], "passed": [...], "not_applicable":
/// [...]}.
[[nodiscard]] QJsonObject toJson(const Report &report);
[[nodiscard]] QJsonObject toJson(const Row &row);

/// One page of HTML that needs nothing beside it, prints well, and asks no network.
[[nodiscard]] QString toHtml(const Report &report);

/// What a report says about where its figures come from: "12,795 orders, 2010-12-01 to 2011-06-30".
[[nodiscard]] QString holdingInWords(const store::Holding &holding, const QTimeZone &zone);
/// "2026-06-30 09:15", clock time in the zone.
[[nodiscard]] QString momentText(Timestamp instant, const QTimeZone &zone);
/// "Name", "Detail", "When", "Amount", "Remark": those columns that any of the rows fills.
struct RowTable
{
    QStringList titles;
    QList<int> numberColumns; ///< to be right-aligned
    QList<QStringList> rows;
};
[[nodiscard]] RowTable tableOf(const Finding &finding, const QList<Row> &rows, const QTimeZone &zone);

} // namespace haberdash::audit
