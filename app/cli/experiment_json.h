// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/analysis.h"

#include <QJsonObject>

namespace haberdash::cli {

/// {"arms":[...], "comparisons":[{"a","b","measure","difference","low","high","p","p_best",...}], "srm_p",
/// ...}. What has no result is null.
[[nodiscard]] QJsonObject toJson(const experiment::Analysis &analysis);

} // namespace haberdash::cli
