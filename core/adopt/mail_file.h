// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/adopt/adopt_note.h"
#include "core/base/result.h"

#include <QByteArray>

namespace haberdash::adopt {

/// What a file holds of a mail.
struct MailFile
{
    std::string html; ///< UTF-8
    std::string subject; ///< UTF-8, of a mail's header; may be empty
    std::string charset;
    AdoptNotes notes; ///< pictures and other files of the mail, its letters
};
/// Fails, saying what is wrong and what to do, for what holds no HTML that can be read.
[[nodiscard]] Result<MailFile> readMailFile(const QByteArray &file, const QString &fileName);

} // namespace haberdash::adopt
