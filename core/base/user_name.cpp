// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/user_name.h"

#include <pwd.h>
#include <unistd.h>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;

QString systemUserName()
{
    const passwd *entry = ::getpwuid(::getuid());
    if (!entry)
        return u"user %1"_s.arg(::getuid());
    // The first of the comma-separated fields is the name; the rest are rooms and telephones.
    const QString full = QString::fromLocal8Bit(entry->pw_gecos).section(u',', 0, 0).trimmed();
    return full.isEmpty() ? QString::fromLocal8Bit(entry->pw_name) : full;
}

} // namespace haberdash
