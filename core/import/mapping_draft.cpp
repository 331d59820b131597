// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/mapping_draft.h"

#include "core/base/email_address.h"
#include "core/import/date_choice.h"
#include "core/import/number_choice.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

/// "E-mail address" -> "emailaddress"
QString bare(const QString &text)
{
    QString letters;
    for (const QChar c : text.toLower()) {
        if (c.isLetterOrNumber())
            letters += c;
    }
    return letters;
}

/// What shops call the fields, beside our own names.
const QList<std::pair<QString, Field>> &synonyms()
{
    static const QList<std::pair<QString, Field>> list{{u"emailaddress"_s, Field::Email},
        {u"mail"_s, Field::Email}, {u"customeremail"_s, Field::Email}, {u"firstname"_s, Field::FirstName},
        {u"forename"_s, Field::FirstName}, {u"lastname"_s, Field::LastName}, {u"surname"_s, Field::LastName},
        {u"fullname"_s, Field::Name}, {u"telephone"_s, Field::Phone}, {u"mobile"_s, Field::Phone},
        {u"zip"_s, Field::Postcode}, {u"zipcode"_s, Field::Postcode}, {u"postalcode"_s, Field::Postcode},
        {u"town"_s, Field::City}, {u"state"_s, Field::Region}, {u"countrycode"_s, Field::Country},
        {u"street"_s, Field::Address1}, {u"dateofbirth"_s, Field::Birthday},
        {u"newsletter"_s, Field::EmailConsent}, {u"acceptsmarketing"_s, Field::EmailConsent},
        {u"consentexpires"_s, Field::ConsentUntil}, {u"consentvaliduntil"_s, Field::ConsentUntil},
        {u"optin"_s, Field::EmailConsent}, {u"subscribed"_s, Field::EmailConsent},
        {u"customer"_s, Field::CustomerId}, {u"customerno"_s, Field::CustomerId},
        {u"customernumber"_s, Field::CustomerId}, {u"order"_s, Field::OrderId}, {u"no"_s, Field::OrderId},
        {u"no"_s, Field::CustomerId}, {u"orderno"_s, Field::OrderId}, {u"ordernumber"_s, Field::OrderId},
        {u"invoice"_s, Field::OrderId}, {u"invoiceno"_s, Field::OrderId}, {u"date"_s, Field::PlacedAt},
        {u"orderdate"_s, Field::PlacedAt}, {u"invoicedate"_s, Field::PlacedAt},
        {u"created"_s, Field::CreatedAt}, {u"since"_s, Field::CreatedAt},
        {u"customersince"_s, Field::CreatedAt}, {u"amount"_s, Field::Total}, {u"grandtotal"_s, Field::Total},
        {u"quantity"_s, Field::LineQuantity}, {u"qty"_s, Field::LineQuantity},
        {u"unitprice"_s, Field::LinePrice}, {u"article"_s, Field::LineProduct}, {u"item"_s, Field::LineTitle},
        {u"product"_s, Field::LineTitle}, {u"stockcode"_s, Field::LineSku},
        {u"description"_s, Field::LineTitle}, {u"coupon"_s, Field::CouponCode},
        {u"voucher"_s, Field::CouponCode}, {u"event"_s, Field::Type}, {u"eventtype"_s, Field::Type},
        {u"action"_s, Field::Type}, {u"timestamp"_s, Field::OccurredAt}, {u"time"_s, Field::OccurredAt},
        {u"date"_s, Field::OccurredAt}, {u"productid"_s, Field::Handle}, {u"name"_s, Field::Title},
        {u"brand"_s, Field::Vendor}, {u"link"_s, Field::Url}, {u"image"_s, Field::ImageUrl}};
    return list;
}

