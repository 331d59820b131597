// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace haberdash::bounce {

/// What SMTP had come to when the server said no.
enum class Stage {
    Unknown,
    Connect, ///< before or with HELO
    Sender, ///< MAIL FROM
    Recipient, ///< RCPT TO
    Data ///< with the message, or at its end
};

/// The code of RFC 3463 in what a server said, "5.1.1", or nothing. One behind a reply code counts more than
/// another, and what one server quotes of the next one counts most.
[[nodiscard]] std::string statusIn(std::string_view words);
/// The reply code, 400 to 599, or 0.
[[nodiscard]] int replyCodeIn(std::string_view words);
/// Where that code stands; the size of the text where there is none.
[[nodiscard]] size_t replyPlaceIn(std::string_view words);
/// What the words say of the stage: "in reply to RCPT TO command", ">>> DATA" ...
[[nodiscard]] Stage stageIn(std::string_view words);
/// Lower case, single blanks, no addresses (but "@"), of links the host: only what is meant. At most `most`
/// bytes are read.
[[nodiscard]] std::string plainWords(std::string_view words, size_t most = 8000);
/// Whether plain words hold a phrase, whose "*" stands for up to 80 bytes of anything, and which a "$" at its
/// end fixes to the end of the words. Both are lower case.
[[nodiscard]] bool holds(std::string_view words, std::string_view phrase);

/// What is known of one refusal.
struct ServerWords
{
    std::string words; ///< as they were said
    std::string plain; ///< `plainWords` of them
    std::string status;
    int replyCode = 0;
    Stage stage = Stage::Unknown;
    bool isFromProgram = false; ///< Diagnostic-Code: x-unix
};

} // namespace haberdash::bounce
