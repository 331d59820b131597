// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/email_markdown.h"

#include "core/compose/email_tags.h"
#include "core/compose/liquid/program.h"

#include <algorithm>
#include <optional>

#include <md4c.h>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

std::string_view trimmed(std::string_view text)
{
    const size_t start = text.find_first_not_of(" \t\r");
    return start == std::string_view::npos ? std::string_view()
                                           : text.substr(start, text.find_last_not_of(" \t\r") - start + 1);
}

/// Words of letters and digits that stand for the pieces of Liquid while Markdown is read.
class StandIns
{
public:
    StandIns(std::string_view body, const std::vector<LiquidTag> &tags)
        : m_tags(tags)
    {
        while (body.find(m_prefix) != std::string_view::npos)
            m_prefix += 'q';
    }

    std::string of(size_t tag) const { return m_prefix + std::to_string(tag) + 'x'; }

    /// The tag whose word begins at `at`, and the length of the word.
    std::optional<std::pair<size_t, size_t>> find(std::string_view text, size_t at) const
    {
        if (text.substr(at, m_prefix.size()) != m_prefix)
            return std::nullopt;
        size_t number = 0;
        size_t i = at + m_prefix.size();
        const size_t digits = i;
        for (; i < text.size() && text[i] >= '0' && text[i] <= '9' && i - digits < 9; ++i)
            number = number * 10 + size_t(text[i] - '0');
        if (i == digits || i == text.size() || text[i] != 'x' || number >= m_tags.size())
            return std::nullopt;
        return std::pair(number, i + 1 - at);
    }

    /// The tags of a text that holds nothing but tags that write nothing (and blanks); empty otherwise.
    std::vector<size_t> onlyControl(std::string_view text) const
    {
        std::vector<size_t> found;
        for (size_t i = 0; i < text.size();) {
            if (text[i] == ' ' || text[i] == '\t' || text[i] == '\r' || text[i] == '\n') {
                ++i;
                continue;
            }
            const auto word = find(text, i);
            if (!word || m_tags[word->first].kind == LiquidTag::Kind::Output)
                return {};
            found.push_back(word->first);
            i += word->second;
        }
        return found;
    }

    const LiquidTag &tag(size_t index) const { return m_tags[index]; }
    const std::string &prefix() const { return m_prefix; }

private:
    std::string m_prefix = "Hbq7";
    const std::vector<LiquidTag> &m_tags;
};

/// Lines of Markdown in which tags on lines of their own are made safe.
class LineKeeper
{
public:
    LineKeeper(std::string_view text, const StandIns &standIns)
        : m_standIns(standIns)
    {
        for (size_t start = 0; start <= text.size();) {
            const size_t end = std::min(text.find('\n', start), text.size());
            m_lines.emplace_back(text.substr(start, end - start));
            start = end + 1;
        }
        m_forms.resize(m_lines.size());
    }

    std::string run()
    {
        findBlocks();
        std::string kept;
        for (size_t i = 0; i < m_lines.size(); ++i) {
            const auto tags = m_standIns.onlyControl(m_lines[i]);
            if (tags.empty()) {
                kept += m_lines[i];
            } else if (!m_forms[i].empty()) {
                kept += m_forms[i];
                for (const size_t tag : tags)
                    kept += m_standIns.of(tag);
            } else {
                // An HTML comment ends a paragraph and begins nothing: Markdown hands it through.
                for (const size_t tag : tags)
                    kept += "<!--" + m_standIns.of(tag) + "-->";
            }
            kept += '\n';
        }
        return kept;
    }

private:
    /// "- " or "2. " with its indentation, or nothing.
    static std::string listMarker(std::string_view line)
    {
        size_t i = line.find_first_not_of(' ');
        if (i == std::string_view::npos)
            return {};
        const size_t start = i;
        while (i < line.size() && line[i] >= '0' && line[i] <= '9')
            ++i;
        const bool isOrdered = i > start && i < line.size() && (line[i] == '.' || line[i] == ')');
        const bool isBullet = i == start && (line[i] == '-' || line[i] == '*' || line[i] == '+');
        if ((!isOrdered && !isBullet) || i + 1 >= line.size() || line[i + 1] != ' ')
            return {};
        return std::string(line.substr(0, i + 2));
    }

