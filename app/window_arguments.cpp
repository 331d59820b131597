// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window_arguments.h"

#include <QFile>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;

std::optional<QString> windowArguments(int argc, char **argv)
{
    const auto word = [argv](int i) { return QFile::decodeName(argv[i]); };
    const QString option = u"--workspace"_s;
    if (argc <= 1)
        return qEnvironmentVariable("HABERDASH_WORKSPACE");
    if (argc == 2) {
        if (word(1).startsWith(option + u'='))
            return word(1).mid(option.size() + 1);
        if (!word(1).startsWith(u'-') && word(1).endsWith(u".haberdash"_s))
            return word(1);
    }
    if (argc == 3 && word(1) == option)
        return word(2);
    return {};
}

} // namespace haberdash
