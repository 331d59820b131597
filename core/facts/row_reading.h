// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/statement.h"

#include <functional>

namespace haberdash::facts {

/// Steps through the rows of a statement. Ends with Error::Code::Cancelled once `stopped` (which may be
/// empty) says so; it is asked now and then.
template<typename Handle>
[[nodiscard]] Result<> forEachRow(
    store::Statement &statement, const std::function<bool()> &stopped, Handle handle)
{
    for (qint64 count = 0;; ++count) {
        auto more = statement.step();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return {};
        if (count % 8192 == 0 && stopped && stopped())
            return failure(
                Error::Code::Cancelled, QStringLiteral("Reading was stopped. Nothing was changed."));
        handle();
    }
}

} // namespace haberdash::facts
