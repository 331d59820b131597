// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace haberdash::cli {

class Session;

// Each adds its verbs to the program. They run when the line was understood, and answer through the session,
// which outlives the program's App.
void addWorkspaceCommands(CLI::App &app, Session &session);
void addImportCommands(CLI::App &app, Session &session);
void addUndoCommands(CLI::App &app, Session &session);
void addDuplicateCommands(CLI::App &app, Session &session);
void addRateCommands(CLI::App &app, Session &session);
void addCouponCommands(CLI::App &app, Session &session);
void addTableCommands(CLI::App &app, Session &session);
void addAddressCommands(CLI::App &app, Session &session);
void addCustomerCommands(CLI::App &app, Session &session);
void addSegmentCommands(CLI::App &app, Session &session);
void addBounceCommand(CLI::App &app, Session &session);
void addBrandCommand(CLI::App &app, Session &session);
void addEmailCommands(CLI::App &app, Session &session);
void addAccountCommands(CLI::App &app, Session &session);
void addMailboxCommands(CLI::App &app, Session &session);
void addCampaignCommands(CLI::App &app, Session &session);
void addAuditCommand(CLI::App &app, Session &session);
void addDemoCommand(CLI::App &app, Session &session);
void addExperimentCommands(CLI::App &app, Session &session);
void addAnalysisCommands(CLI::App &app, Session &session);
void addReportCommands(CLI::App &app, Session &session);
/// Verbs of `experiment`.
void addPlanCommand(CLI::App &experiments, Session &session);
void addHoldoutCommand(CLI::App &experiments, Session &session);
/// Verbs of `segment`.
void addSegmentInsightCommands(CLI::App &segments, Session &session);
void addSegmentTransferCommands(CLI::App &segments, Session &session);
/// Verbs of `account`.
void addEventCommands(CLI::App &accounts, Session &session);
void addCheckDomainCommand(CLI::App &accounts, Session &session);
void addSigningCommand(CLI::App &accounts, Session &session);
/// A verb of `customer`.
void addSplitCommand(CLI::App &customer, Session &session);

} // namespace haberdash::cli
