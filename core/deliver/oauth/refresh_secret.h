// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/deliver/secrets/wiped.h"

namespace haberdash::deliver {

/// What is kept for an account whose access tokens are renewed: the refresh token alone, or as JSON
/// {"refresh_token": ..., "client_secret": ...} where the provider gave the program a secret of its own.
struct RefreshSecret
{
    Wiped refreshToken;
    Wiped clientSecret; ///< empty: none
    /// Invalid where it is neither.
    [[nodiscard]] static Result<RefreshSecret> read(const std::string &kept);
    /// In the form in which it would be read again.
    [[nodiscard]] Wiped write() const;
};

} // namespace haberdash::deliver
