// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/blocks/document.h"
#include "core/compose/email.h"
#include "core/compose/liquid/value_json.h"
#include "tests/fuzz/fuzz_target.h"

namespace haberdash::fuzz {

using namespace compose;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What blocks ask for: a name that must not become an element, lists, nothing at all.
const liquid::Object &customer()
{
    static const liquid::Object values = *liquid::objectFromJson(
        R"json({"unsubscribe_url":"https://shop.example/leave","customer":{"first_name":"<script>x</script>","points":120},
        "shop":{"name":"Thread & Co","url":"https://shop.example"},"order":{"items":[{"title":"A","price":3}]},"recommendations":
        [{"title":"Hat <red>","url":"https://shop.example/hat","image_url":"https://shop.example/hat.png","price":12.5},
        {"title":"Scarf","url":"javascript:alert(1)","price":9}]})json");
    return values;
}

void roundTrip(const QString &text)
{
    const auto document = documentFromText(text);
    if (!document)
        return require(!document.error().detail.isEmpty(), "an error says what is wrong");
    const QString written = toText(*document);
    const auto again = documentFromText(written);
    require(again.has_value(), "what was written can be read",
        again ? QString() : again.error().detail + u'\n' + written);
    require(*again == *document, "a document comes back the same", written);
}

} // namespace

void fuzzDesign(Bytes input)
{
    const std::string_view view = toView(input);
    const bool isBlocks = view.starts_with('{');
    const QString body = QString::fromUtf8(view.data(), qsizetype(view.size()));
    if (isBlocks)
        roundTrip(body);
    BrandKit brand;
    brand.shopName = u"Thread & Co"_s;
    brand.shopUrl = u"https://shop.example"_s;
    brand.postalAddress = u"1 Mill Lane\nLeeds"_s;
    const EmailDesign design{u"A word"_s, u"From us"_s, body, isBlocks ? BodyKind::Design : BodyKind::Html};
    const auto compiled = CompiledEmail::compile(design, brand);
    if (!compiled)
        return require(!compiled.error().where.message.isEmpty(), "an error says what is wrong");
    MessageContext context;
    context.limits = {2'000, 40'000, 200'000, 8};
    context.rules.assign(size_t(compiled->needs().rules.size()), hashOf(input) % 2 == 0);
    const auto message = compiled->render(customer(), context);
    if (!message)
        return require(!message.error().where.message.isEmpty(), "an error says what is wrong");
    require(
        message->html.find("https://shop.example/leave") != std::string::npos, "the way out is in the HTML");
    // A page may hold scripts of its own, and an author may switch escaping off.
    if (view.find("raw") == std::string_view::npos && view.find("<script") == std::string_view::npos)
        require(message->html.find("<script>x") == std::string::npos, "a name is no element");
    require(!message->text.empty(), "there is a plain text");
    require(compiled->render(customer(), context) == message, "a second render writes the same");
}

} // namespace haberdash::fuzz
