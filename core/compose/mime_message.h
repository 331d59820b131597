// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/email_address.h"
#include "core/base/timestamp.h"
#include "core/compose/header_text.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace haberdash::compose {

struct Mailbox
{
    HeaderText name; ///< may be empty
    EmailAddress address;
    friend bool operator==(const Mailbox &, const Mailbox &) = default;
};

/// A picture inside the message, shown where the HTML says `cid:<contentId>`.
struct InlineImage
{
    std::string contentId; ///< "logo@shop.example", without angle brackets
    std::string contentType; ///< "image/png"
    std::string fileName; ///< UTF-8
    std::string bytes;
    friend bool operator==(const InlineImage &, const InlineImage &) = default;
};

/// A file beside the text.
struct Attachment
{
    std::string contentType; ///< "application/pdf"
    std::string fileName; ///< UTF-8
    std::string bytes;
    friend bool operator==(const Attachment &, const Attachment &) = default;
};

/// Everything a message is made of.
struct MessageParts
{
    Mailbox from;
    Mailbox to;
    std::optional<Mailbox> replyTo;
    HeaderText subject;
    Timestamp date{};
    QTimeZone zone = QTimeZone::utc(); ///< for the offset in Date
    std::string messageId; ///< "random@sending-domain", see makeMessageId
    std::string unsubscribeUrl; ///< https address for one-click (RFC 8058), or empty
    std::string unsubscribeMailto; ///< "mailto:...", or empty
    HeaderText listName; ///< for people, in List-Id; may be empty
    std::string listId; ///< "news.shop.example", or empty
    HeaderText feedbackId; ///< "campaign:shop:kind:sender", ASCII without blanks, or empty
    HeaderText haberdashId; ///< our own key in X-Haberdash-Id, ASCII without blanks, or empty
    std::vector<std::pair<std::string, HeaderText>> extraHeaders; ///< such as "X-PM-Tag"
    std::string text; ///< UTF-8, any line ends
    std::string html; ///< UTF-8, any line ends; may be empty
    std::vector<InlineImage> images; ///< need `html`
    std::vector<Attachment> attachments;
    bool allowUtf8Addresses
        = false; ///< only for servers with SMTPUTF8: addresses may have letters beyond ASCII
    friend bool operator==(const MessageParts &, const MessageParts &) = default;
};

/// "3f9a...@shop.example" from 128 bits that the caller drew (or derived from a seed).
[[nodiscard]] Result<std::string> makeMessageId(quint64 high, quint64 low, const QString &sendingDomain);

/// The message in the form of RFC 5322 and MIME: CRLF line ends, 7-bit, no line above 998 bytes, text part
/// first. Same parts, same bytes. A text that is the only part ends with a line end. Invalid with the reason
/// where a part cannot be written: an address that needs SMTPUTF8, no text, a header name that is none, an
/// unsubscribe address that is not https.
[[nodiscard]] Result<std::string> composeMessage(const MessageParts &parts);

} // namespace haberdash::compose
