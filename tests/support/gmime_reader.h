// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include <string>

namespace haberdash::test {

/// What GMime finds in a message, with the keys of `meantBy`; "defects" where it complains.
[[nodiscard]] QJsonObject readWithGMime(const std::string &message);

} // namespace haberdash::test
