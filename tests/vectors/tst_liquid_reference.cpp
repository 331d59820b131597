// SPDX-License-Identifier: GPL-3.0-or-later
// Our Liquid beside the reference implementation, case by case. The files in liquid/ say which version
// printed what is expected; world.json holds the values and partials that all of them use.
#include "core/compose/liquid/template.h"
#include "core/compose/liquid/value_json.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace haberdash;
using namespace haberdash::compose::liquid;
using namespace Qt::Literals::StringLiterals;

namespace {

Object readObject(const QString &name)
{
    QFile file(QDir(QStringLiteral(HABERDASH_LIQUID_VECTORS)).filePath(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return objectFromJson(file.readAll()).value_or(Object());
}

std::string textOf(const Object &object, std::string_view name)
{
    const Value *value = object.find(name);
    return value && value->text() ? std::string(*value->text()) : std::string();
}

const Object &world()
{
    static const Object read = readObject(u"world.json"_s);
    return read;
}

Partials partials()
{
    Partials found;
    for (const auto &[name, text] : world().find("partials")->object()->entries())
        found.emplace(name, *text.text());
    return found;
}

TemplateResult<std::string> rendered(const std::string &text)
{
    static const Partials known = partials();
    ParseOptions parsing;
    parsing.partials = &known;
    parsing.findsMistakesEarly = false;
    RenderOptions options;
    options.convertsDates = false;
    return Template::parse(std::string_view(text), parsing).and_then([&](const Template &parsed) {
        return parsed.render(*world().find("data")->object(), options);
    });
}

} // namespace

class TestLiquidReference final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(world().find("data") && world().find("partials")); }

    void printsWhatTheReferencePrints_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("expected");
        QTest::addColumn<bool>("isMistake");
        const QDir folder(QStringLiteral(HABERDASH_LIQUID_VECTORS));
        for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files)) {
            if (name == u"world.json"_s)
                continue;
            const Object file = readObject(name);
            const Value *cases = file.find("cases");
            QVERIFY2(cases && cases->array(), qPrintable(name));
            for (size_t i = 0; i < cases->array()->size(); ++i) {
                const Object &each = *(*cases->array())[i].object();
                const std::string text = textOf(each, "template");
                QTest::addRow("%s %zu: %s", qPrintable(name), i, text.c_str())
                    << text << textOf(each, "expected") << (each.find("error") != nullptr);
            }
        }
    }
    void printsWhatTheReferencePrints()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, expected);
        QFETCH(bool, isMistake);
        const auto out = rendered(text);
        QCOMPARE(
            out ? QString() : out.error().toString(), isMistake && !out ? out.error().toString() : u""_s);
        QCOMPARE(out.has_value(), !isMistake);
        if (isMistake)
            QVERIFY(!out.error().message.isEmpty() && out.error().line >= 1 && out.error().column >= 1);
        else
            QCOMPARE(QString::fromStdString(*out), QString::fromStdString(expected));
    }
};

QTEST_GUILESS_MAIN(TestLiquidReference)
#include "tst_liquid_reference.moc"
