// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/dns_text.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <resolv.h>

#include <algorithm>
#include <array>
#include <vector>

namespace haberdash::probe {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A resolver of our own: the one of the process is used by others and has no server to be chosen.
class Resolver
{
public:
    explicit Resolver(const DnsSettings &settings)
    {
        m_isReady = res_ninit(&m_state) == 0;
        m_state.retrans = int(settings.patience.count());
        m_state.retry = settings.tries;
        m_state.options &= ~(RES_DNSRCH | RES_DEFNAMES); // a name of ours is a whole name
        if (settings.server.isEmpty())
            return;
        sockaddr_in &server = m_state.nsaddr_list[0];
        server = {};
        server.sin_family = AF_INET;
        server.sin_port = htons(settings.port);
        m_isReady
            = m_isReady && inet_pton(AF_INET, settings.server.toLatin1().constData(), &server.sin_addr) == 1;
        m_state.nscount = 1;
    }
    ~Resolver() { res_nclose(&m_state); }
    Resolver(const Resolver &) = delete;
    Resolver &operator=(const Resolver &) = delete;

    /// Length of the answer, -1 where there is none.
    int ask(const QByteArray &name, ns_type type, std::vector<unsigned char> &answer)
    {
        if (!m_isReady)
            return -1;
        return res_nquery(&m_state, name.constData(), ns_c_in, type, answer.data(), int(answer.size()));
    }
    /// The name is not there, or has nothing of that type.
    [[nodiscard]] bool isNothing() const
    {
        return m_state.res_h_errno == HOST_NOT_FOUND || m_state.res_h_errno == NO_DATA;
    }

private:
    struct __res_state m_state
    { };
    bool m_isReady = false;
};

/// TXT: pieces, each with its length in front.
QString textOf(const ns_rr &record)
{
    QByteArray text;
    const unsigned char *piece = ns_rr_rdata(record);
    const unsigned char *end = piece + ns_rr_rdlen(record);
    while (piece < end) {
        const auto length = std::min<std::ptrdiff_t>(*piece, end - piece - 1);
        text.append(reinterpret_cast<const char *>(piece + 1), length);
        piece += length + 1;
    }
    return QString::fromUtf8(text);
}

/// MX: preference and host.
std::pair<int, QString> exchangeOf(const ns_msg &message, const ns_rr &record)
{
    std::array<char, NS_MAXDNAME> host{};
    if (ns_rr_rdlen(record) < 3
        || ns_name_uncompress(
               ns_msg_base(message), ns_msg_end(message), ns_rr_rdata(record) + 2, host.data(), host.size())
            < 0)
        return {};
    return {int(ns_get16(ns_rr_rdata(record))), QString::fromLatin1(host.data())};
}

QString addressOf(const ns_rr &record, ns_type type)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    const bool isFour = type == ns_t_a;
    if (ns_rr_rdlen(record) != (isFour ? 4 : 16)
        || !inet_ntop(isFour ? AF_INET : AF_INET6, ns_rr_rdata(record), text.data(), text.size()))
        return {};
    return QString::fromLatin1(text.data());
}

QStringList recordsIn(const unsigned char *answer, int length, ns_type type)
{
    ns_msg message;
    if (ns_initparse(answer, length, &message) != 0)
        return {};
    QStringList found;
    std::vector<std::pair<int, QString>> exchanges;
    for (int i = 0; i < ns_msg_count(message, ns_s_an); ++i) {
        ns_rr record;
        if (ns_parserr(&message, ns_s_an, i, &record) != 0)
            break;
        if (ns_rr_type(record) != type) // the CNAME that led here
            continue;
        if (type == ns_t_txt)
            found << textOf(record);
        else if (type == ns_t_mx)
            exchanges.push_back(exchangeOf(message, record));
        else
            found << addressOf(record, type);
    }
    std::stable_sort(exchanges.begin(), exchanges.end(),
        [](const auto &left, const auto &right) { return left.first < right.first; });
    for (const auto &[preference, host] : exchanges)
        found << host;
    return found;
}

Result<QStringList> lookUp(const DnsSettings &settings, const QString &name, ns_type type)
{
    Resolver resolver(settings);
    std::vector<unsigned char> answer(NS_MAXMSG);
    const int length = resolver.ask(name.toLatin1(), type, answer);
    if (length >= 0)
        return recordsIn(answer.data(), std::min(length, int(answer.size())), type);
    if (resolver.isNothing())
        return QStringList();
    return failure(Error::Code::Network,
        u"The DNS gave no answer about “%1”. Check that this computer is online, and try again."_s.arg(name));
}

} // namespace

DnsLookup dnsLookup(DnsSettings settings)
{
    return [settings = std::move(settings)](const QString &name, DnsType type) -> Result<QStringList> {
        if (type == DnsType::Text)
            return lookUp(settings, name, ns_t_txt);
        if (type == DnsType::MailExchange)
            return lookUp(settings, name, ns_t_mx);
        HABERDASH_TRY_ASSIGN(four, lookUp(settings, name, ns_t_a));
        HABERDASH_TRY_ASSIGN(six, lookUp(settings, name, ns_t_aaaa));
        return four + six;
    };
}

Result<DnsSettings> parseDnsServer(const QString &text)
{
    const QStringList parts = text.split(u':');
    DnsSettings settings;
    settings.server = parts.front();
    bool isNumber = true;
    if (parts.size() == 2)
        settings.port = parts.back().toUShort(&isNumber);
    in_addr address{};
    if (parts.size() > 2 || !isNumber || settings.port == 0
        || inet_pton(AF_INET, settings.server.toLatin1().constData(), &address) != 1)
        return failure(Error::Code::Invalid,
            u"“%1” is no DNS server: write its address, such as 192.0.2.53 or 192.0.2.53:5300."_s.arg(text));
    return settings;
}

} // namespace haberdash::probe
