// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/liquid/scratch.h"

#include <span>

namespace haberdash::compose::liquid {

// The filters by what they work on; `findFilter` looks through all of them.
[[nodiscard]] std::span<const FilterEntry> textFilters();
[[nodiscard]] std::span<const FilterEntry> pieceFilters(); ///< split, slice, truncate, replace ...
[[nodiscard]] std::span<const FilterEntry>
codingFilters(); ///< escape, url_encode, base64_encode, strip_html ...
[[nodiscard]] std::span<const FilterEntry> numberFilters();
[[nodiscard]] std::span<const FilterEntry> listFilters();
[[nodiscard]] std::span<const FilterEntry> searchFilters(); ///< where, find, sort, map ...

/// What list filters go through: the items of a list and of lists in it, the numbers of a range; a single
/// thing is a list of one, nil an empty one.
[[nodiscard]] std::vector<Item> itemsOf(Scratch &scratch, const Item &input);
/// `item[property]` of Ruby: names of records, parts of texts, bits of whole numbers.
enum class Property {
    Found, ///< nil counts as found
    Wrong, ///< this kind has properties, but not of this kind
    None ///< this kind has no properties
};
[[nodiscard]] Property propertyOf(Scratch &scratch, const Item &item, const Item &name, Item &found);
void failAtProperty(Scratch &scratch, const Item &name);
[[nodiscard]] bool hasProperties(const Item &item);
/// Byte at which character number `index` begins, or the length.
[[nodiscard]] size_t byteOf(std::string_view text, size_t index);
/// An argument that must be a whole number; stops the render where it is none.
[[nodiscard]] int64_t integerArgument(Scratch &scratch, const Item &item);
/// Whether `default` puts something else in the place of `input`.
[[nodiscard]] bool needsFallback(const Item &input, const Arguments &arguments);
/// The `date` filter. Reads "now", "today", seconds since 1970 and everything that Ruby's Time.parse reads;
/// anything else is passed on as it is.
[[nodiscard]] Item dateFilter(Scratch &scratch, const Item &input, const Arguments &arguments);

} // namespace haberdash::compose::liquid
