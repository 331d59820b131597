// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/http/dialect.h"

#include <QJsonArray>
#include <QJsonObject>

#include <set>

namespace haberdash::deliver {

/// The fields of a message that services take apart from its texts, checked. Strings are what goes out.
struct MessageFields
{
    QString from; ///< address alone
    QString fromName;
    QString to;
    QString toName;
    QString replyTo; ///< empty: none
    QString subject;
    QString text;
    QString html; ///< may be empty
    QString key;
    QString campaign; ///< may be empty
    /// What is neither one of the above nor the form of the body: list headers, our own, and extra ones. As
    /// the composer wrote them, unfolded: ASCII, names of people in encoded words.
    std::vector<std::pair<QString, QString>> headers;
};

/// What cannot be carried anywhere, or not by this service, with the reason.
/// @param reserved names of headers (lower case) that the service wants to write itself
[[nodiscard]] tl::expected<MessageFields, Delivery> fieldsOf(
    const OutgoingMessage &message, Service service, const std::set<QString> &reserved = {});

/// "\"Shop, the best\" <shop@shop.example>", or the address alone where there is no name.
[[nodiscard]] QString named(const QString &name, const QString &address);
/// Letters, digits, "-" and "_"; whatever else becomes "_". For services whose tags hold nothing else.
[[nodiscard]] QString plainTag(const QString &text, qsizetype longest = 256);
/// A name for a picture whose ending says what it is; some services drop a mail where it does not.
[[nodiscard]] QString fileNameOf(const compose::InlineImage &image);
[[nodiscard]] QString base64Of(std::string_view bytes);
/// {"List-Id": "...", ...}
[[nodiscard]] QJsonObject toObject(const std::vector<std::pair<QString, QString>> &headers);
[[nodiscard]] std::string toJson(const QJsonObject &object);
[[nodiscard]] QString toText(std::string_view utf8);

} // namespace haberdash::deliver
