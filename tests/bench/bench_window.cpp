// SPDX-License-Identifier: GPL-3.0-or-later
// Start and pages of the real program, from exec to the last paint, and how long a key press would have
// waited. bench_window HABERDASH PROBE_PLUGINS [RUNS [PEER]]: PEER is another program of this Qt, such as Qt
// Assistant.
#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>
#include <chrono>
#include <map>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace {

/// Milliseconds over all runs.
struct Step
{
    std::vector<double> shown; ///< from the click, or from exec, to the first paint
    std::vector<double> whole; ///< to the last paint before all is quiet
    std::vector<double> waited; ///< the longest that an event waited
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

double most(const std::vector<double> &values)
{
    return values.empty() ? 0 : *std::max_element(values.begin(), values.end());
}

class Bench
{
public:
    Bench(QString probe, const QString &home)
        : m_environment(QProcessEnvironment::systemEnvironment())
    {
        m_environment.insert(u"QT_QPA_GENERIC_PLUGINS"_s, u"haberdash-probe"_s);
        m_environment.insert(u"QT_PLUGIN_PATH"_s, std::move(probe));
        for (const QString &name : {u"XDG_DATA_HOME"_s, u"XDG_CONFIG_HOME"_s, u"XDG_CACHE_HOME"_s})
            m_environment.insert(name, QDir(home).filePath(name));
    }

    /// The steps of one run by name, in order; empty where the program did not start.
    QList<QStringList> run(const QString &program, const QStringList &words, const QStringList &clicks)
    {
        QProcess process;
        m_environment.insert(u"HABERDASH_PROBE_CLICKS"_s, clicks.join(u','));
        m_environment.insert(u"HABERDASH_PROBE_START"_s,
            QString::number(
                std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count()));
        process.setProcessEnvironment(m_environment);
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(program, words);
        if (!process.waitForFinished(180'000) || process.exitCode() != 0)
            return {};
        QList<QStringList> steps;
        for (const QString &line :
            QString::fromUtf8(process.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts))
            steps << line.split(u'\t');
        return steps;
    }

private:
    QProcessEnvironment m_environment;
};

void collect(const QList<QStringList> &steps, std::map<QString, Step> &into, QStringList &order)
{
    QStringList seen;
    for (const QStringList &step : steps) {
        if (step.size() != 4)
            continue;
        const QString name = seen.contains(step[0]) ? step[0] + u" again"_s : step[0];
        seen << name;
        if (!order.contains(name))
            order << name;
        into[name].shown.push_back(step[1].toDouble());
        into[name].whole.push_back(step[2].toDouble());
        into[name].waited.push_back(step[3].toDouble());
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments().mid(1);
    QTextStream out(stdout);
    if (words.size() < 2) {
        out << "bench_window HABERDASH PROBE_PLUGINS [RUNS [PEER]]\n";
        return 2;
    }
    const int runs = words.size() > 2 ? std::max(1, words[2].toInt()) : 5;
    QTemporaryDir home;
    Bench bench(words[1], home.path());
    // The first time it makes the sample shop; then it opens what was open last.
    const QList<QStringList> first = bench.run(words[0], {u"--sample"_s}, {});
    if (first.isEmpty()) {
        out << "The program did not start, or the probe was not loaded.\n";
        return 1;
    }
    QStringList clicks;
    for (int round = 0; round < 2; ++round) {
        for (const auto *page :
            {"data", "customers", "segments", "emails", "campaigns", "experiments", "settings", "home"})
            clicks << u"navigation:"_s + QLatin1StringView(page);
    }
    std::map<QString, Step> steps;
    std::map<QString, Step> peer;
    QStringList order;
    QStringList peerOrder;
    for (int run = 0; run < runs; ++run) {
        collect(bench.run(words[0], {}, clicks), steps, order);
        if (words.size() > 3)
            collect(bench.run(words[3], {}, {}), peer, peerOrder);
    }
    out << "milliseconds of " << runs << " runs: middle (most)\n"
        << u"%1 %2 %3 %4\n"_s.arg(u""_s, -30)
               .arg(u"first paint"_s, 16)
               .arg(u"all there"_s, 16)
               .arg(u"a key waits"_s, 16);
    const auto cell = [](const std::vector<double> &values) {
        return u"%1 (%2)"_s.arg(median(values), 0, 'f', 0).arg(most(values), 0, 'f', 0);
    };
    const auto print = [&](const QString &name, const Step &step) {
        out << u"%1 %2 %3 %4\n"_s.arg(name, -30)
                   .arg(cell(step.shown), 16)
                   .arg(cell(step.whole), 16)
                   .arg(cell(step.waited), 16);
    };
    double longest = 0;
    for (const QString &name : std::as_const(order)) {
        print(name, steps[name]);
        if (name != u"start"_s)
            longest = std::max(longest, median(steps[name].waited));
    }
    for (const QString &name : std::as_const(peerOrder))
        print(u"peer: "_s + name, peer[name]);
    out << u"sample shop made and shown %1 ms after start\n"_s.arg(
        first.constFirst().value(2).toDouble(), 0, 'f', 0)
        << u"window painted %1 ms after start (at most 200)"_s.arg(
               median(steps[u"start"_s].shown), 0, 'f', 0);
    if (!peer.empty())
        out << u", ratio to the peer %1"_s.arg(
            median(steps[u"start"_s].shown) / median(peer[u"start"_s].shown), 0, 'f', 2);
    out << u"\na page blocks for %1 ms (at most 50)\n"_s.arg(longest, 0, 'f', 0);
    return 0;
}
