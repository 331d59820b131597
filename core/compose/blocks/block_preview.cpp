// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/blocks/block_preview.h"

#include "core/compose/blocks/block_writer.h"

namespace haberdash::compose {

DesignResult<std::string> renderBlock(const Block &block, const BlockSetting &setting,
    const liquid::Object &values, const MessageContext &context, liquid::RenderMemory &memory)
{
    const liquid::Partials none;
    const QString language = setting.language.isEmpty() ? setting.brand.language : setting.language;
    TemplateWriter out(none);
    BlockWriter writer(out, setting.brand, setting.shared, isRightToLeft(language));
    BlockSurroundings around;
    around.width = setting.width;
    around.sides = setting.isInside ? 0 : around.sides;
    around.textColour = setting.brand.textColour;
    around.background = setting.brand.surfaceColour;
    Block plain = block;
    plain.rule.clear();
    plain.device = Device::All;
    out << "<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">";
    writer.rows({plain}, around);
    out << "</table>";
    auto written = out.take();
    if (!written)
        return tl::unexpected(std::move(written.error()));
    const auto compiled = CompiledEmail::compile(std::move(*written), none);
    if (!compiled)
        return tl::unexpected(compiled.error());
    return compiled->renderHtml(values, context, memory);
}

} // namespace haberdash::compose
