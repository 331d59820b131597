// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mailbox/fetch.h"
#include "core/mailbox/imap/imap_response.h"
#include "core/mailbox/mail_link.h"

#include <functional>
#include <set>
#include <span>

namespace haberdash::mailbox {

/// A conversation with an IMAP server about one folder. For one thread.
class ImapSession
{
public:
    ImapSession(const MailboxAccount &account, const std::string &secret, const FetchLimits &limits,
        Progress &progress);

    /// Connected, encrypted as the account wants it, and signed in.
    [[nodiscard]] Result<> open();
    /// Opens the folder, only to read where no mail is to be moved. Gives its UIDVALIDITY.
    [[nodiscard]] Result<qint64> openFolder();
    /// Makes the folder for handled mail where it is missing.
    [[nodiscard]] Result<> prepareHandledFolder();
    /// Numbers of mails above `uid`, ascending.
    [[nodiscard]] Result<std::vector<qint64>> uidsAfter(qint64 uid);
    /// Sizes of mails, by number; those that are gone by now are missing.
    [[nodiscard]] Result<std::map<qint64, qint64>> sizes(std::span<const qint64> uids);
    /// The bytes of a mail, or nothing where it is gone by now.
    [[nodiscard]] Result<std::optional<std::string>> mail(qint64 uid, bool headersOnly);
    /// Moves a mail into the folder for handled mail.
    [[nodiscard]] Result<> moveAway(qint64 uid);
    /// Takes leave, as far as that is possible.
    void close();

private:
    using Visit = std::function<void(const ImapResponse &)>;
    [[nodiscard]] Result<ImapResponse> next(net::Deadline deadline);
    /// Sends a command and gives its end; answers before it go to `visit`. Lines that the server asks for in
    /// between are taken from `further`, then empty ones.
    [[nodiscard]] Result<ImapResponse> ask(const std::string &command, std::chrono::milliseconds patience,
        const Visit &visit = {}, std::vector<std::string> further = {});
    [[nodiscard]] Result<> greet();
    [[nodiscard]] Result<> learnCapabilities();
    [[nodiscard]] Result<> startTls();
    [[nodiscard]] Result<> signIn();
    [[nodiscard]] Result<ImapResponse> authenticate(const std::string &mechanism, const std::string &token);
    [[nodiscard]] Result<ImapResponse> login();
    [[nodiscard]] bool can(const std::string &capability) const
    {
        return m_capabilities.contains(capability);
    }

    const MailboxAccount &m_account;
    const std::string &m_secret;
    FetchLimits m_limits;
    MailLink m_link;
    ImapReader m_reader;
    std::set<std::string> m_capabilities;
    int m_commands = 0;
    bool m_isSignedIn = false;
};

} // namespace haberdash::mailbox
