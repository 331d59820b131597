// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/smtp/smtp_session.h"

#include "core/base/wire_address.h"
#include "core/deliver/secrets/wiped.h"
#include "core/deliver/smtp/scram.h"
#include "core/deliver/smtp/smtp_connection.h"
#include "core/net/sign_in.h"

#include <algorithm>
#include <optional>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;
using Lack = SmtpReply::Lack;
using Stage = Delivery::Stage;
using Concerns = Delivery::Concerns;
using State = Delivery::State;

namespace {

Delivery outcome(State state, Stage stage, Concerns concerns, const QString &text)
{
    Delivery delivery;
    delivery.state = state;
    delivery.stage = stage;
    delivery.concerns = concerns;
    delivery.text = text;
    return delivery;
}

Delivery outcome(State state, Stage stage, Concerns concerns, const SmtpReply &reply)
{
    Delivery delivery = outcome(state, stage, concerns, reply.text());
    delivery.code = reply.code;
    delivery.enhancedCode = reply.enhancedCode;
    return delivery;
}

QString describe(const SmtpReply &reply)
{
    switch (reply.lack) {
    case Lack::Closed:
        return u"The server closed the connection."_s;
    case Lack::Timeout:
        return u"The server did not answer in time."_s;
    case Lack::Nonsense:
        return u"The server answered with something that is not SMTP: %1"_s.arg(reply.text());
    case Lack::Cancelled:
        return u"It was cancelled."_s;
    case Lack::None:
        break;
    }
    return reply.text();
}

/// No line break or control character may reach the wire inside a command.
bool isCommandSafe(const QString &text)
{
    return std::none_of(
        text.begin(), text.end(), [](QChar each) { return each.unicode() < 0x21 || each.unicode() == 0x7F; });
}

/// Only CRLF ends lines: a bare CR or LF is read differently by different servers.
bool hasBareLineBreak(std::string_view message)
{
    for (size_t i = message.find('\n'); i != std::string_view::npos; i = message.find('\n', i + 1)) {
        if (i == 0 || message[i - 1] != '\r')
            return true;
    }
    for (size_t i = message.find('\r'); i != std::string_view::npos; i = message.find('\r', i + 1)) {
        if (i + 1 == message.size() || message[i + 1] != '\n')
            return true;
    }
    return false;
}

bool hasHighBytes(std::string_view message)
{
    unsigned char all = 0;
    for (const char byte : message)
        all = static_cast<unsigned char>(all | static_cast<unsigned char>(byte));
    return all >= 0x80;
}

/// The body as it goes over the wire: dots at line starts doubled, the final dot added.
void stuffDots(std::string_view message, std::string &buffer)
{
    buffer.clear();
    if (message.starts_with('.'))
        buffer += '.';
    size_t start = 0;
    for (size_t i = message.find("\n."); i != std::string_view::npos; i = message.find("\n.", i + 1)) {
        buffer.append(message, start, i + 1 - start);
        buffer += '.';
        start = i + 1;
    }
    buffer.append(message, start);
    if (!message.ends_with("\r\n"))
        buffer += "\r\n";
    buffer += ".\r\n";
}

} // namespace

class SmtpSession::Conversation
{
public:
    Conversation(SmtpAccount account, std::string secret, std::unique_ptr<AccessTokens> tokens)
        : m_account(std::move(account))
        , m_secret(std::move(secret))
        , m_tokens(std::move(tokens))
    { }
    ~Conversation() { Wiped::wipe(m_secret); }

    Delivery open();
    Delivery send(const Envelope &envelope, std::string_view message);
    void quit();
    void cancel();

