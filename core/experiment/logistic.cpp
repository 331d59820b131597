// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/logistic.h"

#include <cmath>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostSteps = 25;
constexpr int mostHalvings = 20;

/// Solves a system with a symmetric positive definite matrix (lower half, row after row) in place.
/// False where it is not.
bool solve(std::vector<double> &matrix, std::vector<double> &right)
{
    const size_t n = right.size();
    const auto at = [&](size_t i, size_t j) -> double & { return matrix[i * n + j]; };
    for (size_t j = 0; j < n; ++j) { // Cholesky
        for (size_t k = 0; k < j; ++k)
            at(j, j) -= at(j, k) * at(j, k);
        if (!(at(j, j) > 0))
            return false;
        at(j, j) = std::sqrt(at(j, j));
        for (size_t i = j + 1; i < n; ++i) {
            for (size_t k = 0; k < j; ++k)
                at(i, j) -= at(i, k) * at(j, k);
            at(i, j) /= at(j, j);
        }
    }
    for (size_t i = 0; i < n; ++i) {
        for (size_t k = 0; k < i; ++k)
            right[i] -= at(i, k) * right[k];
        right[i] /= at(i, i);
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; ++k)
            right[i] -= at(k, i) * right[k];
        right[i] /= at(i, i);
    }
    return true;
}

/// ln(1 + e^x) without overflow.
double softplus(double x)
{
    return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

/// Coefficients: the constant first.
class Fit
{
public:
    Fit(const InputMatrix &inputs, std::span<const quint32> rows, std::span<const quint8> responded,
        double ridge)
        : m_inputs(inputs)
        , m_rows(rows)
        , m_responded(responded)
        , m_ridge(ridge)
    { }

    [[nodiscard]] double loss(const std::vector<double> &beta) const
    {
        double sum = 0;
        for (size_t i = 1; i < beta.size(); ++i)
            sum += m_ridge / 2 * beta[i] * beta[i];
        for (const quint32 row : m_rows) {
            const double score = scoreOf(beta, row);
            sum += softplus(score) - (m_responded[row] != 0 ? score : 0);
        }
        return sum;
    }

    /// Newton's step, to be taken off the coefficients. False where there is none.
    bool step(const std::vector<double> &beta, std::vector<double> &gradient) const
    {
        const size_t n = beta.size();
        std::vector<double> hessian(n * n, 0);
        gradient.assign(n, 0);
        std::vector<double> x(n, 1);
        for (const quint32 row : m_rows) {
            const auto values = m_inputs.row(row);
            std::copy(values.begin(), values.end(), x.begin() + 1);
            const double chance = 1 / (1 + std::exp(-scoreOf(beta, row)));
            const double rest = chance - (m_responded[row] != 0 ? 1 : 0);
            const double weight = chance * (1 - chance);
            for (size_t i = 0; i < n; ++i) {
                gradient[i] += rest * x[i];
                const double weighted = weight * x[i];
                for (size_t j = 0; j <= i; ++j)
                    hessian[i * n + j] += weighted * x[j];
            }
        }
        for (size_t i = 1; i < n; ++i) {
            gradient[i] += m_ridge * beta[i];
            hessian[i * n + i] += m_ridge;
        }
        return solve(hessian, gradient);
    }

private:
    [[nodiscard]] double scoreOf(const std::vector<double> &beta, quint32 row) const
    {
        const auto values = m_inputs.row(row);
        double score = beta[0];
        for (size_t i = 0; i < values.size(); ++i)
            score += beta[i + 1] * values[i];
        return score;
    }

    const InputMatrix &m_inputs;
    std::span<const quint32> m_rows;
    std::span<const quint8> m_responded;
    double m_ridge;
};

} // namespace

double LogisticModel::chance(std::span<const double> row) const
{
    double score = constant;
    for (size_t i = 0; i < row.size(); ++i)
        score += weights[i] * row[i];
    return 1 / (1 + std::exp(-score));
}

Outcome<LogisticModel> fitLogistic(
    const InputMatrix &inputs, std::span<const quint32> rows, std::span<const quint8> responded, double ridge)
{
    double responses = 0;
    for (const quint32 row : rows)
        responses += responded[row] != 0 ? 1 : 0;
    if (responses <= 0 || responses >= double(rows.size()))
        return noResult(u"Nobody or everybody responded, so there is nothing to learn."_s);
    const Fit fit(inputs, rows, responded, ridge);
    std::vector<double> beta(inputs.columns + 1, 0);
    beta[0] = std::log(responses / (double(rows.size()) - responses));
    double loss = fit.loss(beta);
    std::vector<double> change;
    for (int step = 0; step < mostSteps; ++step) {
        if (!fit.step(beta, change))
            return noResult(
                u"The attributes say the same thing several times, so nothing can be learnt from them."_s);
        double largest = 0;
        double share = 1;
        for (int halving = 0; halving < mostHalvings; ++halving, share /= 2) {
            std::vector<double> next = beta;
            for (size_t i = 0; i < next.size(); ++i)
                next[i] -= share * change[i];
            const double nextLoss = fit.loss(next);
            if (nextLoss > loss)
                continue; // too far
            for (const double one : change)
                largest = std::max(largest, share * std::abs(one));
            beta = std::move(next);
            loss = nextLoss;
            break;
        }
        if (largest < 1e-9)
            return LogisticModel{beta[0], {beta.begin() + 1, beta.end()}};
    }
    return noResult(u"Nothing steady can be learnt from these attributes."_s);
}

} // namespace haberdash::experiment
