// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/icons.h"
#include "ui/shared/page.h"

#include <functional>

namespace haberdash::ui {

/// How the frame learns of a page.
struct PageEntry
{
    QString id; ///< stable, not shown: "segments"
    QString title; ///< in the navigation, one word
    Icon icon = Icon::Home;
    /// Called when the page is shown for the first time; the frame owns the page.
    std::function<Page *(QWidget *parent)> factory;
    bool atBottom = false; ///< stands apart at the end of the list, as settings do
};

} // namespace haberdash::ui
