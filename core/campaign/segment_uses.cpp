// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/segment_uses.h"

#include "core/compose/blocks/document.h"
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/store/kept_designs.h"
#include "core/store/transaction.h"

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;

namespace {

using store::KeptDesign;
/// The rule to have instead; nothing to leave it.
using RuleRewrite = std::function<Result<std::optional<segment::Rule>>(const segment::Rule &)>;

/// Whether the text was changed. What cannot be read is left as it is: its email says what is wrong with it.
Result<bool> rewriteRule(QString &text, const RuleRewrite &rewrite)
{
    if (text.isEmpty())
        return false;
    const auto rule = segment::parseRule(text);
    if (!rule)
        return false;
    HABERDASH_TRY_ASSIGN(changed, rewrite(*rule));
    if (changed)
        text = segment::print(*changed);
    return changed.has_value();
}

/// Whether a rule of any block was changed.
Result<bool> rewriteRules(compose::Blocks &blocks, const RuleRewrite &rewrite)
{
    bool isChanged = false;
    Result<> done;
    const auto apply = [&](QString &rule) {
        if (!done)
            return;
        if (const auto changed = rewriteRule(rule, rewrite))
            isChanged = isChanged || *changed;
        else
            done = tl::unexpected(changed.error());
    };
    compose::forEachBlock(blocks, [&apply](compose::Block &block) {
        apply(block.rule);
        if (auto *choice = std::get_if<compose::ChoiceBlock>(&block.content)) {
            for (auto &variant : choice->variants)
                apply(variant.rule);
        }
    });
    HABERDASH_TRY(done);
    return isChanged;
}

/// The text with other rules; nothing where they stay, or where it is no design.
Result<std::optional<QString>> rewriteText(const QString &text, bool isShared, const RuleRewrite &rewrite)
{
    if (isShared) {
        auto blocks = compose::blocksFromText(text);
        if (!blocks)
            return std::nullopt;
        HABERDASH_TRY_ASSIGN(changed, rewriteRules(*blocks, rewrite));
        return changed ? std::optional(compose::toText(*blocks)) : std::nullopt;
    }
    auto document = compose::documentFromText(text);
    if (!document)
        return std::nullopt;
    HABERDASH_TRY_ASSIGN(changed, rewriteRules(document->blocks, rewrite));
    return changed ? std::optional(compose::toText(*document)) : std::nullopt;
}

QString inWords(const KeptDesign &design)
{
    switch (design.where) {
    case KeptDesign::Where::Email:
    case KeptDesign::Where::EmailDraft:
        return u"the email “%1”"_s.arg(design.name);
    case KeptDesign::Where::SharedBlock:
        return u"the shared block “%1”"_s.arg(design.name);
    case KeptDesign::Where::Campaign:
        return u"the campaign “%1”"_s.arg(design.name);
    case KeptDesign::Where::EmailVersion: // may come back, and is no reason to keep a segment
        break;
    }
    return {};
}

Result<QList<store::Campaign>> drafts(store::Connection &connection)
{
    HABERDASH_TRY_ASSIGN(all, store::campaigns(connection));
    erase_if(all, [](const auto &campaign) { return campaign.state != store::CampaignState::Draft; });
    return all;
}

} // namespace

Result<QStringList> usesOf(store::Connection &connection, const QString &segment)
{
    QStringList uses;
    bool isUsed = false;
    const RuleRewrite look = [&](const segment::Rule &rule) -> Result<std::optional<segment::Rule>> {
        isUsed = isUsed || segment::references(rule.root).contains(segment, Qt::CaseInsensitive);
        return std::nullopt;
    };
    const auto note = [&uses](const QString &words) {
        if (!words.isEmpty() && !uses.contains(words))
            uses.append(words);
    };
    const auto visit = [&](const KeptDesign &design) -> Result<std::optional<QString>> {
        isUsed = false;
        HABERDASH_TRY(rewriteText(design.text, design.where == KeptDesign::Where::SharedBlock, look));
        if (isUsed)
            note(inWords(design));
        return std::nullopt;
    };
    HABERDASH_TRY(store::rewriteDesigns(connection, visit));
    HABERDASH_TRY_ASSIGN(campaigns, drafts(connection));
    for (auto &campaign : campaigns) {
        isUsed = false;
        HABERDASH_TRY(rewriteRule(campaign.rule, look));
        if (isUsed)
            note(u"the campaign “%1”"_s.arg(campaign.name));
    }
    return uses;
}

Result<> renameSegment(
    store::Connection &connection, const QString &name, const QString &newName, Timestamp now)
{
    const RuleRewrite rename = [&](const segment::Rule &rule) -> Result<std::optional<segment::Rule>> {
        segment::Rule changed = rule;
        return segment::renameReferences(changed.root, name, newName.trimmed())
            ? std::optional(std::move(changed))
            : std::nullopt;
    };
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY(segment::renameSegment(connection, name, newName, now));
    HABERDASH_TRY(store::rewriteDesigns(connection, [&rename](const KeptDesign &design) {
        return rewriteText(design.text, design.where == KeptDesign::Where::SharedBlock, rename);
    }));
    HABERDASH_TRY_ASSIGN(campaigns, drafts(connection));
    for (auto &campaign : campaigns) {
        HABERDASH_TRY_ASSIGN(changed, rewriteRule(campaign.rule, rename));
        if (changed)
            HABERDASH_TRY(store::setCampaignRule(connection, campaign.id, campaign.rule));
    }
    return transaction.commit();
}

Result<> deleteSegment(store::Connection &connection, const QString &name)
{
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection)); // what is looked at stays so
    HABERDASH_TRY_ASSIGN(uses, usesOf(connection, name));
    if (!uses.isEmpty())
        return failure(Error::Code::Refused,
            u"“%1” is used by %2. Nothing was deleted; change that first."_s.arg(name, uses.join(u", "_s)));
    HABERDASH_TRY(segment::deleteSegment(connection, name));
    return transaction.commit();
}

Result<store::Campaign> withSegmentsInlined(store::Connection &connection, store::Campaign campaign)
{
    HABERDASH_TRY_ASSIGN(rules, segment::savedRules(connection));
    const RuleRewrite inlined = [&rules](const segment::Rule &rule) -> Result<std::optional<segment::Rule>> {
        if (segment::references(rule.root).isEmpty())
            return std::nullopt;
        HABERDASH_TRY_ASSIGN(whole, segment::withSegmentsInlined(rule, rules));
        return std::optional(std::move(whole));
    };
    for (auto &variant : campaign.variants) {
        if (variant.kind != u"design"_s)
            continue;
        HABERDASH_TRY_ASSIGN(text, rewriteText(variant.body, false, inlined));
        if (text)
            variant.body = *text;
    }
    return campaign;
}

} // namespace haberdash::campaign
