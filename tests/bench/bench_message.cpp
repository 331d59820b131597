// SPDX-License-Identifier: GPL-3.0-or-later
// Whole messages a second on one core: a design of blocks filled for a customer, its plain-text part, the
// look at what is in it, and MIME with two parts. Beside it, how long copying the same bytes takes.
#include "core/compose/blocks/starting_designs.h"
#include "core/compose/email.h"
#include "core/compose/mime_message.h"

#include <chrono>
#include <cstdio>
#include <cstring>

using namespace haberdash;
using namespace haberdash::compose;

namespace {

using Clock = std::chrono::steady_clock;
using liquid::Array;
using liquid::Object;
using liquid::Value;

Object valuesOf(int customer)
{
    Array products;
    for (int i = 0; i < 4; ++i) {
        const std::string number = std::to_string(customer * 4 + i);
        products.push_back(
            Object{{"title", "Merino hat & scarf " + number}, {"url", "https://shop.example/p/" + number},
                {"image_url", "https://shop.example/i/" + number + ".png"}, {"price", 12.5 + i},
                {"compare_at_price", 19.95}});
    }
    const Value list{std::move(products)};
    return {
        {"customer",
            Object{{"first_name", "Ada" + std::to_string(customer)}, {"points", 240}, {"orders_count", 3}}},
        {"recommendations", list},
        {"shop",
            Object{{"name", "Thread & Co"}, {"url", "https://shop.example"}, {"new_products", list},
                {"best_sellers", list}}},
        {"unsubscribe_url", "https://shop.example/u/" + std::to_string(customer)}};
}

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

} // namespace

int main()
{
    constexpr int rounds = 20'000;
    constexpr int customers = 500;
    BrandKit brand;
    brand.shopName = QStringLiteral("Thread & Co");
    brand.shopUrl = QStringLiteral("https://shop.example");
    brand.postalAddress = QStringLiteral("1 Mill Lane\nLeeds");
    std::vector<Object> values;
    for (int i = 0; i < customers; ++i)
        values.push_back(valuesOf(i));
    MessageParts parts;
    parts.from = {HeaderText::cleaned("Thread & Co"), *EmailAddress::fromString(u"shop@shop.example")};
    parts.to = {HeaderText::cleaned("Ada"), *EmailAddress::fromString(u"ada@example.com")};
    parts.messageId = "1@shop.example";
    for (const auto &design : startingDesigns()) {
        const auto compiled = CompiledEmail::compile(
            {design.subject, design.preheader, toText(design.document), BodyKind::Design}, brand);
        if (!compiled)
            return 1;
        MessageContext context;
        context.wantsWarnings = false; // as when it is sent
        context.rules.assign(size_t(compiled->needs().rules.size()), true);
        liquid::RenderMemory memory;
        size_t bytes = 0;
        std::string mime;
        const auto start = Clock::now();
        for (int i = 0; i < rounds; ++i) {
            auto message = compiled->render(values[size_t(i % customers)], context, memory);
            if (!message)
                return 1;
            parts.subject = HeaderText::cleaned(message->subject);
            parts.text = std::move(message->text);
            parts.html = std::move(message->html);
            auto composed = composeMessage(parts);
            if (!composed)
                return 1;
            mime = std::move(*composed);
            bytes += mime.size();
        }
        const double making = secondsSince(start);
        std::string copy(mime.size(), '\0');
        size_t check = 0;
        const auto copyStart = Clock::now();
        for (int i = 0; i < rounds; ++i) {
            mime[size_t(i) % mime.size()] = char(i);
            std::memcpy(copy.data(), mime.data(), mime.size());
            check += static_cast<unsigned char>(copy[size_t(i) % copy.size()]);
        }
        const double copying = secondsSince(copyStart);
        std::printf("%-15s %6zu bytes: %6.0f messages/s (at least 5000), %.4f of memcpy's speed (%zu)\n",
            qPrintable(design.name), bytes / rounds, rounds / making, copying / making, check % 10);
    }
}
