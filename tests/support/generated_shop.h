// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <QString>
#include <QStringList>

namespace haberdash::test {

/// A generated shop: files as a shop platform exports them, and what a correct program must find in them.
struct GeneratedShop
{
    QString folder;
    QJsonObject truth;
    [[nodiscard]] QStringList files() const;
    [[nodiscard]] QString file(const QString &name) const { return folder + u'/' + name; }
    /// Address keys of the members of each segment.
    [[nodiscard]] QMap<QString, QSet<QString>> members() const;
};

/// Makes a shop of `customers` people in `folder`. An empty folder name in the answer means that the
/// generator is not at hand, and the test should skip.
[[nodiscard]] GeneratedShop generateShop(const QString &folder, int customers, int seed);
/// The same without duplicate people, bad rows, and orders of nobody.
[[nodiscard]] GeneratedShop generateCleanShop(const QString &folder, int customers, int seed);

} // namespace haberdash::test
