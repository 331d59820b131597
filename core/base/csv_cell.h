// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace haberdash {

/// Appends a cell to a line of CSV: in quotes where it needs them, and never the start of a formula.
void appendCsvCell(QByteArray &line, const QByteArray &cell);

/// Appends a whole line of cells, with its end (RFC 4180).
void appendCsvLine(QByteArray &lines, const QStringList &cells);

} // namespace haberdash
