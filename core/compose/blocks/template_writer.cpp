// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/blocks/template_writer.h"

#include "core/compose/email_tags.h"
#include "core/compose/liquid/program.h"

#include <algorithm>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

void TemplateWriter::begin(EmailPart part, const QString &block, const QString &field)
{
    m_section = {m_nextLine, part, block, field};
}

void TemplateWriter::fail(DesignError error)
{
    if (m_error)
        return;
    error.part = m_section.part;
    error.block = m_section.block;
    error.field = m_section.field;
    m_error = std::move(error);
}

void TemplateWriter::fail(const QString &message, const QString &expected)
{
    fail(DesignError{m_section.part, {1, 1, message, expected, {}}, {}, {}});
}

void TemplateWriter::add(MarkedUp piece)
{
    if (m_error)
        return;
    // On its own first: a text must close what it opens, and its mistakes have its own lines.
    liquid::ParseOptions options;
    options.partials = &m_partials;
    options.origins = piece.origins;
    if (const auto parsed = liquid::Template::parse(std::string_view(piece.html), options); !parsed)
        return fail(DesignError{m_section.part, parsed.error(), {}, {}});
    m_section.firstLine = m_nextLine;
    m_template.sections.push_back(m_section);
    int last = 1;
    for (liquid::Origin &origin : piece.origins) {
        last = std::max(last, origin.origin.line);
        origin.offset += m_template.html.html.size();
        origin.origin.line += m_nextLine - 1;
        m_template.html.origins.push_back(origin);
    }
    m_nextLine += last;
    m_template.html.html += piece.html;
    // What stands between this text and the next is ours and has no Liquid that can fail.
    m_template.html.origins.push_back({m_template.html.html.size(), {m_nextLine - 1, 1}, true});
}

void TemplateWriter::words(const QString &text)
{
    if (m_error || text.isEmpty())
        return;
    const std::string written = text.toStdString();
    std::vector<std::pair<size_t, size_t>> ranges;
    const auto tags = findLiquidTags(written, {}, m_section.part, ranges);
    if (!tags)
        return fail(tags.error());
    MarkedUp piece;
    size_t from = 0;
    for (size_t i = 0; i < ranges.size(); ++i) {
        piece.html += htmlEscaped(std::string_view(written).substr(from, ranges[i].first - from));
        piece.origins.push_back(
            {piece.html.size(), liquid::positionInText(written, ranges[i].first), (*tags)[i].isExpanded});
        piece.html += (*tags)[i].source;
        from = ranges[i].second;
    }
    piece.html += htmlEscaped(std::string_view(written).substr(from));
    add(std::move(piece));
}

void TemplateWriter::markdown(const QString &text, const EmailStyles &styles)
{
    if (m_error || text.isEmpty())
        return;
    auto piece = markUp(text.toStdString(), styles, m_section.part);
    if (!piece)
        return fail(piece.error());
    add(std::move(*piece));
}

void TemplateWriter::html(const QString &text)
{
    html(text, {});
}

void TemplateWriter::html(const QString &text, const std::vector<page::Edit> &edits)
{
    if (m_error || (text.isEmpty() && edits.empty()))
        return;
    const std::string written = text.toStdString();
    MarkedUp piece;
    size_t from = 0;
    const auto addWritten = [&](size_t to) {
        piece.origins.push_back({piece.html.size(), liquid::positionInText(written, from), false});
        piece.html += std::string_view(written).substr(from, to - from);
        from = to;
    };
    for (const page::Edit &edit : edits) {
        addWritten(edit.offset);
        piece.origins.push_back({piece.html.size(), liquid::positionInText(written, edit.offset), true});
        piece.html += edit.text;
        from += edit.length;
    }
    addWritten(written.size());
    add(std::move(piece));
}

std::string TemplateWriter::expression(const QString &text)
{
    const QString name = text.trimmed();
    const bool isName
        = !name.isEmpty() && name.front().isLetter() && std::all_of(name.begin(), name.end(), [](QChar each) {
              return (each.unicode() < 0x80 && each.isLetterOrNumber())
                  || QStringView(u"_.[]-").contains(each);
          });
    if (!isName)
        fail(u"“%1” is not the name of a list."_s.arg(name.left(60)),
            u"a name such as customer.suggestions"_s);
    return name.toStdString();
}

namespace {

int numberIn(QStringList &list, const QString &entry)
{
    const qsizetype known = list.indexOf(entry);
    if (known >= 0)
        return int(known);
    list.append(entry);
    return int(list.size() - 1);
}

} // namespace

int TemplateWriter::ruleNumber(const QString &rule)
{
    return numberIn(m_template.rules, rule.trimmed());
}

int TemplateWriter::couponNumber(const QString &set)
{
    return numberIn(m_template.couponSets, set.trimmed());
}

int TemplateWriter::addBanner(BannerTexts texts)
{
    m_template.banners.push_back(std::move(texts));
    return int(m_template.banners.size() - 1);
}

DesignResult<EmailTemplate> TemplateWriter::take()
{
    if (m_error)
        return tl::unexpected(std::move(*m_error));
    return std::move(m_template);
}

} // namespace haberdash::compose
