// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/backup.h"

#include "core/store/connection.h"

#include <QFile>

#include <memory>

#include <sqlite3.h>
#include <sys/stat.h>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Runs the copy into `path`; the caller removes what is left where it fails.
Result<> copyPages(Connection &source, const QString &path, Progress &progress)
{
    const mode_t before = ::umask(0077);
    sqlite3 *target = nullptr;
    const int opened = sqlite3_open_v2(
        path.toUtf8().constData(), &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    ::umask(before);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close_v2)> closeTarget(target, &sqlite3_close_v2);
    if (opened != SQLITE_OK)
        return tl::unexpected(describeSqlite(opened, QString::fromUtf8(sqlite3_errstr(opened)), path));
    const std::unique_ptr<sqlite3_backup, decltype(&sqlite3_backup_finish)> copy(
        sqlite3_backup_init(target, "main", source.handle(), "main"), &sqlite3_backup_finish);
    if (!copy)
        return tl::unexpected(
            describeSqlite(sqlite3_errcode(target), QString::fromUtf8(sqlite3_errmsg(target)), path));
    for (;;) {
        const int code = sqlite3_backup_step(copy.get(), 1024);
        const int total = sqlite3_backup_pagecount(copy.get());
        progress.report(total - sqlite3_backup_remaining(copy.get()), total);
        if (code == SQLITE_DONE)
            return {};
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
            sqlite3_sleep(20); // somebody commits; the step is tried again
        else if (code != SQLITE_OK)
            return tl::unexpected(describeSqlite(code, QString::fromUtf8(sqlite3_errstr(code)), path));
        if (progress.isCancelled())
            return failure(Error::Code::Cancelled, u"The backup was stopped. No copy was left behind."_s);
    }
}

} // namespace

Result<> backUp(Connection &source, const QString &targetPath, Progress &progress)
{
    if (QFile::exists(targetPath))
        return failure(Error::Code::Refused,
            u"There is a file “%1” already. It was left as it is; choose another name."_s.arg(targetPath));
    const QString partial = targetPath + u".partial"_s;
    QFile::remove(partial);
    auto copied = copyPages(source, partial, progress);
    if (copied && !QFile::rename(partial, targetPath))
        copied = failure(
            Error::Code::Io, u"The backup could not be named “%1”. Choose another folder."_s.arg(targetPath));
    if (!copied)
        QFile::remove(partial);
    return copied;
}

} // namespace haberdash::store
