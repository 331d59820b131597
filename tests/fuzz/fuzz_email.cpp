// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/email.h"
#include "core/compose/liquid/value_json.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/text_place.h"

namespace haberdash::fuzz {

using namespace compose;
using namespace Qt::Literals::StringLiterals;

namespace {

QString toText(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

void requireInside(const DesignError &error, const EmailDesign &design, const BrandKit &brand)
{
    const QString *const texts[] = {&design.subject, &design.preheader, &design.body, &brand.footerText};
    require(!error.where.message.isEmpty(), "an error says what is wrong");
    if (error.part != EmailPart::Brand) {
        require(isInside(texts[int(error.part)]->toStdString(), error.where.line, error.where.column),
            "an error stands in what was written", error.toString());
    }
}

bool isOneLine(const std::string &text)
{
    return text.find_first_of("\r\n") == std::string::npos;
}

} // namespace

void fuzzEmail(Bytes input)
{
    const auto written = parts(toView(input), 3);
    const EmailDesign design{toText(written[0]), toText(written[1]), toText(written[2])};
    BrandKit brand;
    brand.shopName = u"Thread & Co"_s;
    brand.postalAddress = u"1 Mill Lane\nLeeds"_s;
    brand.footerText = u"You bought at *Thread*, {{ first_name }}."_s;
    const auto compiled = CompiledEmail::compile(design, brand);
    if (!compiled)
        return requireInside(compiled.error(), design, brand);
    static const liquid::Object values = *liquid::objectFromJson(
        R"json({"unsubscribe_url":"https://shop.example/leave","url":"https://shop.example/?x=1&y=2","first_name":"Ada <b>",
        "products":[{"title":"Hat <red>","url":"https://shop.example/hat","image_url":"https://shop.example/hat.png","price":12.5},
        {"title":"Scarf","url":"javascript:alert(1)","price":9}]})json");
    MessageContext context;
    context.limits = {2'000, 40'000, 60'000, 8};
    const auto message = compiled->render(values, context);
    if (!message)
        return requireInside(message.error(), design, brand);
    require(
        isOneLine(message->subject) && isOneLine(message->preheader), "subject and preheader are one line");
    require(
        message->html.find("https://shop.example/leave") != std::string::npos, "the way out is in the HTML");
    require(message->html.find("1 Mill Lane") != std::string::npos, "the postal address is in the HTML");
    require(!message->text.empty(), "there is a plain text");
    require(compiled->render(values, context) == message, "a second render writes the same");
}

} // namespace haberdash::fuzz
