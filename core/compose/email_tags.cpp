// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/email_tags.h"

#include "core/compose/liquid/program.h"

#include <algorithm>
#include <array>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view trimmed(std::string_view text)
{
    const size_t start = text.find_first_not_of(blanks);
    return start == std::string_view::npos ? std::string_view()
                                           : text.substr(start, text.find_last_not_of(blanks) - start + 1);
}

/// `{% # a remark %}`, in which quotes mean nothing.
bool isRemark(std::string_view body, size_t open)
{
    size_t i = body.find_first_not_of(blanks, open + 2);
    if (i != std::string_view::npos && body[i] == '-')
        i = body.find_first_not_of(blanks, i + 1);
    return body[open + 1] == '%' && i != std::string_view::npos && body[i] == '#';
}

/// One past the braces that close those at `open`. Where a quote is never closed, quotes count for nothing,
/// and `openQuote` is the one that the braces cut off.
size_t endOfBraces(std::string_view body, size_t open, std::string_view close, size_t &openQuote)
{
    openQuote = std::string_view::npos;
    const size_t plain = std::min(body.find(close, open + 2), body.size());
    const size_t plainEnd = plain == body.size() ? std::string_view::npos : plain + 2;
    if (isRemark(body, open))
        return plainEnd;
    for (size_t i = open + 2; i + 1 < body.size(); ++i) {
        if (body[i] == '"' || body[i] == '\'') {
            const size_t closed = body.find(body[i], i + 1);
            if (i < plain && closed > plain)
                openQuote = i;
            if (closed == std::string_view::npos)
                return plainEnd;
            i = closed;
        } else if (body.substr(i, 2) == close) {
            openQuote = std::string_view::npos;
            return i + 2;
        }
    }
    return plainEnd;
}

/// Parts between commas outside of quotes.
std::vector<std::string_view> splitArguments(std::string_view text)
{
    std::vector<std::string_view> parts;
    char quote = 0;
    size_t start = 0;
    for (size_t i = 0; i <= text.size(); ++i) {
        if (i == text.size() || (!quote && text[i] == ',')) {
            parts.push_back(trimmed(text.substr(start, i - start)));
            start = i + 1;
        } else if (quote) {
            quote = text[i] == quote ? '\0' : quote;
        } else if (text[i] == '"' || text[i] == '\'') {
            quote = text[i];
        }
    }
    return parts;
}

std::string button(std::string_view url, std::string_view label, const EmailStyles &styles)
{
    const std::string address = "{{ " + std::string(url) + " }}";
    const std::string words = "{{ " + std::string(label) + " }}";
    const std::string font = styles.font + "font-size:16px;font-weight:bold;";
    // Outlook for Windows draws the rounded box; everybody else pads the link.
    return "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:8px "
           "0 24px 0;\"><tr><td>"
           "<!--[if mso]><v:roundrect xmlns:v=\"urn:schemas-microsoft-com:vml\" "
           "xmlns:w=\"urn:schemas-microsoft-com:office:word\""
           " href=\""
        + address
        + "\" style=\"height:48px;v-text-anchor:middle;width:260px;\" arcsize=\"12%\" stroke=\"f\" "
          "fillcolor=\""
        + styles.accent + "\"><w:anchorlock/><center style=\"color:" + styles.accentText + ';' + font + "\">"
        + words + "</center></v:roundrect><![endif]--><!--[if !mso]><!--><a class=\"hb-button\" href=\""
        + address
        + "\" style=\"display:inline-block;padding:12px "
          "28px;min-height:20px;line-height:24px;border-radius:6px;background-color:"
        + styles.accent + ";color:" + styles.accentText + ";text-decoration:none;" + font + "\">" + words
        + "</a><!--<![endif]--></td></tr></table>";
}

