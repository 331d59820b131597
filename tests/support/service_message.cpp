// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/service_message.h"

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

namespace {

EmailAddress address(const QString &text)
{
    return *EmailAddress::fromString(text);
}

compose::HeaderText header(const QString &text)
{
    return *compose::HeaderText::fromString(text);
}

} // namespace

void ServiceMessages::add(const std::string &key, const Wishes &wishes)
{
    Kept kept{{{header(u"Die \"Kurzwaren\", Müller"_s), address(u"hello@shop.example"_s)},
                  {header(u"Ada Lövelace"_s), address(wishes.recipient)}},
        {}, key, address(wishes.recipient)};
    auto &parts = kept.parts;
    parts.replyTo = compose::Mailbox{{}, address(u"answers@shop.example"_s)};
    parts.subject = header(wishes.subject);
    parts.messageId = key + "@shop.example";
    parts.unsubscribeUrl = "https://shop.example/away?" + key;
    parts.unsubscribeMailto = "mailto:away@shop.example";
    parts.listName = header(u"Kurzwaren Müller"_s);
    parts.listId = "news.shop.example";
    parts.feedbackId = header(u"spring:shop:news:haberdash"_s);
    parts.haberdashId = *compose::HeaderText::fromUtf8(key);
    parts.extraHeaders = wishes.extraHeaders;
    parts.text = "Schön, dass Sie da sind.\nBis bald!\n";
    if (wishes.hasHtml)
        parts.html = wishes.hasPicture ? "<p>Schön</p><img src=\"cid:logo@shop.example\">" : "<p>Schön</p>";
    if (wishes.hasPicture)
        parts.images.push_back({"logo@shop.example", "image/png", "logo", std::string("\x89PNG\r\n\0\1", 8)});
    if (wishes.hasFile)
        parts.attachments.push_back({"application/pdf", "sizes.pdf", "%PDF"});
    kept.mime = compose::composeMessage(parts).value();
    m_messages.push_back(std::move(kept));
}

std::vector<deliver::OutgoingMessage> ServiceMessages::all() const
{
    std::vector<deliver::OutgoingMessage> messages;
    for (const Kept &each : m_messages)
        messages.push_back({{address(u"bounces@shop.example"_s), each.recipient}, each.mime, &each.parts,
            each.key, "Frühling 2026"});
    return messages;
}

} // namespace haberdash::test
