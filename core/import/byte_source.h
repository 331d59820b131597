// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <functional>
#include <memory>
#include <string>

namespace haberdash::importing {

/// A stream of bytes, read once from front to back.
class ByteSource
{
public:
    virtual ~ByteSource() = default;
    /// Fills up to `size` bytes; 0 at the end.
    [[nodiscard]] virtual Result<qint64> read(char *target, qint64 size) = 0;
    /// Where it stands in the file on disk, for progress.
    [[nodiscard]] virtual qint64 position() const = 0;
    /// Size of the file on disk.
    [[nodiscard]] virtual qint64 size() const = 0;
};

/// Opens a file; one that begins like gzip is unpacked on the way, whatever its name.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> openBytes(const QString &path);

/// Opens the same bytes from their start, each time it is called.
using ByteOpener = std::function<Result<std::unique_ptr<ByteSource>>()>;

/// Unpacks `inner` on the way where it begins like gzip.
/// @param name of the file, for errors
[[nodiscard]] Result<std::unique_ptr<ByteSource>> unpacked(
    std::unique_ptr<ByteSource> inner, const QString &name);

/// The first bytes, up to `size`; fewer only where there are no more.
[[nodiscard]] Result<std::string> readHead(ByteSource &source, size_t size);

enum class Encoding { Utf8, Utf16LittleEndian, Utf16BigEndian, Windows1252 };
[[nodiscard]] QString toWord(Encoding encoding);

/// Gives the text of `inner` as UTF-8, without a byte-order mark. UTF-8 passes unchanged, faults and all: the
/// reader names the rows that they stand in.
[[nodiscard]] std::unique_ptr<ByteSource> decoded(std::unique_ptr<ByteSource> inner, Encoding encoding);

/// Appends one byte of Windows-1252 as UTF-8. The five bytes that the code page leaves open become U+FFFD.
void appendWindows1252(unsigned char byte, std::string &target);

} // namespace haberdash::importing