    SmtpConnection connection;
    SmtpCapabilities capabilities;

private:
    Delivery establish();
    /// With a token, where the account has such.
    Delivery signedIn();
    /// Nothing where it worked.
    std::optional<Delivery> useToken(Result<std::string> token);
    std::optional<Delivery> hello();
    std::optional<Delivery> startTls();
    std::optional<Delivery> authenticate();
    SmtpReply authenticateWith(const QString &mechanism);
    /// Nothing in `trouble` where the reply is the server's verdict.
    SmtpReply authenticateByScram(QString &trouble);
    Result<std::string> wirePath(const EmailAddress &address, bool &needsUtf8) const;
    Delivery transact(
        const std::string &mail, const std::string &recipient, std::string_view message, bool &neverUsed);
    Delivery sendContent(std::string_view message);
    /// What a reply to MAIL or RCPT that is not positive means. Closes or resets the connection.
    Delivery refused(const SmtpReply &reply, Stage stage);
    Delivery broken(const SmtpReply &reply, Stage stage, State state = State::Deferred);
    SmtpReply ask(std::string_view command, std::chrono::milliseconds timeout);
    /// Some servers answer a sign-in with what they were told, and answers are kept and shown.
    [[nodiscard]] Delivery withoutSecret(Delivery delivery) const;
    void readCapabilities(const SmtpReply &reply);

    SmtpAccount m_account;
    std::string m_secret;
    std::unique_ptr<AccessTokens> m_tokens; ///< null: the secret stays the same
    std::string m_buffer;
};

SmtpReply SmtpSession::Conversation::ask(std::string_view command, std::chrono::milliseconds timeout)
{
    if (!connection.write(command, timeout)) {
        SmtpReply reply;
        reply.lack = connection.isInterrupted() ? Lack::Cancelled : Lack::Closed;
        return reply;
    }
    return connection.read(timeout);
}

Delivery SmtpSession::Conversation::broken(const SmtpReply &reply, Stage stage, State state)
{
    connection.drop();
    Delivery delivery = outcome(state, stage, Concerns::Connection, describe(reply));
    delivery.wasCancelled = reply.lack == Lack::Cancelled;
    return delivery;
}

void SmtpSession::Conversation::readCapabilities(const SmtpReply &reply)
{
    capabilities = {};
    for (const QString &line : reply.lines.mid(1)) {
        const QStringList words = line.toUpper().replace(u'=', u' ').split(u' ', Qt::SkipEmptyParts);
        if (words.isEmpty())
            continue;
        const QString &keyword = words.front();
        if (keyword == u"PIPELINING"_s)
            capabilities.pipelining = true;
        else if (keyword == u"8BITMIME"_s)
            capabilities.eightBitMime = true;
        else if (keyword == u"SMTPUTF8"_s)
            capabilities.smtpUtf8 = true;
        else if (keyword == u"STARTTLS"_s)
            capabilities.startTls = true;
        else if (keyword == u"AUTH"_s) // twice with "AUTH=" for old clients
            capabilities.auth += words.mid(1);
        else if (keyword == u"SIZE"_s) {
            capabilities.hasSize = true;
            capabilities.maxSize = words.size() > 1 ? words.at(1).toULongLong() : 0;
        }
    }
    capabilities.auth.removeDuplicates();
}

std::optional<Delivery> SmtpSession::Conversation::hello()
{
    const QString name = m_account.ehloName.isEmpty() ? connection.addressLiteral() : m_account.ehloName;
    if (!isCommandSafe(name))
        return outcome(
            State::Deferred, Stage::Hello, Concerns::Account, u"The name for EHLO is not a host name."_s);
    const std::string line = ' ' + name.toStdString() + "\r\n";
    SmtpReply reply = ask("EHLO" + line, m_account.timeouts.command);
    if (reply.lack != Lack::None)
        return broken(reply, Stage::Hello);
    if (!reply.isPositive() && reply.code / 100 == 5) { // a server from before 1995
        reply = ask("HELO" + line, m_account.timeouts.command);
        if (reply.lack != Lack::None)
            return broken(reply, Stage::Hello);
        reply.lines = reply.lines.mid(0, 1);
    }
    if (!reply.isPositive()) {
        connection.drop();
        return outcome(reply.code / 100 == 5 ? State::Refused : State::Deferred, Stage::Hello,
            reply.code / 100 == 5 ? Concerns::Account : Concerns::Connection, reply);
    }
    readCapabilities(reply);
    return std::nullopt;
}

