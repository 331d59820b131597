// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/haberdash_program.h"

#include "core/store/workspace.h"

#include <QFile>
#include <QJsonDocument>

#include <csignal>

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

QJsonObject ProgramRun::json() const
{
    return QJsonDocument::fromJson(out.toUtf8()).object();
}

Constraint noFileAbove(qint64 bytes)
{
    return [bytes] {
        std::signal(SIGXFSZ, SIG_IGN); // an error where it is written, not the end of the program
        const rlimit limit{rlim_t(bytes), rlim_t(bytes)};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    };
}

Constraint withoutRootsRights()
{
    return [] {
        for (const int right : {CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER})
            ::prctl(PR_CAPBSET_DROP, right, 0, 0, 0); // fails where there is no such right to lose
    };
}

bool keepsFromWriting(const Constraint &constraint, const QString &path)
{
    QProcess process;
    process.setChildProcessModifier(constraint);
    process.start(u"test"_s, {u"-w"_s, path});
    return process.waitForFinished() && process.exitCode() == 1;
}

QString haberdashProgram()
{
    return QStringLiteral(HABERDASH_PROGRAM);
}

std::unique_ptr<QProcess> startHaberdash(
    const QString &folder, const QStringList &words, const Constraint &constraint)
{
    auto process = std::make_unique<QProcess>();
    process->setWorkingDirectory(folder);
    if (constraint)
        process->setChildProcessModifier(constraint);
    process->start(haberdashProgram(), words);
    return process;
}

ProgramRun finish(QProcess &process)
{
    if (!process.waitForFinished(240'000)) {
        process.kill();
        process.waitForFinished();
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
        QString::fromUtf8(process.readAllStandardOutput()),
        QString::fromUtf8(process.readAllStandardError())};
}

ProgramRun runHaberdash(const QString &folder, const QStringList &words, const Constraint &constraint)
{
    return finish(*startHaberdash(folder, words, constraint));
}

QString ProgramFolder::path(const QString &name) const
{
    return name.isEmpty() ? m_folder.path() : m_folder.filePath(name);
}

QString ProgramFolder::write(const QString &name, const QByteArray &content) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s", qPrintable(file.errorString()));
    return file.fileName();
}

QByteArray ProgramFolder::read(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

ProgramRun ProgramFolder::run(const QStringList &words, const Constraint &constraint) const
{
    return runHaberdash(m_folder.path(), words, constraint);
}

ProgramRun ProgramFolder::makeShop() const
{
    return run(
        {u"new"_s, u"shop.haberdash"_s, u"--currency"_s, u"EUR"_s, u"--time-zone"_s, u"Europe/Berlin"_s});
}

ProgramRun ProgramFolder::runInShop(const QStringList &words, const Constraint &constraint) const
{
    return run(QStringList{u"--workspace"_s, u"shop.haberdash"_s} + words, constraint);
}

QJsonObject ProgramFolder::ask(const QStringList &words, int expected) const
{
    const auto done = runInShop(QStringList{u"--json"_s} + words);
    if (done.exitCode == expected)
        return done.json();
    qWarning().noquote() << words.join(u' ') << done.exitCode << done.out << done.messages;
    return {{u"failed"_s, true}};
}

std::unique_ptr<QProcess> ProgramFolder::startInShop(const QStringList &words) const
{
    return startHaberdash(m_folder.path(), QStringList{u"--workspace"_s, u"shop.haberdash"_s} + words);
}

int ProgramFolder::customers() const
{
    return runInShop({u"--json"_s, u"segment"_s, u"count"_s, u"--rule"_s, u"all()"_s})
        .json()
        .value(u"matching"_s)
        .toInt(-1);
}

QString soundness(const QString &workspacePath)
{
    auto connection = store::openWorkspace(workspacePath);
    if (!connection)
        return connection.error().detail;
    auto check = connection->prepare(u"PRAGMA integrity_check"_s);
    if (!check)
        return check.error().detail;
    const auto hasRow = check->step();
    return hasRow ? check->text(0) : hasRow.error().detail;
}

} // namespace haberdash::test
