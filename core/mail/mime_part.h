// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace haberdash::mail {

/// A mail, or a part of one.
struct MimePart
{
    std::map<std::string, std::string> headers; ///< by lower-case names; lines are joined
    std::string type = "text/plain"; ///< lower case
    std::map<std::string, std::string> parameters; ///< of the type: charset, boundary, name
    std::string_view body; ///< as it was sent
    std::vector<MimePart> parts;
    bool isWhole = true; ///< false where a part begins that never ends

    [[nodiscard]] std::string header(const std::string &name) const;
    /// The bytes that were meant.
    [[nodiscard]] std::string content() const;
    /// The name of the file it is; may be empty.
    [[nodiscard]] std::string fileName() const;
};
/// Takes a mail apart. Nests at most 16 deep, with at most 200 parts; what lies beyond is left out.
[[nodiscard]] MimePart readMime(std::string_view source);

/// Whether a text begins as mails do: with lines of headers, one of them known.
[[nodiscard]] bool looksLikeMail(std::string_view source);

} // namespace haberdash::mail
