// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/byte_source.h"

#include <QStringList>

#include <memory>
#include <vector>

class QFile;

namespace haberdash::importing {

/// A ZIP archive, read by its list of contents at the end. Its names are looked up, never turned into files.
/// Entries are unpacked in a stream (stored and deflated, also of more than four gigabytes).
class ZipArchive
{
public:
    struct Entry
    {
        QString name; ///< as the archive has it; folders are left out
        quint16 method = 0;
        bool encrypted = false;
        quint32 checksum = 0;
        qint64 packedSize = 0;
        qint64 size = 0;
        qint64 place = 0; ///< of its header in the file
    };

    /// What is unpacked at most; beyond it a file is made to fill machines, or is none of a shop.
    static constexpr qint64 largestEntry = qint64(16) << 30;
    /// How many times its packed size an entry may grow to, once it is larger than `smallEntry`. Tables reach
    /// 50, tables that say the same in each row 200; deflate ends at 1,032.
    static constexpr qint64 largestRatio = 250;
    static constexpr qint64 smallEntry = qint64(64) << 20;
    static constexpr qsizetype mostEntries = 100'000;

    /// @param name of the file, for errors
    /// Takes a share in `file`, and so do the streams of its entries: an unpacked archive within an archive
    /// is a temporary file, which lasts as long as the last of them.
    [[nodiscard]] static Result<ZipArchive> open(std::shared_ptr<QFile> file, const QString &name);

    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; }
    [[nodiscard]] const QString &name() const { return m_name; }
    /// By name; where there is none, by name without regard to case. Null for none.
    [[nodiscard]] const Entry *find(const QString &name) const;
    /// Unpacks as it is read. Invalid for a method we do not know, a password, limits that are passed.
    [[nodiscard]] Result<std::unique_ptr<ByteSource>> read(const Entry &entry) const;

private:
    ZipArchive() = default;
    [[nodiscard]] Result<> readEntries();
    [[nodiscard]] tl::unexpected<Error> damaged(const QString &what) const;

    std::shared_ptr<QFile> m_file;
    QString m_name;
    std::vector<Entry> m_entries;
};

} // namespace haberdash::importing
