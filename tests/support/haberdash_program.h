// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace haberdash::test {

/// How a run of the real program ended.
struct ProgramRun
{
    int exitCode = -1; ///< -1: killed, crashed, or not done within four minutes
    QString out;
    QString messages; ///< what went to stderr
    [[nodiscard]] QJsonObject json() const;
};

/// What a process does to itself before it becomes the program: between fork and exec, so system calls only.
using Constraint = std::function<void()>;
/// Files cannot grow beyond `bytes`, as with a quota that is used up.
[[nodiscard]] Constraint noFileAbove(qint64 bytes);
/// Permissions of files hold for root, too.
[[nodiscard]] Constraint withoutRootsRights();
/// False where the constraint has no effect, so that `path` can be written all the same.
[[nodiscard]] bool keepsFromWriting(const Constraint &constraint, const QString &path);

/// Full path of the program.
[[nodiscard]] QString haberdashProgram();
/// Starts the program in `folder`.
[[nodiscard]] std::unique_ptr<QProcess> startHaberdash(
    const QString &folder, const QStringList &words, const Constraint &constraint = {});
/// Waits for the end of a program that was started.
[[nodiscard]] ProgramRun finish(QProcess &process);
[[nodiscard]] ProgramRun runHaberdash(
    const QString &folder, const QStringList &words, const Constraint &constraint = {});

/// A folder of its own in which a script uses the program, and the shop "shop.haberdash" in it.
class ProgramFolder
{
public:
    [[nodiscard]] QString path(const QString &name = {}) const;
    /// Writes a file into the folder and gives its path.
    QString write(const QString &name, const QByteArray &content) const;
    [[nodiscard]] QByteArray read(const QString &name) const;
    [[nodiscard]] ProgramRun run(const QStringList &words, const Constraint &constraint = {}) const;
    /// Makes the shop, in euros and the time of Berlin.
    [[nodiscard]] ProgramRun makeShop() const;
    /// With the shop as workspace.
    [[nodiscard]] ProgramRun runInShop(const QStringList &words, const Constraint &constraint = {}) const;
    /// What a command in the shop answers as JSON. Where it does not end with `expected`, what it said is a
    /// warning of the test, and the answer is {"failed": true}.
    QJsonObject ask(const QStringList &words, int expected = 0) const;
    [[nodiscard]] std::unique_ptr<QProcess> startInShop(const QStringList &words) const;
    /// What the program counts, -1 where the answer is not what a script expects.
    [[nodiscard]] int customers() const;

private:
    QTemporaryDir m_folder;
};

/// "ok" where the file is a sound workspace that can be opened; else what is wrong.
[[nodiscard]] QString soundness(const QString &workspacePath);

} // namespace haberdash::test
