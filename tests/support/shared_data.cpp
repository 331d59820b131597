// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/shared_data.h"

#include <QFileInfo>

namespace haberdash::test {

QString sharedPath(const QString &relative)
{
    const QString root = qEnvironmentVariable("HABERDASH_SHARED");
    if (root.isEmpty())
        return {};
    const QFileInfo file(root + u'/' + relative);
    return file.exists() ? file.absoluteFilePath() : QString();
}

} // namespace haberdash::test
