// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/sign_in.h"

#include <QByteArray>

namespace haberdash::net {

std::string toBase64(std::string_view bytes)
{
    return QByteArray(bytes.data(), qsizetype(bytes.size())).toBase64().toStdString();
}

std::string plainToken(const QString &user, std::string_view password)
{
    std::string token("\0", 1);
    token += user.toStdString();
    token += '\0';
    token += password;
    return toBase64(token);
}

std::string bearerToken(const QString &user, std::string_view accessToken)
{
    std::string token = "user=" + user.toStdString();
    token += "\x01"
             "auth=Bearer ";
    token += accessToken;
    return toBase64(token + "\x01\x01");
}

} // namespace haberdash::net
