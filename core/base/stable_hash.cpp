// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/stable_hash.h"

namespace haberdash {

namespace {

quint64 finalise(quint64 z)
{
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

quint64 fnv1a(quint64 state, std::string_view bytes)
{
    for (const char byte : bytes)
        state = (state ^ quint8(byte)) * 0x100000001B3ull;
    return state;
}

constexpr quint64 fnvOffset = 0xCBF29CE484222325ull;

} // namespace

quint64 stableHash(std::string_view bytes)
{
    return finalise(fnv1a(fnvOffset, bytes));
}

quint64 stableHash(std::string_view salt, qint64 number)
{
    // Little end first by hand, so that the value does not depend on the machine.
    char bytes[8];
    for (int i = 0; i < 8; ++i)
        bytes[i] = char(quint64(number) >> (8 * i));
    return finalise(fnv1a(fnv1a(fnvOffset, salt), std::string_view(bytes, 8)));
}

} // namespace haberdash
