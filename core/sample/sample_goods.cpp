// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sample/sample_goods.h"

#include "core/banner/product_picture.h"

namespace haberdash::sample {

using namespace Qt::Literals::StringLiterals;

namespace {

using banner::Motif;

struct Line
{
    const char *category;
    const char *noun;
    Motif motif;
    int price; // cents
    std::initializer_list<const char *> names;
};

const Line lines[] = {
    {"Thread", "sewing thread", Motif::Spool, 390,
        {"Poppy", "Harbour", "Moss", "Slate", "Honey", "Plum", "Cream"}},
    {"Buttons", "buttons, set of 6", Motif::Button, 540, {"Horn", "Shell", "Cherry", "Ink", "Fern", "Coral"}},
    {"Tools", "scissors", Motif::Scissors, 2490, {"Tailor’s", "Embroidery", "Pinking", "Thread"}},
    {"Yarn", "merino yarn", Motif::Yarn, 890,
        {"Heather", "Storm", "Oat", "Rowan", "Lagoon", "Blush", "Pine", "Marigold"}},
    {"Ribbons", "satin ribbon, 5 m", Motif::Ribbon, 450, {"Ruby", "Navy", "Sage", "Rose", "Gold"}},
    {"Fabric", "cotton, per metre", Motif::Fabric, 1290,
        {"Dotted", "Gingham", "Meadow", "Indigo", "Terracotta", "Linen", "Midnight"}},
    {"Storage", "sewing box", Motif::Box, 3490, {"Oak", "Willow", "Travel"}},
    {"Lamps", "work lamp", Motif::Lamp, 5900, {"Daylight", "Clip-on", "Floor"}},
};

constexpr QRgb palette[] = {0xB23A48, 0x2F5D8C, 0x5B7F3B, 0x5A6270, 0xC98A1B, 0x7B3F77, 0x2A8C82, 0xD2694B};

Result<qint64> writePicture(store::Connection &connection, Motif motif, QColor colour)
{
    constexpr int size = 400;
    HABERDASH_TRY_ASSIGN(insert,
        connection.prepare(
            u"INSERT INTO picture (media_type, width, height, bytes) VALUES ('image/png', ?1, ?1, ?2)"_s));
    HABERDASH_TRY(insert.bind(1, size)
                      .bindBlob(2, banner::toPng(banner::drawProductPicture(motif, colour, size)))
                      .run());
    return connection.lastInsertId();
}

} // namespace

Result<QList<Good>> writeGoods(store::Connection &connection, Timestamp createdAt)
{
    HABERDASH_TRY_ASSIGN(addProduct,
        connection.prepare(u"INSERT INTO product (handle, title, description, vendor, category, url, "
                           u"image_alt, picture_id, created_at) "
                           u"VALUES (?1, ?2, ?3, 'Needle & Thread', ?4, ?5, ?2, ?6, ?7)"_s));
    HABERDASH_TRY_ASSIGN(addVariant,
        connection.prepare(
            u"INSERT INTO variant (product_id, sku, price, compare_at_price, stock) VALUES (?1, ?2, ?3, ?4, ?5)"_s));
    QList<Good> goods;
    int number = 0;
    for (const Line &line : lines) {
        for (const char *name : line.names) {
            const QString title = QString::fromUtf8(name) + u' ' + QString::fromUtf8(line.noun);
            QString handle = title.toLower().remove(u'’').remove(u',');
            handle.replace(u' ', u'-');
            HABERDASH_TRY_ASSIGN(
                picture, writePicture(connection, line.motif, QColor::fromRgb(palette[number % 8])));
            const qint64 price = line.price + (number % 4) * 50;
            HABERDASH_TRY(addProduct.bind(1, handle)
                              .bind(2, title)
                              .bind(3, u"<p>%1, chosen by hand in our shop.</p>"_s.arg(title))
                              .bind(4, QString::fromUtf8(line.category))
                              .bind(5, u"https://needle-and-thread.example/products/"_s + handle)
                              .bind(6, picture)
                              .bind(7, createdAt)
                              .run());
            const ProductId product(connection.lastInsertId());
            addVariant.bind(1, product)
                .bind(2, u"NT-%1"_s.arg(100 + number))
                .bind(3, price)
                .bind(5, (number * 37) % 90);
            if (number % 7 == 3)
                addVariant.bind(4, price * 5 / 4);
            else
                addVariant.bindNull(4);
            HABERDASH_TRY(addVariant.run());
            goods.append({product, VariantId(connection.lastInsertId()), title,
                QString::fromUtf8(line.category), price});
            ++number;
        }
    }
    return goods;
}

} // namespace haberdash::sample