std::optional<Delivery> SmtpSession::Conversation::startTls()
{
    const auto stop = [&](const QString &text) {
        connection.drop();
        return outcome(State::Deferred, Stage::Tls, Concerns::Account, text);
    };
    if (!capabilities.startTls)
        return stop(
            u"The server offers no encryption (STARTTLS) although this account requires it; nothing was sent."_s);
    const SmtpReply reply = ask("STARTTLS\r\n", m_account.timeouts.command);
    if (reply.lack != Lack::None)
        return broken(reply, Stage::Tls);
    if (!reply.isPositive()) {
        connection.drop();
        return outcome(State::Deferred, Stage::Tls, Concerns::Account, reply);
    }
    // Anything that came along in the clear was put there by somebody else.
    if (connection.hasUnread())
        return stop(u"Somebody put data into the connection before it was encrypted; nothing was sent."_s);
    if (const QString why = connection.encrypt(m_account); !why.isEmpty())
        return stop(why);
    return hello();
}

SmtpReply SmtpSession::Conversation::authenticateWith(const QString &mechanism)
{
    const auto patience = m_account.timeouts.command;
    if (mechanism == u"PLAIN"_s)
        return ask("AUTH PLAIN " + net::plainToken(m_account.user, m_secret) + "\r\n", patience);
    if (mechanism == u"XOAUTH2"_s) {
        SmtpReply reply
            = ask("AUTH XOAUTH2 " + net::bearerToken(m_account.user, m_secret) + "\r\n", patience);
        if (reply.lack == Lack::None && reply.code == 334) // the reason, in base64; the verdict follows
            reply = ask("\r\n", patience);
        return reply;
    }
    SmtpReply reply = ask("AUTH LOGIN\r\n", patience);
    if (reply.lack == Lack::None && reply.code == 334)
        reply = ask(net::toBase64(m_account.user.toStdString()) + "\r\n", patience);
    if (reply.lack == Lack::None && reply.code == 334)
        reply = ask(net::toBase64(m_secret) + "\r\n", patience);
    return reply;
}

SmtpReply SmtpSession::Conversation::authenticateByScram(QString &trouble)
{
    const auto patience = m_account.timeouts.command;
    const auto askIt
        = [&](const QByteArray &command) { return ask(command.toStdString() + "\r\n", patience); };
    auto client = ScramClient::create(m_account.user, m_secret, scramNonce());
    if (!client) {
        trouble = client.error().detail;
        return {};
    }
    SmtpReply reply = askIt("AUTH SCRAM-SHA-256 " + client->first().toBase64());
    if (reply.lack != Lack::None || reply.code != 334)
        return reply;
    const auto proof = client->proof(QByteArray::fromBase64(reply.text().toLatin1()));
    if (!proof) {
        trouble = proof.error().detail;
        return reply;
    }
    reply = askIt(proof->toBase64());
    if (reply.lack != Lack::None || (reply.code != 334 && !reply.isPositive()))
        return reply;
    // The server's own proof comes before its verdict, or with it.
    if (!client->isServers(QByteArray::fromBase64(reply.text().toLatin1()))) {
        trouble
            = u"The mail server could not show that it knows the password: it may be somebody else's. Nothing was sent."_s;
        return reply;
    }
    return reply.code == 334 ? askIt({}) : reply;
}

std::optional<Delivery> SmtpSession::Conversation::authenticate()
{
    using Auth = SmtpAccount::Auth;
    if (m_account.auth == Auth::None)
        return std::nullopt;
    const auto stop = [&](const QString &text) {
        connection.drop();
        return outcome(State::Deferred, Stage::Authentication, Concerns::Account, text);
    };
    if (!connection.isEncrypted() && !connection.isLoopback() && !m_account.allowPlainCredentials)
        return stop(u"The connection is not encrypted, so the password was not sent."_s);
    QString mechanism;
    const auto prefer = [&](const QString &name) {
        if (mechanism.isEmpty() && capabilities.auth.contains(name))
            mechanism = name;
    };
    if (m_account.auth == Auth::Automatic || m_account.auth == Auth::ScramSha256)
        prefer(u"SCRAM-SHA-256"_s);
    if (m_account.auth == Auth::Automatic || m_account.auth == Auth::Plain)
        prefer(u"PLAIN"_s);
    if (m_account.auth == Auth::Automatic || m_account.auth == Auth::Login)
        prefer(u"LOGIN"_s);
    if (m_account.auth == Auth::XOAuth2)
        prefer(u"XOAUTH2"_s);
    if (mechanism.isEmpty())
        return stop(u"The server offers no way to sign in that this account can use (it offers: %1)."_s.arg(
            capabilities.auth.isEmpty() ? u"none"_s : capabilities.auth.join(u", "_s)));
    QString trouble;
    const SmtpReply reply
        = mechanism == u"SCRAM-SHA-256"_s ? authenticateByScram(trouble) : authenticateWith(mechanism);
    if (!trouble.isEmpty())
        return stop(trouble);
    if (reply.lack != Lack::None)
        return withoutSecret(broken(reply, Stage::Authentication));
    if (reply.isPositive())
        return std::nullopt;
    connection.drop();
    return withoutSecret(outcome(reply.code / 100 == 5 ? State::Refused : State::Deferred,
        Stage::Authentication, reply.code == 421 ? Concerns::Connection : Concerns::Account, reply));
}

