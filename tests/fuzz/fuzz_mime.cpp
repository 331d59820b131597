// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/mime_message.h"
#include "core/import/csv_dialect.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/text_place.h"

#include <algorithm>

namespace haberdash::fuzz {

using namespace compose;
using namespace Qt::Literals::StringLiterals;

namespace {

HeaderText cleanedText(std::string_view bytes)
{
    const HeaderText text = HeaderText::cleaned(bytes);
    const auto again = HeaderText::fromUtf8(text.utf8());
    require(again && *again == text, "a cleaned text may stand in a header");
    if (const auto strict = HeaderText::fromUtf8(bytes))
        require(strict->utf8() == bytes, "a text that is taken is kept as it is");
    return text;
}

/// RFC 5322: printable ASCII, CRLF only, lines of 998 bytes at most; no header but those that were asked for.
void requireSound(const std::string &message)
{
    size_t start = 0;
    bool isHeader = true;
    while (start < message.size()) {
        const size_t end = message.find("\r\n", start);
        require(end != std::string::npos, "each line ends with CRLF");
        const auto line = std::string_view(message).substr(start, end - start);
        require(line.size() <= 998, "no line is longer than 998 bytes", QString::number(line.size()));
        require(std::all_of(line.begin(), line.end(),
                    [](char each) { return (each >= ' ' && each < 0x7F) || each == '\t'; }),
            "a message is printable ASCII", QString::fromLatin1(line.data(), qsizetype(line.size())));
        isHeader = isHeader && !line.empty();
        require(!isHeader || !line.starts_with("Bcc:"), "nobody smuggles in a header");
        start = end + 2;
    }
}

} // namespace

void fuzzMime(Bytes input)
{
    const auto written = parts(toView(input), 4);
    MessageParts message;
    message.from = {cleanedText(written[0]), *EmailAddress::fromString(u"news@shop.example"_s)};
    message.to = {cleanedText(written[1]), *EmailAddress::fromString(u"ada@customer.example"_s)};
    message.subject = cleanedText(written[2]);
    message.date = fromMilliseconds(1'772'526'600'000);
    message.messageId = *makeMessageId(1, 2, u"shop.example"_s);
    message.listName = message.to.name;
    message.listId = "news.shop.example";
    message.text = written[3];
    message.html = "<p>" + std::string(written[3]) + "</p>";
    message.attachments = {{"text/csv", std::string(written[1]), std::string(written[2])}};
    const auto composed = composeMessage(message);
    if (!composed) {
        require(!composed.error().detail.isEmpty(), "a refusal gives its reason");
        require(written[3].empty() || !importing::isUtf8(written[3]), "sound parts make a message",
            composed.error().detail);
        return;
    }
    requireSound(*composed);
}

} // namespace haberdash::fuzz
