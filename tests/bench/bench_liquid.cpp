// SPDX-License-Identifier: GPL-3.0-or-later
// Messages a second for one realistic mail of about 27 KB, beside copying the same bytes. With the folder of
// bench_liquid.sh: the mail there for each of the customers there, as JSON.
#include "core/compose/liquid/template.h"
#include "core/compose/liquid/value_json.h"

#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

using namespace haberdash::compose::liquid;

namespace {

using Clock = std::chrono::steady_clock;

std::string mailTemplate()
{
    const std::string filler(420, 's');
    std::string text = "<html><head><style>" + std::string(6000, 'c')
        + "</style></head><body><p>Hello {{ customer.first_name | default: 'there' }}</p>"
          "{% if customer.vip %}{% if customer.points > 100 %}{% if customer.city == 'Leeds' %}<p>Come by in "
          "{{ customer.city }}</p>{% endif %}{% endif %}"
          "{% else %}<p>Join us</p>{% endif %}";
    text += "{% for product in products %}<table style=\"" + filler + filler + filler + filler
        + "\"><tr><td><a href=\"{{ product.url }}\"><img src=\"{{ product.image }}\" alt=\"{{ product.title "
          "}}\"></a>"
          "<b>{{ product.title | upcase }}</b> {{ product.price | money }}{% if product.compare_at_price > "
          "product.price %} <s>{{ product.compare_at_price | money }}</s>{% endif %}"
          "</td></tr></table>{% endfor %}";
    text += "{% for line in lines %}<p style=\"" + filler
        + "\">{{ line.quantity }} x {{ line.title | truncate: 20 }}</p>{% endfor %}";
    text += std::string(4000, 'f') + "<a href=\"{{ unsubscribe_url }}\">Unsubscribe</a></body></html>";
    return text;
}

Object mailValues()
{
    Array products;
    for (int i = 0; i < 8; ++i)
        products.push_back(Object{{"title", "Merino hat & scarf " + std::to_string(i)},
            {"url", "https://shop.example/p/" + std::to_string(i)},
            {"image", "https://shop.example/i/" + std::to_string(i) + ".png"}, {"price", 12.5 + i},
            {"compare_at_price", 19.95}});
    Array lines;
    for (int i = 0; i < 5; ++i)
        lines.push_back(Object{{"title", "A rather long name of a thing"}, {"quantity", i + 1}});
    return {{"customer", Object{{"first_name", "Ada"}, {"vip", true}, {"points", 240}, {"city", "Leeds"}}},
        {"products", std::move(products)}, {"lines", std::move(lines)},
        {"unsubscribe_url", "https://shop.example/u/abc"}};
}

std::string readFile(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<Object> customersIn(const std::string &folder)
{
    std::ifstream file(folder + "/customers.jsonl");
    const auto shop = objectFromJson(QByteArray::fromStdString(readFile(folder + "/shop.json")));
    std::vector<Object> customers;
    for (std::string line; shop && std::getline(file, line);) {
        if (auto customer = objectFromJson(QByteArray::fromStdString(line)))
            customers.push_back({{"customer", std::move(*customer)}, {"products", *shop->find("products")}});
    }
    return customers;
}

/// Copies a second of texts of these sizes.
double copyRate(const std::string &text, size_t messages, size_t bytes)
{
    const size_t size = std::min(text.size(), bytes / messages);
    std::string copy(size, '\0');
    std::string source = text;
    size_t check = 0;
    const auto start = Clock::now();
    for (size_t i = 0; i < messages; ++i) {
        source[i % size] = char(i);
        std::memcpy(copy.data(), source.data(), size);
        check += static_cast<unsigned char>(copy[i % size]);
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    return check > 0 ? double(messages) / seconds : 0;
}

int measureMailOf(const std::string &folder)
{
    const std::string text = readFile(folder + "/mail.liquid");
    const auto parsed = Template::parse(std::string_view(text));
    const auto customers = customersIn(folder);
    if (!parsed || customers.size() < 10)
        return 1;
    RenderOptions options;
    options.escape = Escape::Html;
    RenderMemory memory;
    std::string out;
    size_t bytes = 0;
    const auto start = Clock::now();
    for (const Object &customer : customers) {
        out.clear();
        if (!parsed->render(customer, options, memory, out))
            return 1;
        bytes += out.size();
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    const double copies = copyRate(out, customers.size(), bytes);
    out.clear();
    if (!parsed->render(customers[9], options, memory, out))
        return 1;
    std::ofstream(folder + "/haberdash.html", std::ios::binary) << out;
    std::printf(R"({"engine":"Haberdash","rate":%.1f,"bytes":%zu,"messages":%zu,"memcpy_rate":%.1f})"
                "\n",
        double(customers.size()) / seconds, bytes, customers.size(), copies);
    return 0;
}

int measureOwnMail()
{
    const auto parsed = Template::parse(std::string_view(mailTemplate()));
    if (!parsed)
        return 1;
    const Object values = mailValues();
    RenderOptions options;
    options.escape = Escape::Html;
    options.money.prefix = "$";
    RenderMemory memory;
    std::string out;
    constexpr int rounds = 50'000;
    size_t bytes = 0;
    auto start = Clock::now();
    for (int i = 0; i < rounds; ++i) {
        out.clear();
        if (!parsed->render(values, options, memory, out))
            return 1;
        bytes += out.size();
    }
    const double rendering = std::chrono::duration<double>(Clock::now() - start).count();
    std::string copy(out.size(), '\0');
    size_t check = 0;
    start = Clock::now();
    for (int i = 0; i < rounds; ++i) {
        out[size_t(i) % out.size()] = char(i);
        std::memcpy(copy.data(), out.data(), out.size());
        check += static_cast<unsigned char>(copy[size_t(i) % copy.size()]);
    }
    const double copying = std::chrono::duration<double>(Clock::now() - start).count();
    std::printf("mail of %zu bytes: %.0f rendered/s (%.2f GB/s), memcpy %.0f/s, ratio %.1f (%zu)\n",
        out.size(), rounds / rendering, double(bytes) / rendering / 1e9, rounds / copying,
        rendering / copying, check % 10);
    return 0;
}

} // namespace

int main(int count, char **arguments)
{
    return count > 1 ? measureMailOf(arguments[1]) : measureOwnMail();
}
