// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/blocks/document.h"

#include "core/compose/blocks/block_fields.h"

namespace haberdash::compose {

namespace {

class TextFinder
{
public:
    explicit TextFinder(std::vector<BlockText> &found)
        : m_found(found)
    { }
    void text(const char *key, QString &value, BlockText::Form form)
    {
        m_found.push_back({&value, key, form});
    }
    void links(const char *key, std::vector<LabelledLink> &links)
    {
        for (LabelledLink &link : links) {
            m_found.push_back({&link.label, key, BlockText::Form::Plain});
            m_found.push_back({&link.url, key, BlockText::Form::Address});
        }
    }
    void colour(const char *, QString &) { }
    void word(const char *, QString &) { }
    void number(const char *, int &, int, int) { }
    void flag(const char *, bool &) { }
    void blocks(const char *, Blocks &) { }
    void columns(const char *, std::vector<Column> &) { }
    void variants(const char *, std::vector<Variant> &) { }

private:
    std::vector<BlockText> &m_found;
};

class ListFinder
{
public:
    explicit ListFinder(std::vector<Blocks *> &found)
        : m_found(found)
    { }
    void blocks(const char *, Blocks &blocks) { m_found.push_back(&blocks); }
    void columns(const char *, std::vector<Column> &columns)
    {
        for (Column &column : columns)
            m_found.push_back(&column.blocks);
    }
    void variants(const char *, std::vector<Variant> &variants)
    {
        for (Variant &variant : variants)
            m_found.push_back(&variant.blocks);
    }
    void text(const char *, QString &, BlockText::Form) { }
    void links(const char *, std::vector<LabelledLink> &) { }
    void colour(const char *, QString &) { }
    void word(const char *, QString &) { }
    void number(const char *, int &, int, int) { }
    void flag(const char *, bool &) { }

private:
    std::vector<Blocks *> &m_found;
};

} // namespace

std::vector<BlockText> textsOf(Block &block)
{
    std::vector<BlockText> found;
    TextFinder finder(found);
    visitFields(finder, block.content);
    return found;
}

std::vector<Blocks *> listsInside(Block &block)
{
    std::vector<Blocks *> found;
    ListFinder finder(found);
    visitFields(finder, block.content);
    return found;
}

std::vector<const Blocks *> listsInside(const Block &block)
{
    // The visitor only takes addresses; nothing is written through them.
    const auto lists
        = listsInside(const_cast<Block &>(block)); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    return {lists.begin(), lists.end()};
}

void forEachBlock(const Blocks &blocks, const std::function<void(const Block &)> &visit)
{
    for (const Block &block : blocks) {
        visit(block);
        for (const Blocks *list : listsInside(block))
            forEachBlock(*list, visit);
    }
}

void forEachBlock(Blocks &blocks, const std::function<void(Block &)> &visit)
{
    for (Block &block : blocks) {
        visit(block);
        for (Blocks *list : listsInside(block))
            forEachBlock(*list, visit);
    }
}

} // namespace haberdash::compose
