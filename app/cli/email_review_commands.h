// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace haberdash::cli {

class Session;

/// Adds what looks at a saved email as a whole: coverage, check, export.
void addEmailReviewCommands(CLI::App &emails, Session &session);

} // namespace haberdash::cli