/// The same where the shop speaks German, French, Spanish, Italian or Dutch.
const QList<std::pair<QString, Field>> &foreignWords()
{
    static const QList<std::pair<QString, Field>> list = [] {
        QList<std::pair<QString, Field>> pairs;
        const auto add = [&pairs](Field field, const QString &words) {
            for (const QString &word : words.split(u' '))
                pairs.append({word, field});
        };
        add(Field::Email,
            u"emailadresse adresseemail courriel correo correoelectrónico emailklant mailadresse"_s);
        add(Field::FirstName, u"vorname prénom nombre nombredepila voornaam nome"_s);
        add(Field::LastName,
            u"nachname familienname nom nomdefamille apellido apellidos achternaam cognome"_s);
        add(Field::Name, u"kundenname nomduclient nombredelcliente klantnaam nomcomplet nombrecompleto"_s);
        add(Field::Company, u"firma unternehmen société entreprise empresa bedrijf azienda"_s);
        add(Field::Phone,
            u"telefon telefonnummer handy téléphone portable teléfono móvil telefoon telefono"_s);
        add(Field::Address1,
            u"straße strasse adresse anschrift rue dirección calle adres straat indirizzo"_s);
        add(Field::Postcode, u"plz postleitzahl codepostal códigopostal cp postcode cap"_s);
        add(Field::City, u"ort stadt wohnort ville ciudad población plaats stad città"_s);
        add(Field::Region, u"bundesland région province provincia provincie"_s);
        add(Field::Country, u"land pays país paese"_s);
        add(Field::Language, u"sprache langue idioma taal lingua"_s);
        add(Field::Birthday, u"geburtstag geburtsdatum datedenaissance fechadenacimiento geboortedatum"_s);
        add(Field::EmailConsent, u"nieuwsbrief boletín einwilligung werbung abonniert consentement"_s);
        add(Field::Note, u"notiz bemerkung anmerkung kommentar remarque nota opmerking"_s);
        add(Field::CreatedAt,
            u"kundeseit registriert registrierungsdatum inscription datedinscription "
            u"fechaderegistro klantsinds"_s);
        add(Field::CustomerId,
            u"kundennummer kundennr kundenid numéroclient idclient numérodeclient idcliente "
            u"klantnummer"_s);
        add(Field::OrderId,
            u"bestellnummer bestellnr auftragsnummer bestellung auftrag numérodecommande commande "
            u"númerodepedido pedido bestelnummer ordine"_s);
        add(Field::PlacedAt,
            u"datum bestelldatum kaufdatum auftragsdatum datedecommande fecha fechadepedido "
            u"besteldatum"_s);
        add(Field::Total,
            u"gesamt gesamtbetrag gesamtsumme summe betrag montant montanttotal importe importetotal "
            u"totaal totale"_s);
        add(Field::Currency, u"währung devise moneda valuta"_s);
        add(Field::Shipping, u"versand versandkosten livraison fraisdeport envío gastosdeenvío verzending"_s);
        add(Field::Tax, u"steuer mwst mehrwertsteuer taxe tva impuesto iva btw"_s);
        add(Field::FinancialStatus, u"zahlungsstatus statut estado bestellstatus"_s);
        add(Field::CouponCode, u"gutschein gutscheincode codepromo cupón kortingscode"_s);
        add(Field::LineTitle, u"artikel artikelname produkt produit producto article artículo product"_s);
        add(Field::LineSku, u"artikelnummer artikelnr référence referencia"_s);
        add(Field::LineQuantity, u"menge anzahl stückzahl quantité cantidad aantal quantità"_s);
        add(Field::LinePrice, u"einzelpreis stückpreis prixunitaire preciounitario stukprijs"_s);
        add(Field::Title, u"bezeichnung produktname nomduproduit nombredelproducto naam"_s);
        add(Field::Sku, u"artikelnummer artikelnr ugs référence referencia"_s);
        add(Field::Price,
            u"preis verkaufspreis regulärerpreis prix tarifrégulier precio precionormal prijs prezzo"_s);
        add(Field::Stock, u"bestand lagerbestand lager existencias inventario voorraad"_s);
        add(Field::Category, u"kategorie kategorien catégorie catégories categoría categorías categorie"_s);
        add(Field::Vendor, u"hersteller marke fabricant marque fabricante marca merk"_s);
        add(Field::ImageUrl, u"bild bilder imágenes imagen afbeelding"_s);
        return pairs;
    }();
    return list;
}

QString guessField(const QString &header, Kind kind, const QStringList &taken)
{
    const QString letters = bare(header);
    for (const Field field : fieldsOf(kind)) {
        QString name = infoOf(field).name;
        if (bare(name) == letters && !taken.contains(name))
            return name;
    }
    for (const auto &[word, field] : synonyms() + foreignWords()) {
        QString name = infoOf(field).name;
        if (word == letters && fieldsOf(kind).contains(field) && !taken.contains(name))
            return name;
    }
    return {};
}

QStringList guessFields(const QStringList &header, Kind kind)
{
    QStringList fields;
    for (const QString &column : header)
        fields.append(guessField(column, kind, fields));
    return fields;
}

/// The kind whose needed columns are there, and whose fields explain most columns.
Kind guessKind(const QStringList &header)
{
    constexpr qsizetype usable = 1; // between kinds that explain as many columns
    Kind best = Kind::Customers;
    qsizetype most = -1;
    for (const Kind kind :
        {Kind::Customers, Kind::Orders, Kind::Events, Kind::Products, Kind::Coupons, Kind::Loyalty}) {
        MappingDraft draft;
        draft.name = toWord(kind);
        draft.kind = kind;
        draft.header = header;
        draft.fields = guessFields(header, kind);
        const qsizetype found
            = draft.fields.size() - draft.fields.count(QString()) + (draft.toMapping() ? usable : 0);
        if (found > most) {
            most = found;
            best = kind;
        }
    }
    return best;
}

/// Values of the columns whose fields have that type.
QStringList samplesOf(FieldType type, const MappingDraft &draft, const Probe &probe)
{
    constexpr int enough = 2'020;
    QStringList samples;
    for (int column = 0; column < draft.fields.size(); ++column) {
        const auto field = fieldFromName(draft.fields[column]);
        if (field && infoOf(*field).type == type)
            samples += probe.samples(column, enough);
    }
    return samples;
}

