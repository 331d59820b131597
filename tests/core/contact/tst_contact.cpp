// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contact/birthday.h"
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
    void birthdaysAreDaysOrLeftAsTheyAre_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("dayFirst");
        QTest::addColumn<QString>("tidy");
        const auto row = [](const char *typed, bool dayFirst, const char *tidy) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << dayFirst << QString::fromUtf8(tidy);
        };
        row("1990-05-17", false, "1990-05-17");
        row("1990-05-17T00:00:00Z", false, "1990-05-17");
        row("1990-05-17 00:00:00", false, "1990-05-17");
        row("19900517", false, "1990-05-17");
        row("05-17", false, "05-17");
        row("--05-17", true, "05-17");
        row("05/17", true, "05-17"); // there is no 17th month
        row("03/04", false, "03-04");
        row("03/04/1990", false, "1990-03-04");
        row("04/03/1990", true, "1990-03-04");
        row("17/05/1990", false, "1990-05-17");
        row("17.5.1990", false, "1990-05-17");
        row("3.4.1990", false, "1990-04-03");
        row("17.05.", false, "05-17");
        row("29.2.", false, "02-29");
        row("May 17, 1990", false, "1990-05-17");
        row("17 May 1990", false, "1990-05-17");
        row("17 September 1990", false, "1990-09-17");
        // No day, or none that one could be sure of.
        for (const char *typed : {"1950", "1990-02-30", "30.2.1990", "29.2.1990", "13/13", "2001-13-01",
                 "next May", "0000-00-00", "17.5.90", "1.2.3.4", "99999999", "1990-05-17x"})
            row(typed, false, typed);
    }
    void birthdaysAreDaysOrLeftAsTheyAre()
    {
        QFETCH(QString, typed);
        QFETCH(bool, dayFirst);
        QTEST(tidyBirthday(typed, dayFirst), "tidy");
    }

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
