// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/spam_filter.h"

#include <QDeadlineTimer>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>

namespace haberdash::probe {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int slice = 100; // ms; how often we look whether somebody wants it to stop

/// Runs the filter until it has ended by itself; it is not there any more when this returns.
Result<QString> run(
    const QString &filter, std::string_view mime, Progress &progress, std::chrono::milliseconds patience)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C"_s); // the report is read by its English words
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::SeparateChannels);
    process.start(filter, {u"--local"_s, u"--test-mode"_s, u"--nocreate-prefs"_s});
    if (!process.waitForStarted())
        return failure(Error::Code::Io,
            u"The spam filter “%1” cannot be started: %2."_s.arg(filter, process.errorString()));
    process.write(mime.data(), qint64(mime.size()));
    process.closeWriteChannel();
    const QDeadlineTimer deadline(patience);
    while (process.state() != QProcess::NotRunning && !process.waitForFinished(slice)) {
        const bool isCancelled = progress.isCancelled();
        if (!isCancelled && !deadline.hasExpired())
            continue;
        process.kill();
        process.waitForFinished();
        if (isCancelled)
            return failure(Error::Code::Cancelled, u"Stopped. Nothing was changed."_s);
        return failure(Error::Code::Io,
            u"The spam filter “%1” took longer than %2 seconds."_s.arg(filter).arg(
                double(patience.count()) / 1000));
    }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return failure(Error::Code::Io,
            u"The spam filter “%1” gave up: %2"_s.arg(
                filter, QString::fromUtf8(process.readAllStandardError().left(500)).simplified()));
    return QString::fromUtf8(process.readAllStandardOutput());
}

/// The lines of the table "pts rule name description", of which long ones go on in the next line.
std::vector<SpamVerdict::Reason> reasonsIn(const QString &table)
{
    static const QRegularExpression row(u"^ *(-?\\d+\\.\\d+) ([A-Z][A-Z0-9_]*) +(.*)$"_s);
    static const QRegularExpression more(u"^ {20,}(\\S.*)$"_s);
    std::vector<SpamVerdict::Reason> reasons;
    for (const QString &line : table.split(u'\n')) {
        if (const auto match = row.match(line); match.hasMatch())
            reasons.push_back(
                {match.captured(2), match.captured(3).simplified(), match.captured(1).toDouble()});
        else if (const auto next = more.match(line); next.hasMatch() && !reasons.empty())
            reasons.back().words += u' ' + next.captured(1).simplified();
        else if (!reasons.empty())
            break;
    }
    std::erase_if(reasons, [](const auto &reason) { return reason.points <= 0; });
    std::stable_sort(reasons.begin(), reasons.end(),
        [](const auto &left, const auto &right) { return left.points > right.points; });
    return reasons;
}

} // namespace

QString findSpamFilter()
{
    return QStandardPaths::findExecutable(u"spamassassin"_s);
}

std::optional<SpamVerdict> readSpamReport(const QString &report)
{
    static const QRegularExpression status(
        u"^X-Spam-Status: (?:Yes|No), score=(-?\\d+(?:\\.\\d+)?) required=(\\d+(?:\\.\\d+)?)"_s,
        QRegularExpression::MultilineOption);
    const auto match = status.match(report);
    if (!match.hasMatch())
        return std::nullopt;
    SpamVerdict verdict{match.captured(1).toDouble(), match.captured(2).toDouble(), {}};
    // The last table is the filter's; one before it may be the mail's own.
    const auto table = report.lastIndexOf(u"\nContent analysis details:"_s);
    if (table >= 0) {
        const auto rows = report.indexOf(u"\n---- "_s, table);
        if (rows >= 0)
            verdict.reasons = reasonsIn(report.mid(report.indexOf(u'\n', rows + 1) + 1));
    }
    return verdict;
}

Result<SpamVerdict> askSpamFilter(
    const QString &filter, std::string_view mime, Progress &progress, std::chrono::milliseconds patience)
{
    HABERDASH_TRY_ASSIGN(report, run(filter, mime, progress, patience));
    auto verdict = readSpamReport(report);
    if (!verdict)
        return failure(
            Error::Code::Io, u"The spam filter “%1” answered something that is no verdict."_s.arg(filter));
    return std::move(*verdict);
}

} // namespace haberdash::probe
