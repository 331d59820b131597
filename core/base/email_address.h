// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace haberdash {

/// Why a text is no address, in a word that files and scripts can rely on.
enum class AddressFault {
    None,
    Empty,
    NoAt,
    SeveralAt,
    EmptyLocalPart,
    EmptyDomain,
    LocalPartTooLong,
    TooLong,
    BadCharacter,
    BadDot,
    BadDomain
};
/// "no-at", "bad-domain" ...
[[nodiscard]] QString toWord(AddressFault fault);

/// Checks one address (RFC 5321 lengths, RFC 5322 dot-atom or quoted local part, host-name rules for the
/// domain; letters beyond ASCII are allowed, RFC 6531). Blanks at either end are the caller's to trim.
[[nodiscard]] AddressFault checkAddress(std::string_view text);

/// An address that mail can be sent to. Checked on construction, so later code need not: in particular it
/// holds no line break and no control character.
class EmailAddress
{
public:
    /// Trims blanks; otherwise keeps the address as typed. Invalid with the reason in words.
    [[nodiscard]] static Result<EmailAddress> fromString(QStringView text);
    [[nodiscard]] const QString &toString() const { return m_text; }
    [[nodiscard]] QString localPart() const;
    [[nodiscard]] QString domain() const;
    /// The usual way of writing it: lower case, the domain in ASCII (UTS 46) and without a dot at its end.
    [[nodiscard]] QString normalised() const;
    /// The form that says whether two addresses are the same mailbox: `normalised`, and where the provider is
    /// known not to tell them apart without dots or "+tag" (gmail.com, icloud.com, ...). Mail goes to the
    /// address as typed.
    [[nodiscard]] QString key() const;
    friend bool operator==(const EmailAddress &, const EmailAddress &) = default;

private:
    QString m_text;
};

/// The same key for bytes of UTF-8, in place of what `key` held. Fast for ASCII. What is no address stays
/// itself, trimmed and in lower case.
void makeAddressKey(std::string_view text, std::string &key);

} // namespace haberdash
