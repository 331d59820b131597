// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz_target.h"

#include <array>

namespace haberdash::fuzz {

std::span<const Target> allTargets()
{
    static constexpr std::array<Target, 22> targets{{
        {"address", fuzzAddress},
        {"adopt", fuzzAdopt},
        {"bounce", fuzzBounce},
        {"csv", fuzzCsv},
        {"design", fuzzDesign},
        {"email", fuzzEmail},
        {"foreign", fuzzForeign},
        {"format", fuzzFormat},
        {"html", fuzzHtml},
        {"imap_response", fuzzImapResponse},
        {"jsonl", fuzzJsonl},
        {"liquid", fuzzLiquid},
        {"mapping", fuzzMapping},
        {"mime", fuzzMime},
        {"page", fuzzPage},
        {"pop3_reply", fuzzPop3Reply},
        {"rule", fuzzRule},
        {"service_reply", fuzzServiceReply},
        {"smtp_reply", fuzzSmtpReply},
        {"table", fuzzTable},
        {"value", fuzzValue},
        {"xlsx", fuzzXlsx},
    }};
    return targets;
}

} // namespace haberdash::fuzz
