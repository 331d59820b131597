// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string_view>

namespace haberdash::fuzz {

using Bytes = std::span<const std::uint8_t>;

/// Something that must hold for any input did not.
class Violation final : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Throws a `Violation` unless `holds`. `what` says what should have been so.
void require(bool holds, const char *what, const QString &found = {});

[[nodiscard]] std::string_view toView(Bytes input);
/// Counts from the input's own bytes, so that the same input always does the same.
[[nodiscard]] std::uint32_t hashOf(Bytes input);

// Each takes any bytes and throws a `Violation` where the code behind it breaks a promise.
void fuzzAdopt(Bytes input); ///< a mail of another program: HTML or MIME
void fuzzAddress(Bytes input); ///< an e-mail address
void fuzzBounce(Bytes input); ///< a mail that came back
void fuzzCsv(Bytes input); ///< a file of delimited text, packed or not
void fuzzDesign(Bytes input); ///< an email of blocks; what does not begin with { is a whole page
void fuzzEmail(Bytes input); ///< subject, preheader and body of a design, with NULs between them
void fuzzForeign(Bytes input); ///< a segment of another program: a query or JSON
void fuzzFormat(Bytes input); ///< rows of one of the formats we know; first byte which
void fuzzHtml(Bytes input); ///< HTML, for the plain-text part and the warnings
void fuzzImapResponse(Bytes input); ///< what an IMAP server says
void fuzzJsonl(Bytes input); ///< JSON lines, or an array
void fuzzLiquid(Bytes input); ///< a Liquid template
void fuzzMapping(Bytes input); ///< the JSON description of a file
void fuzzMime(Bytes input); ///< subject, names and text of a message, with NULs between them
void fuzzPage(Bytes input); ///< a whole HTML page, for its style sheets
void fuzzPop3Reply(Bytes input); ///< what a POP3 server says
void fuzzRule(Bytes input); ///< the text of a segment
void fuzzServiceReply(Bytes input); ///< what a mail service answers; first byte which
void fuzzSmtpReply(Bytes input); ///< what a mail server says
void fuzzTable(Bytes input); ///< a file of delimited text, guessed at and read value by value
void fuzzValue(Bytes input); ///< an amount, number or date; first line the pattern of a date
void fuzzXlsx(Bytes input); ///< an archive, or a part of a workbook; first byte which

struct Target
{
    const char *name; ///< also of its folder in `corpus`
    void (*run)(Bytes);
};
[[nodiscard]] std::span<const Target> allTargets();

} // namespace haberdash::fuzz
