// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/connection.h"

#include <QMap>
#include <QStringList>

namespace haberdash::identity {

/// "Anna Berg <anna@example.com>": a record in the notes of batches. NotFound where it is not there.
[[nodiscard]] Result<QString> describeRecord(store::Connection &connection, CustomerId customer);

/// Of what was agreed to, the state that allows least: "unsubscribed" before "not_subscribed", "pending" and
/// "subscribed". Empty states (nobody asked) count only where there is nothing else.
[[nodiscard]] QString strictestConsent(const QStringList &states);

} // namespace haberdash::identity
