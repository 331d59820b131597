// SPDX-License-Identifier: GPL-3.0-or-later
// Held against what the reference implementation printed: tests/data/liquid/reference.json says which.
#include "core/compose/liquid/template.h"
#include "core/compose/liquid/value_json.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace haberdash;
using namespace haberdash::compose::liquid;
using namespace Qt::Literals::StringLiterals;

class TestLiquidReference final : public QObject
{
    Q_OBJECT

    static QByteArray read(const char *name)
    {
        QFile file(QFINDTESTDATA("../../data/liquid/values.json").section(u'/', 0, -2) + u'/'
            + QString::fromLatin1(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void templatesDoAsInTheReference()
    {
        const auto values = objectFromJson(read("values.json"));
        QVERIFY2(values.has_value(), values ? "" : qPrintable(values.error().detail));
        const QJsonObject reference = QJsonDocument::fromJson(read("reference.json")).object();
        Partials partials;
        const QJsonObject pieces = reference[u"partials"_s].toObject();
        for (auto it = pieces.begin(); it != pieces.end(); ++it)
            partials.emplace(it.key().toStdString(), it.value().toString().toStdString());
        QStringList wrong;
        const QJsonArray cases = reference[u"cases"_s].toArray();
        QVERIFY(cases.size() > 1000);
        for (const auto &value : cases) {
            const QJsonObject each = value.toObject();
            ParseOptions options;
            options.partials = &partials;
            const std::string text = each[u"template"_s].toString().toStdString();
            const auto parsed = Template::parse(std::string_view(text), options);
            const auto result = parsed ? parsed->render(*values) : tl::unexpected(parsed.error());
            const bool isRefused = each[u"error"_s].toBool();
            if (result.has_value() == isRefused
                || (result && QString::fromStdString(*result) != each[u"result"_s].toString()))
                wrong.append(u"%1\n  reference: %2\n  here: %3"_s.arg(each[u"template"_s].toString(),
                    isRefused ? u"(refused)"_s : each[u"result"_s].toString(),
                    result ? QString::fromStdString(*result) : result.error().toString()));
            if (!result)
                QVERIFY(result.error().line > 0 && result.error().column > 0
                    && !result.error().message.isEmpty());
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestLiquidReference)
#include "tst_liquid_reference.moc"
