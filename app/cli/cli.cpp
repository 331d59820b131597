// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"

#include "app/cli/commands.h"
#include "app/cli/completion.h"
#include "app/cli/session.h"

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto description
    = R"(Haberdash: emails cut to fit each customer. Without a command it opens the window:
with the shop opened last, with FILE.haberdash, or, on --sample, with a sample shop.)";

constexpr auto examples = R"(
Examples:
  haberdash new shop.haberdash --name "Corner Shop" --currency EUR --time-zone Europe/Berlin
  haberdash --workspace shop.haberdash import customers_export.csv orders_export.csv
  haberdash --workspace shop.haberdash segment count --rule "count orders = 1 and last order more than 30 days ago"
  haberdash --workspace shop.haberdash --as-of 2026-06-30 --json segment count "One-time buyers"

Exit codes: 0 done; 1 done, but something was refused or found wanting; 2 wrong use; 3 failed and nothing changed.
Every command explains itself: haberdash COMMAND --help)";

} // namespace

int run(int argc, char **argv, const Clock &clock)
{
    Session session(clock);
    CLI::App app(description, "haberdash");
    app.footer(examples);
    app.require_subcommand(1);
    app.fallthrough();
    app.set_version_flag("--version", "haberdash " HABERDASH_VERSION);
    app.add_option("--workspace", session.workspacePath, "The workspace file (or set HABERDASH_WORKSPACE)")
        ->type_name("FILE");
    app.add_option(
           "--as-of", session.asOfText, "Answer as of this day or instant instead of now, such as 2026-06-30")
        ->type_name("INSTANT");
    app.add_flag("--json", session.json, "Print one JSON object on standard output");
    addWorkspaceCommands(app, session);
    addImportCommands(app, session);
    addUndoCommands(app, session);
    addDuplicateCommands(app, session);
    addRateCommands(app, session);
    addCouponCommands(app, session);
    addTableCommands(app, session);
    addAddressCommands(app, session);
    addCustomerCommands(app, session);
    addSegmentCommands(app, session);
    addBrandCommand(app, session);
    addEmailCommands(app, session);
    addAccountCommands(app, session);
    addCampaignCommands(app, session);
    addMailboxCommands(app, session);
    addBounceCommand(app, session);
    addAuditCommand(app, session);
    addDemoCommand(app, session);
    addExperimentCommands(app, session);
    addAnalysisCommands(app, session);
    addReportCommands(app, session);
    addCompletionCommand(app);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        const int code = app.exit(error);
        return code == 0 ? 0 : int(Exit::Usage);
    }
    return int(session.exit());
}

} // namespace haberdash::cli
