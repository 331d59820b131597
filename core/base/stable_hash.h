// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <string_view>

namespace haberdash {

/// A 64-bit hash that is the same on every machine and in every release: stored as keys and used to split
/// audiences. FNV-1a over the bytes, then the finaliser of splitmix64 so that near inputs land far apart.
[[nodiscard]] quint64 stableHash(std::string_view bytes);
/// The same for a salt and a number, such as (campaign salt, customer id).
[[nodiscard]] quint64 stableHash(std::string_view salt, qint64 number);
/// Maps a hash to [0, 1) with 53 bits.
[[nodiscard]] constexpr double toUnitInterval(quint64 hash)
{
    return double(hash >> 11) * 0x1p-53;
}

} // namespace haberdash
