// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/fellegi_sunter.h"

#include <algorithm>
#include <cmath>

namespace haberdash::identity {

double LinkModel::weight(size_t field, std::int8_t level) const
{
    if (level == missing)
        return 0;
    const double bits = std::log2(fields[field].m[size_t(level)] / fields[field].u[size_t(level)]);
    return size_t(level) + 1 == fields[field].m.size() ? std::max(bits, 0.0) : bits;
}

double LinkModel::probability(const Pattern &pattern) const
{
    double bits = std::log2(p) - std::log1p(-p) / std::log(2.0);
    for (size_t i = 0; i < pattern.size(); ++i)
        bits += weight(i, pattern[i]);
    return 1 / (1 + std::exp2(-bits));
}

namespace {

/// What the parameters themselves say, as learning needs it.
double posterior(const LinkModel &model, const Pattern &pattern)
{
    double odds = std::log(model.p) - std::log1p(-model.p);
    for (size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != missing)
            odds += std::log(model.fields[i].m[size_t(pattern[i])])
                - std::log(model.fields[i].u[size_t(pattern[i])]);
    }
    return 1 / (1 + std::exp(-odds));
}

constexpr double tolerableBits = -1;

} // namespace

LinkModel learnLinks(
    const std::map<Pattern, double> &counts, const LinkModel &start, const LearnOptions &options)
{
    LinkModel model = start;
    double total = 0;
    for (const auto &[pattern, count] : counts)
        total += count;
    if (total <= 0)
        return model;
    for (int round = 0; round < options.rounds; ++round) {
        LinkModel next = model;
        for (FieldModel &field : next.fields) {
            std::fill(field.m.begin(), field.m.end(), options.smoothing);
            std::fill(field.u.begin(), field.u.end(), options.smoothing);
        }
        double matches = 0;
        for (const auto &[pattern, count] : counts) {
            const double one = posterior(model, pattern);
            matches += count * one;
            for (size_t i = 0; i < pattern.size(); ++i) {
                if (pattern[i] == missing)
                    continue;
                next.fields[i].m[size_t(pattern[i])] += count * one;
                next.fields[i].u[size_t(pattern[i])] += count * (1 - one);
            }
        }
        next.p = std::clamp(matches / total, 1e-12, 1 - 1e-12);
        double change = std::abs(next.p - model.p);
        for (size_t i = 0; i < next.fields.size(); ++i) {
            for (auto side : {&FieldModel::m, &FieldModel::u}) {
                auto &shares = next.fields[i].*side;
                double sum = 0;
                for (const double share : shares)
                    sum += share;
                // A field without a value anywhere keeps what it started with.
                for (size_t level = 0; level < shares.size(); ++level) {
                    shares[level] = sum > 0 ? shares[level] / sum : (model.fields[i].*side)[level];
                    change = std::max(change, std::abs(shares[level] - (model.fields[i].*side)[level]));
                }
            }
        }
        model = std::move(next);
        if (change < options.tolerance)
            break;
    }
    return model;
}

LinkModel usualStart(size_t fields)
{
    LinkModel model;
    model.p = 0.1;
    model.fields.assign(fields, {{0.05, 0.15, 0.80}, {0.90, 0.05, 0.05}});
    return model;
}

bool isPlausible(const LinkModel &model)
{
    if (model.p < 1e-5)
        return false;
    for (size_t i = 0; i < model.fields.size(); ++i) {
        if (std::log2(model.fields[i].m.back() / model.fields[i].u.back()) < tolerableBits)
            return false;
    }
    return true;
}

LinkModel modelFromKnown(const std::map<Pattern, double> &known, const std::map<Pattern, double> &others)
{
    LinkModel model;
    if (known.empty())
        return model;
    model.fields.assign(known.begin()->first.size(), {{1, 1, 1}, {1, 1, 1}});
    double pairs[2] = {0, 0};
    const auto count
        = [&](const std::map<Pattern, double> &counts, std::vector<double> FieldModel::*side, double &sum) {
              for (const auto &[pattern, number] : counts) {
                  sum += number;
                  for (size_t i = 0; i < pattern.size(); ++i) {
                      if (pattern[i] != missing)
                          (model.fields[i].*side)[size_t(pattern[i])] += number;
                  }
              }
          };
    count(known, &FieldModel::m, pairs[0]);
    count(others, &FieldModel::u, pairs[1]);
    model.p = pairs[0] / (pairs[0] + pairs[1]);
    for (FieldModel &field : model.fields) {
        for (auto *shares : {&field.m, &field.u}) {
            const double sum = (*shares)[0] + (*shares)[1] + (*shares)[2];
            for (double &share : *shares)
                share /= sum;
        }
    }
    return model;
}

LinkModel fixedModel(const std::vector<std::array<double, 3>> &u, double p)
{
    LinkModel model;
    model.p = p;
    model.learned = false;
    for (const auto &shares : u)
        model.fields.push_back({{0.03, 0.07, 0.90}, {shares.begin(), shares.end()}});
    return model;
}

} // namespace haberdash::identity
