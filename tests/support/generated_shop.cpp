// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/generated_shop.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcess>

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

QStringList GeneratedShop::files() const
{
    return {file(u"customers_export.csv"_s), file(u"orders_export.csv"_s), file(u"products_export.csv"_s),
        file(u"events.csv"_s)};
}

QMap<QString, QSet<QString>> GeneratedShop::members() const
{
    QMap<QString, QSet<QString>> members;
    QFile list(file(u"truth_members.csv"_s));
    if (!list.open(QIODevice::ReadOnly))
        return members;
    list.readLine();
    while (!list.atEnd()) {
        const QString line = QString::fromUtf8(list.readLine()).trimmed();
        const auto comma = line.indexOf(u',');
        members[line.left(comma)].insert(line.mid(comma + 1));
    }
    return members;
}

namespace {

GeneratedShop generate([[maybe_unused]] const QString &folder, [[maybe_unused]] const QStringList &words)
{
#ifdef HABERDASH_GENSHOP
    QProcess process;
    process.start(QStringLiteral(HABERDASH_GENSHOP), QStringList{u"--out"_s, folder, u"--members"_s} + words);
    if (!process.waitForFinished(300000) || process.exitCode() != 0)
        return {};
    QFile truth(folder + u"/truth.json"_s);
    if (!truth.open(QIODevice::ReadOnly))
        return {};
    return {folder, QJsonDocument::fromJson(truth.readAll()).object()};
#else
    return {};
#endif
}

} // namespace

GeneratedShop generateShop(const QString &folder, int customers, int seed)
{
    return generate(
        folder, {u"--customers"_s, QString::number(customers), u"--seed"_s, QString::number(seed)});
}

GeneratedShop generateCleanShop(const QString &folder, int customers, int seed)
{
    return generate(folder,
        {u"--customers"_s, QString::number(customers), u"--seed"_s, QString::number(seed), u"--clean"_s});
}

} // namespace haberdash::test
