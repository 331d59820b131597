// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QStringList>

#include <chrono>
#include <functional>

namespace haberdash::probe {

enum class DnsType { Text, MailExchange, Address }; // TXT, MX, A and AAAA

/// What the DNS has under a name: texts with their pieces joined, hosts of MX in the order of their
/// preference, addresses. Empty where the name is not there or has nothing of this kind; Network where nobody
/// answered, which is another thing.
using DnsLookup = std::function<Result<QStringList>(const QString &name, DnsType type)>;

struct DnsSettings
{
    QString server; ///< "192.0.2.53"; empty: those of the system
    quint16 port = 53;
    std::chrono::seconds patience{3}; ///< for each try
    int tries = 2;
};

/// Asks the DNS through the system's library. Blocks.
[[nodiscard]] DnsLookup dnsLookup(DnsSettings settings = {});

/// "192.0.2.53" or "192.0.2.53:5300"; Invalid where it is no IPv4 address and port.
[[nodiscard]] Result<DnsSettings> parseDnsServer(const QString &text);

} // namespace haberdash::probe
