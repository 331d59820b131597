// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/probe/dns_text.h"

#include <optional>

namespace haberdash::probe {

/// What a domain says about who may send for it (RFC 7208), as a receiver would work it out.
struct SpfReading
{
    QStringList records; ///< those of the domain itself; there should be one
    int lookups = 0; ///< that a receiver makes, includes of includes counted; more than ten and it gives up
    QStringList includes; ///< every domain that is included, whoever includes it; in lower case
    QStringList withoutRecord; ///< included, but without a record or with several: a receiver gives up
    QStringList unanswered; ///< included, but nobody answered about it just now
    std::optional<QChar>
        all; ///< '+', '-', '~' or '?': what holds for everybody else; nothing where it is not said
};

constexpr int mostSpfLookups = 10; // RFC 7208, 4.6.4

/// Network where nobody answered about the domain itself.
[[nodiscard]] Result<SpfReading> readSpf(const QString &domain, const DnsLookup &lookup);

} // namespace haberdash::probe
