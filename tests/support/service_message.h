// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/service.h"

#include <deque>

namespace haberdash::test {

/// Messages with everything that a campaign gives them, kept as long as they are on their way.
class ServiceMessages
{
public:
    struct Wishes
    {
        QString recipient = QStringLiteral("ada@example.com");
        QString subject = QStringLiteral("Grüße aus dem Laden");
        bool hasPicture = false;
        bool hasFile = false;
        bool hasHtml = true;
        std::vector<std::pair<std::string, compose::HeaderText>> extraHeaders;
    };
    /// @param key ASCII; the same for the same message
    void add(const std::string &key, const Wishes &wishes);
    void add(const std::string &key) { add(key, Wishes()); }
    [[nodiscard]] std::vector<deliver::OutgoingMessage> all() const;

private:
    struct Kept
    {
        compose::MessageParts parts;
        std::string mime;
        std::string key;
        EmailAddress recipient;
    };
    std::deque<Kept> m_messages; ///< whose addresses stay
};

} // namespace haberdash::test
