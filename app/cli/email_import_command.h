// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace haberdash::cli {

class Session;

/// Adds "import": an HTML mail of another program becomes an email.
void addEmailImportCommand(CLI::App &emails, Session &session);

} // namespace haberdash::cli
