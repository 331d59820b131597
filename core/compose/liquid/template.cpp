// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/template.h"

#include "core/compose/liquid/parser.h"
#include "core/compose/liquid/renderer.h"

#include <algorithm>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

QString TemplateError::toString() const
{
    QString text = u"Line %1, column %2: %3"_s.arg(line).arg(column).arg(message);
    if (!partial.isEmpty())
        text = u"In the partial “%1”: %2"_s.arg(partial, text);
    if (!expected.isEmpty())
        text += u" Expected: %1."_s.arg(expected);
    return text;
}

Position positionInText(std::string_view text, size_t offset, Position start)
{
    Position position = start;
    for (size_t i = 0; i < std::min(offset, text.size()); ++i) {
        if (text[i] == '\n') {
            ++position.line;
            position.column = 1;
        } else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
            ++position.column;
        }
    }
    return position;
}

Position Program::positionOf(const Place &place) const
{
    const Source &source = sources[place.source];
    const auto after = std::upper_bound(source.origins.begin(), source.origins.end(), size_t(place.offset),
        [](size_t offset, const Origin &origin) { return offset < origin.offset; });
    if (after == source.origins.begin())
        return positionInText(source.text, place.offset);
    const Origin &origin = *std::prev(after);
    if (origin.isFixed)
        return origin.origin;
    return positionInText(
        std::string_view(source.text).substr(origin.offset), place.offset - origin.offset, origin.origin);
}

TemplateError Program::errorAt(const Place &place, QString message, QString expected) const
{
    const Position position = positionOf(place);
    return {position.line, position.column, std::move(message), std::move(expected),
        QString::fromStdString(sources[place.source].name)};
}

uint32_t Program::addSite(BranchSite::Kind kind, const Place &place)
{
    sites.push_back({kind, positionOf(place), sources[place.source].name, {}, {}});
    return uint32_t(sites.size() - 1);
}

RenderMemory::RenderMemory()
    : m_scratch(std::make_unique<Scratch>())
{ }
RenderMemory::~RenderMemory() = default;
RenderMemory::RenderMemory(RenderMemory &&) noexcept = default;
RenderMemory &RenderMemory::operator=(RenderMemory &&) noexcept = default;

const std::vector<std::string> &RenderMemory::missing() const
{
    return m_scratch->missing;
}

std::vector<BranchTaken> RenderMemory::branches() const
{
    std::vector<BranchTaken> taken;
    for (size_t site = 0; site < m_scratch->outcomes.size(); ++site) {
        if (m_scratch->outcomes[site] != 0)
            taken.push_back({uint32_t(site), m_scratch->outcomes[site]});
    }
    return taken;
}

Template::Template(std::shared_ptr<const Program> program)
    : m_program(std::move(program))
{ }

TemplateResult<Template> Template::parse(std::string_view text, const ParseOptions &options)
{
    if (text.size() > 50'000'000)
        return tl::unexpected(TemplateError{1, 1, u"This template is larger than 50 megabytes."_s, {}, {}});
    auto program = Parser(options).parse(text);
    if (!program)
        return tl::unexpected(std::move(program.error()));
    return Template(std::move(*program));
}

TemplateResult<Template> Template::parse(const QString &text, const ParseOptions &options)
{
    return parse(std::string_view(text.toStdString()), options);
}

TemplateResult<> Template::render(
    const Object &model, const RenderOptions &options, RenderMemory &memory, std::string &out) const
{
    memory.m_scratch->start(*m_program, options);
    return Renderer(*m_program, model, *memory.m_scratch, out).run();
}

TemplateResult<std::string> Template::render(const Object &model, const RenderOptions &options) const
{
    RenderMemory memory;
    std::string out;
    if (auto done = render(model, options, memory, out); !done)
        return tl::unexpected(std::move(done.error()));
    return out;
}

const std::vector<TemplateError> &Template::warnings() const
{
    return m_program->warnings;
}

const std::vector<BranchSite> &Template::branchSites() const
{
    return m_program->sites;
}

std::vector<VariableUse> Template::variables() const
{
    std::vector<VariableUse> uses;
    for (const VariableUse &use : m_program->uses) {
        const auto known = std::find_if(
            uses.begin(), uses.end(), [&](const VariableUse &each) { return each.path == use.path; });
        if (known == uses.end()) {
            uses.push_back(use);
        } else if (use.isWritten) {
            known->hasFallback = use.hasFallback && (known->hasFallback || !known->isWritten);
            known->isWritten = true;
        }
    }
    return uses;
}

} // namespace haberdash::compose::liquid
