// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/domain_name.h"
#include "core/base/email_address.h"
#include "tests/fuzz/fuzz_target.h"

#include <algorithm>

namespace haberdash::fuzz {

void fuzzAddress(Bytes input)
{
    const auto bytes = toView(input);
    static_cast<void>(checkAddress(bytes)); // need not be UTF-8
    std::string key;
    makeAddressKey(bytes, key);
    const QString text = QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
    const auto address = EmailAddress::fromString(text);
    if (!address) {
        require(!address.error().detail.isEmpty(), "a refusal gives its reason");
        return;
    }
    const QString kept = address->toString();
    require(std::none_of(kept.begin(), kept.end(),
                [](QChar each) {
                    return each.category() == QChar::Other_Control || each.category() == QChar::Separator_Line
                        || each.category() == QChar::Separator_Paragraph;
                }),
        "an address holds no control character and no line break", kept);
    require(
        QString(address->localPart() + u'@' + address->domain()) == kept, "the parts make the whole", kept);
    const auto again = EmailAddress::fromString(kept);
    require(again && *again == *address, "an address reads back as itself", kept);
    makeAddressKey(kept.toStdString(), key);
    require(QString::fromStdString(key) == address->key(), "both keys are the same", kept);
    if (const auto domain = domainToAscii(address->domain())) {
        require(!domain->empty()
                && std::all_of(
                    domain->begin(), domain->end(), [](char each) { return each > ' ' && each < 0x7F; }),
            "a domain on the wire is plain ASCII", QString::fromStdString(*domain));
    }
}

} // namespace haberdash::fuzz
