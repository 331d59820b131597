// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/customer_repository.h"
#include "ui/shared/notice.h"
#include "ui/shared/shop.h"

namespace haberdash::ui {

/// A state of consent as a badge has it: "Agreed", "Left"; and its tone.
[[nodiscard]] std::pair<QString, Tone> consentBadge(const QString &state);
/// "Ordered #1042 for €45.00", "Viewed a product: Blue mug".
[[nodiscard]] QString historyInWords(
    const store::HistoryEntry &entry, const Shop &shop, const Format &format);
/// "Agreed to e-mail on 3 Mar 2024 (checkout)".
[[nodiscard]] QString consentInWords(const store::ConsentEntry &entry, const Format &format);

/// With blanks between; each part in its own direction of writing, in the order given.
[[nodiscard]] QString sideBySide(const QStringList &parts);

} // namespace haberdash::ui
