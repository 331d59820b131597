// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bounce/reason.h"

#include <string>
#include <string_view>
#include <vector>

namespace haberdash::bounce {

/// What came back, for one address. Texts are UTF-8; what is not said is empty.
struct ReturnedMail
{
    enum class Kind {
        Bounce, ///< it was not delivered, and will not be
        Delayed, ///< not yet; the server goes on trying
        Delivered,
        Complaint, ///< somebody called it spam: write to them no more
        OptOut, ///< a mail provider passes on that somebody wants no more
        UnsubscribeRequest, ///< a mail that asks for it
        AutoReply,
        Other ///< a letter, or a report that concerns no customer
    };
    enum class Severity {
        None, ///< no failure
        Soft, ///< may work another time
        Hard ///< never again to this address
    };

    Kind kind = Kind::Other;
    Severity severity = Severity::None;
    Reason reason = Reason::NotSaid;
    std::string recipient; ///< to whom the mail went that came back, in the end
    std::string
        originalRecipient; ///< to whom we sent it, where a report tells; differs where mail is passed on
    std::string status; ///< RFC 3463, "5.1.1"
    int replyCode = 0; ///< of SMTP; 0 where none is given
    std::string diagnostic; ///< the server's words, at most 1,000 bytes
    std::string feedbackType; ///< RFC 5965, "abuse"
    // What leads to the row of the outbox, the surest first. Anybody may write anything here: tokens are to
    // be verified by whoever made them.
    std::string returnToken; ///< of the address that it came to: "x7q2" of "b+x7q2@shop.example"
    std::string envelopeId; ///< what we called the mail to the server (ENVID)
    std::string messageId; ///< of the mail that came back or that is answered, without < and >
    std::string haberdashId; ///< its X-Haberdash-Id
    std::string unsubscribeToken; ///< "abc-1" of the subject "unsubscribe abc-1"; only of such requests
    friend bool operator==(const ReturnedMail &, const ReturnedMail &) = default;
};
/// "bounce", "auto-reply" ...
[[nodiscard]] std::string_view toWord(ReturnedMail::Kind kind);
/// "none", "soft", "hard"
[[nodiscard]] std::string_view toWord(ReturnedMail::Severity severity);

/// Reads one mail as it came, headers and all; takes any bytes. One result for each address it speaks of, at
/// most 100, and at least one: `Kind::Other` for what is nothing of the kind. Only a bounce is ever hard.
[[nodiscard]] std::vector<ReturnedMail> readReturnedMail(std::string_view bytes);

} // namespace haberdash::bounce
