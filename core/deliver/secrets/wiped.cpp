// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/secrets/wiped.h"

#include <sodium.h>

namespace haberdash::deliver {

void Wiped::wipe(std::string &text)
{
    text.resize(text.capacity());
    sodium_memzero(text.data(), text.size());
    text.clear();
}

void Wiped::take(Wiped &other)
{
    wipe(m_text);
    m_text.swap(other.m_text);
    wipe(other.m_text);
}

} // namespace haberdash::deliver
