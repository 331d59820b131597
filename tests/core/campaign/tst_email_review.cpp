// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/brand.h"
#include "core/campaign/email_review.h"
#include "core/campaign/rule_answers.h"
#include "core/compose/blocks/starting_designs.h"
#include "core/segment/rule_parser.h"
#include "core/segment/segment_repository.h"
#include "core/store/shared_block_repository.h"
#include "core/store/specimen.h"
#include "tests/support/temporary_workspace.h"

#include <QSet>
#include <QTest>

using namespace haberdash;
using namespace haberdash::campaign;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));
constexpr int people = 60;

class StopAtOnce final : public Progress
{
public:
    void report(qint64, qint64) override { }
    [[nodiscard]] bool isCancelled() const override { return true; }
};

} // namespace

class TestEmailReview final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;
    NoProgress m_progress;

    store::Connection &connection() { return m_shop->connection(); }
    [[nodiscard]] static std::vector<CustomerId> everybody()
    {
        std::vector<CustomerId> ids;
        for (int i = 1; i <= people; ++i)
            ids.emplace_back(i);
        return ids;
    }
    [[nodiscard]] static MakerSettings settings()
    {
        MakerSettings made;
        made.salt = u"preview"_s;
        made.asOf = now;
        return made;
    }
    compose::EmailDesign design(const QString &blocks, const QString &subject = u"A word from us"_s)
    {
        return {subject, {}, u"{\"haberdash\":1,\"blocks\":%1}"_s.arg(blocks), compose::BodyKind::Design};
    }
    Result<Coverage> coverage(const compose::EmailDesign &email)
    {
        return coverageOf(connection(), email, everybody(), settings(), m_progress);
    }
    QStringList findings(const compose::EmailDesign &email)
    {
        const auto review = reviewEmail(connection(), email, everybody(), settings(), m_progress);
        QStringList list;
        if (!review)
            return {review.error().detail};
        for (const auto &finding : review->findings) {
            list.append(compose::toWord(finding.severity) + u' ' + finding.check);
            if (finding.detail.isEmpty() || finding.fix.isEmpty())
                list.append(u"no words"_s);
        }
        list.removeDuplicates();
        return list;
    }

