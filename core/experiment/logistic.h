// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/outcome.h"

#include <QtGlobal>

#include <span>
#include <vector>

namespace haberdash::experiment {

/// Inputs of a model, one row a recipient.
struct InputMatrix
{
    size_t columns = 0;
    std::vector<double> values; ///< row after row
    [[nodiscard]] std::span<const double> row(size_t index) const
    {
        return std::span(values).subspan(index * columns, columns);
    }
};

/// Chance of a response as a logistic function of the inputs.
struct LogisticModel
{
    double constant = 0;
    std::vector<double> weights; ///< by column
    [[nodiscard]] double chance(std::span<const double> row) const;
};

/// Fits by iteratively reweighted least squares, at most 25 steps, minimising the negative log likelihood
/// plus ridge / 2 times the squared weights; the constant is not held back. Inputs should be standardised.
/// @param rows the rows to learn from
/// @param responded 0 or 1, for each row of the matrix
/// None without rows or where the steps do not end.
[[nodiscard]] Outcome<LogisticModel> fitLogistic(const InputMatrix &inputs, std::span<const quint32> rows,
    std::span<const quint8> responded, double ridge = 1);

} // namespace haberdash::experiment
