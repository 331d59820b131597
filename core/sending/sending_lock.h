// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace haberdash::sending {

/// One sender at a time for a workspace. The lock is the kernel's and ends with its program, however that
/// ends; what a crash leaves behind is an empty file that holds nobody up. (A QLockFile whose program was
/// killed before it wrote its number into the file stays locked for good.)
class SendingLock
{
public:
    explicit SendingLock(const QString &workspacePath);
    SendingLock(const SendingLock &) = delete;
    SendingLock &operator=(const SendingLock &) = delete;
    ~SendingLock();
    [[nodiscard]] bool isHeld() const { return m_descriptor >= 0; }

private:
    bool open();
    [[nodiscard]] bool isTheFileThere() const;
    void release();

    QByteArray m_path;
    int m_descriptor = -1;
};

} // namespace haberdash::sending
