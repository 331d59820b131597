// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contact/country.h"
#include "core/contact/latin_form.h"
#include "core/contact/mailboxes.h"
#include "core/contact/name_key.h"
#include "core/contact/phone_number.h"
#include "core/contact/tidy.h"

#include <QTest>

using namespace haberdash::contact;
using namespace Qt::Literals::StringLiterals;

class TestContact final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreComparedWithoutWhatPeopleWriteDifferently_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("key");
        QTest::newRow("case and blanks") << u"  ADA   Lovelace "_s << u"ada lovelace"_s;
        QTest::newRow("marks") << u"Renée Müller"_s << u"renee muller"_s;
        QTest::newRow("sharp s") << u"Hauptstraße"_s << u"hauptstrasse"_s;
        QTest::newRow("apostrophes of all kinds") << u"O’Brien O'Brien"_s << u"obrien obrien"_s;
        QTest::newRow("dashes") << u"Jean-Luc"_s << u"jean luc"_s;
        QTest::newRow("full width") << u"ＡＤＡ"_s << u"ada"_s;
        QTest::newRow("Cyrillic") << u"ИВАН"_s << u"иван"_s;
        QTest::newRow("Korean stays whole") << u"김"_s << u"김"_s.normalized(QString::NormalizationForm_KD);
        QTest::newRow("only punctuation") << u" - . "_s << u""_s;
        QTest::newRow("nothing") << u""_s << u""_s;
    }
    void namesAreComparedWithoutWhatPeopleWriteDifferently()
    {
        QFETCH(QString, name);
        QFETCH(QString, key);
        QCOMPARE(nameKey(name), key);
    }

    void postcodesAreComparedWithoutBlanks()
    {
        QCOMPARE(postcodeKey(u"ls1 4dy"), u"LS14DY"_s);
        QCOMPARE(postcodeKey(u"600-8001"), u"6008001"_s);
    }

    void phonesAreComparedByTheNumberThatIsDialled_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("region");
        QTest::addColumn<std::string>("key");
        // Numbers of libphonenumber's own examples.
        QTest::newRow("national") << std::string("020 7946 0018") << std::string("GB")
                                  << std::string("+442079460018");
        QTest::newRow("with code") << std::string("+44 20 7946 0018") << std::string("DE")
                                   << std::string("+442079460018");
        QTest::newRow("with 00") << std::string("0044 20 7946 0018") << std::string("DE")
                                 << std::string("+442079460018");
        QTest::newRow("trunk zero in brackets")
            << std::string("+44 (0)20 7946 0018") << std::string("GB") << std::string("+442079460018");
        QTest::newRow("of no country's ranges, but international")
            << std::string("+1 555 000-0452") << std::string("US") << std::string("+15550000452");
        QTest::newRow("the same, plain")
            << std::string("+15550000452") << std::string() << std::string("+15550000452");
        QTest::newRow("an extension is not dialled with it")
            << std::string("(212) 555-0123 ext. 9") << std::string("US") << std::string("+12125550123");
        QTest::newRow("national without a country")
            << std::string("020 7946 0018") << std::string() << std::string();
        QTest::newRow("too short") << std::string("12345") << std::string("US") << std::string();
        QTest::newRow("words") << std::string("call me") << std::string("US") << std::string();
        QTest::newRow("nothing") << std::string() << std::string("US") << std::string();
        QTest::newRow("a spreadsheet's number")
            << std::string("4.42079E+11") << std::string("GB") << std::string();
    }
    void phonesAreComparedByTheNumberThatIsDialled()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, region);
        QFETCH(std::string, key);
        QCOMPARE(phoneKey(text, region), key);
    }

    void countriesAreKnownHoweverTheyAreWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        for (const auto &[text, code] : {std::pair(u"DE"_s, u"DE"_s), std::pair(u"de"_s, u"DE"_s),
                 std::pair(u"DEU"_s, u"DE"_s), std::pair(u"Deutschland"_s, u"DE"_s),
                 std::pair(u"GERMANY"_s, u"DE"_s), std::pair(u"Allemagne"_s, u"DE"_s),
                 std::pair(u"UK"_s, u"GB"_s), std::pair(u"EL"_s, u"GR"_s), std::pair(u"U.S.A."_s, u"US"_s),
                 std::pair(u" united   states "_s, u"US"_s), std::pair(u"日本"_s, u"JP"_s),
                 std::pair(u"대한민국"_s, u"KR"_s), std::pair(u"Österreich"_s, u"AT"_s),
                 std::pair(u"Osterreich"_s, u"AT"_s), std::pair(u"Bosnia and Herzegovina"_s, u"BA"_s),
                 std::pair(u"Côte d’Ivoire"_s, u"CI"_s), std::pair(u"ZZ"_s, u""_s),
                 std::pair(u"Nowhere"_s, u""_s), std::pair(u""_s, u""_s), std::pair(u"12"_s, u""_s)})
            QTest::newRow(text.toUtf8().constData()) << text << code;
    }
    void countriesAreKnownHoweverTheyAreWritten()
    {
        QFETCH(QString, text);
        QFETCH(QString, code);
        QCOMPARE(countryCode(text), code);
    }

    void namesAreWrittenAsInALetter_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("tidy");
        for (const auto &[name, tidy] :
            {std::pair(u"ANNA"_s, u"Anna"_s), std::pair(u"anna-lena"_s, u"Anna-Lena"_s),
                std::pair(u"O'BRIEN"_s, u"O'Brien"_s), std::pair(u"  Anna   Maria "_s, u"Anna Maria"_s),
                std::pair(u"van der BERG"_s, u"van der BERG"_s),
                std::pair(u"VAN DER BERG"_s, u"van der Berg"_s), std::pair(u"McDonald"_s, u"McDonald"_s),
                std::pair(u"Ö"_s, u"Ö"_s), std::pair(u"J."_s, u"J."_s), std::pair(u"MÜLLER"_s, u"Müller"_s),
                std::pair(u"さくら"_s, u"さくら"_s), std::pair(u"de"_s, u"De"_s), std::pair(u""_s, u""_s)})
            QTest::newRow(name.toUtf8().constData()) << name << tidy;
    }
    void namesAreWrittenAsInALetter()
    {
        QFETCH(QString, name);
        QFETCH(QString, tidy);
        QCOMPARE(tidyName(name), tidy);
    }

    void postcodesGetTheirZerosBack()
    {
        QCOMPARE(tidyPostcode(u"1067"_s, u"DE"_s), u"01067"_s);
        QCOMPARE(tidyPostcode(u"501"_s, u"US"_s), u"00501"_s);
        QCOMPARE(tidyPostcode(u"1067"_s, u"NL"_s), u"1067"_s);
        QCOMPARE(tidyPostcode(u"1010"_s, u"AT"_s), u"1010"_s); // four digits are right there
        QCOMPARE(tidyPostcode(u"ls1  4dy"_s, u"GB"_s), u"LS1 4DY"_s);
        QCOMPARE(tidyPostcode(u"1067"_s, QString()), u"1067"_s);
    }

    void mailboxesAreTold()
    {
        QVERIFY(isRoleMailbox("info"));
        QVERIFY(isRoleMailbox("info+shop"));
        QVERIFY(!isRoleMailbox("ada"));
        QVERIFY(isDisposableDomain("mailinator.com"));
        QVERIFY(isDisposableDomain("x.mailinator.com"));
        QVERIFY(!isDisposableDomain("gmail.com"));
        QCOMPARE(meantDomain("gmial.com").value_or(""), std::string("gmail.com"));
        QVERIFY(!meantDomain("gmail.com"));
        QVERIFY(!meantDomain("example.com"));
    }

    void namesOfOtherScriptsHaveALatinForm()
    {
        const LatinForm latin;
        QCOMPARE(latin.of(u"Иван"_s), u"ivan"_s);
        QCOMPARE(latin.of(u"さくら"_s), u"sakura"_s);
        QCOMPARE(latin.of(u"Ada"_s), u"ada"_s);
        QCOMPARE(latin.of(u""_s), u""_s);
    }
};

QTEST_GUILESS_MAIN(TestContact)
#include "tst_contact.moc"