std::string products(std::string_view list, int columns, const std::string &limit, const EmailStyles &styles)
{
    const int width = (600 - 48) / columns - 16;
    const std::string base = styles.font + "font-size:15px;line-height:22px;";
    const std::string pixels = std::to_string(width);
    return "{% if " + std::string(list)
        + ".size > 0 %}<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" "
          "border=\"0\""
          " style=\"margin:0 0 16px 0;\"><tr>{% for product in "
        + std::string(list) + limit + " %}<td class=\"hb-col\" width=\"" + std::to_string(100 / columns)
        + "%\" valign=\"top\" style=\"padding:0 8px 16px 8px;" + base
        + "\">{% if product.url %}<a href=\"{{ product.url }}\" style=\"color:" + styles.text
        + ";text-decoration:none;\">{% endif %}{% if product.image_url %}<img src=\"{{ product.image_url "
          "}}\" alt=\"{{ "
          "product.title }}\" width=\""
        + pixels + "\" style=\"" + styles.image + "width:100%;max-width:" + pixels
        + "px;margin:0 0 8px 0;\">{% endif %}<span style=\"font-weight:bold;\">{{ product.title "
          "}}</span>{% if product.url %}</a>{% endif %}<br><span style=\"color:"
        + styles.text
        + ";\">{{ product.price | money }}</span>{% if product.compare_at_price > product.price %} <s "
          "style=\"color:"
        + styles.muted
        + ";\">{{ product.compare_at_price | money }}</s>{% endif %}</td>{% assign hb_rest = forloop.index | "
          "modulo: "
        + std::to_string(columns)
        + " %}{% if hb_rest == 0 %}{% unless forloop.last %}</tr><tr>{% endunless %}{% endif %}{% endfor "
          "%}</tr></table>{% endif %}";
}

class TagReader
{
public:
    TagReader(std::string_view body, const EmailStyles &styles, EmailPart part)
        : m_body(body)
        , m_styles(styles)
        , m_part(part)
    { }

    tl::unexpected<DesignError> fail(size_t offset, const QString &message, const QString &expected) const
    {
        const auto at = liquid::positionInText(m_body, offset);
        return tl::unexpected(DesignError{m_part, {at.line, at.column, message, expected, {}}});
    }

    DesignResult<> expand(LiquidTag &tag, std::string_view markup) const
    {
        const auto parts = splitArguments(markup);
        tag.kind = LiquidTag::Kind::Block;
        tag.isExpanded = true;
        if (tag.name == "button") {
            if (parts.size() < 2 || parts[0].empty() || parts.back().empty())
                return fail(tag.offset, u"A button needs an address and a label."_s,
                    u"{% button url, \"Label\" %}"_s);
            // The address may hold commas of filters; the label is the last part.
            const size_t labelAt = size_t(parts.back().data() - markup.data());
            const size_t comma = markup.rfind(',', labelAt);
            tag.source = button(trimmed(markup.substr(0, comma)), parts.back(), m_styles);
            return {};
        }
        int columns = 2;
        std::string limit;
        for (size_t i = 1; i < parts.size(); ++i) {
            const size_t colon = parts[i].find(':');
            const auto key = trimmed(parts[i].substr(0, colon));
            const auto value
                = colon == std::string_view::npos ? std::string_view() : trimmed(parts[i].substr(colon + 1));
            if (key == "columns" && value.size() == 1 && value[0] >= '1' && value[0] <= '4')
                columns = value[0] - '0';
            else if (key == "limit" && !value.empty())
                limit = " limit: " + std::string(value);
            else
                return fail(tag.offset, u"This part of the product list cannot be read."_s,
                    u"{% products list, columns: 2 %}, with 1 to 4 columns, and limit: if wanted"_s);
        }
        if (parts.empty() || parts[0].empty() || parts[0].find_first_of(" |") != std::string_view::npos)
            return fail(tag.offset, u"It is not said which products to show."_s, u"the name of a list"_s);
        tag.source = products(parts[0], columns, limit, m_styles);
        return {};
    }

    /// The end of a raw or comment block that begins at `from`.
    size_t endOfBlock(size_t from, std::string_view name) const
    {
        const std::string wanted = "end" + std::string(name);
        for (size_t i = m_body.find("{%", from); i != std::string_view::npos; i = m_body.find("{%", i + 2)) {
            const size_t start = m_body.find_first_not_of(" \t\r\n-", i + 2);
            if (start != std::string_view::npos && m_body.substr(start, wanted.size()) == wanted) {
                const size_t end = m_body.find("%}", start);
                return end == std::string_view::npos ? end : end + 2;
            }
        }
        return std::string_view::npos;
    }

