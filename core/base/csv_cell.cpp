// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/csv_cell.h"

#include <algorithm>

namespace haberdash {

void appendCsvCell(QByteArray &line, const QByteArray &cell)
{
    const bool isFormula = !cell.isEmpty() && QByteArray("=+-@").contains(cell.front());
    if (!isFormula && std::none_of(cell.begin(), cell.end(), [](char c) {
            return c == ',' || c == '"' || c == '\n' || c == '\r';
        })) {
        line += cell;
        return;
    }
    line += '"';
    if (isFormula)
        line += '\'';
    line += QByteArray(cell).replace('"', "\"\"");
    line += '"';
}

void appendCsvLine(QByteArray &lines, const QStringList &cells)
{
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (i > 0)
            lines += ',';
        appendCsvCell(lines, cells[i].toUtf8());
    }
    lines += "\r\n";
}

} // namespace haberdash
