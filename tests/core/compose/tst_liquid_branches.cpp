// SPDX-License-Identifier: GPL-3.0-or-later
// Which ways a render took, and what they are called.
#include "core/compose/liquid/template.h"
#include "core/compose/liquid/value_json.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::compose::liquid;
using namespace Qt::Literals::StringLiterals;

namespace {

const Object &model()
{
    static const Object value
        = *objectFromJson(R"({"points":150,"city":"Leeds","list":[1,2,3],"none":[],"name":"","no":false})");
    return value;
}

const Partials &partials()
{
    static const Partials value{{"card", "{% if card > 1 %}big{% else %}small{% endif %}"}};
    return value;
}

Template parsed(const QString &text)
{
    ParseOptions options;
    options.partials = &partials();
    return Template::parse(text, options).value();
}

/// "0:2 1:1" for site 0 with outcome 1 and site 1 with outcome 0.
QString taken(const Template &given, bool traces = true)
{
    RenderOptions options;
    options.traceBranches = traces;
    RenderMemory memory;
    std::string out;
    if (!given.render(model(), options, memory, out))
        return u"failed"_s;
    QStringList parts;
    for (const auto &[site, outcomes] : memory.branches())
        parts << u"%1:%2"_s.arg(site).arg(outcomes);
    return parts.join(u' ');
}

QString name(BranchSite::Kind kind)
{
    static const QStringList names{u"if"_s, u"unless"_s, u"case"_s, u"for"_s, u"tablerow"_s, u"default"_s};
    return names.at(int(kind));
}

} // namespace

class TestLiquidBranches final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outcomesAreTraced_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const QString &text, const QString &expected) {
            QTest::newRow(qPrintable(text)) << text << expected;
        };
        row(u"{% if points > 100 %}a{% else %}b{% endif %}"_s, u"0:1"_s);
        row(u"{% if points > 200 %}a{% elsif points > 100 %}b{% endif %}"_s, u"0:2"_s);
        row(u"{% if points > 200 %}a{% elsif points > 190 %}b{% endif %}"_s, u"0:4"_s);
        row(u"{% unless no %}a{% endunless %}{% unless city %}b{% endunless %}"_s, u"0:1 1:2"_s);
        row(u"{% case city %}{% when 'York' %}a{% when 'Leeds', 'Bath' %}b{% else %}c{% endcase %}"_s,
            u"0:2"_s);
        row(u"{% case city %}{% when 'York' %}a{% endcase %}"_s, u"0:2"_s);
        row(u"{% for i in list %}{% if i == 2 %}a{% endif %}{% endfor %}"_s, u"0:1 1:3"_s);
        row(u"{% for i in none %}{% if i == 2 %}a{% endif %}{% else %}b{% endfor %}"_s, u"0:2"_s);
        row(u"{% tablerow i in list %}a{% endtablerow %}{% tablerow i in none %}a{% endtablerow %}"_s,
            u"0:1 1:2"_s);
        row(u"{{ name | default: 'you' }}{{ city | default: 'here' }}"_s, u"0:2 1:1"_s);
        row(u"{{ no | default: 1, allow_false: true }}{{ no | default: 1 }}"_s, u"0:1 1:2"_s);
        row(u"{% render 'card' for list %}"_s, u"0:3"_s);
        row(u"{% if no %}{% if city %}never asked{% endif %}{% endif %}"_s, u"0:2"_s);
        QString many = u"{% case points %}"_s;
        for (int i = 0; i < 40; ++i)
            many += u"{% when %1 %}x"_s.arg(i + 115);
        row(many + u"{% endcase %}"_s, u"0:2147483648"_s); // branch 35
    }
    void outcomesAreTraced()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const Template given = parsed(text);
        QCOMPARE(taken(given), expected);
        QCOMPARE(taken(given, false), QString());
    }

    void sitesAreDescribed()
    {
        const Template given = parsed(
            u"{% if points > 100 and city %}a{% elsif no %}b{% else %}c{% endif %}\n"
            "{% case city %}{% when 'York', 'Bath' %}a{% else %}c{% endcase %}\n"
            "Hello {{ name | upcase | default: 'you' }}{% for i in list limit: 2 %}x{% else %}y{% endfor %}"
            "{% liquid\nunless  no\necho 1\nendunless %}{% render 'card' %}"_s);
        QStringList lines;
        for (const BranchSite &site : given.branchSites()) {
            QStringList conditions;
            for (const std::string &condition : site.conditions)
                conditions << QString::fromStdString(condition);
            lines << u"%1 %2:%3 %4(%5) [%6]"_s.arg(name(site.kind))
                         .arg(site.position.line)
                         .arg(site.position.column)
                         .arg(QString::fromStdString(site.partial), QString::fromStdString(site.subject),
                             conditions.join(u" | "_s));
        }
        QCOMPARE(lines,
            (QStringList{u"if 1:1 () [points > 100 and city | no | else]"_s,
                u"case 2:1 (city) ['York', 'Bath' | else]"_s, u"default 3:26 (name | upcase) ['you']"_s,
                u"for 3:43 () [i in list limit: 2 | else]"_s, u"unless 4:1 () [no]"_s,
                u"if 1:1 card() [card > 1 | else]"_s}));
    }

    void memoryForgetsTheLastRender()
    {
        const Template first = parsed(u"{% if city %}a{% endif %}"_s);
        const Template second = parsed(u"plain"_s);
        RenderOptions options;
        options.traceBranches = true;
        RenderMemory memory;
        std::string out;
        QVERIFY(first.render(model(), options, memory, out));
        QCOMPARE(memory.branches(), (std::vector<BranchTaken>{{0, 1}}));
        QVERIFY(second.render(model(), options, memory, out));
        QVERIFY(memory.branches().empty());
        QVERIFY(first.render(model(), {}, memory, out));
        QVERIFY(memory.branches().empty());
    }
};

QTEST_GUILESS_MAIN(TestLiquidBranches)
#include "tst_liquid_branches.moc"
