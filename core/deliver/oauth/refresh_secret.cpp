// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/oauth/refresh_secret.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isToken(const std::string &text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char each) {
        return static_cast<unsigned char>(each) > 0x20 && static_cast<unsigned char>(each) < 0x7F;
    });
}

} // namespace

Result<RefreshSecret> RefreshSecret::read(const std::string &kept)
{
    RefreshSecret secret;
    if (kept.starts_with('{')) {
        const auto object = QJsonDocument::fromJson(QByteArray::fromStdString(kept)).object();
        secret.refreshToken = Wiped(object[u"refresh_token"_s].toString().toStdString());
        secret.clientSecret = Wiped(object[u"client_secret"_s].toString().toStdString());
    } else {
        secret.refreshToken = Wiped(kept);
    }
    if (!isToken(secret.refreshToken.text()))
        return failure(Error::Code::Invalid,
            u"What is kept for this account is no refresh token. Save the account again with the refresh "
            u"token, or "
            u"with {\"refresh_token\": …, \"client_secret\": …}, as its password."_s);
    return secret;
}

Wiped RefreshSecret::write() const
{
    if (clientSecret.text().empty())
        return Wiped(refreshToken.text());
    return Wiped(QJsonDocument(QJsonObject{{u"refresh_token"_s, QString::fromStdString(refreshToken.text())},
                                   {u"client_secret"_s, QString::fromStdString(clientSecret.text())}})
                     .toJson(QJsonDocument::Compact)
                     .toStdString());
}

} // namespace haberdash::deliver