    /// Blocks whose lines are all list items or all table rows become items or rows themselves, so that the
    /// list or table stays one.
    void findBlocks()
    {
        std::vector<size_t> open;
        for (size_t i = 0; i < m_lines.size(); ++i) {
            const auto tags = m_standIns.onlyControl(m_lines[i]);
            if (tags.size() != 1)
                continue;
            const auto kind = m_standIns.tag(tags[0]).kind;
            if (kind == LiquidTag::Kind::Opens)
                open.push_back(i);
            else if (kind == LiquidTag::Kind::Closes && !open.empty()) {
                shapeBlock(open.back(), i);
                open.pop_back();
            }
        }
    }

    void shapeBlock(size_t from, size_t to)
    {
        std::string marker;
        bool isList = true;
        bool isTable = true;
        size_t content = 0;
        for (size_t i = from + 1; i < to; ++i) {
            const std::string_view line = m_lines[i];
            if (!m_standIns.onlyControl(line).empty())
                continue;
            const std::string found = listMarker(line);
            if (content++ == 0)
                marker = found;
            const bool continues = !marker.empty() && line.size() > marker.size()
                && line.substr(0, marker.size()).find_first_not_of(' ') == std::string_view::npos;
            isList = isList && (!found.empty() || continues);
            isTable = isTable && trimmed(line).starts_with('|');
        }
        if (content == 0 || (!isList && !isTable))
            return;
        // A table needs its head above the block.
        if (!isList && (from == 0 || !trimmed(m_lines[from - 1]).starts_with('|'))
            && (from == 0 || m_forms[from - 1].empty()))
            return;
        for (size_t i = from; i <= to; ++i) {
            if (!m_standIns.onlyControl(m_lines[i]).empty())
                m_forms[i] = isList ? marker : "| ";
        }
    }

    std::vector<std::string> m_lines;
    std::vector<std::string> m_forms; ///< what to put before tags that become items or rows
    const StandIns &m_standIns;
};

class HtmlWriter
{
public:
    HtmlWriter(const EmailStyles &styles, const StandIns &standIns)
        : m_styles(styles)
        , m_standIns(standIns)
    { }

    bool write(const std::string &markdown)
    {
        MD_PARSER parser{};
        parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOINDENTEDCODEBLOCKS;
        parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *self) {
            static_cast<HtmlWriter *>(self)->enterBlock(type, detail);
            return 0;
        };
        parser.leave_block = [](MD_BLOCKTYPE type, void *detail, void *self) {
            static_cast<HtmlWriter *>(self)->leaveBlock(type, detail);
            return 0;
        };
        parser.enter_span = [](MD_SPANTYPE type, void *detail, void *self) {
            static_cast<HtmlWriter *>(self)->enterSpan(type, detail);
            return 0;
        };
        parser.leave_span = [](MD_SPANTYPE type, void *detail, void *self) {
            static_cast<HtmlWriter *>(self)->leaveSpan(type, detail);
            return 0;
        };
        parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *self) {
            static_cast<HtmlWriter *>(self)->text(type, {text, size});
            return 0;
        };
        return md_parse(markdown.data(), MD_SIZE(markdown.size()), &parser, this) == 0;
    }

    std::string html;

