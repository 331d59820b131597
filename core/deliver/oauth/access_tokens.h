// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>

namespace haberdash::deliver {

/// Where a session gets the token that it signs in with. Network where that cannot be had at the moment, any
/// other code where somebody has to do something first. One thread, but for `cancel`.
class AccessTokens
{
public:
    virtual ~AccessTokens() = default;
    /// One that holds for a minute at least, as far as is known.
    [[nodiscard]] virtual Result<std::string> current() = 0;
    /// A new one, because the server did not take the last.
    [[nodiscard]] virtual Result<std::string> renewed() = 0;
    /// Ends what is being waited for, from any thread, and tries nothing afterwards.
    virtual void cancel() = 0;
};

} // namespace haberdash::deliver
