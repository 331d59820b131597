// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/page/juice_program.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::test {

QString whyNoJuice()
{
    const QString folder = qEnvironmentVariable("HABERDASH_NODE");
    if (folder.isEmpty() || !QDir(folder + u"/node_modules/juice"_s).exists())
        return u"HABERDASH_NODE names no folder with juice, see tests/bench/compare_juice.sh"_s;
    return QStandardPaths::findExecutable(u"node"_s).isEmpty() ? u"there is no node"_s : QString();
}

QStringList juiced(const QStringList &pages)
{
    QProcess node;
    node.setWorkingDirectory(qEnvironmentVariable("HABERDASH_NODE"));
    node.start(u"node"_s, {QString::fromUtf8(HABERDASH_JUICE_SCRIPT)});
    node.write(QJsonDocument(QJsonArray::fromStringList(pages)).toJson());
    node.closeWriteChannel();
    node.waitForFinished(60'000);
    QStringList answers;
    for (const auto &page : QJsonDocument::fromJson(node.readAllStandardOutput()).array())
        answers.append(page.toString());
    return answers;
}

} // namespace haberdash::test
