// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of a generated shop, asked of the columns: milliseconds each, nothing kept between two questions but
// the columns. bench_segments.sh runs it beside other programs on the same data.
#include "core/segment/rule_parser.h"
#include "core/segment/segment_evaluator.h"
#include "tests/support/shop_rules.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

using namespace haberdash;
using namespace haberdash::segment;
using namespace Qt::Literals::StringLiterals;

namespace {

double since(std::chrono::steady_clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

/// A line of /proc/self/status in MB, or 0 where there is none.
double memory(const QByteArray &name)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.mid(name.size() + 1).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

/// The best of several tries, after one that warms up.
template<typename Work>
double best(int tries, Work work)
{
    double fastest = 1e9;
    work();
    for (int i = 0; i < tries; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        fastest = std::min(fastest, since(begin));
    }
    return fastest;
}

/// How fast one core reads memory: 400 MB, summed.
double gigabytesPerSecond()
{
    const std::vector<quint64> block(50'000'000, 1);
    quint64 sum = 0;
    const double ms = best(3, [&] {
        for (const quint64 word : block)
            sum += word;
    });
    return sum == 0 ? 0 : double(block.size()) * 8 / 1e6 / ms;
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 4) {
        std::fprintf(stderr, "usage: bench_segments SHOP.haberdash AS_OF_MILLISECONDS THREADS\n");
        return 2;
    }
    auto connection = store::Connection::open(QString::fromLocal8Bit(argv[1]));
    if (!connection) {
        std::fprintf(stderr, "%s\n", qPrintable(connection.error().detail));
        return 3;
    }
    const int threads = std::atoi(argv[3]);
    const Context context{fromMilliseconds(std::atoll(argv[2])), QTimeZone("America/New_York"),
        *CurrencyCode::fromString(u"USD")};
    const double before = memory("VmRSS");
    auto begin = std::chrono::steady_clock::now();
    auto facts = facts::Facts::load(*connection, threads);
    if (!facts) {
        std::fprintf(stderr, "%s\n", qPrintable(facts.error().detail));
        return 3;
    }
    const double loaded = since(begin);
    QJsonObject out{{u"load_ms"_s, loaded}, {u"columns_mb"_s, double((*facts)->bytes()) / 1e6},
        {u"resident_mb"_s, memory("VmRSS") - before}, {u"customers"_s, double((*facts)->size())},
        {u"read_gb_per_s"_s, gigabytesPerSecond()}};
    QMap<QString, Rule> rules;
    for (const auto &[name, text] : test::shopRules())
        rules.insert(name, *parseRule(text));
    QJsonObject ms;
    QJsonObject counts;
    for (const auto &[name, text] : test::shopRules()) {
        const Rule &rule = rules[name];
        qint64 members = 0;
        ms.insert(name, best(5, [&] {
            SegmentEvaluator evaluator(*facts, context, rules, threads);
            members = evaluator.set(rule)->count();
        }));
        counts.insert(name, members);
    }
    out.insert(u"rules_ms"_s, ms);
    out.insert(u"members"_s, counts);
    // A person edits one of six conditions: the other five are known, counts come for each.
    SegmentEvaluator evaluator(*facts, context, rules, threads);
    int days = 20;
    const auto edited = [&days] {
        return *parseRule(QString(
            u"count orders >= 2 and sum orders.net >= 150 and count product_view in last %1 days >= 2 and count "
            u"email_open in last 90 days >= 1 and email consent is subscribed and not country is \"US\""_s)
                              .arg(days));
    };
    (void)evaluator.count(edited());
    double slowest = 0;
    for (days = 21; days < 61; ++days) {
        const Rule rule = edited();
        begin = std::chrono::steady_clock::now();
        if (!evaluator.count(rule))
            return 3;
        slowest = std::max(slowest, since(begin));
    }
    out.insert(u"edit_slowest_ms"_s, slowest);
    std::printf("%s\n", QJsonDocument(out).toJson().constData());
    return 0;
}
