// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace haberdash::store {
class Connection;
}

namespace haberdash::facts {

/// Changes whenever somebody wrote to the file of a connection: cheap to ask, and says nothing about what was
/// written.
[[nodiscard]] QByteArray fileStamp(const store::Connection &connection);

} // namespace haberdash::facts
