// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/error_text.h"

#include <QCoreApplication>

namespace haberdash::ui {

namespace {
struct ErrorText
{
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};
} // namespace

QString headlineOf(const Error &error)
{
    switch (error.code) {
    case Error::Code::Cancelled:
        return ErrorText::tr("Stopped before it was done");
    case Error::Code::NotFound:
        return ErrorText::tr("This is not there any more");
    case Error::Code::Invalid:
        return ErrorText::tr("Haberdash cannot make sense of this");
    case Error::Code::Io:
        return ErrorText::tr("A file could not be read or written");
    case Error::Code::Storage:
        return ErrorText::tr("The workspace could not be read or written");
    case Error::Code::Network:
        return ErrorText::tr("The server could not be reached");
    case Error::Code::Refused:
        return ErrorText::tr("This is not allowed here");
    }
    return {};
}

QString fullTextOf(const Error &error)
{
    if (error.detail.isEmpty())
        return headlineOf(error);
    //: %1 is a headline without a full stop, %2 whole sentences
    return ErrorText::tr("%1. %2").arg(headlineOf(error), error.detail);
}

} // namespace haberdash::ui
