// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the mail of each starting design for one customer: write_mails VALUES.json FOLDER. For comparisons.
#include "core/compose/blocks/starting_designs.h"
#include "core/compose/email.h"
#include "core/compose/liquid/value_json.h"

#include <QFile>

using namespace haberdash;
using namespace haberdash::compose;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The products are what is liked, what is new, and what is recommended.
void spreadProducts(liquid::Object &values)
{
    const liquid::Value products = *values.find("products");
    liquid::Object shop{{"name", "Thread and Co"}, {"url", "https://shop.example"},
        {"new_products", products}, {"best_sellers", products}};
    values.set("shop", liquid::Value(std::move(shop)));
    values.set("recommendations", products);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    QFile file(QString::fromLocal8Bit(argv[1]));
    if (!file.open(QIODevice::ReadOnly))
        return 3;
    auto values = liquid::objectFromJson(file.readAll());
    if (!values)
        return 3;
    spreadProducts(*values);
    BrandKit brand;
    brand.shopName = u"Thread and Co"_s;
    brand.shopUrl = u"https://shop.example"_s;
    brand.postalAddress = u"1 Mill Lane\nLeeds"_s;
    for (const auto &design : startingDesigns()) {
        const auto compiled = CompiledEmail::compile(
            {design.subject, design.preheader, toText(design.document), BodyKind::Design}, brand);
        if (!compiled)
            return 1;
        const auto message = compiled->render(*values, {});
        QFile out(QString::fromLocal8Bit(argv[2]) + u'/' + design.name + u".html"_s);
        if (!message || !out.open(QIODevice::WriteOnly))
            return 1;
        out.write(QByteArray::fromStdString(message->html));
    }
}
