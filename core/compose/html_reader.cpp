// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/html_reader.h"

#include "core/base/ascii_case.h"

#include <algorithm>
#include <array>

#include <QString>

namespace haberdash::compose {

namespace {

// find_first_of asks the C library for each character, which was a quarter of the time of a whole message.
constexpr bool isBlank(char character)
{
    return character == ' ' || character == '\t' || character == '\r' || character == '\n'
        || character == '\f';
}

template<typename Ends>
size_t findWhere(std::string_view text, size_t from, Ends ends)
{
    while (from < text.size() && !ends(text[from]))
        ++from;
    return from;
}

bool isLetter(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

/// One past the ">" of the tag at `open`, not counting quoted ones.
size_t endOfTag(std::string_view html, size_t open)
{
    char quote = 0;
    for (size_t i = open + 1; i < html.size(); ++i) {
        if (quote)
            quote = html[i] == quote ? '\0' : quote;
        else if ((html[i] == '"' || html[i] == '\'') && html[i - 1] == '=')
            quote = html[i];
        else if (html[i] == '>')
            return i + 1;
    }
    return std::string_view::npos;
}

/// Takes an element off those that are open, and with it what was never closed inside it; nothing where it is
/// not among them.
void closeElement(std::vector<std::string> &open, const std::string &name)
{
    const auto found = std::find(open.rbegin(), open.rend(), name);
    if (found != open.rend())
        open.erase(std::prev(found.base()), open.end());
}

bool hidesContent(const HtmlPiece &piece)
{
    if (!containsIgnoringCase(piece.source, "display"))
        return false; // nearly always, and cheaper than cutting the attributes out
    const std::string style = lowerCase(piece.attribute("style"));
    return style.find("display:none") != std::string::npos
        || style.find("display: none") != std::string::npos;
}

bool isVoid(std::string_view name)
{
    static constexpr std::array<std::string_view, 8> names{
        "br", "img", "hr", "meta", "link", "input", "col", "wbr"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Builds lines of text with blanks and empty lines where HTML has them.
class TextBuilder
{
public:
    void addText(std::string_view text)
    {
        // A blank that keeps words together is a blank all the same; alone in a cell it is only there for its
        // height.
        constexpr std::string_view hardBlank = "\u00a0";
        while (!text.empty()) {
            const bool isHard = text.starts_with(hardBlank);
            if (isHard || isBlank(text.front())) {
                m_wantsBlank = true;
                text.remove_prefix(isHard ? hardBlank.size() : 1);
                continue;
            }
            flush();
            const size_t length = lengthAsItIs(text, hardBlank.front());
            m_text += text.substr(0, length);
            text.remove_prefix(length);
        }
    }
    /// At least `count` line ends before what follows.
    void breakLine(int count)
    {
        m_breaks = std::max(m_breaks, count);
        m_wantsBlank = false;
    }
    void addBreak()
    {
        ++m_breaks;
        m_wantsBlank = false;
    }
    void addCellBorder() { m_wantsCell = m_breaks == 0 && !m_text.empty(); }
    void addMark(std::string_view mark)
    {
        flush();
        m_text += mark;
        m_wantsBlank = false;
    }
    size_t position() const { return m_text.size(); }
    std::string_view since(size_t position) const
    {
        return std::string_view(m_text).substr(std::min(position, m_text.size()));
    }
    std::string take()
    {
        if (!m_text.empty())
            m_text += '\n';
        return std::move(m_text);
    }

private:
    /// How much of a text that begins with no blank is written as it stands: words with one blank between.
    static size_t lengthAsItIs(std::string_view text, char stop)
    {
        size_t end = 1;
        for (; end < text.size(); ++end) {
            const bool isBetween = text[end] == ' ' && end + 1 < text.size() && !isBlank(text[end + 1])
                && text[end + 1] != stop;
            if ((isBlank(text[end]) && !isBetween) || text[end] == stop)
                break;
        }
        return end;
    }
    void flush()
    {
        if (!m_text.empty()) {
            if (m_breaks > 0)
                m_text.append(size_t(std::min(m_breaks, 2)), '\n');
            else if (m_wantsCell)
                m_text += "  ";
            else if (m_wantsBlank)
                m_text += ' ';
        }
        m_breaks = 0;
        m_wantsCell = m_wantsBlank = false;
    }

    std::string m_text;
    int m_breaks = 0;
    bool m_wantsBlank = false;
    bool m_wantsCell = false;
};

/// Host of an address, without "www.", lower case; empty where there is none.
std::string hostOf(std::string_view address)
{
    const size_t scheme = address.find("://");
    const size_t start = scheme == std::string_view::npos ? 0 : scheme + 3;
    std::string host = lowerCase(address.substr(start, address.find_first_of("/?#: ", start) - start));
    if (host.starts_with("www."))
        host.erase(0, 4);
    return host.find('.') == std::string::npos || host.find('@') != std::string::npos ? std::string() : host;
}

/// A link whose text is an address of another place than it leads to.
bool misleads(std::string_view text, std::string_view address)
{
    const bool looksLikeAddress = text.find(' ') == std::string_view::npos
        && (text.starts_with("http://") || text.starts_with("https://")
            || lowerCase(text).starts_with("www."));
    const std::string shown = looksLikeAddress ? hostOf(text) : std::string();
    const std::string real = hostOf(address);
    return !shown.empty() && !real.empty() && shown != real && !real.ends_with('.' + shown);
}

} // namespace

std::string withoutEntities(std::string_view text)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> named{
        {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "},
            {"copy", "\u00a9"}, {"reg", "\u00ae"}, {"euro", "\u20ac"}, {"ndash", "\u2013"},
            {"mdash", "\u2014"}, {"hellip", "\u2026"}, {"rarr", "\u2192"}, {"zwnj", ""}}};
    std::string plain;
    for (size_t i = 0; i < text.size(); ++i) {
        const size_t start = std::min(text.find('&', i), text.size());
        plain += text.substr(i, start - i);
        i = start;
        if (i == text.size())
            break;
        const size_t end = text.substr(0, i + 12).find(';', i);
        if (end == std::string_view::npos) {
            plain += '&';
            continue;
        }
        const auto name = text.substr(i + 1, end - i - 1);
        bool isNumber = false;
        uint code = 0;
        if (name.starts_with("#x") || name.starts_with("#X"))
            code = QByteArray(name.data() + 2, qsizetype(name.size()) - 2).toUInt(&isNumber, 16);
        else if (name.starts_with("#"))
            code = QByteArray(name.data() + 1, qsizetype(name.size()) - 1).toUInt(&isNumber);
        const auto known
            = std::find_if(named.begin(), named.end(), [&](const auto &each) { return each.first == name; });
        if (isNumber && code > 0 && code < 0x110000) {
            const char32_t character = code;
            plain += QString::fromUcs4(&character, 1).toStdString();
        } else if (known != named.end()) {
            plain += known->second;
        } else {
            plain += text.substr(i, end - i + 1);
        }
        i = end;
    }
    return plain;
}

std::string HtmlPiece::attribute(std::string_view wanted, bool *found) const
{
    if (found)
        *found = false;
    size_t i = findWhere(source, 0, isBlank);
    while (i < source.size()) {
        i = findWhere(source, i, [](char each) { return !isBlank(each) && each != '/'; });
        if (i == source.size())
            break;
        const size_t nameEnd = findWhere(source, i, [](char each) { return isBlank(each) || each == '='; });
        const auto key = source.substr(i, std::max<size_t>(nameEnd - i, 1));
        i = std::max(nameEnd, i + 1);
        std::string_view value;
        const auto isMore = [](char each) { return !isBlank(each); };
        const size_t equals = findWhere(source, i, isMore);
        if (equals < source.size() && source[equals] == '=') {
            size_t start = findWhere(source, equals + 1, isMore);
            const char quote = start < source.size() && (source[start] == '"' || source[start] == '\'')
                ? source[start]
                : '\0';
            const size_t end = quote ? source.find(quote, ++start) : findWhere(source, start, isBlank);
            value = source.substr(start, end - start);
            i = end == std::string_view::npos ? source.size() : end + 1;
        }
        if (lowerCase(key) == wanted) {
            if (found)
                *found = true;
            return withoutEntities(value);
        }
    }
    return {};
}

std::vector<HtmlPiece> readHtml(std::string_view html)
{
    std::vector<HtmlPiece> pieces;
    pieces.reserve(html.size() / 24); // as mails have them
    const auto add = [&](HtmlPiece::Kind kind, std::string name, std::string_view source) {
        pieces.push_back({kind, std::move(name), source});
    };
    size_t i = 0;
    while (i < html.size()) {
        const size_t open = std::min(html.find('<', i), html.size());
        if (open > i)
            add(HtmlPiece::Kind::Text, {}, html.substr(i, open - i));
        if (open == html.size())
            break;
        i = open;
        if (html.substr(i, 4) == "<!--") {
            const size_t end = html.find("-->", i + 4);
            add(HtmlPiece::Kind::Comment, {},
                html.substr(i + 4, end == std::string_view::npos ? end : end - i - 4));
            i = end == std::string_view::npos ? html.size() : end + 3;
            continue;
        }
        const bool closes = html.substr(i, 2) == "</";
        const size_t nameStart = i + (closes ? 2 : 1);
        size_t nameEnd = nameStart;
        // As browsers do: a name begins with a letter and goes on to a blank, a slash or the end of the tag.
        while (nameEnd < html.size() && html[nameEnd] != '/' && html[nameEnd] != '>'
            && !isBlank(html[nameEnd]) && (nameEnd > nameStart || isLetter(html[nameEnd])))
            ++nameEnd;
        const size_t end = endOfTag(html, i);
        if ((nameEnd == nameStart && html[nameStart < html.size() ? nameStart : i] != '!')
            || end == std::string_view::npos) {
            add(HtmlPiece::Kind::Text, {}, html.substr(i, 1));
            ++i;
            continue;
        }
        std::string name = lowerCase(html.substr(nameStart, nameEnd - nameStart));
        const std::string_view kind = name;
        const bool isRaw = !closes && (kind == "script" || kind == "style" || kind == "title");
        add(closes             ? HtmlPiece::Kind::Close
                : name.empty() ? HtmlPiece::Kind::Comment
                               : HtmlPiece::Kind::Open,
            name, html.substr(nameStart, end - nameStart - 1));
        i = end;
        if (isRaw) {
            const std::string close = "</" + name;
            size_t rawEnd = i;
            while (rawEnd < html.size() && lowerCase(html.substr(rawEnd, close.size())) != close)
                rawEnd = std::min(html.find('<', rawEnd + 1), html.size());
            i = rawEnd;
        }
    }
    return pieces;
}

std::string htmlToText(std::string_view html)
{
    return htmlToText(readHtml(html));
}

std::string htmlToText(const std::vector<HtmlPiece> &pieces)
{
    TextBuilder text;
    std::vector<std::string> hidden; // elements that are open, from the one that hides on
    struct Link
    {
        std::string address;
        size_t start;
        std::string alt; ///< of a picture that is all of the link so far
    };
    std::vector<Link> links;
    std::vector<int> lists; // number of the next item; 0 for bullets
    for (const HtmlPiece &piece : pieces) {
        const std::string_view name = piece.name; // a view compares lengths before letters
        if (piece.kind == HtmlPiece::Kind::Comment)
            continue;
        if (!hidden.empty()) {
            if (piece.kind == HtmlPiece::Kind::Open && !isVoid(name))
                hidden.push_back(piece.name);
            else if (piece.kind == HtmlPiece::Kind::Close)
                closeElement(hidden, piece.name);
            continue;
        }
        if (piece.kind == HtmlPiece::Kind::Text) {
            const bool isPlain = piece.source.find('&') == std::string_view::npos;
            const std::string decoded = isPlain ? std::string() : withoutEntities(piece.source);
            const std::string_view words = isPlain ? piece.source : std::string_view(decoded);
            // A picture and its caption in one link say the same twice.
            if (links.empty() || links.back().alt.empty() || links.back().alt != words)
                text.addText(words);
            continue;
        }
        const bool opens = piece.kind == HtmlPiece::Kind::Open;
        if (opens && !isVoid(name) && hidesContent(piece)) {
            hidden.push_back(piece.name);
        } else if (name == "br") {
            text.addBreak();
        } else if (name == "hr") {
            text.breakLine(2);
            text.addMark("----------");
            text.breakLine(2);
        } else if (name == "img" && opens) {
            const std::string alt = piece.attribute("alt");
            if (!links.empty() && text.since(links.back().start).empty())
                links.back().alt = alt;
            text.addText(alt);
        } else if (name == "a" && opens) {
            links.push_back({piece.attribute("href"), text.position(), {}});
        } else if (name == "a" && !links.empty()) {
            const Link link = links.back();
            links.pop_back();
            std::string shown(text.since(link.start));
            shown.erase(0, std::min(shown.find_first_not_of(" \n"), shown.size()));
            const bool isMail = link.address.starts_with("mailto:") && link.address.substr(7) == shown;
            if (link.address.empty() || shown == link.address || isMail)
                continue;
            text.addText(shown.empty() ? link.address : " (" + link.address + ")");
        } else if (name == "ul" || name == "ol") {
            text.breakLine(lists.empty() ? 2 : 1);
            if (opens)
                lists.push_back(
                    name == "ol" ? std::max(1, QString::fromStdString(piece.attribute("start")).toInt()) : 0);
            else if (!lists.empty())
                lists.pop_back();
            text.breakLine(lists.empty() ? 2 : 1);
        } else if (name == "li") {
            text.breakLine(1);
            if (opens) {
                const bool isNumbered = !lists.empty() && lists.back() > 0;
                std::string mark(lists.size() > 1 ? (lists.size() - 1) * 2 : 0, ' ');
                mark += isNumbered ? std::to_string(lists.back()++) + ". " : "- ";
                text.addMark(mark);
            }
        } else if (name == "td" || name == "th") {
            text.addCellBorder();
        } else if (name == "p" || name == "blockquote" || name == "pre" || name == "table"
            || (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6')) {
            text.breakLine(2);
        } else if (name == "tr" || name == "div" || name == "center" || name == "section") {
            text.breakLine(1);
        }
    }
    return text.take();
}

std::vector<MessageWarning> checkHtml(std::string_view html)
{
    return checkHtml(html, readHtml(html));
}

std::vector<MessageWarning> checkHtml(std::string_view html, const std::vector<HtmlPiece> &pieces)
{
    using Kind = MessageWarning::Kind;
    std::vector<MessageWarning> warnings;
    const auto warn = [&](Kind kind, std::string detail) {
        MessageWarning warning{kind, std::move(detail)};
        if (std::find(warnings.begin(), warnings.end(), warning) == warnings.end())
            warnings.push_back(std::move(warning));
    };
    if (html.size() > 100'000)
        warn(Kind::SizeOverLimit, std::to_string(html.size()));
    else if (html.size() > 80'000)
        warn(Kind::SizeNearLimit, std::to_string(html.size()));
    static constexpr std::array<std::string_view, 11> forbidden{"form", "iframe", "video", "audio", "object",
        "embed", "input", "button", "textarea", "select", "base"};
    std::string address;
    std::string shown;
    for (const HtmlPiece &piece : pieces) {
        if (piece.kind == HtmlPiece::Kind::Text)
            shown += withoutEntities(piece.source);
        if (piece.kind == HtmlPiece::Kind::Close && piece.name == "a" && misleads(shown, address))
            warn(Kind::MisleadingLink, address);
        if (piece.kind != HtmlPiece::Kind::Open)
            continue;
        if (piece.name == "script" || lowerCase(piece.source).find(" onclick=") != std::string::npos)
            warn(Kind::ScriptLink, piece.name);
        if (std::find(forbidden.begin(), forbidden.end(), piece.name) != forbidden.end())
            warn(Kind::ForbiddenElement, piece.name);
        bool hasAttribute = false;
        if (piece.name == "a" || piece.name == "area") {
            address = piece.attribute("href", &hasAttribute);
            shown.clear();
            const std::string scheme = lowerCase(address.substr(0, 11));
            if (!hasAttribute)
                continue; // an anchor to jump to
            if (address.empty())
                warn(Kind::EmptyLink, "a");
            else if (scheme.starts_with("http://"))
                warn(Kind::InsecureLink, address);
            else if (scheme.starts_with("javascript:") || scheme.starts_with("vbscript:")
                || scheme.starts_with("data:"))
                warn(Kind::ScriptLink, address);
            else if (!scheme.starts_with("https://") && !scheme.starts_with("mailto:")
                && !scheme.starts_with("tel:") && address[0] != '#')
                warn(Kind::UnreachableAddress, address);
        } else if (piece.name == "img") {
            const std::string source = piece.attribute("src");
            const std::string alt = piece.attribute("alt", &hasAttribute);
            const bool isDecoration = hasAttribute && piece.attribute("role") == "presentation";
            if (alt.empty() && !isDecoration)
                warn(Kind::ImageWithoutAlt, source.substr(0, 200));
            if (source.starts_with("data:"))
                warn(Kind::DataImage, source.substr(0, 40));
            else if (source.starts_with("http://"))
                warn(Kind::InsecureLink, source);
            else if (!source.starts_with("https://") && !source.starts_with("cid:"))
                warn(Kind::UnreachableAddress, source);
        }
    }
    return warnings;
}

} // namespace haberdash::compose
