// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz_target.h"

namespace haberdash::fuzz {

void require(bool holds, const char *what, const QString &found)
{
    if (!holds)
        throw Violation(found.isEmpty() ? what : std::string(what) + ": " + found.toStdString());
}

std::string_view toView(Bytes input)
{
    return {reinterpret_cast<const char *>(input.data()), input.size()};
}

std::uint32_t hashOf(Bytes input)
{
    std::uint32_t hash = 2166136261u; // FNV-1a
    for (const std::uint8_t byte : input)
        hash = (hash ^ byte) * 16777619u;
    return hash;
}

} // namespace haberdash::fuzz
