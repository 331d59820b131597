// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/member_list.h"

#include <QSaveFile>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

QString csvCell(QString text)
{
    if (!text.isEmpty() && QStringView(u"=+-@\t").contains(text[0]))
        text.prepend(u'\'');
    if (text.contains(u',') || text.contains(u'"') || text.contains(u'\n') || text.contains(u'\r'))
        return u"\"%1\""_s.arg(text.replace(u"\""_s, u"\"\""_s));
    return text;
}

} // namespace

Result<QByteArray> memberList(
    store::Connection &connection, const std::vector<CustomerId> &ids, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(
        row, connection.prepare(u"SELECT email, first_name, last_name FROM customer WHERE id = ?1"_s));
    QByteArray csv = "customer,email,first_name,last_name\n";
    for (size_t i = 0; i < ids.size(); ++i) {
        if (i % 1024 == 0) {
            progress.report(qint64(i), qint64(ids.size()));
            if (progress.isCancelled())
                return failure(Error::Code::Cancelled, u"The list was stopped. No file was written."_s);
        }
        HABERDASH_TRY(row.bind(1, ids[i]).step());
        csv += QByteArray::number(ids[i].value());
        for (int column = 0; column < 3; ++column)
            csv += ',' + csvCell(row.text(column)).toUtf8();
        csv += '\n';
        row.reset();
    }
    return csv;
}

Result<> writeMemberList(
    store::Connection &connection, const std::vector<CustomerId> &ids, const QString &path, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(csv, memberList(connection, ids, progress));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size() || !file.commit())
        return failure(Error::Code::Io, u"“%1” could not be written: %2."_s.arg(path, file.errorString()));
    return {};
}

} // namespace haberdash::segment
