// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of a generated shop, asked of the columns: milliseconds each, nothing kept between two questions
// but the columns. bench_segments.sh runs it beside other programs on the same data.
#include "core/facts/shared_facts.h"
#include "core/import/import.h"
#include "core/segment/history.h"
#include "core/segment/rule_parser.h"
#include "core/segment/segment_evaluator.h"
#include "tests/support/shop_rules.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <thread>

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

/// How long after being told to stop a question ends, at worst.
double slowestStop(SegmentEvaluator &evaluator, const std::vector<Rule> &rules)
{
    double slowest = 0;
    for (int i = 0; i < 40; ++i) {
        std::atomic<bool> stop = false;
        std::chrono::steady_clock::time_point told;
        evaluator.setStopped([&stop] { return stop.load(); });
        evaluator.setAsOf(
            evaluator.context().asOf - std::chrono::milliseconds(1)); // nothing is known any more
        std::thread teller([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(2 + i % 8));
            told = std::chrono::steady_clock::now();
            stop = true;
        });
        for (size_t k = 0; !stop; ++k)
            (void)evaluator.count(rules[k % rules.size()]);
        const double late = since(told);
        teller.join();
        slowest = std::max(slowest, late);
    }
    evaluator.setStopped({});
    return slowest;
}

/// Milliseconds until facts that were read know of a file of events that was imported since; and those of the
/// import.
QJsonObject append(store::Connection &connection, const QString &path)
{
    facts::SharedFacts shared;
    if (!shared.current(connection))
        return {};
    QTemporaryDir folder;
    importing::ImportOptions options;
    options.rejectFolder = folder.path();
    NoProgress progress;
    auto begin = std::chrono::steady_clock::now();
    const auto report = importing::importFiles(
        connection, {path}, options, fromMilliseconds(QDateTime::currentMSecsSinceEpoch()), progress);
    if (!report) {
        std::fprintf(stderr, "%s\n", qPrintable(report.error().detail));
        return {};
    }
    const double imported = since(begin);
    begin = std::chrono::steady_clock::now();
    const auto facts = shared.current(connection);
    const double appended = since(begin);
    return {{u"import_ms"_s, imported}, {u"append_ms"_s, appended}, {u"readings"_s, shared.readings()},
        {u"patched_customers"_s, facts ? double((*facts)->patchedRows()) : -1},
        {u"accepted"_s, double(report->files.first().accepted)}};
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 4 && argc != 5) {
        std::fprintf(stderr,
            "usage: bench_segments SHOP.haberdash AS_OF_MILLISECONDS THREADS [EVENTS.csv]\n"
            "       with EVENTS.csv the shop is changed: the file is imported\n");
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
            u"count orders >= 2 and sum orders.net >= 150 and count product_view in last %1 days >= 2 and "
            u"count "
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
    // One condition that reads one column of instants from end to end.
    const auto &parts = (*facts)->parts();
    const auto kind = size_t((*facts)->eventKind(u"product_view"_s));
    double bytes = 0;
    for (const facts::Facts::Part &part : parts)
        bytes += double(part.shard->events[kind].bytes());
    const Rule scan = *parseRule(u"count product_view between 1 and 100000 days ago >= 1");
    const double scanned = best(5, [&] {
        SegmentEvaluator fresh(*facts, context, rules, 1);
        (void)fresh.set(scan);
    });
    out.insert(u"scan"_s,
        QJsonObject{{u"ms"_s, scanned}, {u"mb"_s, bytes / 1e6}, {u"gb_per_s"_s, bytes / 1e6 / scanned}});
    std::vector<Rule> all;
    for (const auto &[name, text] : test::shopRules())
        all.push_back(rules[name]);
    SegmentEvaluator stopping(*facts, context, rules, threads);
    out.insert(u"stop_slowest_ms"_s, slowestStop(stopping, all));
    begin = std::chrono::steady_clock::now();
    SegmentEvaluator past(*facts, context, rules, threads);
    (void)growth(past, rules[u"s07"_s], monthsUntil(context.asOf, 12, context.timeZone));
    out.insert(u"growth_of_a_year_ms"_s, since(begin));
    if (argc == 5) {
        facts->reset();
        out.insert(u"append"_s, append(*connection, QString::fromLocal8Bit(argv[4])));
    }
    std::printf("%s\n", QJsonDocument(out).toJson().constData());
    return 0;
}
