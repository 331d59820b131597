// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/machine_rules.h"

#include <algorithm>
#include <array>

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using deliver::EventKind;

namespace {

/// Nobody hears of a mail, turns to it and opens it in less.
constexpr auto fastestPerson = 3s;
/// Two links in one second are a slip of the finger; three are a list that is worked off.
constexpr int linksOfAProgram = 3;

bool names(const QString &userAgent, std::span<const char *const> words)
{
    return std::any_of(words.begin(), words.end(),
        [&](const char *word) { return userAgent.contains(QLatin1StringView(word), Qt::CaseInsensitive); });
}

bool isByService(const Visit &visit)
{
    return visit.isSaidToBeMachine;
}

bool isApplesProxy(const Visit &visit)
{
    // Mail Privacy Protection loads every picture, read or not, and says just this. Browsers say more.
    return visit.kind == EventKind::Open && visit.userAgent.trimmed() == u"Mozilla/5.0"_s;
}

bool isScanner(const Visit &visit)
{
    // "+http" is how robots tell where to read about them.
    static constexpr std::array scanners{"barracuda", "proofpoint", "mimecast", "messagelabs", "symantec",
        "fireeye", "trendmicro", "trend micro", "zscaler", "ironport", "forcepoint", "bitdefender",
        "virustotal", "sophos", "bingpreview", "skypeuripreview", "slackbot", "facebookexternalhit",
        "telegrambot", "twitterbot", "linkedinbot", "googlebot", "bingbot", "crawler", "spider", "+http"};
    return names(visit.userAgent, scanners);
}

bool isProgram(const Visit &visit)
{
    static constexpr std::array programs{"python-requests", "python-urllib", "aiohttp", "curl/", "wget/",
        "go-http-client", "apache-httpclient", "okhttp/", "axios/", "node-fetch", "libwww-perl",
        "headlesschrome", "phantomjs", "puppeteer"};
    return names(visit.userAgent, programs) || visit.userAgent.startsWith(u"Java/"_s);
}

bool isBeforeDelivery(const Visit &visit)
{
    return visit.deliveredAt && visit.at < *visit.deliveredAt;
}

bool isTooFast(const Visit &visit)
{
    return visit.deliveredAt && visit.at >= *visit.deliveredAt
        && visit.at - *visit.deliveredAt < fastestPerson;
}

bool isListWorkedOff(const Visit &visit)
{
    return visit.kind == EventKind::Click && visit.linksAtOnce >= linksOfAProgram;
}

bool isBlindUnsubscribe(const Visit &visit)
{
    return visit.kind == EventKind::Click && visit.isUnsubscribeLink && !visit.wasReadBefore;
}

constexpr std::array rules{
    MachineRule{"service-says-so", u"The mail service says that a program did it.", isByService},
    MachineRule{"apple-privacy-proxy",
        u"Apple loaded the pictures of the mail in advance, whether or not anybody reads it.", isApplesProxy},
    MachineRule{"link-scanner", u"It names itself as a program that checks or previews links.", isScanner},
    MachineRule{
        "program-client", u"It names itself as a program that runs without anybody looking.", isProgram},
    MachineRule{"before-delivery",
        u"It came before the mail was in the mailbox: somebody checks mail on its way in.", isBeforeDelivery},
    MachineRule{"moments-after-delivery",
        u"It came less than three seconds after the mail, which is faster than people are.", isTooFast},
    MachineRule{"many-links-at-once", u"Three or more links of the mail were clicked within one second.",
        isListWorkedOff},
    MachineRule{"unsubscribe-link-unread",
        u"Only the link to unsubscribe was clicked, in a mail that nobody had opened.", isBlindUnsubscribe},
};

} // namespace

std::span<const MachineRule> machineRules()
{
    return rules;
}

const MachineRule *machineRuleFor(const Visit &visit)
{
    if (visit.kind != EventKind::Open && visit.kind != EventKind::Click)
        return nullptr;
    const auto found = std::find_if(
        rules.begin(), rules.end(), [&](const MachineRule &rule) { return rule.holds(visit); });
    return found == rules.end() ? nullptr : &*found;
}

QString machineRuleInWords(const QString &name)
{
    const auto found = std::find_if(rules.begin(), rules.end(),
        [&](const MachineRule &rule) { return name == QLatin1StringView(rule.name); });
    return found == rules.end() ? QString() : QString::fromUtf16(found->sentence);
}

} // namespace haberdash::sending
