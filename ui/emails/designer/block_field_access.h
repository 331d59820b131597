// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/blocks/document.h"

#include <functional>

namespace haberdash::ui {

/// Sets the field of a block that has this key; nothing happens where there is none of the type.
void setText(compose::Block &block, const QString &key, const QString &value);
void setNumber(compose::Block &block, const QString &key, int value);
void setFlag(compose::Block &block, const QString &key, bool value);
void setLinks(compose::Block &block, const QString &key, const std::vector<compose::LabelledLink> &links);

/// Other shares for columns. Blocks of columns that are no more go to the last one that stays.
void setShares(compose::ColumnsBlock &columns, const std::vector<int> &shares);

} // namespace haberdash::ui
