// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contact/zone_of_place.h"

#include <QTest>

using namespace haberdash::contact;
using namespace Qt::Literals::StringLiterals;

class TestZoneOfPlace final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void places_data()
    {
        QTest::addColumn<QString>("country");
        QTest::addColumn<QString>("region");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("one zone") << u"FR"_s << QString() << "Europe/Paris"_ba;
        QTest::newRow("lower case") << u"jp"_s << QString() << "Asia/Tokyo"_ba;
        QTest::newRow("state by code") << u"US"_s << u"CA"_s << "America/Los_Angeles"_ba;
        QTest::newRow("state by name") << u"US"_s << u" Texas "_s << "America/Chicago"_ba;
        QTest::newRow("state in the east") << u"US"_s << u"NY"_s << "America/New_York"_ba;
        QTest::newRow("no state") << u"US"_s << QString() << "America/New_York"_ba;
        QTest::newRow("province") << u"CA"_s << u"Alberta"_s << "America/Edmonton"_ba;
        QTest::newRow("the same letters in two countries") << u"AU"_s << u"SA"_s << "Australia/Adelaide"_ba;
        QTest::newRow("islands") << u"ES"_s << u"Las Palmas"_s << "Atlantic/Canary"_ba;
        QTest::newRow("mainland") << u"ES"_s << u"Madrid"_s << "Europe/Madrid"_ba;
        QTest::newRow("the shop's own country") << u"DE"_s << QString() << "Europe/Berlin"_ba;
        QTest::newRow("no country") << QString() << QString() << "Europe/Berlin"_ba;
        QTest::newRow("no such country") << u"ZZ"_s << QString() << "Europe/Berlin"_ba;
        QTest::newRow("a name that was not read") << u"Atlantis"_s << QString() << "Europe/Berlin"_ba;
    }
    void places()
    {
        QFETCH(QString, country);
        QFETCH(QString, region);
        QFETCH(QByteArray, expected);
        QCOMPARE(zoneOfPlace(country, region, QTimeZone("Europe/Berlin")).id(), expected);
    }

    void everyCountryHasAZoneOfItsOwn()
    {
        // Nobody is put on the other side of the world by a list that begins oddly.
        const QTimeZone fallback("Europe/Berlin");
        for (const auto &[country, hours] :
            {std::pair(u"GB"_s, 0), std::pair(u"IN"_s, 5), std::pair(u"BR"_s, -3), std::pair(u"RU"_s, 3),
                std::pair(u"CN"_s, 8), std::pair(u"ID"_s, 7), std::pair(u"MX"_s, -6)}) {
            const auto zone = zoneOfPlace(country, {}, fallback);
            const int offset
                = zone.offsetFromUtc(QDateTime(QDate(2026, 1, 15), QTime(12, 0), QTimeZone::utc()));
            QCOMPARE(offset / 3600, hours);
        }
    }
};

QTEST_GUILESS_MAIN(TestZoneOfPlace)
#include "tst_zone_of_place.moc"
