// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace haberdash::cli {

/// "haberdash completion bash": a script for the shell, made from the commands as they are.
void addCompletionCommand(CLI::App &app);

/// The script itself.
[[nodiscard]] std::string bashCompletion(const CLI::App &app);

} // namespace haberdash::cli
