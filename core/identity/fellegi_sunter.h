// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace haberdash::identity {

/// How the fields of two records agree: one place a field. Weighs nothing where a value is missing.
using Pattern = std::vector<std::int8_t>;
constexpr std::int8_t missing = -1;

/// What agreement of a field says: how often each level comes about among pairs of one person (m) and of two
/// (u). Level 0 is no agreement; the highest is equality.
struct FieldModel
{
    std::vector<double> m;
    std::vector<double> u;
};

/// Fellegi and Sunter's model of record linkage (1969): each field speaks for itself.
struct LinkModel
{
    std::vector<FieldModel> fields;
    double p = 0; ///< share of pairs that are one person
    bool learned = true; ///< false: the data told too little, and fixed weights stand in

    /// Weight of a field's level in bits: log2(m / u); 0 for a missing value, and never below 0 for equality.
    [[nodiscard]] double weight(std::size_t field, std::int8_t level) const;
    /// Probability that a pair with this pattern is one person.
    [[nodiscard]] double probability(const Pattern &pattern) const;
};

struct LearnOptions
{
    double smoothing = 1e-3; ///< added to each level's count
    double tolerance = 1e-8; ///< largest change of a parameter that ends it
    int rounds = 200;
};

/// Learns the model from how often each pattern occurs, by expectation and maximisation (Winkler 1988; Jaro
/// 1989), from a start. Each field divides by its own pairs that have a value.
[[nodiscard]] LinkModel learnLinks(
    const std::map<Pattern, double> &counts, const LinkModel &start, const LearnOptions &options = {});

/// The usual start for three levels: m .05 .15 .80, u .90 .05 .05, p .1.
[[nodiscard]] LinkModel usualStart(std::size_t fields);

/// Whether the learned model can be used: p not below 1e-5, and no field where being equal speaks against by
/// more than a bit. (Where nearly all pairs were brought together by a field, its weight lies about 0.)
[[nodiscard]] bool isPlausible(const LinkModel &model);

/// The model that pairs known to be one person teach, beside all others: level shares of the two, one pair of
/// each level added. Their share gives p.
[[nodiscard]] LinkModel modelFromKnown(
    const std::map<Pattern, double> &known, const std::map<Pattern, double> &others);

/// What stands in where it cannot: m .03 .07 .90, and u as found among pairs drawn at random.
[[nodiscard]] LinkModel fixedModel(const std::vector<std::array<double, 3>> &u, double p);

} // namespace haberdash::identity
