// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/campaign_repository.h"
#include "ui/shared/format.h"
#include "ui/shared/notice.h"

namespace haberdash::ui {

/// "Draft", "Waiting to be sent" ...
[[nodiscard]] QString inWords(store::CampaignState state);
[[nodiscard]] Tone toneOf(store::CampaignState state);

/// What a count of the outbox means: "sent", "skipped:no-consent" -> "Did not agree to e-mail". Unknown ones
/// as they are.
[[nodiscard]] QString fateInWords(const QString &key);
/// Why the gate says no, by its word.
[[nodiscard]] QString barrierInWords(const QString &word);
/// What would have to change for it to say yes, by its word; empty for words that are not known.
[[nodiscard]] QString changeInWords(const QString &word);
/// What is known of an obstacle: words of ours as people say them, all else as its source said it.
[[nodiscard]] QString evidenceInWords(const QString &evidence);
/// "They sent something back lately (28 Nov 2026). From 12 Dec 2026 on this is over."
[[nodiscard]] QString obstacleInWords(const consent::Obstacle &obstacle, const Format &format);

} // namespace haberdash::ui
