// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/machine_rules.h"

#include <QSet>
#include <QTest>

using namespace haberdash;
using namespace haberdash::sending;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using deliver::EventKind;

Q_DECLARE_METATYPE(haberdash::sending::Visit)

namespace {

constexpr auto delivered = Timestamp(1'795'867'200'000ms);
/// A person who reads an hour later, in a browser of 2026.
const QString browser
    = u"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"_s;

Visit person(EventKind kind)
{
    Visit visit;
    visit.kind = kind;
    visit.at = delivered + 1h;
    visit.userAgent = browser;
    visit.deliveredAt = delivered;
    return visit;
}

} // namespace

class TestMachineRules final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachRuleHasItsCases_data()
    {
        QTest::addColumn<Visit>("visit");
        QTest::addColumn<QString>("rule"); // empty: a person
        const auto row = [](const char *name, Visit visit, const QString &rule) {
            QTest::newRow(name) << visit << rule;
        };
        const auto with = [](EventKind kind, auto change) {
            Visit visit = person(kind);
            change(visit);
            return visit;
        };
        const auto agent = [&](EventKind kind, const QString &text) {
            return with(kind, [&](Visit &visit) { visit.userAgent = text; });
        };
        const auto after = [&](EventKind kind, std::chrono::milliseconds time) {
            return with(kind, [&](Visit &visit) { visit.at = delivered + time; });
        };
        constexpr auto open = EventKind::Open;
        constexpr auto click = EventKind::Click;
        row("a person opens", person(open), {});
        row("a person clicks", person(click), {});
        row("nothing is known", Visit{}, {});

        row("the service says so", with(open, [](Visit &visit) { visit.isSaidToBeMachine = true; }),
            u"service-says-so"_s);
        row("the service says so of a click",
            with(click, [](Visit &visit) { visit.isSaidToBeMachine = true; }), u"service-says-so"_s);

        row("Apple's proxy", agent(open, u"Mozilla/5.0"_s), u"apple-privacy-proxy"_s);
        row("Apple's proxy does not click", agent(click, u"Mozilla/5.0"_s), {});
        row("a browser that only begins so", agent(open, u"Mozilla/5.0 (Macintosh)"_s), {});
        row("Gmail's proxy asks when somebody looks",
            agent(open,
                u"Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)"_s),
            {});
        row("Gmail's proxy, at once",
            with(open,
                [](Visit &visit) {
                    visit.userAgent = u"Mozilla/5.0 (via ggpht.com GoogleImageProxy)"_s;
                    visit.at = delivered + 1s;
                }),
            u"moments-after-delivery"_s);

        row("a scanner by name", agent(click, u"Mozilla/5.0 (compatible; Barracuda Sentinel)"_s),
            u"link-scanner"_s);
        row("a robot that says where to read about it", agent(click, u"Some/1.0 (+https://robot.example)"_s),
            u"link-scanner"_s);
        row("a preview in a chat", agent(click, u"Mozilla/5.0 SkypeUriPreview Preview/0.5"_s),
            u"link-scanner"_s);
        row("a telephone called Cubot",
            agent(click, u"Mozilla/5.0 (Linux; Android 13; CUBOT_X70) Chrome/120 Mobile"_s), {});

        row("a script", agent(click, u"python-requests/2.31.0"_s), u"program-client"_s);
        row("a browser without a window",
            agent(click, u"Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/120.0"_s), u"program-client"_s);
        row("Java alone", agent(click, u"Java/17.0.2"_s), u"program-client"_s);
        row("a telephone that has Java", agent(click, u"Nokia6300/2.0 Profile/MIDP-2.0 Java/1"_s), {});

        row("before it was there", after(open, -1ms), u"before-delivery"_s);
        row("before, by hours", after(click, -3h), u"before-delivery"_s);
        row("at once", after(open, 0ms), u"moments-after-delivery"_s);
        row("faster than people", after(click, 2999ms), u"moments-after-delivery"_s);
        row("as fast as people", after(click, 3s), {});
        row("nobody knows when it came",
            with(open,
                [](Visit &visit) {
                    visit.at = delivered;
                    visit.deliveredAt.reset();
                }),
            {});

        row("three links in a second", with(click, [](Visit &visit) { visit.linksAtOnce = 3; }),
            u"many-links-at-once"_s);
        row("two links in a second", with(click, [](Visit &visit) { visit.linksAtOnce = 2; }), {});
        row("opened in a second with three clicks", with(open, [](Visit &visit) { visit.linksAtOnce = 3; }),
            {});

        row("only the way out, unread", with(click, [](Visit &visit) { visit.isUnsubscribeLink = true; }),
            u"unsubscribe-link-unread"_s);
        row("the way out, after reading",
            with(click,
                [](Visit &visit) {
                    visit.isUnsubscribeLink = true;
                    visit.wasReadBefore = true;
                }),
            {});

        row("a bounce is nobody's doing",
            with(EventKind::HardBounce, [](Visit &visit) { visit.isSaidToBeMachine = true; }), {});
    }

    void eachRuleHasItsCases()
    {
        QFETCH(const Visit, visit);
        QFETCH(const QString, rule);
        const MachineRule *found = machineRuleFor(visit);
        QCOMPARE(found ? QString::fromLatin1(found->name) : QString(), rule);
    }

    void namesAreDifferentAndHaveWords()
    {
        QSet<QString> names;
        for (const MachineRule &rule : machineRules()) {
            const QString name = QString::fromLatin1(rule.name);
            names.insert(name);
            QVERIFY2(machineRuleInWords(name).endsWith(u'.'), rule.name);
        }
        QCOMPARE(names.size(), qsizetype(machineRules().size()));
        QCOMPARE(machineRuleInWords(u"gmail-image-proxy"_s), QString());
    }
};

QTEST_GUILESS_MAIN(TestMachineRules)
#include "tst_machine_rules.moc"
