// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/audit.h"
#include "core/import/import.h"
#include "tests/core/audit/audit_seeds.h"
#include "tests/core/audit/clean_shop.h"
#include "tests/support/generated_shop.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

#include <cstdio>
#include <set>

using namespace haberdash;
using namespace haberdash::audit;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What was found, one text for each row: ids, or names of other rows.
std::set<QString> keysOf(const Finding &finding)
{
    std::set<QString> keys;
    for (const qint64 id : finding.ids)
        keys.insert(QString::number(id));
    for (const Row &row : finding.others)
        keys.insert(row.name);
    return keys;
}

std::set<QString> keysOf(const QString &lines)
{
    const QStringList list = lines.split(u'\n', Qt::SkipEmptyParts);
    return {list.begin(), list.end()};
}

void subtract(std::set<QString> &from, const std::set<QString> &known)
{
    for (const QString &key : known)
        from.erase(key);
}

Audit auditOf(TemporaryWorkspace &shop)
{
    NoProgress progress;
    auto audit = runAudit(shop.connection(), auditInstant, progress);
    if (!audit)
        qFatal("%s", qPrintable(audit.error().detail));
    return std::move(*audit);
}

} // namespace

/// Faults are seeded at known places into shops in which nothing is wrong, beside innocent rows that look
/// like them; then it is counted what each check finds of them (recall) and what else it finds (precision).
class TestAuditSeeds final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_check_has_a_seed()
    {
        QStringList seeded;
        for (const AuditSeed &seed : auditSeeds())
            seeded.append(seed.check);
        QStringList checks;
        for (const auto &check : allChecks())
            checks.append(check->about().key);
        seeded.sort();
        checks.sort();
        QCOMPARE(seeded, checks);
        QVERIFY(checks.size() >= 25);
    }

    void a_clean_shop_has_no_findings()
    {
        TemporaryWorkspace shop;
        fillCleanShop(shop.connection());
        const Audit audit = auditOf(shop);
        QStringList found;
        for (const Finding *finding : audit.found())
            found.append(u"%1: %2"_s.arg(finding->check->about().key).arg(finding->count()));
        QCOMPARE(found, QStringList());
        QCOMPARE(audit.score, (Score{100, 0}));
        // Nothing was found because everything was looked at.
        QStringList idle;
        for (const Finding &finding : audit.findings) {
            if (finding.outOf == 0)
                idle.append(finding.check->about().key);
        }
        // Everybody has an address, nobody unsubscribed, and there is only one source.
        QCOMPARE(
            idle, (QStringList{u"people.same-but-number"_s, u"consent.mail-after-no"_s, u"sources.silos"_s}));
    }

    void seeds_in_a_built_shop_are_found()
    {
        TemporaryWorkspace shop;
        fillCleanShop(shop.connection());
        measure(shop, "built shop, 1,000 people");
    }

    void seeds_in_a_generated_shop_are_found()
    {
        TemporaryWorkspace shop;
        const auto generated = generateCleanShop(shop.path(u"shop"_s), 5000, 1);
        if (generated.folder.isEmpty())
            QSKIP("the generator is not here");
        NoProgress progress;
        const auto report
            = importing::importFiles(shop.connection(), generated.files(), {}, auditInstant, progress);
        QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
        // What the generator's exports really lack, and people and orders from the far ends of its
        // distributions.
        const QStringList known{u"consent.undated"_s, u"consent.unproven"_s, u"people.buyer-outlier"_s,
            u"orders.value-outlier"_s};
        const Audit audit = auditOf(shop);
        for (const Finding *finding : audit.found())
            QVERIFY2(known.contains(finding->check->about().key), qPrintable(finding->check->about().key));
        measure(shop, "generated shop, 5,000 people");
    }

private:
    static void measure(TemporaryWorkspace &shop, const char *name)
    {
        const Audit before = auditOf(shop);
        std::printf("\n%-32s %7s %7s %9s %9s\n", name, "seeded", "found", "precision", "recall");
        QStringList wrong;
        for (const AuditSeed &seed : auditSeeds()) {
            runAll(shop.connection(), {u"BEGIN"_s});
            runAll(shop.connection(), seed.statements);
            const Audit after = auditOf(shop);
            auto expected = keysOf(shop.lines(seed.expected));
            auto found = keysOf(*after.finding(seed.check));
            const auto known = keysOf(*before.finding(seed.check));
            runAll(shop.connection(), {u"ROLLBACK"_s});
            subtract(expected, known);
            subtract(found, known);
            qsizetype hits = 0;
            for (const QString &key : found)
                hits += expected.contains(key) ? 1 : 0;
            const double precision = found.empty() ? 0 : double(hits) / double(found.size());
            const double recall = expected.empty() ? 0 : double(hits) / double(expected.size());
            std::printf("%-32s %7zu %7zu %9.3f %9.3f\n", qPrintable(seed.check), expected.size(),
                found.size(), precision, recall);
            if (precision < 0.99 || recall < 0.99)
                wrong.append(seed.check);
        }
        std::fflush(stdout);
        QCOMPARE(wrong, QStringList());
    }
};

QTEST_GUILESS_MAIN(TestAuditSeeds)
#include "tst_audit_seeds.moc"
