// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/secrets/secret_places.h"

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;

using Code = Error::Code;

Result<std::string> SecretPlaces::read(const QString &key)
{
    const bool isPassword = !key.section(u'#', -1).startsWith(signingKeyPrefix);
    if (m_parts.given && isPassword)
        return m_parts.given->text();
    auto found = m_parts.keychain->read(key);
    if (found || (found.error().code != Code::NotFound && found.error().code != Code::Refused))
        return found;
    if (m_parts.file->exists()) {
        auto kept = m_parts.file->read(key);
        if (kept || kept.error().code != Code::NotFound)
            return kept;
    }
    if (m_parts.asking && isPassword && found.error().code == Code::Refused)
        return m_parts.asking->read(key);
    return found;
}

Result<> SecretPlaces::write(const QString &key, const std::string &secret)
{
    auto kept = m_parts.keychain->write(key, secret);
    if (kept || kept.error().code != Code::Refused)
        return kept;
    if (m_parts.makesFile || m_parts.file->exists())
        return m_parts.file->write(key, secret);
    return kept;
}

Result<> SecretPlaces::remove(const QString &key)
{
    const auto removed = m_parts.keychain->remove(key);
    HABERDASH_TRY(m_parts.file->remove(key));
    if (m_parts.asking)
        HABERDASH_TRY(m_parts.asking->remove(key));
    // A keychain that cannot be used has nothing of ours that could be reached.
    return removed || removed.error().code == Code::Refused ? Result<>() : removed;
}

} // namespace haberdash::deliver
