// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/mapping.h"
#include "core/import/record.h"
#include "core/import/row_shaper.h"

namespace haberdash::importing {

/// The texts of a row that a mapping takes for one type of field: all its dates, all its amounts.
class TypedTexts
{
public:
    TypedTexts(const Mapping &mapping, const QStringList &headerKeys, FieldType type);
    /// Without empty ones; nothing for rows that are none.
    [[nodiscard]] QStringList of(const Record &record);

private:
    RowShaper m_shaper;
    std::vector<std::pair<size_t, Field>> m_columns;
    QList<Field> m_fields;
};

} // namespace haberdash::importing
