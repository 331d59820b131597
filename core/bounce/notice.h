// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace haberdash::bounce {

/// What is known of the mail that came back.
struct Original
{
    std::string messageId; ///< without < and >
    std::string haberdashId;
    std::vector<std::string> recipients; ///< of To
    std::string source; ///< as it came back, at most 200,000 bytes
};

/// A mail that came in, sorted: what is said, what is reported, what came back.
struct Notice
{
    std::map<std::string, std::string> headers; ///< of the whole, by lower-case names
    std::string subject; ///< UTF-8
    std::string sender; ///< From, UTF-8, lower case
    std::vector<std::string> receivers; ///< addresses of To: ourselves, most likely
    std::string text; ///< for people, UTF-8, lines ended by LF, without what came back; at most 200,000 bytes
    std::string status; ///< message/delivery-status, in UTF-8
    std::string feedback; ///< message/feedback-report
    bool isReport = false; ///< says of itself that it is a delivery status report
    bool hasOriginal = false; ///< something came back
    Original original;
    [[nodiscard]] std::string header(const std::string &name) const;
};

/// Takes a mail apart. Any line ends; where boundaries are missing or wrong, what can be found is found. Of a
/// mail larger than 4 MB the beginning is read.
[[nodiscard]] Notice readNotice(std::string_view bytes);

} // namespace haberdash::bounce
