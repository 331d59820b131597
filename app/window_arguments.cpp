// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window_arguments.h"

#include <QFile>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;

namespace {

WindowRequest openFile(const QString &file)
{
    if (file.isEmpty())
        return {};
    return {.shop = WindowRequest::Shop::File, .file = file};
}

} // namespace

std::optional<WindowRequest> windowArguments(int argc, char **argv)
{
    const auto word = [argv](int i) { return QFile::decodeName(argv[i]); };
    const QString option = u"--workspace"_s;
    if (argc <= 1)
        return openFile(qEnvironmentVariable("HABERDASH_WORKSPACE"));
    if (argc == 2) {
        if (word(1) == u"--sample")
            return WindowRequest{.shop = WindowRequest::Shop::Sample};
        if (word(1).startsWith(option + u'='))
            return openFile(word(1).mid(option.size() + 1));
        if (!word(1).startsWith(u'-') && word(1).endsWith(u".haberdash"_s))
            return openFile(word(1));
    }
    if (argc == 3 && word(1) == option)
        return openFile(word(2));
    return {};
}

} // namespace haberdash
