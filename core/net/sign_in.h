// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace haberdash::net {

/// Base64 in one line, as mail protocols want it.
[[nodiscard]] std::string toBase64(std::string_view bytes);
/// What SASL PLAIN says first (RFC 4616), in base64.
[[nodiscard]] std::string plainToken(const QString &user, std::string_view password);
/// What XOAUTH2 says first, in base64.
[[nodiscard]] std::string bearerToken(const QString &user, std::string_view accessToken);

} // namespace haberdash::net
