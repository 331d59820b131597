// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learning/mail_history.h"

namespace haberdash::learning {

/// How the people of a mailing can be told apart.
enum class MailingCut { Segment, Rfm, Stage, Domain, Country, Device };
/// "segment", "rfm", "stage", "domain", "country", "device".
[[nodiscard]] std::optional<MailingCut> mailingCutFromWord(QStringView word);

struct NamedFigures
{
    QString name;
    MailFigures figures;
};

/// Figures of a mailing by groups of its people, as they were when it went out: later they are what it made
/// of them. Somebody may be in several segments; in all else everybody is in one group or in none.
/// @param bins of RFM, 3 or 5
[[nodiscard]] Result<std::vector<NamedFigures>> cutMailing(
    store::Connection &connection, const MailHistory &history, quint16 mailing, MailingCut cut, int bins = 5);

} // namespace haberdash::learning
