// SPDX-License-Identifier: GPL-3.0-or-later
// How long the list of customers takes to answer on a large shop.
// bench_customers FILE.haberdash: reads the index, then searches and sorts; prints the slowest of 20 each.
#include "core/facts/customer_index.h"
#include "core/facts/shared_customer_index.h"
#include "core/store/workspace.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

using namespace haberdash;
using namespace Qt::Literals::StringLiterals;
using store::CustomerOrder;

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    auto connection
        = store::openWorkspace(QString::fromLocal8Bit(argv[1]), store::Connection::Access::ReadOnly);
    if (!connection) {
        std::fprintf(stderr, "%s\n", qPrintable(connection.error().detail));
        return 3;
    }
    QElapsedTimer timer;
    const auto measure = [&timer](const char *what, int rounds, auto work) {
        qint64 slowest = 0;
        qsizetype found = 0;
        for (int i = 0; i < rounds; ++i) {
            timer.start();
            found = work();
            slowest = std::max(slowest, timer.nsecsElapsed());
        }
        std::printf(
            "%-34s %9.2f ms %9lld found\n", what, double(slowest) / 1e6, static_cast<long long>(found));
    };
    const Timestamp asOf = fromMilliseconds(4'000'000'000'000);
    measure(
        "everybody by name, from the store", 3, [&] { return store::customersByName(*connection)->size(); });
    std::shared_ptr<const facts::CustomerIndex> index;
    measure("reading the index", 1, [&] {
        index = *facts::CustomerIndex::load(*connection, asOf);
        return qsizetype(index->size());
    });
    const auto find = [&](const char *what, const QString &text, CustomerOrder order, bool descending) {
        measure(what, 20, [&] {
            return qsizetype(index->find(*connection, {text, order, descending, {}})->size());
        });
    };
    const auto first = [&](CustomerOrder order) {
        measure("first sorting by another column", 1, [&] {
            return qsizetype(index->find(*connection, {{}, order, true, {}})->size());
        });
    };
    first(CustomerOrder::BySpent);
    first(CustomerOrder::ByLastOrder);
    find("s", u"s"_s, CustomerOrder::ByName, false);
    find("sm", u"sm"_s, CustomerOrder::ByName, false);
    find("smi", u"smi"_s, CustomerOrder::ByName, false);
    find("smith", u"smith"_s, CustomerOrder::BySpent, true);
    find("laura smith", u"laura smith"_s, CustomerOrder::ByName, false);
    find("laura_smith123", u"laura_smith123"_s, CustomerOrder::ByName, false);
    find("@example.org", u"@example.org"_s, CustomerOrder::ByLastOrder, true);
    find("#1005000", u"#1005000"_s, CustomerOrder::ByName, false);
    find("nobody at all", u"nobody at all"_s, CustomerOrder::ByName, false);
    find("everybody by spent", {}, CustomerOrder::BySpent, true);
    // What Ctrl+K asks with each key, and how it sees whether the index is still good; and what it asked
    // before.
    const auto best = [&](const char *what, const QString &text) {
        measure(what, 20, [&] { return qsizetype(index->best(*connection, text, 8)->size()); });
    };
    best("the best eight of an", u"an"_s);
    best("the best eight of anna", u"anna"_s);
    best("the best eight of name42", u"name42"_s);
    best("the best eight of nobody", u"nobody at all"_s);
    measure("has anybody changed?", 20, [&] { return facts::customerRevision(*connection)->size(); });
    measure("nobody at all, from the store", 5,
        [&] { return store::customersBeginningWith(*connection, u"nobody at all"_s, 8)->size(); });
    measure("came since, from the store", 20, [&] {
        return store::customersBeginningWith(*connection, u"nobody at all"_s, 8, index->newest())->size();
    });
    return 0;
}
