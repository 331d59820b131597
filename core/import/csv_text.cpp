// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/csv_text.h"

namespace haberdash::importing {

void appendCell(std::string &line, std::string_view cell)
{
    if (cell.find_first_of(",\"\n\r") == std::string_view::npos) {
        line += cell;
        return;
    }
    line += '"';
    for (const char character : cell) {
        if (character == '"')
            line += '"';
        line += character;
    }
    line += '"';
}

} // namespace haberdash::importing