Delivery SmtpSession::Conversation::withoutSecret(Delivery delivery) const
{
    if (m_secret.empty())
        return delivery;
    for (const std::string &form : {net::plainToken(m_account.user, m_secret),
             net::bearerToken(m_account.user, m_secret), net::toBase64(m_secret), m_secret})
        delivery.text.replace(QString::fromStdString(form), u"…"_s);
    return delivery;
}

Delivery SmtpSession::Conversation::establish()
{
    if (const QString why = connection.connect(m_account); !why.isEmpty()) {
        connection.drop();
        Delivery delivery = outcome(State::Deferred, Stage::Connect, Concerns::Connection, why);
        delivery.wasCancelled = connection.isInterrupted();
        return delivery;
    }
    if (m_account.security == SmtpAccount::Security::Tls) {
        if (const QString why = connection.encrypt(m_account); !why.isEmpty()) {
            connection.drop();
            return outcome(State::Deferred, Stage::Tls, Concerns::Account, why);
        }
    }
    const SmtpReply greeting = connection.read(m_account.timeouts.command);
    if (greeting.lack != Lack::None)
        return broken(greeting, Stage::Greeting);
    if (!greeting.isPositive()) {
        connection.drop();
        return outcome(State::Deferred, Stage::Greeting, Concerns::Connection, greeting);
    }
    if (auto failed = hello())
        return *failed;
    if (m_account.security == SmtpAccount::Security::StartTls) {
        if (auto failed = startTls())
            return *failed;
    }
    if (auto failed = authenticate())
        return *failed;
    return outcome(State::Sent, Stage::Authentication, Concerns::Nobody, greeting.text());
}

std::optional<Delivery> SmtpSession::Conversation::useToken(Result<std::string> token)
{
    if (token) {
        Wiped::wipe(m_secret);
        m_secret = std::move(*token);
        return std::nullopt;
    }
    const bool isAway
        = token.error().code == Error::Code::Network || token.error().code == Error::Code::Cancelled;
    Delivery delivery = outcome(State::Deferred, Stage::Authentication,
        isAway ? Concerns::Connection : Concerns::Account, token.error().detail);
    delivery.wasCancelled = token.error().code == Error::Code::Cancelled;
    return delivery;
}

Delivery SmtpSession::Conversation::signedIn()
{
    if (!m_tokens)
        return establish();
    if (auto failed = useToken(m_tokens->current()))
        return *failed;
    Delivery first = establish();
    // A provider may end a token early. A new one is asked for once: more would look like guessing.
    if (first.stage != Stage::Authentication || first.state != State::Refused)
        return first;
    if (auto failed = useToken(m_tokens->renewed()))
        return *failed;
    return establish();
}

Delivery SmtpSession::Conversation::open()
{
    if (connection.isInterrupted()) {
        Delivery delivery
            = outcome(State::Deferred, Stage::Connect, Concerns::Connection, u"It was cancelled."_s);
        delivery.wasCancelled = true;
        return delivery;
    }
    if (connection.isOpen())
        return outcome(State::Sent, Stage::Authentication, Concerns::Nobody, QString());
    return signedIn();
}

Result<std::string> SmtpSession::Conversation::wirePath(const EmailAddress &address, bool &needsUtf8) const
{
    // Quoted local parts may hold blanks; EmailAddress let no control character through.
    HABERDASH_TRY_ASSIGN(path, wireAddress(address, capabilities.smtpUtf8));
    needsUtf8 = needsUtf8 || hasHighBytes(path);
    return '<' + path + '>';
}

