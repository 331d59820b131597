// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/targeting_words.h"

#include <QJsonObject>

namespace haberdash::cli {

/// {"arms":[...], "comparisons":[{"a","b","measure","difference","low","high","p","p_best",...}], "srm_p",
/// ...}. What has no result is null.
[[nodiscard]] QJsonObject toJson(const experiment::Analysis &analysis);

/// {"exploratory":true, "by":[{"attribute","a","b","measure","groups":[...],"heterogeneity_p","text"}]}
[[nodiscard]] QJsonObject toJson(
    const experiment::Analysis &analysis, const std::vector<experiment::SubgroupTable> &tables);

/// {"verdict","a","b","measure","responses","model":{"qini","low","high","uplift_at_30"},"rule":{...},"text",
/// ...}
[[nodiscard]] QJsonObject toJson(const experiment::Analysis &analysis, const experiment::Targeting &targeting,
    const experiment::Recipients &recipients);

} // namespace haberdash::cli
