// SPDX-License-Identifier: GPL-3.0-or-later
// The table in core/segment/README.md: what other systems ask, and how we say it.
#include "core/segment/rule_parser.h"
#include "core/segment/rule_sentence.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace haberdash::segment;
using namespace Qt::Literals::StringLiterals;

class TestYardstick final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTextInTheTableIsARule_data()
    {
        QTest::addColumn<QString>("text");
        QFile file(QStringLiteral(HABERDASH_SEGMENT_README));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString readme = QString::fromUtf8(file.readAll());
        const auto begin = readme.indexOf(u"## Yardstick"_s);
        QVERIFY(begin > 0);
        const QRegularExpression code(u"`([^`]+)`"_s);
        for (const QString &line : readme.mid(begin).split(u'\n')) {
            const QStringList cells = line.split(u" | "_s);
            if (!line.startsWith(u"| ") || cells.size() != 2)
                continue;
            auto matches = code.globalMatch(cells[1]);
            const bool isAnswered = matches.hasNext() || cells[1].startsWith(u"No: ")
                || cells[1].startsWith(u"ours") || cells[1].startsWith(u"---");
            QVERIFY2(isAnswered, qPrintable(line));
            while (matches.hasNext()) {
                const QString text = matches.next().captured(1);
                QTest::newRow(qPrintable(cells[0].mid(2) + u": " + text)) << text;
            }
        }
    }
    void everyTextInTheTableIsARule()
    {
        QFETCH(QString, text);
        const auto rule = parseRule(text);
        QVERIFY2(rule, rule ? "" : qPrintable(rule.error().toError().detail));
        QVERIFY(sentence(*rule).size() > 5);
    }
};

QTEST_GUILESS_MAIN(TestYardstick)
#include "tst_yardstick.moc"
