// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/arm_differences.h"

#include "core/campaign/brand.h"
#include "core/campaign/designs.h"
#include "core/compose/email.h"

#include <algorithm>
#include <array>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    QString word;
    QString phrase;
};
const std::array<Words, 6> aspectWords{{
    {u"subject"_s, u"the subject"_s},
    {u"preheader"_s, u"the line beside the subject"_s},
    {u"sender"_s, u"who it is from"_s},
    {u"content"_s, u"the content"_s},
    {u"offer"_s, u"the offer"_s},
    {u"personalisation"_s, u"whether it is personal"_s},
}};

/// What a variable begins with that stands for something of one person.
constexpr std::array<std::string_view, 7> personalRoots{
    "customer", "order", "cart", "product", "viewed", "loyalty", "recommendations"};

/// An email as far as comparing needs it.
struct Arm
{
    QString content; ///< the body without the names of coupon sets
    QStringList couponSets;
    bool isPersonal = false;
};

bool isOfOnePerson(const std::string &path)
{
    const std::string root = path.substr(0, path.find('.'));
    return path != "customer.email"
        && std::find(personalRoots.begin(), personalRoots.end(), root) != personalRoots.end();
}

Arm readArm(const store::CampaignVariant &variant, const compose::EmailDesign &design,
    const compose::BrandKit &brand, const compose::SharedBlocks &shared)
{
    Arm arm{variant.kind + u'\n' + variant.body, {}, false};
    const auto compiled = compose::CompiledEmail::compile(design, brand, {}, shared);
    if (!compiled)
        return arm;
    arm.couponSets = compiled->needs().couponSets;
    arm.couponSets.sort();
    for (const QString &set : std::as_const(arm.couponSets))
        arm.content.replace(u'"' + set + u'"', u"\"\""_s);
    const auto variables = compiled->variables();
    const bool writes = std::any_of(variables.begin(), variables.end(),
        [](const auto &use) { return !use.isLocal && isOfOnePerson(use.path); });
    arm.isPersonal = !variant.isGeneric && (writes || !compiled->needs().rules.isEmpty());
    return arm;
}

} // namespace

QString toWord(ArmAspect aspect)
{
    return aspectWords[size_t(aspect)].word;
}

QString inWords(ArmAspect aspect)
{
    return aspectWords[size_t(aspect)].phrase;
}

Result<std::vector<ArmDifference>> compareArms(store::Connection &connection, const store::Campaign &campaign)
{
    if (campaign.variants.size() < 2)
        return std::vector<ArmDifference>();
    HABERDASH_TRY_ASSIGN(brand, readBrand(connection));
    HABERDASH_TRY_ASSIGN(shared, readSharedBlocks(connection));
    const auto designs = designsOf(campaign);
    std::vector<Arm> arms;
    arms.reserve(size_t(campaign.variants.size()));
    for (int i = 0; i < campaign.variants.size(); ++i)
        arms.push_back(readArm(campaign.variants[i], designs[i], brand, shared));
    const auto &first = campaign.variants.front();
    std::vector<ArmDifference> differences;
    for (int i = 1; i < campaign.variants.size(); ++i) {
        const auto &other = campaign.variants[i];
        ArmDifference difference{first.name, other.name, {}};
        const auto note = [&difference](bool differs, ArmAspect aspect) {
            if (differs)
                difference.aspects.append(aspect);
        };
        const bool isPersonalChange = arms.front().isPersonal != arms[size_t(i)].isPersonal;
        note(first.subject != other.subject, ArmAspect::Subject);
        note(first.preheader != other.preheader, ArmAspect::Preheader);
        note(first.fromName != other.fromName, ArmAspect::Sender);
        note(!isPersonalChange && arms.front().content != arms[size_t(i)].content, ArmAspect::Content);
        note(arms.front().couponSets != arms[size_t(i)].couponSets, ArmAspect::Offer);
        note(isPersonalChange, ArmAspect::Personalisation);
        differences.push_back(std::move(difference));
    }
    return differences;
}

QString sentenceFor(const ArmDifference &difference)
{
    const QString names = u"“%1” and “%2”"_s.arg(difference.first, difference.other);
    if (difference.aspects.isEmpty())
        return names + u" are the same: whatever comes out is chance."_s;
    QStringList phrases;
    for (const ArmAspect aspect : difference.aspects)
        phrases.append(inWords(aspect));
    if (phrases.size() == 1)
        return names + u" differ in %1 only: what comes out is due to that."_s.arg(phrases.front());
    const QString last = phrases.takeLast();
    return names
        + u" differ in %1 and in %2: you will not know which of them did it."_s.arg(
            phrases.join(u", in "_s), last);
}

std::vector<compose::Finding> findingsOn(const ArmDifference &difference)
{
    if (difference.aspects.size() == 1)
        return {};
    const bool isSame = difference.aspects.isEmpty();
    return {{compose::Finding::Severity::Warning, isSame ? u"trial.same"_s : u"trial.several"_s,
        sentenceFor(difference),
        isSame ? u"Change one thing in one of them, or send only one."_s
               : u"Let them differ in one thing only, and try the other one the next time."_s,
        compose::EmailPart::Body, {}, 0}};
}

} // namespace haberdash::campaign
