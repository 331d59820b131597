// SPDX-License-Identifier: GPL-3.0-or-later
// Codes a second for a whole audience in one transaction, of a generator and of a pool, on the disk at the
// end.
#include "core/coupon/coupons.h"
#include "core/coupon/pool_file.h"
#include "core/store/workspace.h"

#include <QBuffer>
#include <QTemporaryDir>

#include <chrono>
#include <cstdio>

using namespace haberdash;
using namespace haberdash::coupon;
using namespace Qt::Literals::StringLiterals;

int main()
{
    using Clock = std::chrono::steady_clock;
    constexpr int people = 200'000;
    const QTemporaryDir folder;
    auto connection = store::createWorkspace(folder.filePath(u"bench.haberdash"_s),
        {u"Bench"_s, *CurrencyCode::fromString(u"EUR"), QTimeZone("Europe/Berlin")});
    if (!connection
        || !connection->execute(
            u"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < %1) "
            u"INSERT INTO customer (id) SELECT i FROM n"_s.arg(people)))
        return 1;
    QList<CustomerId> everybody;
    QByteArray list;
    for (int i = 1; i <= people; ++i) {
        everybody.append(CustomerId(i));
        list += "POOL-" + QByteArray::number(i) + '\n';
    }
    const auto now = fromMilliseconds(1'782'777'600'000);
    NoProgress progress;
    const auto report = [](const char *what, Clock::time_point since) {
        std::printf("%-28s %9.0f a second\n", what,
            people / std::chrono::duration<double>(Clock::now() - since).count());
    };
    for (const auto source : {CouponSet::Source::Generator, CouponSet::Source::Pool}) {
        const bool isPool = source == CouponSet::Source::Pool;
        CouponSet set;
        set.name = isPool ? u"Pool"_s : u"Made"_s;
        set.value = 200;
        set.daysValid = 14;
        set.source = source;
        if (!createSet(*connection, set, now))
            return 1;
        set = store::couponSetByName(*connection, set.name).value();
        auto start = Clock::now();
        if (isPool) {
            QBuffer buffer(&list);
            buffer.open(QIODevice::ReadOnly);
            if (!importPool(*connection, set, buffer, progress))
                return 1;
            report("imported into a pool", start);
            start = Clock::now();
        }
        if (!giveCodes(*connection, set, everybody, u"spring"_s, now, progress))
            return 1;
        report(isPool ? "given from a pool" : "given from a generator", start);
        start = Clock::now();
        if (!giveCodes(*connection, set, everybody, u"spring"_s, now, progress))
            return 1;
        report("asked for again", start);
    }
}
