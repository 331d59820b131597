// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/hypergeometric.h"

#include <QTest>

#include <cmath>

using haberdash::insight::hypergeometric;

class TestHypergeometric final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Abramowitz and Stegun 15.1.3, 15.1.4, 15.1.8
    void knownFormsComeOut()
    {
        for (const double z : {-0.99, -0.5, 0.0, 0.3, 0.9, 0.99}) {
            QVERIFY(std::abs(*hypergeometric(0.7, 3, 3, z) - std::pow(1 - z, -0.7)) < 1e-10);
            if (z != 0)
                QVERIFY(std::abs(*hypergeometric(1, 1, 2, z) + std::log1p(-z) / z) < 1e-10);
        }
        QCOMPARE(*hypergeometric(-2, 1, 1, 0.5), 0.25); // a polynomial
    }

    void whereTheSeriesDoesNotEndThereIsNoResult()
    {
        QVERIFY(!hypergeometric(1, 1, 2, 1));
        QVERIFY(!hypergeometric(1, 1, 2, -1));
        QVERIFY(!hypergeometric(1, 1, 2, std::nan("")));
        QVERIFY(!hypergeometric(1, 1, -2, 0.5));
        QVERIFY(!hypergeometric(1, 1, 0, 0.5));
        QVERIFY(!hypergeometric(2, 2, 1, 0.99999));
    }
};

QTEST_GUILESS_MAIN(TestHypergeometric)
#include "tst_hypergeometric.moc"
