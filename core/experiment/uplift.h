// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/blocks.h"
#include "core/experiment/outcome.h"

#include <QtGlobal>

#include <optional>
#include <span>
#include <vector>

namespace haberdash::experiment {

/// Recipients of one variant and of control, with a score by which somebody would choose whom to write to.
/// All three have one entry a recipient; treated and responded are 0 or 1, scores are finite.
struct ScoredRecipients
{
    std::span<const double> score;
    std::span<const quint8> treated;
    std::span<const quint8> responded;
};

/// One point for each different score, the highest first, after a point for nobody.
struct UpliftCurves
{
    std::vector<double> recipients; ///< who have at least this score
    std::vector<double> qini; ///< responses that the mail brought among them: Y_T - Y_C N_T / N_C
    std::vector<double> uplift; ///< (Y_T / N_T - Y_C / N_C) times the recipients
};

/// How well a score finds those whom mail moves: METHODS, section 4; the same figures as scikit-uplift's.
struct UpliftFigures
{
    double qini = 0; ///< area above chance, as a share of what perfect knowledge would have; can be negative
    double uplift = 0; ///< the same of the other curve
    double qiniArea = 0; ///< without either
    double upliftArea = 0;
    /// Difference of the rates among the 30 % with the highest scores, those with the score at the border in
    /// part.
    std::optional<double> upliftOfTop;
};
inline constexpr double shareOfTop = 0.3;

/// None without recipients in both arms.
[[nodiscard]] Outcome<UpliftCurves> upliftCurves(const ScoredRecipients &recipients);
/// None also where everybody or nobody responds, so that no order is better than another.
[[nodiscard]] Outcome<UpliftFigures> upliftFigures(const ScoredRecipients &recipients);

/// Percentile interval of UpliftFigures::qini over resamples of the recipients. Same seed, same interval, on
/// any number of threads. Scores are taken together into at most a thousand steps.
[[nodiscard]] Outcome<Range> qiniInterval(const ScoredRecipients &recipients, int resamples, quint64 seed,
    const Effort &effort = {}, double confidence = usualConfidence);

} // namespace haberdash::experiment
