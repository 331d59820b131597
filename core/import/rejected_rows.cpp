// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/rejected_rows.h"

#include "core/import/csv_text.h"
#include "core/import/reject_file.h"
#include "core/import/table.h"

#include <QSaveFile>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

Result<RejectedRows> readRejectedRows(const QString &path, int limit)
{
    HABERDASH_TRY_ASSIGN(table, Table::open(path));
    if (table.header().value(0) != RejectFile::lineHeader
        || table.header().value(1) != RejectFile::reasonHeader)
        return failure(Error::Code::Invalid,
            u"“%1” is no file of refused rows: its first columns are not “%2” and “%3”."_s.arg(
                path, RejectFile::lineHeader, RejectFile::reasonHeader));
    RejectedRows rows;
    rows.header = table.header().mid(2);
    for (;;) {
        HABERDASH_TRY_ASSIGN(record, table.next());
        if (!record)
            return rows;
        if (rows.rows.size() == limit) {
            rows.hasMore = true;
            return rows;
        }
        QStringList cells;
        for (const std::string_view cell : record->cells)
            cells.append(QString::fromUtf8(cell.data(), qsizetype(cell.size())));
        rows.rows.append({cells.value(0).toLongLong(), cells.value(1), cells.mid(2)});
    }
}

Result<> writeMendedRows(const QString &path, const RejectedRows &rows)
{
    QSaveFile file(path);
    const auto failed = [&file, &path] {
        return failure(Error::Code::Io,
            u"The mended rows could not be written to “%1”: %2. The refused rows are still where they were."_s
                .arg(path, file.errorString()));
    };
    if (!file.open(QIODevice::WriteOnly)
        || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return failed();
    std::string text = RejectFile::lineHeader.toStdString() + ',' + RejectFile::reasonHeader.toStdString();
    for (const QString &name : rows.header) {
        text += ',';
        appendCell(text, name.toStdString());
    }
    text += '\n';
    for (const RejectedRow &row : rows.rows) {
        text += std::to_string(row.line) + ",mended";
        for (qsizetype i = 0; i < std::max(row.cells.size(), rows.header.size()); ++i) {
            text += ',';
            appendCell(text, row.cells.value(i).toStdString());
        }
        text += '\n';
    }
    if (file.write(text.data(), qint64(text.size())) != qint64(text.size()) || !file.commit())
        return failed();
    return {};
}

} // namespace haberdash::importing
