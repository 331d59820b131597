// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/designs.h"
#include "core/campaign/segment_uses.h"
#include "core/segment/rule_parser.h"
#include "core/store/shared_block_repository.h"
#include "core/store/transaction.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::campaign;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));

segment::Rule ruleFrom(QStringView text)
{
    return segment::parseRule(text).value_or(segment::Rule());
}

/// A text for people by one rule, and a choice with a variant by another.
QString blocks(const QString &rule, const QString &variantRule)
{
    const auto quoted = [](QString text) { return text.replace(u'"', u"\\\""_s); };
    return uR"([{"id":"b1","kind":"text","text":"Hello","rule":"%1"},{"id":"b2","kind":"choice","variants":[{"name":"A","rule":"%2","blocks":[{"id":"b3","kind":"text","text":"A"}]}]}])"_s
        .arg(quoted(rule), quoted(variantRule));
}

QString document(const QString &rule, const QString &variantRule)
{
    return u"{\"haberdash\":1,\"blocks\":%1}"_s.arg(blocks(rule, variantRule));
}

} // namespace

class TestSegmentUses final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    store::Connection &connection() { return m_shop->connection(); }
    [[nodiscard]] QStringList rulesOf(const QString &body)
    {
        QStringList rules;
        const auto read = compose::documentFromText(body);
        if (!read)
            return {read.error().detail};
        compose::forEachBlock(read->blocks, [&rules](const compose::Block &block) {
            if (!block.rule.isEmpty())
                rules.append(block.rule);
            if (const auto *choice = std::get_if<compose::ChoiceBlock>(&block.content))
                rules.append(choice->variants.front().rule);
        });
        return rules;
    }
    [[nodiscard]] store::CampaignVariant variantOf(const store::SavedEmail &email) const
    {
        store::CampaignVariant variant;
        variant.name = u"A"_s;
        variant.subject = email.subject;
        variant.body = email.body;
        variant.kind = email.kind;
        return variant;
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>("EUR", "Europe/Berlin");
        QVERIFY(segment::saveSegment(connection(), u"VIP"_s, {}, ruleFrom(u"count orders >= 5"), now));
        QVERIFY(segment::saveSegment(
            connection(), u"German"_s, {}, ruleFrom(u"country is \"DE\" and segment \"VIP\""), now));
        store::SavedEmail email;
        email.name = u"Welcome"_s;
        email.subject = u"Hello"_s;
        email.kind = u"design"_s;
        email.body = document(u"segment \"vip\""_s, u"segment \"German\" or segment \"VIP\" 30 days ago"_s);
        const auto id = store::saveEmail(connection(), email, now);
        QVERIFY(id);
        email.id = *id;
        QVERIFY(store::keepDraft(connection(), email, now));
        QVERIFY(store::saveSharedBlock(
            connection(), {u"Head"_s, blocks(u"segment \"VIP\""_s, u"mailable"_s)}, now));
        store::Campaign campaign;
        campaign.name = u"Spring"_s;
        campaign.rule = u"segment \"VIP\""_s;
        campaign.salt = u"a"_s;
        campaign.variants = {variantOf(email)};
        QVERIFY(store::addCampaign(connection(), campaign, now));
        campaign.name = u"Winter"_s;
        const auto approved = store::addCampaign(connection(), campaign, now);
        QVERIFY(approved);
        QVERIFY(store::setApproval(connection(), *approved, u"digest"_s, u"Test"_s, now));
    }

    void aNewNameReachesEverythingThatWasNotApproved()
    {
        const auto done = campaign::renameSegment(connection(), u"VIP"_s, u" Best customers "_s, now);
        QVERIFY2(done, qPrintable(done ? QString() : done.error().detail));
        const QStringList renamed{u"all(segment \"Best customers\")"_s,
            u"any(\n  segment \"German\",\n  segment \"Best customers\" 30 days ago\n)"_s};
        const auto email = store::emailByName(connection(), u"Welcome"_s);
        QVERIFY(email);
        QCOMPARE(rulesOf(email->body), renamed);
        QCOMPARE(rulesOf(store::versionsOf(connection(), email->id)->front().email.body), renamed);
        QCOMPARE(rulesOf(store::draftOf(connection(), email->id)->value().email.body), renamed);
        const auto shared = readSharedBlocks(connection());
        QVERIFY(shared);
        QCOMPARE(shared->value(u"Head"_s).front().rule, renamed.front());
        const auto spring = store::campaignByName(connection(), u"Spring"_s);
        QCOMPARE(spring->rule, renamed.front());
        QCOMPARE(rulesOf(spring->variants.front().body), renamed);
        const auto winter = store::campaignByName(connection(), u"Winter"_s);
        QCOMPARE(winter->rule, u"segment \"VIP\""_s);
        QCOMPARE(rulesOf(winter->variants.front().body).front(), u"segment \"vip\""_s);
        QCOMPARE(segment::references(segment::segmentByName(connection(), u"German"_s)->rule.root),
            QStringList{u"Best customers"_s});
    }

    void aNameThatIsTakenChangesNothing()
    {
        const auto done = campaign::renameSegment(connection(), u"VIP"_s, u"german"_s, now);
        QVERIFY(!done);
        QCOMPARE(done.error().code, Error::Code::Refused);
        QCOMPARE(rulesOf(store::emailByName(connection(), u"Welcome"_s)->body).front(), u"segment \"vip\""_s);
        QVERIFY(segment::segmentByName(connection(), u"VIP"_s));
        QCOMPARE(campaign::renameSegment(connection(), u"None"_s, u"Some"_s, now).error().code,
            Error::Code::NotFound);
    }

    void aSegmentThatIsUsedStays()
    {
        const auto uses = usesOf(connection(), u"VIP"_s);
        QVERIFY(uses);
        QCOMPARE(*uses,
            (QStringList{
                u"the email “Welcome”"_s, u"the shared block “Head”"_s, u"the campaign “Spring”"_s}));
        const auto kept = campaign::deleteSegment(connection(), u"German"_s);
        QVERIFY(!kept);
        QCOMPARE(kept.error().code, Error::Code::Refused);
        QVERIFY2(kept.error().detail.contains(u"the email “Welcome”"_s), qPrintable(kept.error().detail));
        QVERIFY(segment::saveSegment(connection(), u"Free"_s, {}, ruleFrom(u"mailable"), now));
        QVERIFY(campaign::deleteSegment(connection(), u"Free"_s));
    }

    void aBodyThatCannotBeReadIsLeftAlone()
    {
        QVERIFY(connection().execute(u"UPDATE email SET body = '{ no document'"_s));
        QVERIFY(campaign::renameSegment(connection(), u"VIP"_s, u"Best"_s, now));
        QCOMPARE(store::emailByName(connection(), u"Welcome"_s)->body, u"{ no document"_s);
    }

    void approvalFixesWhatSegmentsMean()
    {
        const auto spring = store::campaignByName(connection(), u"Spring"_s);
        const auto whole = withSegmentsInlined(connection(), *spring);
        QVERIFY(whole);
        const QStringList rules = rulesOf(whole->variants.front().body);
        QCOMPARE(rules.front(), u"all(\n  all(count orders >= 5)\n)"_s);
        QVERIFY2(rules.last().contains(u"country is \"DE\""_s), qPrintable(rules.last()));
        QVERIFY2(rules.last().contains(u"segment \"VIP\" 30 days ago"_s), qPrintable(rules.last()));
        QVERIFY2(!rules.last().contains(u"\"German\""_s), qPrintable(rules.last()));
        auto lost = *spring;
        lost.variants.front().body = document(u"segment \"Nobody\""_s, u"mailable"_s);
        const auto refused = withSegmentsInlined(connection(), lost);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Error::Code::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestSegmentUses)
#include "tst_segment_uses.moc"
