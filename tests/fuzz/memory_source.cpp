// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/memory_source.h"

#include <QFile>
#include <QTemporaryDir>

namespace haberdash::fuzz {

QString fileWith(std::string_view bytes)
{
    static const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("input.csv")));
    file.remove(); // a file system may wait for the disk where an old file is cut to nothing
    if (!file.open(QIODevice::WriteOnly)
        || file.write(bytes.data(), qint64(bytes.size())) != qint64(bytes.size()))
        qFatal("%s", qPrintable(file.errorString()));
    return file.fileName();
}

} // namespace haberdash::fuzz
