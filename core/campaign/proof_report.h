// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/email_design.h"
#include "core/report/report.h"

#include <QJsonObject>
#include <QTimeZone>

namespace haberdash::campaign {

/// What an approval rested on, for people to read.
/// @param proof what `makeProof` made; what a proof of a former version does not say is left out
[[nodiscard]] report::Report readProof(
    const QJsonObject &proof, const compose::BrandKit &brand, const QTimeZone &zone);

} // namespace haberdash::campaign
