// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/secrets/ask_each_time.h"

namespace haberdash::deliver {

Result<std::string> AskEachTime::read(const QString &key)
{
    auto known = m_told.find(key);
    if (known == m_told.end()) {
        HABERDASH_TRY_ASSIGN(told, m_ask(key));
        known = m_told.insert_or_assign(key, std::move(told)).first;
    }
    return known->second.text();
}

Result<> AskEachTime::write(const QString &key, const std::string &secret)
{
    m_told.insert_or_assign(key, Wiped(secret));
    return {};
}

Result<> AskEachTime::remove(const QString &key)
{
    m_told.erase(key);
    return {};
}

} // namespace haberdash::deliver
