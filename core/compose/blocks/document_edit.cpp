// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/blocks/document_edit.h"

#include <QSet>
#include <QStringList>

#include <algorithm>
#include <iterator>
#include <utility>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

Block *findIn(Blocks &blocks, const QString &id)
{
    for (Block &block : blocks) {
        if (block.id == id)
            return &block;
        for (Blocks *list : listsInside(block)) {
            if (Block *found = findIn(*list, id))
                return found;
        }
    }
    return nullptr;
}

std::optional<BlockPlace> placeIn(const Blocks &blocks, const QString &parent, int number, const QString &id)
{
    for (size_t i = 0; i < blocks.size(); ++i) {
        if (blocks[i].id == id)
            return BlockPlace{parent, number, int(i)};
        const auto lists = listsInside(blocks[i]);
        for (size_t list = 0; list < lists.size(); ++list) {
            if (auto found = placeIn(*lists[list], blocks[i].id, int(list), id))
                return found;
        }
    }
    return std::nullopt;
}

/// The list that a place means; null where there is none.
Blocks *listAt(Document &document, const BlockPlace &place)
{
    if (place.parent.isEmpty())
        return place.list == 0 ? &document.blocks : nullptr;
    Block *parent = findBlock(document, place.parent);
    if (!parent)
        return nullptr;
    const auto lists = listsInside(*parent);
    return place.list >= 0 && size_t(place.list) < lists.size() ? lists[size_t(place.list)] : nullptr;
}

QSet<QString> idsOf(const Blocks &blocks)
{
    QSet<QString> ids;
    forEachBlock(blocks, [&ids](const Block &block) { ids.insert(block.id); });
    return ids;
}

QString unusedId(const QSet<QString> &used)
{
    // The number of blocks is a good first guess; ids of blocks that were taken out may come back.
    for (qsizetype number = used.size() + 1;; ++number) {
        QString id = u"b%1"_s.arg(number);
        if (!used.contains(id))
            return id;
    }
}

bool holdsColumns(const BlockContent &content)
{
    if (std::holds_alternative<ColumnsBlock>(content))
        return true;
    const Block block{{}, content, {}, {}, {}, {}};
    bool found = false;
    for (const Blocks *list : listsInside(block))
        forEachBlock(*list,
            [&found](const Block &each) { found |= std::holds_alternative<ColumnsBlock>(each.content); });
    return found;
}

bool isInsideColumns(const Document &document, QString id)
{
    while (!id.isEmpty()) {
        const Block *block = findBlock(document, id);
        if (!block || std::holds_alternative<ColumnsBlock>(block->content))
            return block != nullptr;
        const auto place = placeOf(document, id);
        id = place ? place->parent : QString();
    }
    return false;
}

} // namespace

Block *findBlock(Document &document, const QString &id)
{
    return findIn(document.blocks, id);
}

const Block *findBlock(const Document &document, const QString &id)
{
    const Block *found = nullptr;
    forEachBlock(document.blocks, [&](const Block &block) {
        if (block.id == id)
            found = &block;
    });
    return found;
}

std::optional<BlockPlace> placeOf(const Document &document, const QString &id)
{
    return placeIn(document.blocks, {}, 0, id);
}

bool mayStand(const Document &document, const BlockContent &content, const BlockPlace &place)
{
    if (place.parent.isEmpty())
        return true;
    if (std::holds_alternative<HeaderBlock>(content) || std::holds_alternative<FooterBlock>(content))
        return false;
    return !holdsColumns(content) || !isInsideColumns(document, place.parent);
}

QStringList insertBlocks(Document &document, const BlockPlace &place, Blocks blocks)
{
    Blocks *list = listAt(document, place);
    if (!list)
        return {};
    QSet<QString> used = idsOf(document.blocks);
    forEachBlock(blocks, [&used](Block &block) {
        block.id = unusedId(used);
        used.insert(block.id);
    });
    QStringList ids;
    for (const Block &block : blocks)
        ids.append(block.id);
    const auto index = std::clamp<qsizetype>(place.index, 0, qsizetype(list->size()));
    list->insert(list->begin() + index, std::make_move_iterator(blocks.begin()),
        std::make_move_iterator(blocks.end()));
    return ids;
}

std::optional<Block> removeBlock(Document &document, const QString &id)
{
    const auto place = placeOf(document, id);
    if (!place)
        return std::nullopt;
    Blocks *list = listAt(document, *place);
    Block block = std::move((*list)[size_t(place->index)]);
    list->erase(list->begin() + place->index);
    return block;
}

bool moveBlock(Document &document, const QString &id, BlockPlace place)
{
    const auto from = placeOf(document, id);
    if (!from)
        return false;
    const Block *block = findBlock(document, id);
    if (!mayStand(document, block->content, place))
        return false;
    QSet<QString> inside{id};
    for (const Blocks *list : listsInside(*block))
        inside += idsOf(*list);
    if (inside.contains(place.parent) || !listAt(document, place))
        return false;
    if (from->parent == place.parent && from->list == place.list && from->index < place.index)
        --place.index; // the block itself is gone from before the place
    auto moved = removeBlock(document, id);
    Blocks *list = listAt(document, place);
    const auto index = std::clamp<qsizetype>(place.index, 0, qsizetype(list->size()));
    list->insert(list->begin() + index, std::move(*moved));
    return true;
}

QString duplicateBlock(Document &document, const QString &id)
{
    auto place = placeOf(document, id);
    if (!place)
        return {};
    Block copy = *findBlock(std::as_const(document), id);
    ++place->index;
    return insertBlocks(document, *place, {std::move(copy)}).value(0);
}

QStringList sharedIn(const Document &document)
{
    QStringList names;
    forEachBlock(document.blocks, [&names](const Block &block) {
        const auto *shared = std::get_if<SharedBlock>(&block.content);
        if (shared && !names.contains(shared->name))
            names.append(shared->name);
    });
    return names;
}

namespace {

/// Opens references in a list and in all lists inside it. `around` are the names being opened.
Result<> openShared(
    Blocks &blocks, const QMap<QString, Blocks> &shared, QSet<QString> &used, const QStringList &around)
{
    for (Block &block : blocks) {
        QStringList within = around;
        if (const auto *reference = std::get_if<SharedBlock>(&block.content)) {
            const QString name = reference->name;
            if (!shared.contains(name))
                return failure(Error::Code::NotFound, u"There is no shared block “%1”."_s.arg(name));
            if (around.contains(name))
                return failure(
                    Error::Code::Invalid, u"The shared block “%1” stands inside itself."_s.arg(name));
            // A choice without variants is a plain group: rule and repeat of the reference stay around it.
            ChoiceBlock group;
            group.otherwise = shared[name];
            forEachBlock(group.otherwise, [&used](Block &each) {
                each.id = unusedId(used);
                used.insert(each.id);
            });
            block.content = std::move(group);
            within.append(name);
        }
        for (Blocks *list : listsInside(block))
            HABERDASH_TRY(openShared(*list, shared, used, within));
    }
    return {};
}

} // namespace

Result<Document> withSharedInlined(Document document, const QMap<QString, Blocks> &shared)
{
    QSet<QString> used = idsOf(document.blocks);
    HABERDASH_TRY(openShared(document.blocks, shared, used, {}));
    return document;
}

QString freshId(const Document &document)
{
    return unusedId(idsOf(document.blocks));
}

} // namespace haberdash::compose
