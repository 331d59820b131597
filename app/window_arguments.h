// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace haberdash {

/// What the window opens with.
struct WindowRequest
{
    enum class Shop {
        LastOpened,
        File,
        Sample,
    };
    Shop shop = Shop::LastOpened;
    QString file; ///< for Shop::File

    bool operator==(const WindowRequest &) const = default;
};

/// What to open in the window, or nothing where the words on the command line ask for a command: without
/// words, with --workspace FILE only, with a FILE that ends in .haberdash, and with --sample, the window
/// opens.
[[nodiscard]] std::optional<WindowRequest> windowArguments(int argc, char **argv);

} // namespace haberdash
