// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

namespace haberdash {

/// A value or the reason why there is none. Mark each function that returns one [[nodiscard]].
template<typename T = void>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(Error::Code code, QString detail)
{
    return tl::unexpected(Error{code, std::move(detail)});
}

} // namespace haberdash

/// Leaves the function with the error of `expression` if it has one; drops its value otherwise.
#define HABERDASH_TRY(expression)                                                                            \
    do {                                                                                                     \
        if (auto haberdashResult = (expression); !haberdashResult)                                           \
            return tl::unexpected(std::move(haberdashResult.error()));                                       \
    } while (false)

/// Declares `name` with the value of `expression`, or leaves the function with its error.
#define HABERDASH_TRY_ASSIGN(name, expression)                                                               \
    auto name##Result = (expression);                                                                        \
    if (!name##Result)                                                                                       \
        return tl::unexpected(std::move(name##Result.error()));                                              \
    auto name = std::move(*name##Result)
