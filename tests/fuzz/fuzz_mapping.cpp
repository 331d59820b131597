// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/mapping_draft.h"
#include "tests/fuzz/fuzz_target.h"

namespace haberdash::fuzz {

using namespace importing;

void fuzzMapping(Bytes input)
{
    const auto bytes = toView(input);
    const auto mapping = parseMapping(QByteArray(bytes.data(), qsizetype(bytes.size())));
    if (!mapping) {
        require(!mapping.error().detail.isEmpty(), "a refusal gives its reason");
        return;
    }
    const QStringList header = mapping->columns.keys() + mapping->attributes.keys();
    const auto checked = mapping->checkHeader(header);
    require(checked || !checked.error().detail.isEmpty(), "a refusal gives its reason");

    // What a person sees of it, written and read again.
    const auto draft = MappingDraft::from(*mapping, header);
    const auto again = parseMapping(draft.toJson());
    require(again.has_value(), "a mapping that was written can be read",
        again ? QString() : again.error().detail);
    require(again->name == mapping->name && again->kind == mapping->kind, "name and kind are kept");
    require(again->columns == mapping->columns, "columns are kept");
    require(again->attributes == mapping->attributes, "facts of the shop's own are kept");
    require(again->dateFormat == mapping->dateFormat, "the date format is kept");
    require(again->numbers == mapping->numbers, "the number format is kept");
    require(again->negativeAmounts == mapping->negativeAmounts, "what negative amounts mean is kept");
    require(
        MappingDraft::from(*again, header).toJson() == draft.toJson(), "a draft is written the same again");
}

} // namespace haberdash::fuzz
