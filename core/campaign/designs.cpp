// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/designs.h"

#include "core/compose/blocks/document_edit.h"
#include "core/store/shared_block_repository.h"

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;

namespace {

compose::BodyKind kindOf(const QString &word)
{
    return compose::bodyKindFromWord(word).value_or(compose::BodyKind::Letter);
}

/// Whether a document reaches a shared block through the shared blocks that it names.
bool reaches(const compose::Document &document, const QString &wanted, const compose::SharedBlocks &shared,
    QStringList &seen)
{
    for (const QString &name : compose::sharedIn(document)) {
        if (name.compare(wanted, Qt::CaseInsensitive) == 0)
            return true;
        if (seen.contains(name))
            continue;
        seen.append(name);
        compose::Document inner;
        inner.blocks = shared.value(name);
        if (reaches(inner, wanted, shared, seen))
            return true;
    }
    return false;
}

} // namespace

compose::EmailDesign designOf(const store::SavedEmail &email)
{
    return {email.subject, email.preheader, email.body, kindOf(email.kind)};
}

QList<compose::EmailDesign> designsOf(const store::Campaign &campaign)
{
    QList<compose::EmailDesign> designs;
    for (const auto &variant : campaign.variants)
        designs.append({variant.subject, variant.preheader, variant.body, kindOf(variant.kind)});
    return designs;
}

Result<compose::SharedBlocks> readSharedBlocks(store::Connection &connection)
{
    HABERDASH_TRY_ASSIGN(texts, store::sharedBlockTexts(connection));
    compose::SharedBlocks shared;
    for (const auto &text : texts) {
        auto blocks = compose::blocksFromText(text.blocks);
        if (!blocks)
            return failure(
                Error::Code::Invalid, u"The shared block “%1”: %2"_s.arg(text.name, blocks.error().detail));
        shared.insert(text.name, *blocks);
    }
    return shared;
}

Result<store::Campaign> withSharedInlined(store::Campaign campaign, const compose::SharedBlocks &shared)
{
    for (auto &variant : campaign.variants) {
        if (kindOf(variant.kind) != compose::BodyKind::Design)
            continue;
        HABERDASH_TRY_ASSIGN(document, compose::documentFromText(variant.body));
        if (compose::sharedIn(document).isEmpty())
            continue;
        HABERDASH_TRY_ASSIGN(inlined, compose::withSharedInlined(document, shared));
        variant.body = compose::toText(inlined);
    }
    return campaign;
}

Result<QStringList> usedIn(store::Connection &connection, const QString &sharedBlock)
{
    HABERDASH_TRY_ASSIGN(shared, readSharedBlocks(connection));
    HABERDASH_TRY_ASSIGN(emails, store::savedEmails(connection));
    QStringList names;
    for (const auto &email : emails) {
        if (kindOf(email.kind) != compose::BodyKind::Design)
            continue;
        const auto document = compose::documentFromText(email.body);
        QStringList seen;
        if (document && reaches(*document, sharedBlock, shared, seen))
            names.append(email.name);
    }
    return names;
}

Error toError(const compose::DesignError &error)
{
    if (error.part == compose::EmailPart::Brand) // a setting, which has no lines and columns
        return {Error::Code::Invalid,
            u"%1 Nothing was changed. It belongs to the brand in the settings (“haberdash brand --help”)."_s
                .arg(error.where.message)};
    return {Error::Code::Invalid, u"The email cannot be used: %1"_s.arg(error.toString())};
}

} // namespace haberdash::campaign
