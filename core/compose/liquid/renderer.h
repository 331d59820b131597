// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/liquid/scratch.h"

namespace haberdash::compose::liquid {

/// One run of a program over a model.
class Renderer
{
public:
    Renderer(const Program &program, const Object &model, Scratch &scratch, std::string &out);
    [[nodiscard]] TemplateResult<> run();

private:
    enum class Flow { Next, Break, Continue, Failed };

    Flow runBlock(uint32_t block);
    Flow runNodes(uint32_t block);
    Flow runNode(const Node &node);
    Flow runAssign(const Node &node);
    Flow runIf(const Node &node);
    Flow runCase(const Node &node);
    bool matches(const Branch &branch, const Item &value);
    Flow runFor(const Node &node);
    Flow runTurns(const Node &node, const Loop &loop, LoopState &state, const Item &collection, size_t first);
    Flow runTableRow(const Node &node);
    Flow runCells(const Node &node, const Loop &loop, LoopState &state, const Item &collection, size_t first);
    Flow runCycle(const Node &node);
    Flow runIfChanged(const Node &node);
    Flow runPartial(const Node &node);
    std::optional<uint32_t> sourceOf(const PartialCall &call, const Node &node);
    Flow runRender(const PartialCall &call, uint32_t source, const Node &node);
    Flow runIsolated(const PartialCall &call, uint32_t source, const Item &with, LoopState *loop,
        const std::vector<std::pair<uint32_t, Item>> &arguments);
    Flow runInclude(const PartialCall &call, uint32_t source, const Node &node);
    Flow runSource(uint32_t source, const Node &node);
    Flow capture(const Node &node);
    Flow count(const Node &node);
    bool output(const Node &node);

    Item evaluate(const Operand &operand);
    Item evaluatePath(const Path &path);
    Item evaluateRange(const Operand &low, const Operand &high);
    std::optional<int64_t> rangeEnd(const Item &item);
    Item evaluate(const Expression &expression);
    Item applyFilters(const Expression &expression, Item item);
    Item apply(const FilterCall &call, const Item &item);
    Item rootOf(const Path &path);
    Item variableNamed(std::string_view name);
    Item environment(uint32_t symbol, uint32_t &hint);
    bool isTrue(uint32_t condition);
    bool compares(Condition::Type type, const Item &left, const Item &right);
    bool contains(const Item &whole, const Item &part);
    /// The turns of a loop after offset, limit and order: the first index and how many.
    bool turns(const Loop &loop, Item &collection, size_t &first, size_t &size);
    Item sequenceOf(const Item &item, bool &isText);
    /// An option that must be a whole number; `absent` where it is nil.
    int64_t option(const Operand &operand, int64_t absent, bool isStrict);
    void write(const Item &item);
    void noteMissing(const Expression &expression, const Item &item);

    void assign(uint32_t symbol, const Item &item);
    /// Uses a name for a loop or partial; the slot that `uncover` gets back.
    Variables::Slot cover(uint32_t symbol, const Item &item);
    void uncover(uint32_t symbol, const Variables::Slot &slot);
    void put(uint32_t symbol, const Item &item) { slot(symbol) = {item, Variables::Bound::Local}; }
    Variables::Slot &slot(uint32_t symbol) { return m_scratch.variables.slots[symbol]; }
    bool fits(const Node &node);
    bool hasRoom();
    void failAt(const Place &place);
    Flow failWith(const Place &place, QString message, QString expected = {});

    const Program &m_program;
    const Object &m_model;
    Scratch &m_scratch;
    std::string &m_out;
    const size_t m_outStart;
    const bool m_escapes;
    size_t m_partialDepth = 0;
    size_t m_blockDepth = 0;
    size_t m_isolation = 0; ///< `render` calls around this; `include` is not allowed within
    const LoopState *m_loop = nullptr;
    std::optional<TemplateError> m_error;
};

} // namespace haberdash::compose::liquid
