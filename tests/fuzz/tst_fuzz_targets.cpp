// SPDX-License-Identifier: GPL-3.0-or-later
// What the fuzzers look for, in every run of the tests: the seeds as they are, and a few thousand of their
// mutants.
#include "tests/fuzz/fuzz_target.h"

#include <QDir>
#include <QTest>

#include <random>
#include <vector>

using namespace haberdash::fuzz;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString corpus = QStringLiteral(HABERDASH_FUZZ_CORPUS);
constexpr int mutantsOfEach = 5000;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
    return file.readAll();
}

std::vector<QByteArray> seedsOf(const char *target)
{
    const QDir folder(corpus + u'/' + QString::fromLatin1(target));
    std::vector<QByteArray> seeds;
    for (const QString &name : folder.entryList(QDir::Files, QDir::Name))
        seeds.push_back(contentOf(folder.filePath(name)));
    return seeds;
}

/// The words of a dictionary as libFuzzer reads it: each line "text", with \\ \" and \xAB.
std::vector<QByteArray> wordsOf(const char *target)
{
    std::vector<QByteArray> words;
    for (const QByteArray &line :
        contentOf(corpus + u'/' + QString::fromLatin1(target) + u".dict"_s).split('\n')) {
        if (!line.startsWith('"'))
            continue;
        QByteArray word;
        for (qsizetype i = 1; i < line.size() - 1; ++i) {
            if (line[i] != '\\') {
                word += line[i];
            } else if (line[i + 1] == 'x') {
                word += QByteArray::fromHex(line.mid(i + 2, 2));
                i += 3;
            } else {
                word += line[++i];
            }
        }
        words.push_back(word);
    }
    return words;
}

/// Changes seeds at random; the same numbers give the same inputs on every machine.
class Mutator
{
public:
    Mutator(std::vector<QByteArray> seeds, std::vector<QByteArray> words)
        : m_seeds(std::move(seeds))
        , m_words(std::move(words))
    { }

    QByteArray next()
    {
        QByteArray text = m_seeds[pick(m_seeds.size())];
        for (size_t changes = 1 + pick(4); changes > 0; --changes)
            change(text);
        return text.left(longest);
    }

private:
    static constexpr qsizetype longest = 4096;

    size_t pick(size_t count) { return count == 0 ? 0 : size_t(m_random()) % count; }
    qsizetype place(const QByteArray &text) { return qsizetype(pick(size_t(text.size()) + 1)); }

    void change(QByteArray &text)
    {
        const qsizetype at = place(text);
        switch (pick(7)) {
        case 0: // another bit
            if (at < text.size())
                text[at] = char(text[at] ^ (1 << pick(8)));
            break;
        case 1: // another byte
            text.insert(at, char(pick(256)));
            break;
        case 2: // cut short
            text.truncate(at);
            break;
        case 3: // a piece out
            text.remove(at, qsizetype(pick(16)));
            break;
        case 4: // a piece twice
            text.insert(place(text), text.mid(at, qsizetype(pick(64))));
            break;
        case 5: { // the end of another seed
            const QByteArray &other = m_seeds[pick(m_seeds.size())];
            text = text.left(at) + other.mid(place(other));
            break;
        }
        default: // a word that means something
            if (!m_words.empty())
                text.insert(at, m_words[pick(m_words.size())]);
        }
    }

    std::vector<QByteArray> m_seeds;
    std::vector<QByteArray> m_words;
    std::mt19937 m_random{20260301u};
};

/// What was broken, with the input so that it can be put into a file; empty where all holds.
QByteArray violationOf(const Target &target, const QByteArray &input)
{
    try {
        target.run({reinterpret_cast<const std::uint8_t *>(input.constData()), size_t(input.size())});
        return {};
    } catch (const std::exception &violation) {
        return QByteArray(target.name) + ": " + violation.what() + "\nInput in base64: " + input.toBase64();
    }
}

} // namespace

class TestFuzzTargets final : public QObject
{
    Q_OBJECT

    static void eachTarget()
    {
        QTest::addColumn<size_t>("number");
        for (size_t i = 0; i < allTargets().size(); ++i)
            QTest::newRow(allTargets()[i].name) << i;
    }

private Q_SLOTS:
    void seedsKeepAllPromises_data() { eachTarget(); }
    void seedsKeepAllPromises()
    {
        QFETCH(size_t, number);
        const Target &target = allTargets()[number];
        const auto seeds = seedsOf(target.name);
        QVERIFY(!seeds.empty());
        for (const QByteArray &seed : seeds) {
            const QByteArray violation = violationOf(target, seed);
            QVERIFY2(violation.isEmpty(), violation.constData());
        }
    }

    void mutantsKeepAllPromises_data() { eachTarget(); }
    void mutantsKeepAllPromises()
    {
        QFETCH(size_t, number);
        const Target &target = allTargets()[number];
        Mutator mutator(seedsOf(target.name), wordsOf(target.name));
        for (int i = 0; i < mutantsOfEach; ++i) {
            const QByteArray violation = violationOf(target, mutator.next());
            QVERIFY2(violation.isEmpty(), violation.constData());
        }
    }

    void aBrokenPromiseIsReported()
    {
        const Target broken{"broken", [](Bytes input) { require(input.empty(), "nothing is in it"); }};
        QVERIFY(violationOf(broken, "x").contains("nothing is in it"));
        QCOMPARE(violationOf(broken, {}), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestFuzzTargets)
#include "tst_fuzz_targets.moc"