private:
    void open(std::string_view element, std::string_view style, std::string_view more = {})
    {
        m_starts.push_back(html.size());
        html += '<';
        html += element;
        html += more;
        if (!style.empty()) {
            html += " style=\"";
            html += style;
            html += '"';
        }
        html += '>';
        m_contents.push_back(html.size());
    }

    /// Ends an element. One that holds nothing but tags that write nothing disappears around them.
    void close(std::string_view element, bool mayVanish)
    {
        const size_t start = m_starts.back();
        const size_t content = m_contents.back();
        m_starts.pop_back();
        m_contents.pop_back();
        if (mayVanish
            && !m_standIns.onlyControl(withoutCells(std::string_view(html).substr(content))).empty()) {
            const std::string inner = withoutCells(std::string_view(html).substr(content));
            html.resize(start);
            html += inner;
            return;
        }
        html += "</";
        html += element;
        html += '>';
        if (element == "p")
            hoist(start, content);
    }

    /// `<p>{% if x %}text{% endif %}</p>` would leave an empty paragraph: the condition goes around it.
    void hoist(size_t start, size_t content)
    {
        const std::string whole = html.substr(start);
        const std::string_view inner
            = std::string_view(whole).substr(content - start, whole.size() - (content - start) - 4);
        const auto first = m_standIns.find(inner, 0);
        const size_t lastAt = inner.rfind(m_standIns.prefix());
        const auto last = lastAt == std::string_view::npos ? std::nullopt : m_standIns.find(inner, lastAt);
        if (!first || !last || lastAt == 0 || lastAt + last->second != inner.size()
            || (m_standIns.tag(first->first).name != "if" && m_standIns.tag(first->first).name != "unless")
            || m_standIns.tag(first->first).kind != LiquidTag::Kind::Opens
            || m_standIns.tag(last->first).kind != LiquidTag::Kind::Closes)
            return;
        int depth = 0;
        for (size_t tag = first->first; tag < last->first; ++tag) {
            const auto kind = m_standIns.tag(tag).kind;
            depth += kind == LiquidTag::Kind::Opens ? 1 : kind == LiquidTag::Kind::Closes ? -1 : 0;
            if (depth == 0 || (depth == 1 && kind == LiquidTag::Kind::Between))
                return; // the first does not belong to the last, or there is an else
        }
        html.resize(start);
        html += m_standIns.of(first->first);
        html += whole.substr(0, content - start);
        html += inner.substr(first->second, lastAt - first->second);
        html += "</p>";
        html += m_standIns.of(last->first);
    }

    static std::string withoutCells(std::string_view text)
    {
        std::string kept;
        for (size_t i = 0; i < text.size();) {
            const bool isCell = text.substr(i, 3) == "<td" || text.substr(i, 4) == "</td";
            const size_t end = isCell ? text.find('>', i) : std::string_view::npos;
            if (end != std::string_view::npos)
                i = end + 1;
            else
                kept += text[i++];
        }
        return kept;
    }

    void enterBlock(MD_BLOCKTYPE type, void *detail)
    {
        switch (type) {
        case MD_BLOCK_QUOTE:
            return open("blockquote", m_styles.quote);
        case MD_BLOCK_UL:
            return open("ul", m_styles.list);
        case MD_BLOCK_OL: {
            const unsigned start = static_cast<MD_BLOCK_OL_DETAIL *>(detail)->start;
            return open(
                "ol", m_styles.list, start == 1 ? std::string() : " start=\"" + std::to_string(start) + '"');
        }
        case MD_BLOCK_LI:
            return open("li", m_styles.listItem);
        case MD_BLOCK_HR:
            html += "<hr style=\"" + m_styles.rule + "\">";
            return;
        case MD_BLOCK_H: {
            const unsigned level = static_cast<MD_BLOCK_H_DETAIL *>(detail)->level;
            return open("h" + std::to_string(level), m_styles.headings[std::min(level, 3U) - 1]);
        }
        case MD_BLOCK_CODE:
            return open("pre", m_styles.paragraph + m_styles.code + "white-space:pre-wrap;");
        case MD_BLOCK_P:
            return open("p", m_styles.paragraph);
        case MD_BLOCK_TABLE:
            return open("table", "border-collapse:collapse;margin:0 0 16px 0;",
                " width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"");
        case MD_BLOCK_TR:
            return open("tr", {});
        case MD_BLOCK_TH:
        case MD_BLOCK_TD: {
            static constexpr std::string_view aligns[] = {"left", "left", "center", "right"};
            const auto align = aligns[static_cast<MD_BLOCK_TD_DETAIL *>(detail)->align];
            return open(type == MD_BLOCK_TH ? "th" : "td",
                type == MD_BLOCK_TH ? m_styles.headCell : m_styles.cell,
                " align=\"" + std::string(align) + '"');
        }
        default:
            return;
        }
    }

    void leaveBlock(MD_BLOCKTYPE type, void *detail)
    {
        switch (type) {
        case MD_BLOCK_QUOTE:
            return close("blockquote", false);
        case MD_BLOCK_UL:
            return close("ul", false);
        case MD_BLOCK_OL:
            return close("ol", false);
        case MD_BLOCK_LI:
            return close("li", true);
        case MD_BLOCK_H:
            return close("h" + std::to_string(static_cast<MD_BLOCK_H_DETAIL *>(detail)->level), false);
        case MD_BLOCK_CODE:
            return close("pre", false);
        case MD_BLOCK_P:
            return close("p", true);
        case MD_BLOCK_TABLE:
            return close("table", false);
        case MD_BLOCK_TR:
            return close("tr", true);
        case MD_BLOCK_TH:
            return close("th", false);
        case MD_BLOCK_TD:
            return close("td", false);
        default:
            return;
        }
    }

    static std::string attribute(const MD_ATTRIBUTE &value)
    {
        std::string text;
        for (unsigned i = 0; value.substr_offsets && value.substr_offsets[i] < value.size; ++i) {
            const std::string_view part(
                value.text + value.substr_offsets[i], value.substr_offsets[i + 1] - value.substr_offsets[i]);
            text += value.substr_types[i] == MD_TEXT_ENTITY ? std::string(part) : htmlEscaped(part);
        }
        return text;
    }

    void enterSpan(MD_SPANTYPE type, void *detail)
    {
        switch (type) {
        case MD_SPAN_EM:
            html += "<em>";
            return;
        case MD_SPAN_STRONG:
            html += "<strong>";
            return;
        case MD_SPAN_A:
            html += "<a href=\"" + attribute(static_cast<MD_SPAN_A_DETAIL *>(detail)->href) + "\" style=\""
                + m_styles.link + "\">";
            return;
        case MD_SPAN_IMG:
            if (m_imageDepth++ == 0)
                html += "<img src=\"" + attribute(static_cast<MD_SPAN_IMG_DETAIL *>(detail)->src)
                    + "\" style=\"" + m_styles.image + "\" alt=\"";
            return;
        case MD_SPAN_CODE:
            html += "<code style=\"" + m_styles.code + "\">";
            return;
        case MD_SPAN_DEL:
            html += "<s>";
            return;
        default:
            return;
        }
    }

    void leaveSpan(MD_SPANTYPE type, void *)
    {
        switch (type) {
        case MD_SPAN_EM:
            html += "</em>";
            return;
        case MD_SPAN_STRONG:
            html += "</strong>";
            return;
        case MD_SPAN_A:
            html += "</a>";
            return;
        case MD_SPAN_IMG:
            if (--m_imageDepth == 0)
                html += "\">";
            return;
        case MD_SPAN_CODE:
            html += "</code>";
            return;
        case MD_SPAN_DEL:
            html += "</s>";
            return;
        default:
            return;
        }
    }

    void text(MD_TEXTTYPE type, std::string_view text)
    {
        switch (type) {
        case MD_TEXT_BR:
            html += m_imageDepth > 0 ? " " : "<br>";
            return;
        case MD_TEXT_SOFTBR:
            html += '\n';
            return;
        case MD_TEXT_NULLCHAR:
            html += "\xEF\xBF\xBD";
            return;
        case MD_TEXT_ENTITY:
        case MD_TEXT_HTML:
            html += text;
            return;
        default:
            html += htmlEscaped(text);
            return;
        }
    }

    const EmailStyles &m_styles;
    const StandIns &m_standIns;
    std::vector<size_t> m_starts;
    std::vector<size_t> m_contents;
    int m_imageDepth = 0;
};

} // namespace

