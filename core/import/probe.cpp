// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/probe.h"

#include "core/import/reject_file.h"
#include "core/import/table.h"

#include <QFileInfo>
#include <QSet>

namespace haberdash::importing {

namespace {
constexpr size_t mostRows = 20;
constexpr size_t mostFurther = 2'000;
constexpr qsizetype mostText = qsizetype(4) << 20; // characters
} // namespace

QStringList Probe::samples(int column, int most) const
{
    QStringList values;
    QSet<QString> seen;
    for (const auto *part : {&rows, &further}) {
        for (const QStringList &row : *part) {
            const QString value = row.value(column).trimmed();
            if (values.size() < most && !value.isEmpty() && !seen.contains(value)) {
                seen.insert(value);
                values.append(value);
            }
        }
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
    qsizetype text = 0;
    while (probe.further.size() < mostFurther && text < mostText) {
        HABERDASH_TRY_ASSIGN(record, table.next());
        if (!record)
            break;
        QStringList row;
        for (qsizetype i = skipped; i < qsizetype(record->cells.size()) && row.size() < probe.header.size();
             ++i) {
            const auto &cell = record->cells[size_t(i)];
            text += qsizetype(cell.size());
            row.append(QString::fromUtf8(cell.data(), qsizetype(cell.size())));
        }
        while (row.size() < probe.header.size())
            row.append(QString());
        (probe.rows.size() < mostRows ? probe.rows : probe.further).push_back(std::move(row));
    }
    if (const Mapping *format = recognise(probe.headerKeys, path))
        probe.format = *format;
    return probe;
}

} // namespace haberdash::importing
