// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/wire_address.h"

#include "core/base/domain_name.h"

#include <algorithm>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;

Result<std::string> wireAddress(const EmailAddress &address, bool allowUtf8)
{
    const QString local = address.localPart();
    const bool isPlain
        = std::all_of(local.begin(), local.end(), [](QChar each) { return each.unicode() < 0x7F; });
    if (!isPlain && !allowUtf8)
        return failure(Error::Code::Invalid,
            u"“%1” has letters beyond ASCII before the @; the mail server does not take those."_s.arg(
                address.toString()));
    HABERDASH_TRY_ASSIGN(domain, domainToAscii(address.domain()));
    return local.toStdString() + '@' + domain;
}

} // namespace haberdash
