// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/probe/dns_text.h"

#include <vector>

namespace haberdash::probe {

/// Something about the domain that mail comes from, in the words of somebody who keeps a shop.
struct DomainFinding
{
    enum class Severity {
        Fine, ///< as it should be
        Notice, ///< works, and could be better
        Warning, ///< some will not take the mail
        Serious ///< large mailbox providers will not take it
    };
    QString code; ///< "spf-missing", "dkim-weak" ...
    Severity severity = Severity::Fine;
    QString words; ///< what is the matter, one sentence
    QString advice; ///< what to do about it; empty where all is well
    friend bool operator==(const DomainFinding &, const DomainFinding &) = default;
};

/// "fine", "notice", "warning", "serious"
[[nodiscard]] QString toWord(DomainFinding::Severity severity);

struct DomainQuestion
{
    QString domain; ///< of the From address
    QString dkimSelector; ///< empty: not known, and DNS does not tell
    QString dkimDomain; ///< that signatures are made for; empty: the same
    QString spfInclude; ///< of the provider, such as "spf.example.net"; empty: none wanted
};

/// Looks at SPF, DKIM, DMARC and MX of a sender's domain (DELIVERY 3 and 8), one after the other. Asks nobody
/// but the lookup. Network where that gave no answer about the domain itself, Invalid for a name that is
/// none.
[[nodiscard]] Result<std::vector<DomainFinding>> checkSenderDomain(
    const DomainQuestion &question, const DnsLookup &lookup);

/// "shop.co.uk" for "news.shop.co.uk": where DMARC looks second, and what relaxed alignment compares. By rule
/// of thumb, without the list of public suffixes: two labels, three where the second is one like "co" in a
/// country.
[[nodiscard]] QString organisationalDomain(const QString &domain);

} // namespace haberdash::probe