private Q_SLOTS:
    /// Number n: every third without a name, every second with one order of n euros.
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>("EUR", "Europe/Berlin");
        QString sql;
        for (int i = 1; i <= people; ++i) {
            sql += u"INSERT INTO customer (id, email, first_name, last_name) VALUES (%1, 'p%1@example.com', %2, %3);"_s
                       .arg(i)
                       .arg(
                           i % 3 == 0 ? u"NULL"_s : u"'Ann%1'"_s.arg(i), i % 3 == 0 ? u"NULL"_s : u"'Lee'"_s);
            if (i % 2 == 0)
                sql += u"INSERT INTO shop_order (source, external_id, name, customer_id, placed_at, "
                       u"currency, subtotal, discount, "
                       "shipping, tax, total, refunded) VALUES ('test', '%1', '#%1', %1, %2, 'EUR', %1, 0, 0, 0, %1, 0);"_s
                           .arg(i)
                           .arg(now.time_since_epoch().count() - 1000);
        }
        sql += u"UPDATE customer SET first_name = 'Александра' WHERE id = 7;"
               "UPDATE customer SET last_name = 'Lee-of-the-very-long-name-that-nobody-can-write-down' WHERE id = 8;"_s;
        QVERIFY2(connection().execute(sql).has_value(), "people");
        compose::BrandKit brand;
        brand.shopName = u"Shop"_s;
        brand.shopUrl = u"https://shop.example"_s;
        brand.postalAddress = u"Kai 1, Hamburg"_s;
        QVERIFY(writeBrand(connection(), brand));
    }

    void groupsAddUpToTheAudience()
    {
        const auto result = coverage(design(
            u"[{\"id\":\"b1\",\"kind\":\"text\",\"text\":\"Hello {{ customer.first_name | default: 'you' "
            u"}}\"},"
            "{\"id\":\"b2\",\"kind\":\"choice\",\"variants\":[{\"name\":\"Buyers\",\"rule\":\"count orders "
            ">= 1\",\"blocks\":"
            "[{\"id\":\"b3\",\"kind\":\"text\",\"text\":\"again\"}]}],\"otherwise\":[{\"id\":\"b4\",\"kind\":\"text\",\"text\":\"new\"}]}]"_s));
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().detail));
        QCOMPARE(result->audience, people);
        // With and without a name, with and without an order: 20, 20, 10, 10 of 60.
        QCOMPARE(result->groups.size(), 4);
        QList<qint64> counts;
        for (const auto &group : result->groups) {
            counts.append(group.customers);
            QVERIFY(!group.specimens.empty());
        }
        QCOMPARE(counts, QList<qint64>({20, 20, 10, 10}));
        QCOMPARE(result->failed, 0);
        QCOMPARE(result->sites.size(), 2);
        QCOMPARE(result->sites[1].kind, compose::DecisionSite::Kind::Rule);
        QCOMPARE(result->sites[0].block, u"b1"_s);
        QStringList words;
        for (const auto &taken : result->groups[0].decisions)
            words.append(compose::inWords(result->sites[taken.site], taken.ways));
        QCOMPARE(words, QStringList({u"customer.first_name is there"_s, u"not count orders >= 1"_s}));
    }

    void specimensOfDifferentGroupsReadDifferently()
    {
        const auto email = design(
            u"[{\"id\":\"b1\",\"kind\":\"text\",\"text\":\"{% if customer.orders_count > 0 %}A{% else %}B{% endif %}\"}]"_s);
        const auto result = coverage(email);
        QVERIFY(result);
        QCOMPARE(result->groups.size(), 2);
        auto maker = MessageMaker::create(connection(), {email}, settings());
        QVERIFY(maker);
        QStringList texts;
        for (const auto &group : result->groups) {
            for (const CustomerId specimen : group.specimens)
                texts.append(QString::fromStdString(maker->make(specimen, 0, now)->rendered.text)
                                 .section(u"Unsubscribe"_s, 0, 0));
        }
        QCOMPARE(texts.removeDuplicates(), 8); // two of ten are left: one for each group
    }

    void coverageCanBeStopped()
    {
        StopAtOnce stop;
        std::vector<CustomerId> many;
        for (int i = 0; i < 1000; ++i)
            many.emplace_back(i % people + 1);
        const auto result = coverageOf(connection(), design(u"[]"_s), many, settings(), stop);
        QVERIFY(!result);
        QCOMPARE(result.error().code, Error::Code::Cancelled);
    }

    void mailsThatCannotBeMadeAreCounted()
    {
        const auto result = coverage(design(
            u"[{\"id\":\"b1\",\"kind\":\"text\",\"text\":\"{% if customer.orders_count > 0 %}{% for i in (1..99999) %}{% for j in (1..99999) %}x{% endfor %}{% endfor %}{% endif %}\"}]"_s));
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().detail));
        QCOMPARE(result->failed, people / 2);
        QCOMPARE(result->groups.size(), 1);
        QCOMPARE(result->groups[0].customers + result->failed, people);
        QVERIFY(result->firstFailure && result->firstFailure->detail.contains(u"b1"_s));
    }

    void manyAreAnsweredAsOneByOne()
    {
        const QStringList texts{u"count orders >= 1"_s, u"sum orders.total >= 10"_s, u"segment \"Some\""_s,
            u"none(count orders >= 1)"_s};
        QVERIFY(segment::saveSegment(
            connection(), u"Some"_s, {}, segment::parseRule(u"sum orders.total < 30"_s).value(), now));
        const segment::Context context{now, QTimeZone("Europe/Berlin"), *CurrencyCode::fromString(u"EUR")};
        auto many = RuleAnswers::create(connection(), texts, context);
        QVERIFY2(many.has_value(), many ? "" : qPrintable(many.error().detail));
        for (int i = 1; i <= people; ++i) {
            auto alone = RuleAnswers::create(connection(), texts, context);
            const auto one = alone->of(CustomerId(i));
            const auto all = many->of(CustomerId(i));
            QVERIFY2(one && all, qPrintable(one ? all.error().detail : one.error().detail));
            QCOMPARE(*all, *one);
        }
        QVERIFY(!RuleAnswers::create(connection(), {u"count nothing ="_s}, context));
        auto unknown = RuleAnswers::create(connection(), {u"segment \"Nowhere\""_s}, context);
        QVERIFY(unknown);
        QCOMPARE(unknown->of(CustomerId(1)).error().code, Error::Code::NotFound);
    }

    void checksFindWhatTheyLookFor_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("finding");
        const QString fine = u"A word from us"_s;
        const auto body = [&](const char *name, const QString &text, const QString &finding) {
            QTest::newRow(name) << fine << text << finding;
        };
        QTest::newRow("nothing") << fine << u"Hello"_s << QString();
        body("missing for some", u"Hello {{ customer.first_name }}"_s, u"warning values.missing"_s);
        body("missing for all", u"Hello {{ customer.shoe_size }}"_s, u"error values.missing"_s);
        body("asked for first", u"{% if customer.first_name %}{{ customer.first_name }}{% endif %}"_s,
            QString());
        body("fall-back", u"Hello {{ customer.first_name | default: 'you' }}"_s, QString());
        body("no address", u"[a](foo)"_s, u"error links.address"_s);
        body("empty link", u"<a href=\"\">a</a>"_s, u"error links.empty"_s);
        body("script", u"<a href=\"javascript:x()\">a</a>"_s, u"error links.script"_s);
        body("plain http", u"[a](http://shop.example/?utm_source=a)"_s, u"warning links.insecure"_s);
        body("shortener", u"[a](https://bit.ly/x)"_s, u"warning links.shortener"_s);
        body("misleading", u"<a href=\"https://other.example/\">https://shop.example/</a>"_s,
            u"error links.misleading"_s);
        body("many places",
            u"[a](https://a.example) [b](https://b.example) [c](https://c.example) [d](https://d.example) [e](https://e.example) [f](https://f.example)"_s,
            u"warning links.domains"_s);
        body("no utm", u"[a](https://shop.example/x)"_s, u"note links.utm"_s);
        body("picture without words", u"<img src=\"https://shop.example/a.png\">"_s,
            u"warning pictures.alt"_s);
        body("picture inside", u"<img alt=\"x\" src=\"data:image/png;base64,AAAA\">"_s,
            u"error pictures.inside"_s);
        body("only pictures", u"<img alt=\"x\" src=\"https://shop.example/a.png\">"_s,
            u"warning pictures.only"_s);
        body("form", u"<form><input></form>"_s, u"warning html.element"_s);
        body("large", QString(90'000, u'x'), u"warning size.near"_s);
        body("too large", QString(110'000, u'x'), u"error size.clipped"_s);
        body("watched", u"We noticed that you have been looking at hats."_s, u"warning comfort.watching"_s);
        body("exact time", u"You were here on Monday at 14:32."_s, u"warning comfort.exact-time"_s);
        body("sensitive", u"Everything for your pregnancy"_s, u"warning comfort.sensitive"_s);
        body("where they live", u"As you live here: {{ customer.city | default: 'x' }}"_s,
            u"note comfort.location"_s);
        body("one view", u"Still thinking of {{ product.title | default: 'it' }}?"_s,
            u"warning comfort.one-view"_s);
        QTest::newRow("empty subject") << QString() << u"a"_s << u"error subject.empty"_s;
        QTest::newRow("long subject") << QString(70, u'a') << u"a"_s << u"warning subject.long"_s;
        QTest::newRow("capitals") << u"EVERYTHING MUST GO"_s << u"a"_s << u"warning subject.shouting"_s;
        QTest::newRow("exclamation") << u"Now!! Today"_s << u"a"_s << u"warning subject.shouting"_s;
        QTest::newRow("pretended") << u"Re: your order"_s << u"a"_s << u"warning subject.pretended"_s;
        QTest::newRow("Japanese") << u"春の新しいコレクション"_s << u"a"_s << QString();
    }
    void checksFindWhatTheyLookFor()
    {
        QFETCH(QString, subject);
        QFETCH(QString, text);
        QFETCH(QString, finding);
        compose::Document document;
        compose::Block block;
        block.id = u"b1"_s;
        block.content = compose::TextBlock{text};
        document.blocks.push_back(block);
        const QStringList found
            = findings({subject, {}, compose::toText(document), compose::BodyKind::Design});
        if (finding.isEmpty())
            QCOMPARE(found, QStringList());
        else
            QVERIFY2(found.contains(finding), qPrintable(found.join(u", "_s)));
    }

    void coloursThatCannotBeReadAreFound()
    {
        QCOMPARE(
            findings(design(
                u"[{\"id\":\"b1\",\"kind\":\"text\",\"text\":\"a\",\"style\":{\"background\":\"accent\",\"textColour\":\"accent-text\"}}]"_s)),
            QStringList());
        QCOMPARE(
            findings(design(
                u"[{\"id\":\"b1\",\"kind\":\"text\",\"text\":\"a\",\"style\":{\"background\":\"#777777\",\"textColour\":\"#888888\"}}]"_s)),
            QStringList({u"warning contrast.low"_s}));
    }

    void aPageWithoutAWayOutMayNotBeSent()
    {
        compose::EmailDesign page{u"A word from us"_s, {},
            u"<html><body><a href=\"{{ unsubscribe_url }}\">out</a> hello</body></html>"_s,
            compose::BodyKind::Html};
        QVERIFY(findings(page).contains(u"error footer.address"_s));
        page.body = u"<html><body>{{ unsubscribe_url | slice: 0, 0 }}hello</body></html>"_s;
        QCOMPARE(findings(page).filter(u"mail.failed"_s), QStringList{u"error mail.failed"_s});
        const auto review = reviewEmail(connection(), page, everybody(), settings(), m_progress);
        QVERIFY(review && !review->mayBeSent());
        // A page that says nothing of it gets the brand's footer.
        QCOMPARE(findings({u"A word from us"_s, {}, u"<html><body>hello</body></html>"_s,
                     compose::BodyKind::Html}),
            QStringList());
    }

    void startingDesignsAreWelcome()
    {
        QStringList errors;
        for (const auto &start : compose::startingDesigns()) {
            const auto review = reviewEmail(connection(),
                {start.subject, start.preheader, compose::toText(start.document), compose::BodyKind::Design},
                everybody(), settings(), m_progress);
            QVERIFY2(review.has_value(), review ? "" : qPrintable(start.name + review.error().detail));
            for (const auto &finding : review->findings) {
                if (finding.severity != compose::Finding::Severity::Note)
                    errors.append(start.name + u": "_s + finding.check + u' ' + finding.detail);
            }
            qint64 sum = review->coverage.failed;
            for (const auto &group : review->coverage.groups)
                sum += group.customers;
            QCOMPARE(sum, people);
        }
        QVERIFY2(errors.isEmpty(), qPrintable(errors.join(u'\n')));
    }

    void specimensAreWhoTheyShouldBe()
    {
        using store::Specimen;
        const auto find = [this](Specimen kind) {
            const auto found = store::specimen(connection(), kind, now);
            return found && *found ? (*found)->value() : -1;
        };
        QCOMPARE(find(Specimen::Richest), people);
        QCOMPARE(find(Specimen::Typical), 32); // the 16th of 30 buyers: 2, 4, ... 60
        QCOMPARE(find(Specimen::LongestName), 8);
        QCOMPARE(find(Specimen::OtherScript), 7);
        QCOMPARE(find(Specimen::NoName) % 3, 0);
        QCOMPARE(find(Specimen::NoOrders) % 2, 1);
        QCOMPARE(store::anyCustomer(connection(), 59)->value().value(), 59);
        QCOMPARE(store::anyCustomer(connection(), 61)->value().value(), 1);
        QSet<qint64> met;
        for (quint64 random = 0; random < 200; ++random)
            met.insert(store::anyCustomer(connection(), random * 7919)->value().value());
        QVERIFY(met.size() > people / 2);
        TemporaryWorkspace empty;
        for (const Specimen kind : {Specimen::Typical, Specimen::Richest, Specimen::NoOrders,
                 Specimen::LongestName, Specimen::NoName, Specimen::OtherScript})
            QVERIFY(!store::specimen(empty.connection(), kind, now).value());
        QVERIFY(!store::anyCustomer(empty.connection(), 5).value());
    }

    void sharedBlocksSayWhereTheyAreUsed()
    {
        const auto keep = [this](const QString &name, const QString &blocks) {
            QVERIFY(store::saveSharedBlock(connection(), {name, blocks}, now));
        };
        keep(u"Hello"_s, u"[{\"id\":\"x\",\"kind\":\"text\",\"text\":\"shared words\"}]"_s);
        keep(u"Outer"_s, u"[{\"id\":\"x\",\"kind\":\"shared\",\"name\":\"Hello\"}]"_s);
        const auto save = [this](const QString &name, const QString &shared) {
            store::SavedEmail email;
            email.name = name;
            email.kind = u"design"_s;
            email.body
                = u"{\"haberdash\":1,\"blocks\":[{\"id\":\"b1\",\"kind\":\"shared\",\"name\":\"%1\"}]}"_s.arg(
                    shared);
            QVERIFY(store::saveEmail(connection(), email, now));
        };
        save(u"A"_s, u"Hello"_s);
        save(u"B"_s, u"Outer"_s);
        QCOMPARE(usedIn(connection(), u"hello"_s).value(), QStringList({u"A"_s, u"B"_s}));
        QCOMPARE(usedIn(connection(), u"Outer"_s).value(), QStringList({u"B"_s}));
        QCOMPARE(usedIn(connection(), u"Nowhere"_s).value(), QStringList());
        store::Campaign campaign;
        campaign.variants.append(
            {u"B"_s, 1, {}, u"Hi"_s, {}, store::emailByName(connection(), u"B"_s)->body, u"design"_s});
        const auto inlined = withSharedInlined(campaign, readSharedBlocks(connection()).value());
        QVERIFY(inlined);
        QVERIFY(inlined->variants[0].body.contains(u"shared words"_s));
        keep(u"Hello"_s, u"[{\"id\":\"x\",\"kind\":\"text\",\"text\":\"other words\"}]"_s);
        QVERIFY(inlined->variants[0].body.contains(u"shared words"_s));
        QVERIFY(store::deleteSharedBlock(connection(), u"Hello"_s));
        QCOMPARE(store::deleteSharedBlock(connection(), u"Hello"_s).error().code, Error::Code::NotFound);
        QCOMPARE(withSharedInlined(campaign, readSharedBlocks(connection()).value()).error().code,
            Error::Code::NotFound);
    }

    void couponsArePromisedOnlyWhereThereAreEnough()
    {
        const auto email = design(
            u"[{\"id\":\"b1\",\"kind\":\"coupon\",\"set\":\"Spring\",\"heading\":\"For you\",\"note\":\"Until {{ coupon.expires_on }}\"}]"_s);
        const auto unknown = MessageMaker::create(connection(), {email}, settings());
        QVERIFY(!unknown);
        QVERIFY(unknown.error().detail.contains(u"Spring"_s));
        store::CouponSet set;
        set.name = u"Spring"_s;
        set.value = 100;
        set.daysValid = 7;
        QVERIFY(coupon::createSet(connection(), set, now));
        // A preview shows what looks like a code, and nobody is given one.
        auto preview = MessageMaker::create(connection(), {email}, settings());
        QVERIFY2(preview.has_value(), preview ? "" : qPrintable(preview.error().detail));
        QVERIFY(QString::fromStdString(preview->make(CustomerId(1), 0, now)->rendered.text)
                    .contains(u"July 7, 2026"_s));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM coupon_code"_s), 0);
        // For real everybody has a code of their own, and keeps it.
        auto real = settings();
        real.occasion = u"campaign:1"_s;
        auto maker = MessageMaker::create(connection(), {email}, real);
        QVERIFY(maker);
        QStringList texts;
        for (int i = 1; i <= 10; ++i)
            texts.append(QString::fromStdString(maker->make(CustomerId(i), 0, now)->rendered.text)
                             .section(u"Until"_s, 0, 0));
        QCOMPARE(texts.removeDuplicates(), 0);
        const QString again = QString::fromStdString(maker->make(CustomerId(3), 0, now)->rendered.text);
        QVERIFY(again.startsWith(texts[2]));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM coupon_code"_s), 10);
        // A pool that is too small stops the mail before anybody is promised anything.
        store::CouponSet pool;
        pool.name = u"Few"_s;
        pool.source = store::CouponSet::Source::Pool;
        pool.value = 100;
        QVERIFY(coupon::createSet(connection(), pool, now));
        const QStringList found
            = findings(design(u"[{\"id\":\"b1\",\"kind\":\"coupon\",\"set\":\"Few\"}]"_s));
        QVERIFY2(found.contains(u"error coupons.short"_s), qPrintable(found.join(u", "_s)));
    }

    void bannersAreDrawnForEverybodyAndSentAlong()
    {
        const auto email = design(
            u"[{\"id\":\"b1\",\"kind\":\"banner\",\"layout\":\"words_only\",\"headline\":\"For {{ customer.first_name | default: 'you' }}\",\"offer\":\"20 % off\"}]"_s);
        auto maker = MessageMaker::create(connection(), {email}, settings());
        QVERIFY2(maker.has_value(), maker ? "" : qPrintable(maker.error().detail));
        const auto first = maker->make(CustomerId(1), 0, now);
        QVERIFY2(first.has_value(), first ? "" : qPrintable(first.error().detail));
        QCOMPARE(first->images.size(), 1);
        const std::string id = first->images[0].contentId;
        QVERIFY(first->rendered.html.find("src=\"cid:" + id + '"') != std::string::npos);
        QVERIFY(first->rendered.text.find("For Ann1. 20 % off") != std::string::npos);
        QVERIFY(first->images[0].bytes.size() <= size_t(banner::largestBannerBytes));
        QVERIFY(maker->make(CustomerId(2), 0, now)->images[0].contentId != id);
        QCOMPARE(maker->make(CustomerId(1), 0, now)->images[0].bytes, first->images[0].bytes);
        const auto wrong = design(
            u"[{\"id\":\"b1\",\"kind\":\"banner\",\"layout\":\"upside_down\",\"headline\":\"x\"}]"_s);
        auto refused = MessageMaker::create(connection(), {wrong}, settings());
        QVERIFY(refused);
        QVERIFY(refused->make(CustomerId(1), 0, now).error().detail.contains(u"upside_down"_s));
    }
};

QTEST_MAIN(TestEmailReview) // banners are drawn
#include "tst_email_review.moc"
