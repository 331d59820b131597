// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace haberdash {

/// What went wrong where a user, a file or the network can cause it.
struct Error
{
    enum class Code {
        Cancelled, ///< the user stopped it; nothing was changed
        NotFound, ///< no such customer, file, segment ...
        Invalid, ///< the input cannot be understood
        Io, ///< a file could not be read or written
        Storage, ///< the workspace could not be read or written (locked, full, damaged)
        Network, ///< a server could not be reached or broke off
        Refused ///< understood, possible, but not allowed
    };
    Code code;
    /// English, whole sentences: what happened, what was kept, what to do. The window puts a headline of its
    /// own above it.
    QString detail;

    friend bool operator==(const Error &, const Error &) = default;
};

} // namespace haberdash
