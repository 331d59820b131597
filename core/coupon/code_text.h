// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace haberdash::coupon {

/// The letters of generated codes: 29, none of which is taken for another in print or aloud. Left out are
/// 0 and O, 1, I and L, S (a 5) and U (a V). 29 is a prime, on which the check letter counts.
constexpr std::string_view alphabet = "23456789ABCDEFGHJKMNPQRTVWXYZ";

constexpr int fewestLetters = 6;
constexpr int mostLetters = 20;
constexpr qsizetype longestPrefix = 20;

/// A new code that nobody can guess: `letters` letters by the system's source of randomness, the last of
/// which checks the others; behind "PREFIX-" where there is a prefix.
[[nodiscard]] QString makeCode(const QString &prefix, int letters);

/// Whether a code is as `makeCode` makes them. False for every code in which one letter is wrong or any two
/// are swapped.
[[nodiscard]] bool isSound(QStringView code, QStringView prefix);

/// As people type codes: capitals, without blanks around or within.
[[nodiscard]] QString tidied(QStringView typed);

/// What such a code looks like, and is none: its check letter is wrong.
[[nodiscard]] QString sampleCode(const QString &prefix, int letters);

} // namespace haberdash::coupon
