// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pictures/walk_files.h"

#include "tests/support/packed_files.h"

#include <QDate>
#include <QFile>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::test {

namespace {

const QByteArray customerHeader
    = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,"
      "Default Address Address1,Default Address Address2,Default Address City,Default Address Province Code,"
      "Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,"
      "Total Spent,Total Orders,Note,Tax Exempt,Tags\n";
const QByteArray orderHeader
    = "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,"
      "Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,"
      "Refunded Amount,Billing Name\n";

QString write(const QDir &folder, const QString &name, const QByteArray &content)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("The files of the walk cannot be written.");
    return file.fileName();
}

QByteArray customer(int id, const QByteArray &first, const QByteArray &last, const QByteArray &email,
    const QByteArray &consent, const QByteArray &city = "Utrecht", const QByteArray &tags = {})
{
    return QByteArray::number(id) + "," + first + "," + last + "," + email + "," + consent
        + ",,Oudegracht 1,," + city + ",,NL,3511,,,no,0.00,0,,no,\"" + tags + "\"\n";
}

QByteArray order(int number, const QByteArray &email, const QByteArray &currency, const QByteArray &total,
    int daysBack, const QByteArray &article = "Linen shirt, sand")
{
    const QByteArray day = QDate::currentDate().addDays(-2 - daysBack).toString(u"yyyy-MM-dd").toLatin1();
    const QByteArray at = day + " 10:15:00 -0400";
    return "#" + QByteArray::number(number) + "," + email + ",paid," + at + ",fulfilled," + currency + ","
        + total + ",0.00,0.00," + total + ",,0.00," + at + ",1,\"" + article + "\"," + total
        + ",LS-1,0.00,\n";
}

QByteArray thirtyColumns()
{
    QByteArray text = "Kundennr;Vorname;Nachname;E-Mail;Newsletter;Kunde seit;Letzter Einkauf;Umsatz";
    for (int i = 9; i <= 30; ++i)
        text += ";Merkmal " + QByteArray::number(i) + (i == 17 ? " with a title that is rather long" : "");
    text += '\n';
    for (int row = 1; row <= 12; ++row) {
        const QByteArray number = QByteArray::number(row);
        text += number + ";Anna;Beispiel;anna" + number + "@example.com;ja;0"
            + QByteArray::number(row % 9 + 1) + "/0" + QByteArray::number(row % 8 + 2) + "/2024;0"
            + QByteArray::number(row % 7 + 1) + "/05/2026;1.234," + QByteArray::number(10 + row);
        for (int i = 9; i <= 30; ++i)
            text += ";"
                + (i == 12 ? QByteArray("a remark that goes on and on, as remarks at a counter do") : number);
        text += '\n';
    }
    return text;
}

} // namespace

WalkFiles::WalkFiles(const QDir &folder)
{
    QByteArray tags = "tag 1";
    for (int i = 2; i <= 40; ++i)
        tags += ", tag number " + QByteArray::number(i);
    QByteArray text = customerHeader;
    text += customer(1, "Ada", "Lovelace", "ada@example.com", "yes", "London", tags);
    text += customer(2, "Wilhelmina Alexandrina Theodora Maximiliane",
        "von und zu Hohenlohe-Langenburg-Weikersheim",
        "wilhelmina.alexandrina.theodora.maximiliane.von.und.zu@hohenlohe-langenburg-weikersheim.example.com",
        "yes", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch");
    text += customer(3, "ליאת", "כהן־אברהמי", "liat@example.com", "yes", "תל אביב");
    text += customer(4, "美咲", "佐藤", "misaki@example.com", "no", "東京");
    text += customer(5, "محمد", "الأحمد", "mohammed@example.com", "yes", "القاهرة");
    text
        += "6,Noor,Without-Mail,,no,,Singel 5,,Amsterdam,,NL,1012,+31612345678,+31612345678,no,0.00,0,,no,\n";
    text += customer(7, "Jon", "Smith", "jon.smith@gmial.com", "yes", "Leeds");
    text += customer(8, "Jon", "Smith", "jonsmith@example.com", "no", "Leeds");
    text += customer(9, "JON", "SMITH", "jon.smith@example.com", "yes", "Leeds");
    text += customer(10, "mary", "o'neill", "mary@hotmial.com", "yes", "Cork");
    for (int i = 11; i <= 90; ++i) {
        const QByteArray number = QByteArray::number(i);
        text += customer(i, i % 9 == 0 ? "test" : "Person", "Name" + number,
            "person" + number + (i % 10 == 0 ? "@gmail.con" : "@example.com"), i % 3 == 0 ? "no" : "yes");
    }
    people = write(folder, u"customers_export.csv"_s, text);

    text = orderHeader;
    for (int i = 0; i < 120; ++i)
        text += order(1000 + i, "ada@example.com", "USD", QByteArray::number(10 + i) + ".50", i * 5);
    for (int i = 11; i <= 90; ++i)
        text += order(2000 + i, "person" + QByteArray::number(i) + "@example.com", "USD",
            i == 40 ? "-5.00" : "25.00", i * 2);
    text += order(3000,
        "wilhelmina.alexandrina.theodora.maximiliane.von.und.zu@hohenlohe-langenburg-weikersheim."
        "example.com",
        "USD", "1234567.89", 3,
        "A hand-knitted merino cardigan with mother-of-pearl buttons, extra long, in the colour of wet sand");
    orders = write(folder, u"orders_export.csv"_s, text);

    text = customerHeader + customer(201, "Good", "Row", "good@example.com", "yes");
    for (int i = 0; i < 40; ++i)
        text += customer(300 + i, "Bad", "Row", i % 2 == 0 ? "not an address" : "two@at@example.com",
            i % 3 == 0 ? "maybe" : "yes");
    text += "400,Far,too,few\n";
    refused = write(folder, u"customers_with_faults.csv"_s, text);

    text = customerHeader + customer(1, "Ada", "Lovelace", "ada@example.com", "no", "London");
    text += customer(4, "美咲", "佐藤", "misaki@example.com", "yes", "東京");
    text += customer(8, "Jon", "Smith", "jonsmith@example.com", "yes", "Leeds");
    changed = write(folder, u"customers_again.csv"_s, text);

    unknown = write(folder, u"Kundenliste.csv"_s, thirtyColumns());
    picture = write(folder, u"holiday.csv"_s, QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1", 20));
    const QByteArray members = "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,LEID,EUID,TAGS\n";
    audience = write(folder, u"audience_export.zip"_s,
        zipOf({{"subscribed_members_export_1a2b.csv",
                   members + "ann@example.com,Ann,Lee,4,2024-01-02 10:00:00,11,a1,\n"},
            {"unsubscribed_members_export_1a2b.csv",
                members + "bo@example.com,Bo,Ek,2,2023-01-02 10:00:00,12,b1,\n"},
            {"cleaned_members_export_1a2b.csv",
                members + "cy@example.com,Cy,Oh,1,2022-01-02 10:00:00,13,c1,\n"},
            {"readme.pdf", "%PDF-1.4"}}));
    text = orderHeader + order(5000, "ada@example.com", "USD", "20.00", 4);
    text += order(5001, "ada@example.com", "EUR", "20.00", 3)
        + order(5002, "ada@example.com", "EUR", "40.00", 2);
    text += order(5003, "misaki@example.com", "JPY", "4000", 2);
    mixed = write(folder, u"orders_abroad.csv"_s, text);
}

} // namespace haberdash::test
