// SPDX-License-Identifier: GPL-3.0-or-later
// Tags in braces, which Klaviyo, Brevo, HubSpot, listmonk, SendGrid and Liquid itself write much alike.
#include "core/adopt/merge_tag.h"

#include "core/adopt/known_fields.h"
#include "core/page/source_scanner.h"

#include <algorithm>
#include <array>

namespace haberdash::adopt {

namespace {

using Kind = AdoptNote::Kind;
using What = AdoptNote::What;
constexpr size_t npos = std::string_view::npos;

Origin originOf(std::string_view inner, bool isTriple)
{
    if (isTriple || inner.starts_with('#') || inner.starts_with('/') || inner.starts_with("insert "))
        return Origin::SendGrid;
    if (inner.starts_with('.') || inner.starts_with("UnsubscribeURL") || inner.starts_with("Track")
        || inner.starts_with("MessageURL") || inner.starts_with("OptinURL") || inner.starts_with("template ")
        || inner.starts_with("index "))
        return Origin::Listmonk;
    if (inner.starts_with("contact.")) {
        const bool isCapital = inner.size() > 8 && inner[8] >= 'A' && inner[8] <= 'Z';
        return isCapital ? Origin::Brevo : Origin::HubSpot;
    }
    if (inner == "mirror" || inner == "unsubscribe" || inner.starts_with("params."))
        return Origin::Brevo;
    if (inner.starts_with("person") || inner.starts_with("organization.") || inner.find('|') != npos)
        return Origin::Klaviyo;
    return Origin::Braces;
}

/// The text between the first quotes, as in `lookup:'First Name'` and `TrackLink "https://..." .`.
std::string_view quotedPart(std::string_view text)
{
    const size_t start = text.find_first_of("\"'");
    const size_t end = start == npos ? npos : text.find(text[start], start + 1);
    return end == npos ? std::string_view() : text.substr(start + 1, end - start - 1);
}

std::string_view firstWord(std::string_view text)
{
    return text.substr(0, text.find_first_of(" \t\r\n"));
}

bool isPath(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char each) {
        return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9')
            || each == '_' || each == '.';
    });
}

} // namespace

bool TagTranslator::isKnown(std::string_view path) const
{
    path = trimmedView(path);
    const bool isText = path.starts_with('"') || path.starts_with('\'');
    return isText || isOurs(path)
        || m_locals.find(path.substr(0, path.find_first_of(".[ |:"))) != m_locals.end();
}

Translation TagTranslator::output(const MergeTag &tag, TagPlace place)
{
    const std::string_view inner = tag.inner;
    if (isKnown(inner) && !tag.isTriple)
        return {true, Kind::Noted, What::Code, Origin::None, {}, {}};
    const std::string_view word = firstWord(inner);
    if (inner.starts_with('#') || inner.starts_with('/') || word == "else" || word == "end" || word == "if")
        return handlebars(inner);
    const Origin origin = originOf(inner, tag.isTriple);
    if (word == "TrackLink" && !quotedPart(inner).empty())
        return {false, Kind::Translated, What::Code, origin, std::string(quotedPart(inner)), {}};
    if (word == "insert") {
        const std::string_view rest = trimmedView(inner.substr(word.size()));
        const std::string_view otherwise = quotedPart(rest);
        const std::string filter = otherwise.starts_with("default=")
            ? "default:\"" + std::string(otherwise.substr(8)) + '"'
            : std::string();
        return value(firstWord(rest), filter, origin, place);
    }
    const auto [path, filters] = cutAtPipe(inner);
    if (word == "index" || trimmedView(filters).starts_with("lookup"))
        return value(quotedPart(word == "index" ? inner : filters), cutAtPipe(filters).second, origin, place);
    if (lowerCase(path) == "current_year" || path == "year")
        return {false, Kind::Translated, What::Field, origin, "{{ \"now\" | date: \"%Y\" }}", {}};
    if (path == ".Campaign.Subject" || path == "subject")
        return {false, Kind::Translated, What::Field, origin, "{{ hb.subject }}", {}};
    if (!isPath(path))
        return unknown(word == "TrackView" ? "TrackView" : inner, origin);
    return value(path, filters, origin, place);
}

Translation TagTranslator::handlebars(std::string_view inner)
{
    const std::string_view word = firstWord(inner);
    const std::string_view rest = trimmedView(inner.substr(word.size()));
    if (word == "#if" || word == "#unless")
        return open(rest, word == "#unless", Origin::SendGrid);
    if (word == "if") // Go's
        return open(rest, false, Origin::Listmonk);
    if (word == "else")
        return middle(Origin::SendGrid);
    if (word == "/if" || word == "/unless" || word == "end")
        return close(word == "end" ? Origin::Listmonk : Origin::SendGrid);
    if (word.starts_with('#'))
        m_open.push_back(Block::Unknown);
    else if (!m_open.empty())
        m_open.pop_back();
    return unknown(inner, Origin::SendGrid);
}

std::string TagTranslator::conditionOf(std::string_view text) const
{
    const std::string_view path = trimmedView(text);
    return isPath(path) ? ourField(path) : std::string();
}

Translation TagTranslator::open(std::string_view condition, bool isNegated, Origin origin)
{
    const std::string ours = conditionOf(condition);
    if (ours.empty()) {
        m_open.push_back(Block::Unknown);
        Translation unclear
            = unknown(std::string(isNegated ? "unless " : "if ") + std::string(condition), origin);
        unclear.what = What::Condition;
        return unclear;
    }
    m_open.push_back(isNegated ? Block::Unless : Block::If);
    return {false, Kind::Translated, What::Condition, origin,
        (isNegated ? "{% unless " : "{% if ") + ours + " %}", {}};
}

