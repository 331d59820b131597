// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule.h"
#include "core/store/connection.h"

#include <QStringList>

#include <string>

namespace CLI {
class App;
}

namespace haberdash::cli {

class Session;

/// Where a verb of `segment` takes its rule from.
struct RuleArguments
{
    std::string name;
    std::string rule;
    std::string file;
};
/// Adds NAME, --rule and --file.
void addRuleOptions(CLI::App &command, RuleArguments &arguments);

struct ChosenRule
{
    segment::Rule rule;
    /// Values that occur nowhere in the shop, each with its place or its condition: not wrong, but the reason
    /// for a zero.
    QStringList warnings;
};
/// Reads the rule and looks whether what it names is there. Refused with line and column: text that is no
/// rule, kinds of events and facts that this shop has not.
[[nodiscard]] Result<ChosenRule> chooseRule(store::Connection &connection, const RuleArguments &arguments);
/// Tells the warnings to people, and makes the program end with "something was found wanting".
void tellWarnings(Session &session, const ChosenRule &chosen);

/// A text of a file, or of standard input for "-", as UTF-8.
[[nodiscard]] Result<QString> readText(const std::string &path);

} // namespace haberdash::cli
