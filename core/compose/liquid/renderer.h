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
    /// What a variable was before a loop or partial used its name.
    struct Saved
    {
        Item item;
        Scratch::Bound bound;
    };

    Flow runBlock(uint32_t block);
    Flow runNode(const Node &node);
    Flow runIf(const Node &node);
    Flow runCase(const Node &node);
    Flow runFor(const Node &node);
    Flow runTableRow(const Node &node);
    Flow runCycle(const Node &node);
    Flow runPartial(const Node &node);
    Flow runSource(const PartialCall &call, uint32_t source, const Item &with);
    Flow capture(const Node &node);
    Flow count(const Node &node);
    bool output(const Node &node);

    Item evaluate(const Operand &operand);
    Item evaluatePath(const Path &path);
    Item evaluate(const Expression &expression);
    Item applyFilters(const Expression &expression, Item item);
    Item rootOf(const Path &path);
    bool isTrue(uint32_t condition);
    bool contains(const Item &whole, const Item &part);
    /// The turns of a loop after offset, limit and order: first index and count.
    bool turns(const Loop &loop, Item &collection, size_t &first, size_t &size);
    void write(const Item &item);
    void noteMissing(const Expression &expression, const Item &item);

    Saved bind(uint32_t symbol, const Item &item);
    void restore(uint32_t symbol, const Saved &saved);
    bool fits(const Node &node);
    bool hasRoom();
    void failAt(const Place &place);
    void failWith(const Place &place, QString message);

    const Program &m_program;
    const Object &m_model;
    Scratch &m_scratch;
    std::string &m_out;
    const size_t m_outStart;
    const bool m_escapes;
    bool m_seesModel = true; ///< false inside `render`
    size_t m_partialDepth = 0;
    const LoopState *m_loop = nullptr;
    std::optional<TemplateError> m_error;
};

} // namespace haberdash::compose::liquid
