// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bounce/returned_mail.h"
#include "tests/core/bounce/expected_returns.h"
#include "tests/support/shared_data.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

using namespace haberdash;
using namespace Qt::Literals::StringLiterals;

namespace {

QString text(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

/// Rules were written with the mails of the first half in view, then with those of the third quarter; the
/// others tell what the rules are worth on mails that nobody looked at.
QString halfOf(const QString &name)
{
    const QByteArray hash = QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Md5);
    if (hash.back() % 2 == 0)
        return u"first"_s;
    return hash.front() % 2 == 0 ? u"third"_s : u"fourth"_s;
}

/// How many of the expected results came out, and what differs.
struct Score
{
    int results = 0;
    int reasons = 0;
    int severities = 0;
    int statuses = 0;
    int statusesAsked = 0;
    int feedbackTypes = 0;
    int counts = 0;
    int files = 0;
    QStringList differences;

    void add(const QString &file, const test::ExpectedReturn &expected, const bounce::ReturnedMail &found)
    {
        const QString reason = test::inWordsOfTheData(text(bounce::toWord(found.reason)));
        const bool isHard = found.severity == bounce::ReturnedMail::Severity::Hard;
        ++results;
        reasons += reason == expected.reason ? 1 : 0;
        severities += isHard == expected.isHard ? 1 : 0;
        feedbackTypes += text(found.feedbackType) == expected.feedbackType ? 1 : 0;
        const bool isAsked = !expected.status.isEmpty();
        const bool isStatus = !isAsked || text(found.status) == expected.status;
        statusesAsked += isAsked ? 1 : 0;
        statuses += isAsked && isStatus ? 1 : 0;
        if (reason != expected.reason || isHard != expected.isHard || !isStatus)
            differences
                += u"%1: %2%3 %4, not %5%6 %7: %8"_s.arg(file, reason, isHard ? u" (hard)"_s : QString(),
                    text(found.status), expected.reason, expected.isHard ? u" (hard)"_s : QString(),
                    expected.status, text(found.diagnostic).left(150));
    }
    void add(const QString &file, const std::vector<test::ExpectedReturn> &expected,
        std::vector<bounce::ReturnedMail> found)
    {
        ++files;
        counts += found.size() == expected.size() ? 1 : 0;
        if (found.size() != expected.size())
            differences += u"%1: %2 results, not %3"_s.arg(file).arg(found.size()).arg(expected.size());
        found.resize(expected.size());
        for (size_t at = 0; at < expected.size(); ++at)
            add(file, expected[at], found[at]);
    }
};

} // namespace

/// The bounces of ../shared, whose outcomes somebody else's parser gave.
class TestSharedBounces final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nearlyAllAreReadAsExpected()
    {
        HABERDASH_NEEDS_SHARED(folder, "data/bounces");
        const auto expected = test::readExpectedReturns(folder + u"/expected.csv"_s);
        QVERIFY(expected.size() > 300);
        const QString half = qEnvironmentVariable("HABERDASH_BOUNCE_HALF");
        Score score;
        for (auto each = expected.begin(); each != expected.end(); ++each) {
            if (!half.isEmpty() && half != halfOf(each.key()))
                continue;
            QFile file(folder + u"/maildir/"_s + each.key());
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
            const QByteArray bytes = file.readAll();
            score.add(each.key(), each.value(),
                bounce::readReturnedMail({bytes.constData(), size_t(bytes.size())}));
        }
        if (qEnvironmentVariableIsEmpty("HABERDASH_BOUNCE_QUIET")) {
            for (const QString &line : score.differences)
                qInfo("%s", qPrintable(line));
        }
        const auto share = [](int part, int whole) { return 100.0 * part / whole; };
        qInfo("reason %d of %d (%.1f %%), hard or soft %d (%.1f %%), status %d of %d, feedback type %d, "
              "number of results %d of %d mails",
            score.reasons, score.results, share(score.reasons, score.results), score.severities,
            share(score.severities, score.results), score.statuses, score.statusesAsked, score.feedbackTypes,
            score.counts, score.files);
        QVERIFY(share(score.reasons, score.results) >= 97);
        QVERIFY(share(score.severities, score.results) >= 97);
    }
};

QTEST_GUILESS_MAIN(TestSharedBounces)
#include "tst_shared_bounces.moc"
