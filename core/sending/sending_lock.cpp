// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/sending_lock.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;

SendingLock::SendingLock(const QString &workspacePath)
    : m_path(QFile::encodeName(workspacePath + u".sending"_s))
{
    // Again where the one before removed the file between our opening and our locking it.
    while (open() && !isTheFileThere())
        release();
}

SendingLock::~SendingLock()
{
    if (isHeld())
        ::unlink(m_path.constData());
    release();
}

bool SendingLock::open()
{
    m_descriptor = ::open(m_path.constData(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (isHeld() && ::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0)
        release();
    return isHeld();
}

bool SendingLock::isTheFileThere() const
{
    struct stat mine
    { };
    struct stat there
    { };
    return ::fstat(m_descriptor, &mine) == 0 && ::stat(m_path.constData(), &there) == 0
        && mine.st_dev == there.st_dev && mine.st_ino == there.st_ino;
}

void SendingLock::release()
{
    if (isHeld())
        ::close(m_descriptor);
    m_descriptor = -1;
}

} // namespace haberdash::sending
