// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sample/sample_people.h"

#include <span>

namespace haberdash::sample {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A name and how it is written in an address.
struct Name
{
    const char16_t *written;
    const char *latin;
};

struct Place
{
    const char16_t *city;
    const char *postcode;
    const char16_t *street;
};

/// People of one country: names, places and language that go together.
struct Country
{
    const char *code;
    const char *language;
    int weight;
    std::span<const Name> first;
    std::span<const Name> last;
    std::span<const Place> places;
};

constexpr Name germanFirst[] = {{u"Anna", "anna"}, {u"Jürgen", "juergen"}, {u"Käthe", "kaethe"},
    {u"Lena", "lena"}, {u"Björn", "bjoern"}, {u"Marlene", "marlene"}, {u"Paul", "paul"}, {u"Sofie", "sofie"},
    {u"Tobias", "tobias"}, {u"Frieda", "frieda"}};
constexpr Name germanLast[]
    = {{u"Müller", "mueller"}, {u"Schäfer", "schaefer"}, {u"Weiß", "weiss"}, {u"Vogel", "vogel"},
        {u"Brandt", "brandt"}, {u"König", "koenig"}, {u"Lorenz", "lorenz"}, {u"Hansen", "hansen"}};
constexpr Place germanPlaces[]
    = {{u"Köln", "50667", u"Breite Straße"}, {u"Leipzig", "04109", u"Nikolaistraße"},
        {u"München", "80331", u"Sendlinger Straße"}, {u"Flensburg", "24937", u"Holm"}};

constexpr Name frenchFirst[] = {{u"Chloé", "chloe"}, {u"François", "francois"}, {u"Inès", "ines"},
    {u"Hélène", "helene"}, {u"Théo", "theo"}, {u"Margaux", "margaux"}};
constexpr Name frenchLast[] = {{u"Lefèvre", "lefevre"}, {u"Dupré", "dupre"}, {u"Moreau", "moreau"},
    {u"Garnier", "garnier"}, {u"d’Arcy", "darcy"}};
constexpr Place frenchPlaces[]
    = {{u"Lyon", "69001", u"rue Mercière"}, {u"Nantes", "44000", u"rue Crébillon"}};

constexpr Name britishFirst[] = {{u"Harriet", "harriet"}, {u"Owen", "owen"}, {u"Siobhán", "siobhan"},
    {u"Callum", "callum"}, {u"Priya", "priya"}, {u"Edith", "edith"}, {u"Kwame", "kwame"}};
constexpr Name britishLast[] = {{u"O’Brien", "obrien"}, {u"Whitfield", "whitfield"},
    {u"Ashworth", "ashworth"}, {u"Patel", "patel"}, {u"Mensah", "mensah"}, {u"Llewellyn", "llewellyn"}};
constexpr Place britishPlaces[]
    = {{u"Leeds", "LS1 4DY", u"Park Row"}, {u"Bath", "BA1 1LZ", u"Milsom Street"}};

constexpr Name polishFirst[] = {
    {u"Małgorzata", "malgorzata"}, {u"Łukasz", "lukasz"}, {u"Zofia", "zofia"}, {u"Krzysztof", "krzysztof"}};
constexpr Name polishLast[]
    = {{u"Wójcik", "wojcik"}, {u"Kowalczyk", "kowalczyk"}, {u"Dąbrowska", "dabrowska"}};
constexpr Place polishPlaces[] = {{u"Łódź", "90-001", u"Piotrkowska"}, {u"Gdańsk", "80-831", u"Długa"}};

constexpr Name japaneseFirst[]
    = {{u"さくら", "sakura"}, {u"健太", "kenta"}, {u"美咲", "misaki"}, {u"陽子", "yoko"}};
constexpr Name japaneseLast[] = {{u"山田", "yamada"}, {u"田中", "tanaka"}, {u"鈴木", "suzuki"}};
constexpr Place japanesePlaces[] = {{u"京都", "600-8001", u"四条通"}, {u"東京", "100-0001", u"千代田"}};

constexpr Name koreanFirst[] = {{u"지민", "jimin"}, {u"서연", "seoyeon"}, {u"민준", "minjun"}};
constexpr Name koreanLast[] = {{u"김", "kim"}, {u"박", "park"}, {u"이", "lee"}};
constexpr Place koreanPlaces[] = {{u"서울", "04524", u"세종대로"}};

constexpr Name greekFirst[] = {{u"Ελένη", "eleni"}, {u"Γιώργος", "giorgos"}, {u"Μαρία", "maria"}};
constexpr Name greekLast[] = {{u"Παπαδάκη", "papadaki"}, {u"Νικολάου", "nikolaou"}};
constexpr Place greekPlaces[] = {{u"Αθήνα", "105 57", u"Ερμού"}};

constexpr Name spanishFirst[]
    = {{u"Núria", "nuria"}, {u"Íñigo", "inigo"}, {u"María José", "mariajose"}, {u"Pablo", "pablo"}};
constexpr Name spanishLast[] = {{u"Ibáñez", "ibanez"}, {u"de la Cruz", "delacruz"}, {u"Muñoz", "munoz"}};
constexpr Place spanishPlaces[] = {{u"Málaga", "29005", u"Calle Larios"}};

constexpr Country countries[] = {
    {"DE", "de", 44, germanFirst, germanLast, germanPlaces},
    {"FR", "fr", 12, frenchFirst, frenchLast, frenchPlaces},
    {"GB", "en", 16, britishFirst, britishLast, britishPlaces},
    {"PL", "pl", 8, polishFirst, polishLast, polishPlaces},
    {"JP", "ja", 7, japaneseFirst, japaneseLast, japanesePlaces},
    {"KR", "ko", 4, koreanFirst, koreanLast, koreanPlaces},
    {"GR", "el", 3, greekFirst, greekLast, greekPlaces},
    {"ES", "es", 6, spanishFirst, spanishLast, spanishPlaces},
};

const Country &pickCountry(Random &random)
{
    int total = 0;
    for (const Country &country : countries)
        total += country.weight;
    int at = random.below(total);
    for (const Country &country : countries) {
        if (at < country.weight)
            return country;
        at -= country.weight;
    }
    Q_UNREACHABLE();
}

} // namespace

Person inventPerson(Random &random, int number)
{
    // Domains that are reserved for examples: nobody real can ever get this mail.
    static constexpr const char *domains[]
        = {"example.com", "example.org", "example.net", "mail.example", "post.example"};
    const Country &country = pickCountry(random);
    const Name &first = random.pick(country.first);
    const Name &last = random.pick(country.last);
    const Place &place = random.pick(country.places);
    Person person;
    person.firstName = QString::fromUtf16(first.written);
    person.lastName = QString::fromUtf16(last.written);
    person.email = u"%1.%2%3@%4"_s.arg(QLatin1StringView(first.latin), QLatin1StringView(last.latin),
        QString::number(number), QLatin1StringView(random.pick(domains)));
    person.country = QLatin1StringView(country.code);
    person.language = QLatin1StringView(country.language);
    person.city = QString::fromUtf16(place.city);
    person.postcode = QLatin1StringView(place.postcode);
    person.street = u"%1 %2"_s.arg(QString::fromUtf16(place.street)).arg(1 + random.below(120));
    return person;
}

} // namespace haberdash::sample
