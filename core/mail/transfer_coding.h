// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <string>
#include <string_view>

namespace haberdash::mail {

/// "=C3=A9" and soft line ends of quoted-printable as bytes; what is no code stays as it is.
[[nodiscard]] std::string fromQuotedPrintable(std::string_view text);
/// Bytes of base64 that may be broken into lines; what is no letter of it is left out.
[[nodiscard]] std::string fromBase64(std::string_view text);
/// A header's text with its encoded words ("=?utf-8?Q?caf=C3=A9?=") as UTF-8.
[[nodiscard]] std::string withoutEncodedWords(std::string_view text);

} // namespace haberdash::mail
