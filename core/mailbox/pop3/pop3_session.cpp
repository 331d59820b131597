// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mailbox/pop3/pop3_session.h"

#include "core/mailbox/whole_number.h"
#include "core/net/sign_in.h"

#include <QStringList>

#include <algorithm>

namespace haberdash::mailbox {

using namespace Qt::Literals::StringLiterals;
using Status = Pop3Reply::Status;
using Security = MailboxAccount::Security;

namespace {

constexpr size_t longestTable = 8'000'000; ///< of some hundred thousand mails
constexpr size_t longestName = 70; ///< RFC 1939

} // namespace

Pop3Session::Pop3Session(
    const MailboxAccount &account, const std::string &secret, const FetchLimits &limits, Progress &progress)
    : m_account(account)
    , m_secret(secret)
    , m_limits(limits)
    , m_link(account, progress)
{ }

Result<Pop3Reply> Pop3Session::reply(net::Deadline deadline)
{
    for (;;) {
        if (auto reply = m_reader.takeReply())
            return std::move(*reply);
        if (!m_reader.nonsense().empty())
            return m_link.fault(
                Error::Code::Network, u"answered with something that is not POP3"_s, m_reader.nonsense());
        HABERDASH_TRY(m_link.receive(deadline));
        m_reader.add(m_link.received());
    }
}

Result<std::string> Pop3Session::block(size_t most, net::Deadline deadline)
{
    for (;;) {
        if (auto block = m_reader.takeBlock(most))
            return std::move(*block);
        if (!m_reader.nonsense().empty())
            return m_link.fault(Error::Code::Network, u"sent more than it may"_s, m_reader.nonsense());
        HABERDASH_TRY(m_link.receive(deadline));
        m_reader.add(m_link.received());
    }
}

Result<Pop3Reply> Pop3Session::ask(const std::string &command, net::Deadline deadline)
{
    HABERDASH_TRY(m_link.send(command + "\r\n"));
    return reply(deadline);
}

Result<> Pop3Session::open()
{
    HABERDASH_TRY(m_link.open());
    HABERDASH_TRY_ASSIGN(greeting, reply(deadline()));
    if (greeting.status != Status::Ok)
        return m_link.fault(Error::Code::Network, u"does not let us in at the moment"_s, greeting.words);
    HABERDASH_TRY(learnCapabilities());
    if (m_account.security == Security::StartTls)
        HABERDASH_TRY(startTls());
    return signIn();
}

Result<> Pop3Session::learnCapabilities()
{
    m_capabilities.clear();
    const auto until = deadline();
    HABERDASH_TRY_ASSIGN(answer, ask("CAPA", until));
    if (answer.status != Status::Ok)
        return {}; // a server from before 1998: user name and password will do
    HABERDASH_TRY_ASSIGN(lines, block(longestTable, until));
    for (const QString &line : QString::fromStdString(lines).toUpper().split(u"\r\n"_s)) {
        const QStringList words = line.split(u' ', Qt::SkipEmptyParts);
        for (const QString &word : words.mid(1))
            m_capabilities.insert(QString(words.front() + u' ' + word).toStdString());
        if (!words.isEmpty())
            m_capabilities.insert(words.front().toStdString());
    }
    return {};
}

Result<> Pop3Session::startTls()
{
    if (!m_capabilities.contains("STLS"))
        return m_link.fault(
            Error::Code::Refused, u"offers no encryption (STLS), which the account asks for"_s, {});
    HABERDASH_TRY_ASSIGN(answer, ask("STLS", deadline()));
    if (answer.status != Status::Ok)
        return m_link.fault(Error::Code::Refused, u"does not begin to encrypt"_s, answer.words);
    HABERDASH_TRY(m_link.encrypt(m_reader.unread()));
    return learnCapabilities();
}

Result<Pop3Reply> Pop3Session::authenticate()
{
    const auto until = deadline();
    if (m_account.auth == MailboxAccount::Auth::XOAuth2) {
        HABERDASH_TRY_ASSIGN(
            answer, ask("AUTH XOAUTH2 " + net::bearerToken(m_account.user, m_secret), until));
        // The reason, in base64; the verdict follows an empty line.
        return answer.status == Status::Continue ? ask({}, until) : answer;
    }
    if (m_capabilities.contains("SASL PLAIN")) {
        HABERDASH_TRY_ASSIGN(answer, ask("AUTH PLAIN " + net::plainToken(m_account.user, m_secret), until));
        return answer.status == Status::Continue ? ask("*", until) : answer;
    }
    const std::string user = m_account.user.toStdString();
    if (!isOneLine(user) || !isOneLine(m_secret))
        return m_link.fault(Error::Code::Refused, u"takes no line breaks in user name and password."_s);
    HABERDASH_TRY_ASSIGN(answer, ask("USER " + user, until));
    return answer.status == Status::Ok ? ask("PASS " + m_secret, until) : answer;
}

Result<> Pop3Session::signIn()
{
    HABERDASH_TRY(m_link.maySignIn());
    HABERDASH_TRY_ASSIGN(answer, authenticate());
    if (answer.status == Status::Ok)
        return {};
    // RFC 2449 and 3206: what has nothing to do with the password.
    const bool isForNow = answer.words.starts_with("[IN-USE]") || answer.words.starts_with("[LOGIN-DELAY]")
        || answer.words.starts_with("[SYS/TEMP]");
    return isForNow
        ? m_link.fault(Error::Code::Network, u"does not let us in at the moment"_s, answer.words)
        : m_link.fault(Error::Code::Refused, u"does not take user name and password"_s, answer.words);
}

Result<std::map<qint64, std::string>> Pop3Session::table(const std::string &command)
{
    const auto until = deadline();
    HABERDASH_TRY_ASSIGN(answer, ask(command, until));
    if (answer.status != Status::Ok)
        return m_link.fault(Error::Code::Refused,
            u"does not tell its mails apart (%1), so they would be read over and over"_s.arg(
                QString::fromStdString(command)),
            answer.words);
    HABERDASH_TRY_ASSIGN(lines, block(longestTable, until));
    std::map<qint64, std::string> table;
    for (const QByteArray &line : QByteArray::fromStdString(lines).split('\n')) {
        const auto words = line.simplified().split(' ');
        const auto number = wholeNumber({words.front().constData(), size_t(words.front().size())});
        if (number && words.size() >= 2)
            table.emplace(*number, words[1].toStdString());
    }
    return table;
}

Result<std::vector<Pop3Session::Place>> Pop3Session::list()
{
    HABERDASH_TRY_ASSIGN(names, table("UIDL"));
    HABERDASH_TRY_ASSIGN(sizes, table("LIST"));
    std::vector<Place> places;
    std::set<std::string> known;
    for (const auto &[number, name] : names) {
        const auto size = wholeNumber(sizes[number]);
        if (size && name.size() <= longestName && known.insert(name).second)
            places.push_back({number, name, *size});
    }
    return places;
}

Result<std::string> Pop3Session::mail(const Place &place, bool headersOnly)
{
    const auto until = net::in(m_account.timeouts.mail);
    const std::string number = std::to_string(place.number);
    HABERDASH_TRY_ASSIGN(answer, ask(headersOnly ? "TOP " + number + " 0" : "RETR " + number, until));
    if (answer.status != Status::Ok)
        return m_link.fault(Error::Code::Refused, u"does not give mail %1"_s.arg(place.number), answer.words);
    return block(roomFor(headersOnly ? m_limits.largestHeaders : m_limits.largestMail), until);
}

void Pop3Session::close()
{
    if (m_link.isOpen())
        static_cast<void>(ask("QUIT", net::in(m_account.timeouts.goodbye)));
    m_link.drop();
}

} // namespace haberdash::mailbox
