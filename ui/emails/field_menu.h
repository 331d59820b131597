// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QMenu;
class QString;
class QWidget;

namespace haberdash::ui {

/// What a text can say about a customer and the shop, as a menu. `insert` gets the Liquid.
[[nodiscard]] QMenu *makeFieldMenu(QWidget *parent, const std::function<void(const QString &code)> &insert);

} // namespace haberdash::ui
