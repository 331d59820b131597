// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace haberdash::mailbox {

/// A text in quotes, as IMAP takes it in a command. The text is one line of ASCII.
[[nodiscard]] std::string imapQuoted(std::string_view text);
/// The name of a folder as it goes over the wire: modified UTF-7 (RFC 3501, 5.1.3), "Entwürfe" as
/// "Entw&APw-rfe".
[[nodiscard]] std::string imapFolderName(const QString &name);

} // namespace haberdash::mailbox
