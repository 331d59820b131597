// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contact/latin_form.h"

#include <unicode/translit.h>

namespace haberdash::contact {

struct LatinForm::Rules
{
    std::unique_ptr<icu::Transliterator> transliterator;
};

LatinForm::LatinForm()
    : m_rules(std::make_unique<Rules>())
{
    UErrorCode status = U_ZERO_ERROR;
    m_rules->transliterator.reset(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
}

LatinForm::~LatinForm() = default;

QString LatinForm::of(const QString &name) const
{
    // Without its data files ICU has no rules: then names stay in their own script.
    if (!m_rules->transliterator)
        return name;
    icu::UnicodeString text(reinterpret_cast<const char16_t *>(name.utf16()), int(name.size()));
    m_rules->transliterator->transliterate(text);
    return QString::fromUtf16(text.getBuffer(), text.length());
}

} // namespace haberdash::contact
