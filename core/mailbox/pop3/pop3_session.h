// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mailbox/fetch.h"
#include "core/mailbox/mail_link.h"
#include "core/mailbox/pop3/pop3_reader.h"

#include <map>
#include <set>
#include <vector>

namespace haberdash::mailbox {

/// A conversation with a POP3 server. It never asks to delete anything. For one thread.
class Pop3Session
{
public:
    Pop3Session(const MailboxAccount &account, const std::string &secret, const FetchLimits &limits,
        Progress &progress);

    /// A mail in this conversation.
    struct Place
    {
        qint64 number = 0;
        std::string name; ///< UIDL: the same in every conversation
        qint64 size = 0;
    };

    /// Connected, encrypted as the account wants it, and signed in.
    [[nodiscard]] Result<> open();
    /// What is there, oldest first; of mails with the same name only the first.
    [[nodiscard]] Result<std::vector<Place>> list();
    [[nodiscard]] Result<std::string> mail(const Place &place, bool headersOnly);
    /// Takes leave, as far as that is possible.
    void close();

private:
    [[nodiscard]] Result<Pop3Reply> ask(const std::string &command, net::Deadline deadline);
    [[nodiscard]] Result<Pop3Reply> reply(net::Deadline deadline);
    [[nodiscard]] Result<std::string> block(size_t most, net::Deadline deadline);
    [[nodiscard]] Result<> learnCapabilities();
    [[nodiscard]] Result<> startTls();
    [[nodiscard]] Result<> signIn();
    [[nodiscard]] Result<Pop3Reply> authenticate();
    /// The two words of each line: number, and what belongs to it.
    [[nodiscard]] Result<std::map<qint64, std::string>> table(const std::string &command);
    [[nodiscard]] net::Deadline deadline() const { return net::in(m_account.timeouts.command); }

    const MailboxAccount &m_account;
    const std::string &m_secret;
    FetchLimits m_limits;
    MailLink m_link;
    Pop3Reader m_reader;
    std::set<std::string> m_capabilities; ///< "STLS", "SASL PLAIN" ...
};

} // namespace haberdash::mailbox
