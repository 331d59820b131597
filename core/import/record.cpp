// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/record.h"

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

QString describe(const Record &record)
{
    if (!record.detail.isEmpty())
        return record.detail;
    switch (record.fault) {
    case RecordFault::None:
        return {};
    case RecordFault::NotUtf8:
        return u"the row has bytes that are not UTF-8 text, unlike the rest of the file"_s;
    case RecordFault::NulByte:
        return u"the row has a NUL byte, which no text may have"_s;
    case RecordFault::OpenQuote:
        return u"a quote is opened in this line and never closed"_s;
    case RecordFault::TooLong:
        return u"the row is longer than 128 MB; most likely a quote is opened here and not closed"_s;
    case RecordFault::NotJson:
        return u"the line is not JSON"_s;
    case RecordFault::Damaged:
        return u"the row is damaged"_s;
    case RecordFault::UnknownKey:
        return u"the row has a key that the header does not have"_s;
    case RecordFault::CellCount:
        return u"the row has another number of cells than the header"_s;
    case RecordFault::Comment:
        return u"the line is a comment: it begins with # and does not fit the header"_s;
    case RecordFault::AboveHeader:
        return u"the line stands above the names of the columns, so it is no row"_s;
    case RecordFault::RepeatedHeader:
        return u"the row repeats the names of the columns"_s;
    case RecordFault::Note:
        return u"the line is a note: there are words in its first cell and nothing beside them"_s;
    case RecordFault::Total:
        return u"the line is a total of the rows above, so it is no row of its own"_s;
    }
    return {};
}

} // namespace haberdash::importing
