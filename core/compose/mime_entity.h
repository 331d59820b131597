// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace haberdash::compose {

/// A file as a part of a message.
struct FileEntity
{
    std::string_view contentType; ///< "image/png"
    std::string_view fileName; ///< UTF-8, may be empty; control characters and folders are left out
    std::string_view bytes;
    std::string_view contentId; ///< shown by the text where it says "cid:...", or empty: beside the text
};

/// "text/plain" or "text/html" in quoted-printable, ends without a line end of its own.
[[nodiscard]] std::string textEntity(std::string_view type, std::string_view utf8);
/// The file in base64, ends without a line end of its own.
[[nodiscard]] std::string fileEntity(const FileEntity &file);
/// Puts entities into one that ends with CRLF. The boundary follows from `seed` and stands in none of them.
/// @param type "multipart/mixed"
/// @param parameters such as " type=\"multipart/alternative\";", or empty
[[nodiscard]] std::string multipartEntity(std::string_view type, std::string_view parameters,
    std::string_view seed, const std::vector<std::string> &entities);

/// The name of a file without control characters and what other systems would take for folders; at most 255
/// bytes, the end that tells its kind among them.
[[nodiscard]] std::string safeFileName(std::string_view name);
/// Whether a text is "type/subtype" and may be written as base64.
[[nodiscard]] bool isFileType(std::string_view contentType);

} // namespace haberdash::compose
