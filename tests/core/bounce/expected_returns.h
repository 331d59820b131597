// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>

#include <vector>

namespace haberdash::test {

/// What a mail has to be read as, in the words of `expected.csv` beside the shared bounces.
struct ExpectedReturn
{
    QString status; ///< empty where any will do
    QString reason;
    bool isHard = false;
    QString feedbackType;
};
/// By names of files, in the order of their results. Codes that stand for "no code found" (5.0.910 ...) are
/// left out.
[[nodiscard]] QMap<QString, std::vector<ExpectedReturn>> readExpectedReturns(const QString &path);

/// Our word for a reason in the words of that file.
[[nodiscard]] QString inWordsOfTheData(const QString &reason);

} // namespace haberdash::test
