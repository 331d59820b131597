// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contact/mailboxes.h"

#include "core/base/edit_distance.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <vector>

// Resources of a static library are only there once somebody names them.
static void initContactResources()
{
    Q_INIT_RESOURCE(contact);
}

namespace haberdash::contact {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto roles = std::to_array<std::string_view>({"abuse", "accounting", "accounts", "admin",
    "administrator", "billing", "buchhaltung", "bestellung", "compliance", "contact", "customerservice",
    "einkauf", "enquiries", "enquiry", "feedback", "finance", "ftp", "help", "helpdesk", "hello",
    "hostmaster", "hr", "info", "information", "invoice", "invoices", "jobs", "kontakt", "mail",
    "mailer-daemon", "marketing", "media", "news", "newsletter", "no-reply", "noc", "noreply", "office",
    "orders", "postmaster", "press", "rechnung", "reception", "root", "sales", "security", "service", "shop",
    "spam", "support", "sysadmin", "team", "usenet", "uucp", "vertrieb", "webmaster", "www"});

/// The large providers whose names are mistyped often enough to be worth a question.
constexpr auto providers = std::to_array<std::string_view>({"gmail.com", "googlemail.com", "yahoo.com",
    "yahoo.co.uk", "yahoo.fr", "yahoo.de", "hotmail.com", "hotmail.co.uk", "hotmail.fr", "hotmail.de",
    "outlook.com", "outlook.de", "icloud.com", "live.com", "live.co.uk", "msn.com", "aol.com", "gmx.de",
    "gmx.net", "web.de", "t-online.de", "freenet.de", "orange.fr", "wanadoo.fr", "laposte.net", "libero.it",
    "comcast.net", "verizon.net", "sbcglobal.net", "btinternet.com", "protonmail.com"});

/// Real domains that lie one letter beside a large provider.
constexpr auto neighbours = std::to_array<std::string_view>({"aol.co", "aol.de", "aol.fr", "gmx.at", "gmx.ch",
    "gmx.com", "gmx.de", "gmx.fr", "gmx.net", "mail.com", "ymail.com", "email.com", "fmail.com", "zmail.com",
    "gmail.co.uk", "hotmail.be", "hotmail.ca", "hotmail.ch", "hotmail.it", "hotmail.es", "hotmail.se",
    "hotmail.nl", "live.be", "live.ca", "live.cn", "live.de", "live.dk", "live.fr", "live.it", "live.nl",
    "live.no", "live.se", "outlook.at", "outlook.be", "outlook.dk", "outlook.es", "outlook.fr", "outlook.ie",
    "outlook.it", "web.fr", "yahoo.be", "yahoo.ca", "yahoo.dk", "yahoo.es", "yahoo.gr", "yahoo.ie",
    "yahoo.in", "yahoo.it", "yahoo.no", "yahoo.ro", "yahoo.se", "ymail.de", "orange.es", "libero.com",
    "like.com", "love.com", "life.com", "line.com", "give.com", "msn.cn", "man.com", "mso.com", "msc.com",
    "sol.com", "gol.com", "aon.com", "abl.com", "ao.com", "sn.com", "wed.de", "wb.de", "wek.de", "freenet.eu",
    "cloud.com", "proton.me"});

class DisposableDomains
{
public:
    DisposableDomains()
    {
        initContactResources();
        QFile file(u":/haberdash/contact/disposable_domains.txt"_s);
        if (file.open(QIODevice::ReadOnly))
            m_text = file.readAll();
        Q_ASSERT(!m_text.isEmpty());
        for (std::string_view rest(m_text.constData(), size_t(m_text.size())); !rest.empty();) {
            const auto end = std::min(rest.find('\n'), rest.size());
            if (end > 0 && rest[0] != '#')
                m_domains.insert(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    [[nodiscard]] bool contains(std::string_view domain) const { return m_domains.contains(domain); }

private:
    QByteArray m_text;
    std::unordered_set<std::string_view> m_domains; ///< parts of m_text
};

} // namespace

bool isRoleMailbox(std::string_view localPart)
{
    return std::ranges::find(roles, localPart.substr(0, localPart.find('+'))) != roles.end();
}

bool isDisposableDomain(std::string_view domain)
{
    static const DisposableDomains list;
    while (domain.find('.') != std::string_view::npos) {
        if (list.contains(domain))
            return true;
        domain.remove_prefix(domain.find('.') + 1);
    }
    return false;
}

std::optional<std::string> meantDomain(std::string_view domain)
{
    const auto is = [domain](std::string_view other) { return other == domain; };
    if (std::ranges::any_of(providers, is) || std::ranges::any_of(neighbours, is))
        return std::nullopt;
    for (const std::string_view provider : providers) {
        if (!isOneEditAway(domain, provider))
            continue;
        // Short names have many honest neighbours: there, only a slip in the ending counts.
        const auto dot = provider.find('.');
        if (dot >= 5 || domain.substr(0, dot + 1) == provider.substr(0, dot + 1))
            return std::string(provider);
    }
    return std::nullopt;
}

} // namespace haberdash::contact
