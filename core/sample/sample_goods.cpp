// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sample/sample_goods.h"

#include "core/banner/product_picture.h"

namespace haberdash::sample {

using namespace Qt::Literals::StringLiterals;

namespace {

using banner::Motif;

struct Colourway
{
    const char *name;
    QRgb colour; ///< of its picture: a navy ribbon is navy
};

struct Line
{
    const char *category;
    const char *noun;
    Motif motif;
    int price; // cents
    std::initializer_list<Colourway> colourways;
};

const Line lines[] = {
    {"Thread", "sewing thread", Motif::Spool, 390,
        {{"Poppy", 0xC8402F}, {"Harbour", 0x2F5D8C}, {"Moss", 0x5B7F3B}, {"Slate", 0x5A6270},
            {"Honey", 0xC98A1B}, {"Plum", 0x6B2F5E}, {"Cream", 0xD9C9A3}}},
    {"Buttons", "buttons, set of 6", Motif::Button, 540,
        {{"Horn", 0x6E5238}, {"Shell", 0xC9B8AC}, {"Cherry", 0x9B1B30}, {"Ink", 0x27324A}, {"Fern", 0x4F7942},
            {"Coral", 0xE07A5F}}},
    {"Tools", "scissors", Motif::Scissors, 2490,
        {{"Tailor’s", 0x2B3440}, {"Embroidery", 0xB08D3C}, {"Pinking", 0xC05C7E}, {"Thread", 0x2A8C82}}},
    {"Yarn", "merino yarn", Motif::Yarn, 890,
        {{"Heather", 0x8A6C9B}, {"Storm", 0x5A6270}, {"Oat", 0xCDB892}, {"Rowan", 0xC0392B},
            {"Lagoon", 0x2A8C9C}, {"Blush", 0xDDA6A0}, {"Pine", 0x2F5D46}, {"Marigold", 0xE0A030}}},
    {"Ribbons", "satin ribbon, 5 m", Motif::Ribbon, 450,
        {{"Ruby", 0xA3153A}, {"Navy", 0x22365E}, {"Sage", 0x8FA382}, {"Rose", 0xD98C9B}, {"Gold", 0xC9A227}}},
    {"Fabric", "cotton, per metre", Motif::Fabric, 1290,
        {{"Dotted", 0xB23A48}, {"Gingham", 0x3C6EA5}, {"Meadow", 0x6A994E}, {"Indigo", 0x33408F},
            {"Terracotta", 0xC0623F}, {"Linen", 0xC8B89A}, {"Midnight", 0x1F2747}}},
    {"Storage", "sewing box", Motif::Box, 3490,
        {{"Oak", 0xA9793F}, {"Willow", 0x8C9A5B}, {"Travel", 0x2F5D8C}}},
    {"Lamps", "work lamp", Motif::Lamp, 5900,
        {{"Daylight", 0xD8A62A}, {"Clip-on", 0x4A5568}, {"Floor", 0x2F5D50}}},
};

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
        for (const auto &[name, colour] : line.colourways) {
            const QString title = QString::fromUtf8(name) + u' ' + QString::fromUtf8(line.noun);
            QString handle = title.toLower().remove(u'’').remove(u',');
            handle.replace(u' ', u'-');
            HABERDASH_TRY_ASSIGN(picture, writePicture(connection, line.motif, QColor::fromRgb(colour)));
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
