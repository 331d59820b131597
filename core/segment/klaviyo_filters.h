// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule.h"

#include <QJsonObject>

#include <tl/expected.hpp>

namespace haberdash::segment::klaviyo {

/// What a filter comes to here, or in plain words why it cannot be said.
template<typename T>
using Said = tl::expected<T, QString>;

#define KLAVIYO_TRY(name, expression)                                                                        \
    auto name##Said = (expression);                                                                          \
    if (!name##Said)                                                                                         \
        return tl::unexpected(std::move(name##Said.error()));                                                \
    auto name = std::move(*name##Said)

/// {"type": "numeric", "operator": "greater-than", "value": 5}; two for "between".
[[nodiscard]] Said<std::vector<NumberTest>> numberTests(const QJsonObject &filter);
/// Of type string, list, boolean or existence. Several must all hold.
[[nodiscard]] Said<std::vector<TextTest>> textTests(const QJsonObject &filter);
/// Of type date. Nothing at all is all time.
[[nodiscard]] Said<Window> window(const QJsonObject &filter);

[[nodiscard]] bool isNumeric(const QJsonObject &filter);
[[nodiscard]] bool isDate(const QJsonObject &filter);

} // namespace haberdash::segment::klaviyo
