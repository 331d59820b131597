// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vectors/runner.h"

#include <QFile>
#include <QJsonDocument>

#include <cmath>

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

namespace {

QString textOf(const QJsonValue &value)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
}

/// The first leaf that differs, or nothing. Numbers within a tolerance, everything else exactly.
QString difference(const QJsonValue &got, const QJsonValue &expected, double tolerance, const QString &where)
{
    if (expected.isObject()) {
        if (!got.isObject())
            return u"%1: an object was expected"_s.arg(where);
        const auto wanted = expected.toObject();
        for (auto it = wanted.begin(); it != wanted.end(); ++it) {
            const auto text = difference(got[it.key()], it.value(), tolerance, where + u'.' + it.key());
            if (!text.isEmpty())
                return text;
        }
        return {};
    }
    if (expected.isArray()) {
        const auto one = got.toArray();
        const auto two = expected.toArray();
        if (!got.isArray() || one.size() != two.size())
            return u"%1: an array of %2 was expected"_s.arg(where).arg(two.size());
        for (qsizetype i = 0; i < two.size(); ++i) {
            const auto text = difference(one[i], two[i], tolerance, u"%1[%2]"_s.arg(where).arg(i));
            if (!text.isEmpty())
                return text;
        }
        return {};
    }
    const bool isSame = expected.isDouble() && got.isDouble()
        ? std::abs(got.toDouble() - expected.toDouble())
            <= std::max(1e-9, tolerance * std::abs(expected.toDouble()))
        : got == expected || (expected.isNull() && got.isUndefined());
    return isSame ? QString() : u"%1: got %2, expected %3"_s.arg(where, textOf(got), textOf(expected));
}

/// Bounds of a simulated interval are compared with its width, as the note of these cases says.
QString simulatedDifference(const QJsonValue &got, const QJsonValue &expected, double tolerance)
{
    const double width = expected["hi"_L1].toDouble() - expected["lo"_L1].toDouble();
    for (const QString &bound : {u"lo"_s, u"hi"_s}) {
        if (std::abs(got[bound].toDouble() - expected[bound].toDouble()) > tolerance * width)
            return u"%1: got %2, expected %3"_s.arg(bound, textOf(got[bound]), textOf(expected[bound]));
    }
    return difference(got["se"_L1], expected["se"_L1], tolerance, u"se"_s);
}

const Methods &allMethods()
{
    static const Methods methods = [] {
        Methods all;
        addProportionMethods(all);
        addMeanMethods(all);
        addBayesMethods(all);
        addSequentialMethods(all);
        addIdentityMethods(all);
        addAuditMethods(all);
        addDecisionMethods(all);
        addDistributionMethods(all);
        addInsightMethods(all);
        return all;
    }();
    return methods;
}

} // namespace

Result<VectorReport> runVectors(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Code::Io, u"“%1” cannot be read: %2."_s.arg(path, file.errorString()));
    const auto document = QJsonDocument::fromJson(file.readAll());
    if (!document["cases"_L1].isArray())
        return failure(Error::Code::Invalid, u"“%1” has no list of cases."_s.arg(path));
    VectorReport report;
    const auto cases = document["cases"_L1].toArray();
    for (const auto &one : cases) {
        const QString id = one["id"_L1].toString();
        const QString method = one["method"_L1].toString();
        const auto found = allMethods().constFind(method);
        if (found == allMethods().constEnd()) {
            ++report.withoutMethod;
            continue;
        }
        const auto result = (*found)(one["input"_L1].toObject());
        report.results << QString::fromUtf8(QJsonDocument(
            QJsonObject{{u"id"_s, id}, {u"method"_s, method},
                {u"result"_s, result}}).toJson(QJsonDocument::Compact));
        const double tolerance = one["rtol"_L1].toDouble(1e-6);
        const QString text = method == u"mean.bootstrap_percentile"
            ? simulatedDifference(result, one["expected"_L1], tolerance)
            : difference(result, one["expected"_L1], tolerance, u"result"_s);
        if (text.isEmpty()) {
            ++report.passed;
        } else {
            ++report.failed;
            report.failures << u"FAIL %1 %2"_s.arg(id, text);
        }
    }
    return report;
}

} // namespace haberdash::test