Delivery SmtpSession::Conversation::refused(const SmtpReply &reply, Stage stage)
{
    if (reply.lack != Lack::None)
        return broken(reply, stage);
    if (reply.code == 421) {
        connection.drop();
        return outcome(State::Deferred, stage, Concerns::Connection, reply);
    }
    if (reply.code / 100 != 4 && reply.code / 100 != 5) { // 2xx or 3xx where it makes no sense
        connection.drop();
        return outcome(State::Deferred, stage, Concerns::Connection, reply);
    }
    const SmtpReply reset = ask("RSET\r\n", m_account.timeouts.command);
    if (!reset.isPositive())
        connection.drop();
    const bool isPermanent = reply.code / 100 == 5;
    Concerns concerns = Concerns::Message;
    if (reply.code == 530 || reply.code == 535 || reply.code == 538 || reply.code == 534)
        concerns = Concerns::Account; // sign in first
    else if (reply.enhancedCode == u"5.3.4"_s || (reply.code == 552 && stage != Stage::Recipient))
        concerns = reply.enhancedCode == u"5.2.2"_s ? Concerns::Recipient
                                                    : Concerns::Message; // too large; mailbox full
    else if (stage == Stage::Sender)
        concerns = isPermanent ? Concerns::Account : Concerns::Connection;
    else if (stage == Stage::Recipient)
        concerns = reply.enhancedCode == u"4.5.3"_s ? Concerns::Account : Concerns::Recipient;
    return outcome(isPermanent ? State::Refused : State::Deferred, stage, concerns, reply);
}

Delivery SmtpSession::Conversation::transact(
    const std::string &mail, const std::string &recipient, std::string_view message, bool &neverUsed)
{
    const auto &timeouts = m_account.timeouts;
    neverUsed = false;
    SmtpReply replies[3];
    if (capabilities.pipelining) {
        if (!connection.write(mail + recipient + "DATA\r\n", timeouts.command))
            replies[0].lack = connection.isInterrupted() ? Lack::Cancelled : Lack::Closed;
        else
            replies[0] = connection.read(timeouts.command);
        for (size_t i = 1; i < 3 && replies[i - 1].lack == Lack::None && replies[i - 1].code != 421; ++i)
            replies[i] = connection.read(i == 2 ? timeouts.data : timeouts.command);
    } else {
        replies[0] = ask(mail, timeouts.command);
        if (replies[0].isPositive())
            replies[1] = ask(recipient, timeouts.command);
        if (replies[1].isPositive())
            replies[2] = ask("DATA\r\n", timeouts.data);
    }
    if (!replies[0].isPositive() || !replies[1].isPositive()) {
        const bool isSender = !replies[0].isPositive();
        // DATA went out with the others: a go-ahead without recipients is answered by a lone dot.
        if (capabilities.pipelining && replies[2].lack == Lack::None && replies[2].code == 354) {
            const SmtpReply verdict = ask(".\r\n", timeouts.content);
            if (verdict.lack != Lack::None)
                connection.drop();
        }
        neverUsed = isSender && replies[0].lack == Lack::Closed;
        if (!connection.isOpen()) {
            const SmtpReply &reply = isSender ? replies[0] : replies[1];
            return outcome(reply.code / 100 == 5 ? State::Refused : State::Deferred,
                isSender ? Stage::Sender : Stage::Recipient,
                isSender ? Concerns::Account : Concerns::Recipient, reply);
        }
        return refused(isSender ? replies[0] : replies[1], isSender ? Stage::Sender : Stage::Recipient);
    }
    if (replies[2].lack != Lack::None || replies[2].code != 354)
        return refused(replies[2], Stage::Data);
    return sendContent(message);
}

Delivery SmtpSession::Conversation::sendContent(std::string_view message)
{
    stuffDots(message, m_buffer);
    bool mayBeOut = false;
    if (!connection.write(m_buffer, m_account.timeouts.content, &mayBeOut)) {
        SmtpReply reply;
        reply.lack = connection.isInterrupted() ? Lack::Cancelled : Lack::Closed;
        return broken(reply, Stage::Content, mayBeOut ? State::Uncertain : State::Deferred);
    }
    const SmtpReply reply = connection.read(m_account.timeouts.content);
    // From here on the server has the whole message: without its word nobody knows whether it was taken.
    if (reply.lack != Lack::None)
        return broken(reply, Stage::Content, State::Uncertain);
    if (reply.isPositive())
        return outcome(State::Sent, Stage::Content, Concerns::Nobody, reply);
    if (reply.code / 100 == 3) {
        connection.drop();
        return outcome(State::Uncertain, Stage::Content, Concerns::Connection, reply);
    }
    return refused(reply, Stage::Content);
}

