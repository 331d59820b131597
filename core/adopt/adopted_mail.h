// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/adopt/adopt_note.h"
#include "core/base/result.h"
#include "core/compose/email_design.h"

#include <QByteArray>

namespace haberdash::adopt {

/// An HTML mail of another program as an email design.
struct AdoptedMail
{
    compose::EmailDesign design; ///< a whole page, which can be compiled
    Origin origin = Origin::None; ///< the program most of its tags are of
    QString charset; ///< that the file was written in
    AdoptNotes notes; ///< by lines
    [[nodiscard]] int count(AdoptNote::Kind kind) const;
    friend bool operator==(const AdoptedMail &, const AdoptedMail &) = default;
};

/// @param file the whole file
/// @param fileName for sentences; mails and pages are told by their bytes
/// Fails, saying what is wrong and what to do, for what is empty, too large, no mail, cut off, or in letters
/// that nobody can read.
[[nodiscard]] Result<AdoptedMail> adoptMail(const QByteArray &file, const QString &fileName);

} // namespace haberdash::adopt
