// SPDX-License-Identifier: GPL-3.0-or-later
// Random rules over random shops, asked of the columns and of the store: the answers are the same to the
// member. 500 rules with a fixed seed; HABERDASH_RULES=10000 asks for so many, with another seed each time,
// which a failure prints.
#include "core/segment/rule_printer.h"
#include "core/segment/segment_evaluator.h"
#include "core/segment/segment_repository.h"
#include "tests/support/random_shop.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::segment;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

class TestSegmentProperty final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void columnsAndStoreAgree()
    {
        bool asked = false;
        const int number = qEnvironmentVariableIntValue("HABERDASH_RULES", &asked);
        const int rules = asked ? number : 500;
        constexpr int rulesPerShop = 100;
        std::random_device device;
        const auto first = quint32(asked ? device() : 1);
        qint64 members = 0;
        int neither = 0;
        for (int done = 0; done < rules; done += rulesPerShop) {
            const quint32 seed = first + quint32(done);
            std::mt19937 generator(seed);
            TemporaryWorkspace shop("USD", done % 200 == 0 ? "America/New_York" : "Asia/Kathmandu");
            const int customers = 20 + int(generator() % 120);
            auto words = fillRandomShop(shop.connection(), generator, customers);
            QVERIFY2(words, words ? "" : qPrintable(words.error().detail));
            words->deepest = 5;
            for (const QString &name : {u"First"_s, u"Second"_s}) {
                QVERIFY(
                    saveSegment(shop.connection(), name, {}, randomRule(generator, *words), randomShopNow));
                words->segments.append(name);
            }
            const auto columns = facts::Facts::load(shop.connection(), 2);
            QVERIFY2(columns, columns ? "" : qPrintable(columns.error().detail));
            const auto saved = savedRules(shop.connection()).value();
            for (int i = 0; i < std::min(rulesPerShop, rules - done); ++i) {
                const Rule rule = randomRule(generator, *words);
                Context context{randomShopNow,
                    QTimeZone(done % 200 == 0 ? "America/New_York" : "Asia/Kathmandu"),
                    *CurrencyCode::fromString(u"USD")};
                if (i % 3 == 0)
                    context.asOf -= std::chrono::hours(generator() % 4000);
                const auto bySql = membersBySql(shop.connection(), rule, context);
                QVERIFY2(bySql, qPrintable((bySql ? QString() : bySql.error().detail) + print(rule)));
                SegmentEvaluator evaluator(*columns, context, saved, 1 + i % 2);
                const auto byColumns = evaluator.members(rule);
                QVERIFY2(
                    byColumns, qPrintable((byColumns ? QString() : byColumns.error().detail) + print(rule)));
                if (*byColumns != *bySql)
                    QFAIL(qPrintable(tell(rule, *bySql, *byColumns, shop.connection(), evaluator, context)
                        + u"\nseed %1, rule %2, as of %3"_s.arg(seed).arg(i).arg(toIsoString(context.asOf))));
                const auto counted = evaluator.count(rule);
                QVERIFY(counted);
                QCOMPARE(counted->whole.matching, qint64(bySql->size()));
                const Exclusions &why = counted->exclusions;
                QCOMPARE(why.matching, why.mailable + why.noAddress + why.notAgreed + why.suppressed);
                if (i % 10 == 0) {
                    SegmentEvaluator byCondition(shop.connection(), context);
                    QCOMPARE(byCondition.members(rule).value(), *bySql);
                }
                members += qint64(bySql->size());
                neither += !bySql->empty() && qsizetype(bySql->size()) < customers ? 1 : 0;
            }
        }
        // Rules that everybody or nobody matches prove little.
        QVERIFY2(neither > rules / 4, qPrintable(u"%1 of %2 tell people apart"_s.arg(neither).arg(rules)));
        qInfo("%d rules, of which %d tell people apart; %lld members", rules, neither, members);
    }

private:
    /// Which condition it is that differs, and for whom.
    static QString tell(const Rule &rule, const std::vector<CustomerId> &bySql,
        const std::vector<CustomerId> &byColumns, store::Connection &connection, SegmentEvaluator &evaluator,
        const Context &context)
    {
        QString text = u"The store gives %1, the columns %2: "_s.arg(bySql.size()).arg(byColumns.size());
        const std::function<void(const Group &)> walk = [&](const Group &group) {
            for (const Node &child : group.children) {
                if (const auto *inner = std::get_if<Group>(&child.content)) {
                    walk(*inner);
                    continue;
                }
                const Rule alone{Group{Group::Match::All, {child}}};
                const auto one = membersBySql(connection, alone, context).value_or(std::vector<CustomerId>());
                const auto other = evaluator.members(alone).value_or(std::vector<CustomerId>());
                if (one == other)
                    continue;
                text += u"\n  "_s + print(child) + u"\n    store:"_s;
                for (const CustomerId id : one)
                    text += u" %1"_s.arg(id.value());
                text += u"\n    columns:"_s;
                for (const CustomerId id : other)
                    text += u" %1"_s.arg(id.value());
            }
        };
        walk(rule.root);
        return text;
    }
};

QTEST_GUILESS_MAIN(TestSegmentProperty)
#include "tst_segment_property.moc"