void guessDates(MappingDraft &draft, const Probe &probe)
{
    const QStringList samples = samplesOf(FieldType::Instant, draft, probe);
    draft.dateFormat = u"iso"_s;
    draft.dateFormats.clear();
    if (samples.isEmpty())
        return;
    DateVote vote(usualDatePatterns());
    for (const QString &text : samples)
        vote.add(text);
    const DateChoice choice = vote.choice();
    draft.dateFormats = choice.open;
    draft.dateFormat = choice.open.isEmpty() ? choice.format : choice.open.constFirst();
}

/// Columns whose names say nothing, by what stands in them.
void guessFromValues(MappingDraft &draft, const Probe &probe)
{
    const QString email = infoOf(Field::Email).name;
    if (!fieldsOf(draft.kind).contains(Field::Email) || draft.fields.contains(email))
        return;
    for (int column = 0; column < draft.fields.size(); ++column) {
        const QStringList samples = probe.samples(column, 20);
        const auto addresses = std::count_if(samples.begin(), samples.end(),
            [](const QString &text) { return checkAddress(text.toStdString()) == AddressFault::None; });
        if (!draft.fields[column].isEmpty() || samples.isEmpty() || addresses * 2 <= samples.size())
            continue;
        draft.fields[column] = email;
        return;
    }
}

} // namespace

MappingDraft MappingDraft::guess(const Probe &probe, const QString &name)
{
    MappingDraft draft;
    draft.name = name;
    draft.header = probe.header;
    draft.kind = guessKind(probe.header);
    draft.fields = guessFields(probe.header, draft.kind);
    guessFromValues(draft, probe);
    guessDates(draft, probe);
    draft.numbers = guessNumbers(samplesOf(FieldType::Money, draft, probe));
    return draft;
}

MappingDraft MappingDraft::from(const Mapping &mapping, const QStringList &header)
{
    MappingDraft draft;
    draft.name = mapping.name;
    draft.kind = mapping.kind;
    draft.header = header;
    draft.dateFormat = mapping.dateFormat;
    draft.dateFormats = mapping.dateFormats;
    draft.numbers = mapping.numbers;
    draft.negativeAmounts = mapping.negativeAmounts;
    for (const QString &column : header) {
        const QString key = headerKey(column);
        if (const auto field = mapping.columns.constFind(key); field != mapping.columns.constEnd())
            draft.fields.append(infoOf(*field).name);
        else
            draft.fields.append(mapping.attributes.contains(key)
                    ? u"attribute:"_s + mapping.attributes.value(key)
                    : QString());
    }
    return draft;
}

void MappingDraft::setKind(Kind newKind)
{
    kind = newKind;
    fields = guessFields(header, kind);
}

QByteArray MappingDraft::toJson() const
{
    QJsonObject columns;
    for (qsizetype i = 0; i < header.size(); ++i) {
        if (!fields.value(i).isEmpty())
            columns.insert(header[i], fields[i]);
    }
    const auto sign = [](char c) { return c == '\0' ? QString() : QString(QLatin1Char(c)); };
    const QJsonObject object{{u"name"_s, name}, {u"kind"_s, toWord(kind)}, {u"columns"_s, columns},
        {u"dates"_s,
            QJsonObject{{u"format"_s,
                dateFormats.isEmpty() ? QJsonValue(dateFormat)
                                      : QJsonValue(QJsonArray::fromStringList(dateFormats))}}},
        {u"numbers"_s,
            QJsonObject{{u"decimal"_s, sign(numbers.decimal)}, {u"thousands"_s, sign(numbers.thousands)},
                {u"negative"_s, negativeAmounts ? u"accept"_s : u"reject"_s}}},
        {u"new_event_types"_s, kind == Kind::Events}};
    return QJsonDocument(object).toJson();
}

Result<Mapping> MappingDraft::toMapping() const
{
    if (name.trimmed().isEmpty())
        return failure(Error::Code::Invalid, u"The description needs a name."_s);
    QStringList given;
    for (qsizetype i = 0; i < header.size(); ++i) {
        const QString field = fields.value(i);
        if (!field.isEmpty() && given.contains(field))
            return failure(Error::Code::Invalid, u"“%1” is given to two columns. Keep one."_s.arg(field));
        given.append(field);
    }
    HABERDASH_TRY_ASSIGN(mapping, parseMapping(toJson()));
    QStringList keys;
    for (const QString &column : header)
        keys.append(headerKey(column));
    HABERDASH_TRY(mapping.checkHeader(keys));
    return mapping;
}

Result<QString> unreadableDate(const MappingDraft &draft, const Probe &probe, const QTimeZone &zone)
{
    HABERDASH_TRY_ASSIGN(format, DateFormat::fromPattern(draft.dateFormat));
    const LocalClock clock(zone);
    for (int column = 0; column < draft.fields.size(); ++column) {
        const auto field = fieldFromName(draft.fields[column]);
        if (!field || infoOf(*field).type != FieldType::Instant)
            continue;
        for (const QString &value : probe.samples(column, 20)) {
            if (!format.parse(value.toStdString(), clock))
                return value;
        }
    }
    return QString();
}

} // namespace haberdash::importing