DesignResult<MarkedUp> markUp(std::string_view body, const EmailStyles &styles, EmailPart part)
{
    std::vector<std::pair<size_t, size_t>> ranges;
    const auto tags = findLiquidTags(body, styles, part, ranges);
    if (!tags)
        return tl::unexpected(tags.error());
    const StandIns standIns(body, *tags);
    std::string covered;
    size_t from = 0;
    for (size_t i = 0; i < ranges.size(); ++i) {
        covered += body.substr(from, ranges[i].first - from);
        covered += standIns.of(i);
        from = ranges[i].second;
    }
    covered += body.substr(from);

    HtmlWriter writer(styles, standIns);
    if (!writer.write(LineKeeper(covered, standIns).run()))
        return tl::unexpected(DesignError{part, {1, 1, u"This text cannot be read as Markdown."_s, {}, {}}});

    MarkedUp marked;
    const std::string_view html = writer.html;
    for (size_t i = 0; i < html.size();) {
        const bool inComment = html.substr(i, 4) == "<!--";
        const auto word = standIns.find(html, inComment ? i + 4 : i);
        const bool isComment = inComment && word && html.substr(i + 4 + word->second, 3) == "-->";
        if (!word || (inComment && !isComment)) {
            // Markdown reads "{\\%" as "{%": what the writer kept from being Liquid must not become it here.
            const char next = i + 1 < html.size() ? html[i + 1] : '\0';
            if (html[i] == '{' && (next == '{' || next == '%' || standIns.find(html, i + 1)))
                marked.html += "&#123;";
            else
                marked.html += html[i];
            ++i;
            continue;
        }
        const LiquidTag &tag = (*tags)[word->first];
        marked.origins.push_back(
            {marked.html.size(), liquid::positionInText(body, tag.offset), tag.isExpanded});
        marked.html += tag.source;
        i += word->second + (isComment ? 7 : 0);
    }
    return marked;
}

} // namespace haberdash::compose
