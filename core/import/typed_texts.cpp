// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/typed_texts.h"

namespace haberdash::importing {

TypedTexts::TypedTexts(const Mapping &mapping, const QStringList &headerKeys, FieldType type)
    : m_shaper(mapping.shape, mapping.named(headerKeys))
{
    const QStringList names = mapping.named(headerKeys);
    for (qsizetype i = 0; i < names.size(); ++i) {
        const auto field = mapping.columns.constFind(names[i]);
        if (field != mapping.columns.constEnd() && infoOf(*field).type == type) {
            m_columns.emplace_back(size_t(i), *field);
            m_fields.append(*field);
        }
    }
    for (const Field field : m_shaper.madeFields()) {
        if (infoOf(field).type == type && !m_fields.contains(field))
            m_fields.append(field);
    }
}

QStringList TypedTexts::of(const Record &record)
{
    FieldTexts texts{};
    for (const auto &[column, field] : m_columns) {
        if (column < record.cells.size())
            texts[size_t(field)] = record.cells[column];
    }
    QString reason;
    QStringList found;
    if (record.fault != RecordFault::None || !m_shaper.shape(record.cells, texts, reason))
        return found;
    for (const Field field : m_fields) {
        const auto bytes = texts[size_t(field)];
        if (QString text = QString::fromUtf8(bytes.data(), qsizetype(bytes.size())).trimmed();
            !text.isEmpty())
            found.append(std::move(text));
    }
    return found;
}

} // namespace haberdash::importing