Translation TagTranslator::other(std::string_view condition, Origin origin)
{
    const std::string ours = conditionOf(condition);
    if (isOpen() && !ours.empty())
        return {false, Kind::Translated, What::Condition, origin, "{% elsif " + ours + " %}", {}};
    Translation unclear = unknown("elsif " + std::string(condition), origin);
    unclear.what = What::Condition;
    // What only others should see must not be seen by those whom the condition before means.
    if (isOpen())
        unclear.outcome = "{% elsif false %}" + unclear.outcome;
    return unclear;
}

Translation TagTranslator::middle(Origin origin)
{
    if (isOpen())
        return {false, Kind::Translated, What::Condition, origin, "{% else %}", {}};
    Translation unclear = unknown("else", origin);
    unclear.what = What::Condition;
    return unclear;
}

bool TagTranslator::isOpen() const
{
    return !m_open.empty() && m_open.back() != Block::Unknown;
}

std::string TagTranslator::endOf(Block block)
{
    switch (block) {
    case Block::If:
    case Block::OwnIf:
        return "{% endif %}";
    case Block::Unless:
    case Block::OwnUnless:
        return "{% endunless %}";
    case Block::For:
        return "{% endfor %}";
    case Block::Case:
        return "{% endcase %}";
    case Block::Unknown:
        break;
    }
    return {};
}

Translation TagTranslator::close(Origin origin)
{
    const Block block = m_open.empty() ? Block::Unknown : m_open.back();
    if (!m_open.empty())
        m_open.pop_back();
    if (block != Block::Unknown)
        return {false, Kind::Translated, What::Condition, origin, endOf(block), {}};
    Translation unclear = unknown("end", origin);
    unclear.what = What::Condition;
    return unclear;
}

std::string TagTranslator::closing()
{
    std::string text;
    for (auto block = m_open.rbegin(); block != m_open.rend(); ++block)
        text += endOf(*block);
    m_open.clear();
    return text;
}

Translation TagTranslator::code(const MergeTag &tag, TagPlace place)
{
    const std::string_view inner = tag.inner;
    const std::string_view word = firstWord(inner);
    const std::string_view rest = trimmedView(inner.substr(word.size()));
    if (word == "if" || word == "unless") {
        if (isKnown(rest)) {
            m_open.push_back(word == "if" ? Block::OwnIf : Block::OwnUnless);
            return {true, Kind::Noted, What::Code, Origin::None, {}, {}};
        }
        return open(rest, word == "unless", originOf(rest, false));
    }
    if (word == "elif" || word == "elsif" || word == "elseif") {
        if (isKnown(rest) && word == "elsif" && isOpen())
            return {true, Kind::Noted, What::Code, Origin::None, {}, {}};
        return other(rest, originOf(rest, false));
    }
    if (word == "endif" || word == "endunless") {
        const bool isOwn
            = !m_open.empty() && (m_open.back() == Block::OwnIf || m_open.back() == Block::OwnUnless);
        Translation end = close(Origin::Braces);
        end.isOurs = isOwn;
        return end;
    }
    if (pageField(word) != PageField::None) {
        Translation page = pageValue(word, Origin::Klaviyo, word.ends_with("link") ? TagPlace::Line : place);
        // {% unsubscribe 'Leave us' %} has the words of the link.
        const std::string label
            = lowerCase(quotedPart(rest)).find('<') == npos ? std::string(quotedPart(rest)) : "";
        if (page.what == What::WayOut && place == TagPlace::Words && !word.ends_with("link")
            && !label.empty())
            page.outcome = "<a href=\"{{ unsubscribe_url }}\">" + label + "</a>";
        return page;
    }
    return ownCode(word, rest);
}

/// Liquid that is ours stays, as long as it speaks of what we know.
Translation TagTranslator::ownCode(std::string_view word, std::string_view rest)
{
    Translation ours{true, Kind::Noted, What::Code, Origin::None, {}, {}};
    const std::string whole = std::string(word) + (rest.empty() ? "" : " ") + std::string(rest);
    if (word == "raw" || word == "comment" || word == "endraw" || word == "endcomment") {
        m_isRaw = word == "raw";
        return ours;
    }
    if (word == "else")
        return isOpen() && m_open.back() != Block::If && m_open.back() != Block::Unless
            ? ours
            : middle(Origin::Braces);
    if (word == "for") {
        const size_t in = rest.find(" in ");
        const bool isKnownList
            = in != npos && (isKnown(rest.substr(in + 4)) || rest.substr(in + 4).starts_with('('));
        m_open.push_back(isKnownList ? Block::For : Block::Unknown);
        if (isKnownList)
            m_locals.emplace(trimmedView(rest.substr(0, in)));
        return isKnownList ? ours : unknown(whole, Origin::Klaviyo);
    }
    if (word == "case" && isKnown(rest)) {
        m_open.push_back(Block::Case);
        return ours;
    }
    const bool isInOther = !m_open.empty() && (m_open.back() == Block::Case || m_open.back() == Block::For);
    if (word == "when" || word == "break" || word == "continue")
        return isInOther ? ours : unknown(whole, Origin::Klaviyo);
    if (word.starts_with("end")) {
        if (!m_open.empty())
            m_open.pop_back();
        return isInOther ? ours : unknown(whole, Origin::Braces);
    }
    const size_t equals = rest.find('=');
    if (word == "assign" && equals != npos) {
        m_locals.emplace(trimmedView(rest.substr(0, equals)));
        if (isKnown(rest.substr(equals + 1)))
            return ours;
    }
    return unknown(whole, Origin::Klaviyo);
}

} // namespace haberdash::adopt
