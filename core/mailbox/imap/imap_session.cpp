// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mailbox/imap/imap_session.h"

#include "core/mailbox/imap/imap_text.h"
#include "core/mailbox/whole_number.h"
#include "core/net/sign_in.h"

#include <QStringList>

#include <algorithm>
#include <span>

namespace haberdash::mailbox {

using namespace Qt::Literals::StringLiterals;
using Status = ImapResponse::Status;
using Security = MailboxAccount::Security;

namespace {

constexpr qint64 largestUid = 0xffffffff;
constexpr int mostAnswers = 20'000; ///< to one command: as many as a folder has mails, and news of others
constexpr size_t smallLiteral = 100'000; ///< before a mail is asked for, nothing long is due

QString shown(const std::string &text)
{
    return QString::fromStdString(text);
}

} // namespace

ImapSession::ImapSession(
    const MailboxAccount &account, const std::string &secret, const FetchLimits &limits, Progress &progress)
    : m_account(account)
    , m_secret(secret)
    , m_limits(limits)
    , m_link(account, progress)
    , m_reader(ImapReader::Limits{.literal = smallLiteral})
{ }

Result<ImapResponse> ImapSession::next(net::Deadline deadline)
{
    for (;;) {
        if (auto response = m_reader.take())
            return std::move(*response);
        if (!m_reader.nonsense().empty())
            return m_link.fault(
                Error::Code::Network, u"answered with something that is not IMAP"_s, m_reader.nonsense());
        HABERDASH_TRY(m_link.receive(deadline));
        m_reader.add(m_link.received());
    }
}

Result<ImapResponse> ImapSession::ask(const std::string &command, std::chrono::milliseconds patience,
    const Visit &visit, std::vector<std::string> further)
{
    auto deadline = net::in(patience);
    const std::string tag = 'h' + std::to_string(++m_commands);
    HABERDASH_TRY(m_link.send(tag + ' ' + command + "\r\n"));
    std::reverse(further.begin(), further.end());
    std::string farewell;
    for (int answers = 0; answers < mostAnswers; ++answers) {
        auto response = next(deadline);
        if (!response && !farewell.empty())
            return m_link.fault(Error::Code::Network, u"ended the conversation"_s, farewell);
        if (!response)
            return response;
        if (response->tag == tag && response->status != Status::None)
            return response;
        if (response->tag == "+") {
            HABERDASH_TRY(m_link.send((further.empty() ? std::string() : further.back()) + "\r\n"));
            if (!further.empty())
                further.pop_back();
        } else if (response->status == Status::Bye) {
            farewell = response->text().empty() ? "BYE" : response->text();
            deadline = std::min(deadline, net::in(m_account.timeouts.goodbye));
        } else if (response->tag == "*" && visit) {
            visit(*response);
        }
    }
    return m_link.fault(Error::Code::Network, u"says more than it was asked for"_s, {});
}

Result<> ImapSession::open()
{
    HABERDASH_TRY(m_link.open());
    HABERDASH_TRY(greet());
    if (m_account.security == Security::StartTls)
        HABERDASH_TRY(startTls());
    if (!m_isSignedIn)
        HABERDASH_TRY(signIn());
    return learnCapabilities();
}

Result<> ImapSession::greet()
{
    HABERDASH_TRY_ASSIGN(greeting, next(net::in(m_account.timeouts.command)));
    if (greeting.tag == "*" && greeting.status == Status::Bye)
        return m_link.fault(Error::Code::Network, u"does not let us in at the moment"_s, greeting.text());
    m_isSignedIn = greeting.status == Status::PreAuth;
    if (greeting.tag != "*" || (greeting.status != Status::Ok && !m_isSignedIn))
        return m_link.fault(
            Error::Code::Network, u"does not speak IMAP"_s, greeting.tag + ' ' + greeting.words);
    // Signed in before there is encryption: somebody else could have said so.
    if (m_isSignedIn && m_account.security == Security::StartTls)
        return m_link.fault(
            Error::Code::Refused, u"offers no encryption (STARTTLS), which the account asks for"_s, {});
    return learnCapabilities();
}

Result<> ImapSession::learnCapabilities()
{
    m_capabilities.clear();
    HABERDASH_TRY_ASSIGN(
        end, ask("CAPABILITY", m_account.timeouts.command, [this](const ImapResponse &response) {
            const QStringList words = shown(response.words).toUpper().split(u' ', Qt::SkipEmptyParts);
            if (words.value(0) != u"CAPABILITY"_s)
                return;
            for (const QString &word : words.mid(1))
                m_capabilities.insert(word.toStdString());
        }));
    if (end.status != Status::Ok)
        return m_link.fault(Error::Code::Network, u"does not say what it can do"_s, end.text());
    return {};
}

Result<> ImapSession::startTls()
{
    if (!can("STARTTLS"))
        return m_link.fault(
            Error::Code::Refused, u"offers no encryption (STARTTLS), which the account asks for"_s, {});
    HABERDASH_TRY_ASSIGN(end, ask("STARTTLS", m_account.timeouts.command));
    if (end.status != Status::Ok)
        return m_link.fault(Error::Code::Refused, u"does not begin to encrypt"_s, end.text());
    HABERDASH_TRY(m_link.encrypt(m_reader.unread()));
    return learnCapabilities();
}

Result<ImapResponse> ImapSession::authenticate(const std::string &mechanism, const std::string &token)
{
    const auto patience = m_account.timeouts.command;
    if (can("SASL-IR"))
        return ask("AUTHENTICATE " + mechanism + ' ' + token, patience);
    return ask("AUTHENTICATE " + mechanism, patience, {}, {token});
}

Result<ImapResponse> ImapSession::login()
{
    const std::string user = m_account.user.toStdString();
    const auto isAscii = [](std::string_view text) {
        return std::all_of(text.begin(), text.end(), [](char each) { return each > 0; });
    };
    if (!isOneLine(user) || !isOneLine(m_secret) || !isAscii(user) || !isAscii(m_secret))
        return m_link.fault(Error::Code::Refused,
            u"takes only plain letters (ASCII) in user name and password; one of them has others."_s);
    return ask("LOGIN " + imapQuoted(user) + ' ' + imapQuoted(m_secret), m_account.timeouts.command);
}

Result<> ImapSession::signIn()
{
    HABERDASH_TRY(m_link.maySignIn());
    const bool isBearer = m_account.auth == MailboxAccount::Auth::XOAuth2;
    if (isBearer && !can("AUTH=XOAUTH2"))
        return m_link.fault(Error::Code::Refused, u"takes no access tokens (XOAUTH2)"_s, {});
    if (!isBearer && !can("AUTH=PLAIN") && can("LOGINDISABLED"))
        return m_link.fault(
            Error::Code::Refused, u"takes no password over this connection. TLS or STARTTLS may help"_s, {});
    HABERDASH_TRY_ASSIGN(end,
        isBearer                ? authenticate("XOAUTH2", net::bearerToken(m_account.user, m_secret))
            : can("AUTH=PLAIN") ? authenticate("PLAIN", net::plainToken(m_account.user, m_secret))
                                : login());
    if (end.status == Status::Ok)
        return {};
    const std::string code = end.code();
    const bool isForNow = code == "UNAVAILABLE" || code == "INUSE" || code == "LIMIT" || code == "SERVERBUG";
    return isForNow
        ? m_link.fault(Error::Code::Network, u"does not let us in at the moment"_s, end.text())
        : m_link.fault(Error::Code::Refused, u"does not take user name and password"_s, end.text());
}

Result<qint64> ImapSession::openFolder()
{
    if (!isOneLine(m_account.folder.toStdString()) || m_account.folder.isEmpty())
        return m_link.fault(Error::Code::NotFound, u"has no folder of such a name."_s);
    qint64 validity = 0;
    const auto visit = [&validity](const ImapResponse &response) {
        const std::string code = response.code();
        if (response.status == Status::Ok && code.starts_with("UIDVALIDITY "))
            validity = wholeNumber(std::string_view(code).substr(12)).value_or(0);
    };
    HABERDASH_TRY_ASSIGN(end,
        ask((m_account.handledFolder.isEmpty() ? "EXAMINE " : "SELECT ")
                + imapQuoted(imapFolderName(m_account.folder)),
            m_account.timeouts.command, visit));
    if (end.status != Status::Ok)
        return m_link.fault(
            Error::Code::NotFound, u"does not open the folder “%1”"_s.arg(m_account.folder), end.text());
    if (validity == 0)
        return m_link.fault(Error::Code::Refused,
            u"gives mails no lasting numbers (UIDVALIDITY), so they would be read over and over"_s, {});
    return validity;
}

Result<> ImapSession::prepareHandledFolder()
{
    if (m_account.handledFolder.isEmpty())
        return {};
    if (!isOneLine(m_account.handledFolder.toStdString()))
        return m_link.fault(Error::Code::NotFound, u"can have no folder of such a name."_s);
    const std::string name = imapQuoted(imapFolderName(m_account.handledFolder));
    const auto patience = m_account.timeouts.command;
    HABERDASH_TRY_ASSIGN(known, ask("STATUS " + name + " (UIDVALIDITY)", patience));
    if (known.status == Status::Ok)
        return {};
    HABERDASH_TRY_ASSIGN(made, ask("CREATE " + name, patience));
    if (made.status != Status::Ok)
        return m_link.fault(Error::Code::NotFound,
            u"has no folder “%1” for handled mail and does not make one"_s.arg(m_account.handledFolder),
            made.text());
    return {};
}

Result<std::vector<qint64>> ImapSession::uidsAfter(qint64 uid)
{
    std::set<qint64> uids;
    // "n:*" has the last mail in it even where that has a lower number.
    const auto visit = [&](const ImapResponse &response) {
        for (const qint64 each : searchNumbers(response).value_or(std::vector<qint64>())) {
            if (each > uid && each <= largestUid)
                uids.insert(each);
        }
    };
    HABERDASH_TRY_ASSIGN(
        end, ask("UID SEARCH UID " + std::to_string(uid + 1) + ":*", m_account.timeouts.command, visit));
    if (end.status != Status::Ok)
        return m_link.fault(Error::Code::Network, u"does not say which mails there are"_s, end.text());
    return std::vector<qint64>(uids.begin(), uids.end());
}

Result<std::map<qint64, qint64>> ImapSession::sizes(std::span<const qint64> uids)
{
    std::string set;
    for (const qint64 uid : uids)
        set += (set.empty() ? "" : ",") + std::to_string(uid);
    std::map<qint64, qint64> sizes;
    const auto visit = [&sizes](const ImapResponse &response) {
        auto items = fetchItems(response);
        const auto uid = items ? wholeNumber((*items)["UID"]) : std::nullopt;
        const auto size = items ? wholeNumber((*items)["RFC822.SIZE"]) : std::nullopt;
        if (uid && size)
            sizes[*uid] = *size;
    };
    HABERDASH_TRY_ASSIGN(
        end, ask("UID FETCH " + set + " (UID RFC822.SIZE)", m_account.timeouts.command, visit));
    if (end.status != Status::Ok)
        return m_link.fault(Error::Code::Network, u"does not say how large the mails are"_s, end.text());
    return sizes;
}

Result<std::optional<std::string>> ImapSession::mail(qint64 uid, bool headersOnly)
{
    const qint64 most = headersOnly ? m_limits.largestHeaders : m_limits.largestMail;
    m_reader.setLongestLiteral(roomFor(most));
    const std::string section
        = headersOnly ? "BODY.PEEK[HEADER]<0." + std::to_string(most) + '>' : std::string("BODY.PEEK[]");
    std::optional<std::string> bytes;
    const auto visit = [&](const ImapResponse &response) {
        auto items = fetchItems(response);
        if (!items || wholeNumber((*items)["UID"]) != uid)
            return;
        for (auto &[name, value] : *items) {
            if (name.starts_with("BODY["))
                bytes = std::move(value);
        }
    };
    HABERDASH_TRY_ASSIGN(end,
        ask("UID FETCH " + std::to_string(uid) + " (UID " + section + ')', m_account.timeouts.mail, visit));
    m_reader.setLongestLiteral(smallLiteral);
    if (end.status != Status::Ok)
        return m_link.fault(Error::Code::Refused, u"does not give mail %1"_s.arg(uid), end.text());
    return bytes;
}

Result<> ImapSession::moveAway(qint64 uid)
{
    const auto patience = m_account.timeouts.command;
    const std::string number = std::to_string(uid);
    const std::string folder = imapQuoted(imapFolderName(m_account.handledFolder));
    const auto refuse = [&](const ImapResponse &end) {
        return m_link.fault(
            Error::Code::Refused, u"does not move mail to “%1”"_s.arg(m_account.handledFolder), end.text());
    };
    HABERDASH_TRY_ASSIGN(
        moved, ask((can("MOVE") ? "UID MOVE " : "UID COPY ") + number + ' ' + folder, patience));
    if (moved.status != Status::Ok)
        return refuse(moved);
    if (can("MOVE"))
        return {};
    HABERDASH_TRY_ASSIGN(marked, ask("UID STORE " + number + " +FLAGS.SILENT (\\Deleted)", patience));
    if (marked.status != Status::Ok)
        return refuse(marked);
    // Without UIDPLUS, mails that others have marked would go as well: then only the mark is left.
    if (!can("UIDPLUS"))
        return {};
    HABERDASH_TRY_ASSIGN(gone, ask("UID EXPUNGE " + number, patience));
    return gone.status == Status::Ok ? Result<>() : refuse(gone);
}

void ImapSession::close()
{
    if (m_link.isOpen())
        static_cast<void>(ask("LOGOUT", m_account.timeouts.goodbye));
    m_link.drop();
}

} // namespace haberdash::mailbox
