// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/table_text.h"

#include "core/import/table.h"

namespace haberdash::test {

using namespace importing;
using namespace Qt::Literals::StringLiterals;

QString textOfTable(const QString &path)
{
    auto table = Table::open(path);
    if (!table)
        return table.error().detail;
    QString text = u"|%1|\n"_s.arg(table->header().join(u'|'));
    for (;;) {
        const auto record = table->next();
        if (!record)
            return text + record.error().detail;
        if (!*record)
            return text;
        text += QString::number((*record)->line);
        if ((*record)->fault != RecordFault::None)
            text += u"! "_s + describe(**record) + u' ';
        for (const auto cell : (*record)->cells)
            text += u"<%1>"_s.arg(QString::fromUtf8(cell.data(), qsizetype(cell.size())));
        text += u'\n';
    }
}

} // namespace haberdash::test
