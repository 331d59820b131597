// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/line_buffer.h"

#include <algorithm>

namespace haberdash::net {

void LineBuffer::add(std::string_view bytes)
{
    m_bytes.erase(0, m_readAt);
    m_searched -= std::min(m_searched, m_readAt);
    m_readAt = 0;
    m_bytes.append(bytes);
}

size_t LineBuffer::findEnd()
{
    const size_t end = m_bytes.find('\n', std::max(m_searched, m_readAt));
    m_searched = std::min(end, m_bytes.size());
    return end;
}

size_t LineBuffer::lineLength()
{
    return std::min(findEnd(), m_bytes.size()) - m_readAt;
}

std::optional<std::string> LineBuffer::takeLine()
{
    const size_t end = findEnd();
    if (end == std::string::npos)
        return std::nullopt;
    std::string line = m_bytes.substr(m_readAt, end - m_readAt);
    if (line.ends_with('\r'))
        line.pop_back();
    m_readAt = end + 1;
    return line;
}

std::optional<std::string> LineBuffer::takeBytes(size_t count)
{
    if (unread() < count)
        return std::nullopt;
    std::string bytes = m_bytes.substr(m_readAt, count);
    m_readAt += count;
    return bytes;
}

} // namespace haberdash::net
