// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/experiment/logistic.h"
#include "core/experiment/outcomes.h"
#include "core/experiment/recipients.h"
#include "core/experiment/uplift.h"

namespace haberdash::experiment {

/// Attributes as standardised inputs of a model: a number as it is, and its logarithm beside it where it is
/// above zero and skewed; a text as one column for each of its frequent values.
/// @param rows over which mean and deviation are taken
[[nodiscard]] InputMatrix inputsOf(const Recipients &recipients, std::span<const quint32> rows);

/// How a score did among the recipients that it has not seen.
struct HeldOutScore
{
    UpliftFigures figures;
    Range qiniRange; ///< bootstrap
};

/// A single question, such as "bought women's goods before".
struct SingleRule
{
    int attribute = -1; ///< into Recipients::attributes
    enum class Kind { Is, IsNot, Above, AtMost } kind = Kind::Is;
    QString text; ///< the value of Is and IsNot
    double number = 0; ///< the border of Above and AtMost, the value of Is and IsNot of a number
    [[nodiscard]] bool holds(const Attribute &attribute, size_t recipient) const;
};

/// Is it worth while to choose whom to write to by a model? METHODS, section 4.
struct Targeting
{
    enum class Verdict {
        Worthwhile, ///< the held-out Qini interval is above 0 and the model beats the best single question
        NotARate,
        Running,
        TooFewResponses, ///< fewer than 1,000 in the smaller arm
        NoAttributes,
        NothingLearnt, ///< the model or its figures have no result
        NotAboveZero,
        QuestionIsAsGood
    };
    Verdict verdict = Verdict::NoAttributes;
    int a = 0;
    int b = 0;
    int measure = 0;
    qint64 responses = 0; ///< in the smaller arm
    qint64 learnt = 0; ///< recipients that the model was made from
    qint64 heldOut = 0; ///< recipients that it was judged by
    std::optional<HeldOutScore> model;
    std::optional<SingleRule> rule; ///< the best single question among those learnt from
    std::optional<HeldOutScore> ruleScore; ///< among those held out
    std::optional<UpliftCurves> curves; ///< of the model, among those held out
    QString reason; ///< of NothingLearnt
};
inline constexpr qint64 leastResponsesForTargeting = 1000;

struct TargetingOptions
{
    int resamples = 1000;
    quint64 seed = 20080320;
    int threads = 2;
};

/// Learns a model for each arm (a T-learner of logistic regressions) from seven of ten recipients and judges
/// it by the rest: those whose place in the list, counted from 0, ends with 7, 8 or 9. Cancelled when the
/// progress says so.
[[nodiscard]] Result<Targeting> judgeTargeting(const Outcomes &outcomes, const Recipients &recipients,
    int control, int variant, int measure, const TargetingOptions &options, Progress &progress);

} // namespace haberdash::experiment
