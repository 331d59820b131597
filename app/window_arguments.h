// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace haberdash {

/// The workspace to open in the window ("" for the one opened last), or nothing where the words on the
/// command line ask for a command: without words, with --workspace FILE only, and with a FILE that ends in
/// .haberdash, the window opens.
[[nodiscard]] std::optional<QString> windowArguments(int argc, char **argv);

} // namespace haberdash