    DesignResult<size_t> read(size_t open, LiquidTag &tag) const
    {
        const bool isTag = m_body[open + 1] == '%';
        size_t openQuote = std::string_view::npos;
        size_t end = endOfBraces(m_body, open, isTag ? "%}" : "}}", openQuote);
        if (end == std::string_view::npos)
            return size_t(0);
        // In the HTML to come a quote of an attribute would close it. Remarks in {% liquid %} may have one.
        const bool hasLines = isTag && trimmed(m_body.substr(open + 2, end - open - 2)).starts_with("liquid");
        if (openQuote != std::string_view::npos && !hasLines)
            return fail(
                openQuote, u"This quoted text is never closed."_s, QString(QLatin1Char(m_body[openQuote])));
        tag.offset = open;
        tag.source = std::string(m_body.substr(open, end - open));
        if (!isTag)
            return end;
        std::string_view inner = m_body.substr(open + 2, end - open - 4);
        if (!inner.empty() && inner.front() == '-')
            inner.remove_prefix(1);
        if (!inner.empty() && inner.back() == '-')
            inner.remove_suffix(1);
        inner = trimmed(inner);
        const size_t length = std::min(inner.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), inner.size());
        tag.name = std::string(inner.substr(0, length));
        tag.kind = LiquidTag::Kind::Alone;
        static constexpr std::array<std::string_view, 6> openers{
            "if", "unless", "for", "case", "tablerow", "capture"};
        if (std::find(openers.begin(), openers.end(), tag.name) != openers.end()) {
            tag.kind = LiquidTag::Kind::Opens;
        } else if (tag.name.starts_with("end")) {
            tag.kind = LiquidTag::Kind::Closes;
            tag.name.erase(0, 3);
        } else if (tag.name == "else" || tag.name == "elsif" || tag.name == "when") {
            tag.kind = LiquidTag::Kind::Between;
        } else if (tag.name == "raw" || tag.name == "comment") {
            const size_t blockEnd = endOfBlock(end, tag.name);
            end = blockEnd == std::string_view::npos ? end : blockEnd;
            tag.source = std::string(m_body.substr(open, end - open));
            tag.kind = tag.name == "raw" ? LiquidTag::Kind::Output : tag.kind;
        } else if (tag.name == "echo" || tag.name == "cycle" || tag.name == "increment"
            || tag.name == "decrement") {
            tag.kind = LiquidTag::Kind::Output;
        } else if (tag.name == "button" || tag.name == "products") {
            if (auto expanded = expand(tag, inner.substr(length)); !expanded)
                return tl::unexpected(expanded.error());
        }
        return end;
    }

private:
    std::string_view m_body;
    const EmailStyles &m_styles;
    EmailPart m_part;
};

} // namespace

DesignResult<std::vector<LiquidTag>> findLiquidTags(std::string_view body, const EmailStyles &styles,
    EmailPart part, std::vector<std::pair<size_t, size_t>> &ranges)
{
    const TagReader reader(body, styles, part);
    std::vector<LiquidTag> tags;
    for (size_t i = 0; i + 1 < body.size();) {
        if (body[i] != '{' || (body[i + 1] != '{' && body[i + 1] != '%')) {
            ++i;
            continue;
        }
        LiquidTag tag;
        const auto end = reader.read(i, tag);
        if (!end)
            return tl::unexpected(end.error());
        if (*end == 0)
            return reader.fail(i,
                body[i + 1] == '%' ? u"This {% is never closed."_s : u"This {{ is never closed."_s,
                body[i + 1] == '%' ? u"%}"_s : u"}}"_s);
        ranges.emplace_back(i, *end);
        tags.push_back(std::move(tag));
        i = *end;
    }
    return tags;
}

} // namespace haberdash::compose
