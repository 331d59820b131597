// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/event_types.h"

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

QString toWord(EventUnit unit)
{
    switch (unit) {
    case EventUnit::None:
        return u"none"_s;
    case EventUnit::Money:
        return u"money"_s;
    case EventUnit::Count:
        return u"count"_s;
    case EventUnit::Points:
        return u"points"_s;
    case EventUnit::Percent:
        return u"percent"_s;
    }
    return {};
}

} // namespace haberdash::importing