Delivery SmtpSession::Conversation::send(const Envelope &envelope, std::string_view message)
{
    if (message.empty() || hasBareLineBreak(message))
        return outcome(State::Refused, Stage::Connect, Concerns::Message,
            u"The message is empty or has line ends that are not CRLF; it was not sent."_s);
    for (int attempt = 0;; ++attempt) {
        const bool wasOpen = connection.isOpen();
        if (Delivery opened = open(); opened.state != State::Sent)
            return opened;
        const auto local = [&](Concerns concerns, const QString &text) {
            return outcome(State::Refused, concerns == Concerns::Recipient ? Stage::Recipient : Stage::Sender,
                concerns, text);
        };
        bool needsUtf8 = false;
        const auto sender = wirePath(envelope.sender, needsUtf8);
        if (!sender)
            return local(Concerns::Account, sender.error().detail);
        const auto recipient = wirePath(envelope.recipient, needsUtf8);
        if (!recipient)
            return local(Concerns::Recipient, recipient.error().detail);
        const bool isEightBit = hasHighBytes(message);
        if (isEightBit && !capabilities.eightBitMime)
            return local(
                Concerns::Message, u"The message has 8-bit bytes, which this server does not take."_s);
        if (capabilities.maxSize > 0 && message.size() > capabilities.maxSize)
            return local(Concerns::Message,
                u"The message has %1 bytes; the server takes %2 at most."_s.arg(message.size())
                    .arg(capabilities.maxSize));
        std::string mail = "MAIL FROM:" + *sender;
        if (capabilities.hasSize)
            mail += " SIZE=" + std::to_string(message.size());
        if (isEightBit)
            mail += " BODY=8BITMIME";
        if (needsUtf8)
            mail += " SMTPUTF8";
        bool neverUsed = false;
        Delivery delivery = transact(mail + "\r\n", "RCPT TO:" + *recipient + "\r\n", message, neverUsed);
        // The server closed an idle connection: nothing of this message was taken, so a new one is safe.
        if (neverUsed && wasOpen && attempt == 0 && !connection.isInterrupted())
            continue;
        return delivery;
    }
}

void SmtpSession::Conversation::cancel()
{
    connection.interrupt();
    if (m_tokens)
        m_tokens->cancel();
}

void SmtpSession::Conversation::quit()
{
    if (connection.isOpen() && !connection.isInterrupted())
        static_cast<void>(ask("QUIT\r\n", m_account.timeouts.goodbye));
    connection.drop();
}

SmtpSession::SmtpSession(SmtpAccount account, std::string secret, std::unique_ptr<AccessTokens> tokens)
    : m_conversation(std::make_unique<Conversation>(std::move(account), std::move(secret), std::move(tokens)))
{ }

SmtpSession::~SmtpSession()
{
    close();
}

Delivery SmtpSession::open()
{
    return m_conversation->open();
}

Capabilities SmtpSession::limits() const
{
    return {};
}

std::vector<Delivery> SmtpSession::send(std::span<const OutgoingMessage> messages)
{
    std::vector<Delivery> answers;
    answers.reserve(messages.size());
    for (const OutgoingMessage &message : messages)
        answers.push_back(send(message.envelope, message.mime));
    return answers;
}

Delivery SmtpSession::send(const Envelope &envelope, std::string_view message)
{
    return m_conversation->send(envelope, message);
}

void SmtpSession::cancel()
{
    m_conversation->cancel();
}

void SmtpSession::close()
{
    m_conversation->quit();
}

bool SmtpSession::isOpen() const
{
    return m_conversation->connection.isOpen();
}

bool SmtpSession::isEncrypted() const
{
    return m_conversation->connection.isEncrypted();
}

const SmtpCapabilities &SmtpSession::capabilities() const
{
    return m_conversation->capabilities;
}

} // namespace haberdash::deliver
