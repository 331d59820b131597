// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/domain_name.h"

#include <array>
#include <memory>

#include <unicode/uidna.h>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;

Result<std::string> domainToAscii(const QString &domain)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UIDNA, decltype(&uidna_close)> idna(
        // STD3: blanks and signs that foreign letters stand for (U+2005 for one) are no part of a host name.
        uidna_openUTS46(
            UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_USE_STD3_RULES,
            &status),
        &uidna_close);
    const std::string name = domain.toStdString();
    std::array<char, 512> ascii{};
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    const int32_t length = U_SUCCESS(status) ? uidna_nameToASCII_UTF8(idna.get(), name.data(),
                               int32_t(name.size()), ascii.data(), int32_t(ascii.size()), &info, &status)
                                             : 0;
    if (U_FAILURE(status) || info.errors != 0 || length <= 0 || length > 253)
        return failure(Error::Code::Invalid, u"“%1” is no domain that mail can be sent to."_s.arg(domain));
    return std::string(ascii.data(), size_t(length));
}

} // namespace haberdash
