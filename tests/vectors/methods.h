// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/outcome.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

#include <functional>
#include <span>
#include <vector>

namespace haberdash::test {

/// Reads the input of a case, runs the method, and writes its result under the names of the cases. A null
/// value says that no result is possible.
using Method = std::function<QJsonValue(const QJsonObject &input)>;
using Methods = QHash<QString, Method>;

void addProportionMethods(Methods &methods);
void addMeanMethods(Methods &methods);
void addBayesMethods(Methods &methods);
void addSequentialMethods(Methods &methods);
void addIdentityMethods(Methods &methods);
void addAuditMethods(Methods &methods);
void addDecisionMethods(Methods &methods);
void addDistributionMethods(Methods &methods);
void addInsightMethods(Methods &methods);

inline std::vector<double> numbers(const QJsonValue &value)
{
    std::vector<double> all;
    const auto array = value.toArray();
    for (const auto &one : array)
        all.push_back(one.toDouble());
    return all;
}

inline QJsonArray toArray(std::span<const double> values)
{
    QJsonArray array;
    for (const double value : values)
        array.append(value);
    return array;
}

inline QJsonArray toArray(const experiment::Range &range)
{
    return {range.low, range.high};
}

/// What `write` makes of the result, or null.
template<typename T, typename Write>
QJsonValue written(const experiment::Outcome<T> &outcome, Write write)
{
    return outcome ? QJsonValue(write(*outcome)) : QJsonValue();
}

} // namespace haberdash::test
