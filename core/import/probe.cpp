// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/probe.h"

#include "core/import/reject_file.h"
#include "core/import/table.h"

#include <QFileInfo>

namespace haberdash::importing {

namespace {
constexpr size_t mostRows = 20;
}

QStringList Probe::samples(int column, int most) const
{
    QStringList values;
    for (const QStringList &row : rows) {
        const QString value = row.value(column).trimmed();
        if (!value.isEmpty() && !values.contains(value))
            values.append(value);
        if (values.size() >= most)
            break;
    }
    return values;
}

Result<Probe> probe(const QString &path)
{
    HABERDASH_TRY_ASSIGN(table, Table::open(path));
    Probe probe;
    probe.path = path;
    probe.size = QFileInfo(fileOnDisk(path)).size();
    const bool isRejectFile = table.headerKeys().startsWith(RejectFile::lineHeader)
        && table.headerKeys().value(1) == RejectFile::reasonHeader;
    const qsizetype skipped = isRejectFile ? 2 : 0;
    probe.header = table.header().mid(skipped);
    probe.headerKeys = table.headerKeys().mid(skipped);
    while (probe.rows.size() < mostRows) {
        HABERDASH_TRY_ASSIGN(record, table.next());
        if (!record)
            break;
        QStringList row;
        for (qsizetype i = skipped; i < qsizetype(record->cells.size()) && row.size() < probe.header.size();
             ++i) {
            const auto &cell = record->cells[size_t(i)];
            row.append(QString::fromUtf8(cell.data(), qsizetype(cell.size())));
        }
        while (row.size() < probe.header.size())
            row.append(QString());
        probe.rows.push_back(std::move(row));
    }
    if (const Mapping *format = recognise(probe.headerKeys))
        probe.format = *format;
    return probe;
}

} // namespace haberdash::importing
