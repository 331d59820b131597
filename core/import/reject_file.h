// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/import/record.h"

#include <QStringList>

#include <memory>

class QSaveFile;

namespace haberdash::importing {

/// Rows that could not be taken, in a CSV file of their own: line, reason, and the row as it was, so that
/// they can be mended and imported again. The file appears only when there is a row for it, and only when
/// `finish` is called.
class RejectFile
{
public:
    RejectFile(QString path, QStringList header);
    RejectFile(const RejectFile &) = delete;
    RejectFile &operator=(const RejectFile &) = delete;
    ~RejectFile();

    [[nodiscard]] Result<> add(const Record &record, const QString &reason);
    /// The same with empty cells: what stood there must not be written down again.
    [[nodiscard]] Result<> addWithoutCells(const Record &record, const QString &reason);
    [[nodiscard]] Result<> finish();
    [[nodiscard]] qint64 count() const { return m_count; }
    /// Empty while nothing was rejected.
    [[nodiscard]] QString path() const { return m_count > 0 ? m_path : QString(); }

    /// The two columns in front; a reader that meets them drops them.
    static const QString lineHeader;
    static const QString reasonHeader;

private:
    [[nodiscard]] Result<> write(const std::string &line);
    QString m_path;
    QStringList m_header;
    std::unique_ptr<QSaveFile> m_file;
    qint64 m_count = 0;
};

} // namespace haberdash::importing
