// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/campaign_repository.h"

#include <QJsonValue>

namespace CLI {
class App;
}

namespace haberdash::cli {

class Session;

/// How the trial of a campaign stands, for programs and for people.
struct TrialAnswer
{
    QJsonValue json = QJsonValue::Null; ///< null, and no text, where the campaign has none
    QString text;
};
[[nodiscard]] Result<TrialAnswer> trialAnswer(
    store::Connection &connection, const store::Campaign &campaign, Timestamp now);

/// A verb of `campaign`.
void addWinnerVerb(CLI::App &campaigns, Session &session);

} // namespace haberdash::cli
