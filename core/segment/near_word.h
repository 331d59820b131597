// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace haberdash::segment {

/// The candidate that somebody may have meant by a word that is none of them: few letters apart (one in three
/// at most, without regard to case). Empty where none is near. Of several equally near ones the first.
[[nodiscard]] QString nearWord(const QString &word, const QStringList &candidates);

} // namespace haberdash::segment
