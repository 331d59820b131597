// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/emails/designer/block_pictures.h"
#include "ui/emails/designer/block_properties.h"
#include "ui/shared/shop.h"

#include <QFuture>

namespace haberdash::ui {

/// What the designer needs of the shop: the values of one customer to show blocks with, and what fields can
/// be filled with.
struct DesignSetting
{
    BlockScene scene;
    PropertyWords words;
};

/// Reads it on a worker. Without a valid customer blocks are shown with what is true of the shop alone.
[[nodiscard]] QFuture<Result<DesignSetting>> loadDesignSetting(const Shop &shop, CustomerId customer);

} // namespace haberdash::ui
