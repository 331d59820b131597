// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mailbox/imap/imap_text.h"

#include <QByteArray>

namespace haberdash::mailbox {

std::string imapQuoted(std::string_view text)
{
    std::string quoted = "\"";
    for (const char each : text) {
        if (each == '"' || each == '\\')
            quoted += '\\';
        quoted += each;
    }
    return quoted + '"';
}

std::string imapFolderName(const QString &name)
{
    std::string encoded;
    QByteArray shifted; // UTF-16 with the high byte first
    const auto unshift = [&] {
        if (shifted.isEmpty())
            return;
        encoded
            += '&' + shifted.toBase64(QByteArray::OmitTrailingEquals).replace('/', ',').toStdString() + '-';
        shifted.clear();
    };
    for (const QChar each : name) {
        if (each.unicode() < 0x20 || each.unicode() > 0x7e) {
            shifted += char(each.unicode() >> 8);
            shifted += char(each.unicode() & 0xff);
            continue;
        }
        unshift();
        encoded += each.toLatin1();
        if (each == u'&')
            encoded += '-';
    }
    unshift();
    return encoded;
}

} // namespace haberdash::mailbox
