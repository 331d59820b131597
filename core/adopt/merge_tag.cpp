// SPDX-License-Identifier: GPL-3.0-or-later
// Tags of single programs, and what a value becomes.
#include "core/adopt/merge_tag.h"

#include "core/adopt/known_fields.h"
#include "core/page/source_scanner.h"

#include <algorithm>
#include <array>

namespace haberdash::adopt {

namespace {

using Kind = AdoptNote::Kind;
using What = AdoptNote::What;
using Style = MergeTag::Style;
constexpr size_t npos = std::string_view::npos;

/// In quotes that it does not hold itself.
std::string inQuotes(std::string_view text)
{
    std::string plain(text);
    const char quote = plain.find('"') == std::string::npos ? '"' : '\'';
    std::erase(plain, quote);
    return quote + plain + quote;
}

std::string_view withoutQuotes(std::string_view text)
{
    text = trimmedView(text);
    if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
        return text.substr(1, text.size() - 2);
    return text;
}

std::string ourFilter(std::string_view theirs)
{
    const std::string name = lowerCase(trimmedView(theirs));
    if (name == "title" || name == "capitalize" || name == "capfirst" || name == "title_case")
        return " | capitalize";
    if (name == "upper" || name == "upcase" || name == "uppercase")
        return " | upcase";
    return name == "lower" || name == "downcase" || name == "lowercase" ? " | downcase" : "";
}

/// What was done to a value, as far as ours can do the same.
std::string ourFilters(std::string_view filters, std::string &leftOut)
{
    std::string ours;
    while (!filters.empty()) {
        const auto [filter, rest] = cutAtPipe(filters);
        filters = rest;
        const size_t colon = filter.find(':');
        const std::string name = lowerCase(trimmedView(filter.substr(0, colon)));
        const std::string known = ourFilter(filter);
        const bool isQuiet = name.empty() || name == "lookup" || name == "escape" || name == "safe";
        if (name == "default" && colon != npos) {
            const std::string_view text = withoutQuotes(filter.substr(colon + 1));
            ours += text.empty() ? std::string() : " | default: " + inQuotes(text);
        } else if (!known.empty()) {
            ours += known;
        } else if (!isQuiet) {
            leftOut += (leftOut.empty() ? "" : ", ") + std::string(trimmedView(filter));
        }
    }
    return ours;
}

} // namespace

std::string asComment(std::string_view inner)
{
    std::string plain(inner.substr(0, 200));
    std::replace_if(
        plain.begin(), plain.end(), [](char each) { return each == '{' || each == '}' || each == '%'; }, ' ');
    // Half a character at the end would be none.
    while (inner.size() > 200 && !plain.empty() && (static_cast<unsigned char>(plain.back()) & 0xc0) == 0x80)
        plain.pop_back();
    if (inner.size() > 200 && !plain.empty() && static_cast<unsigned char>(plain.back()) >= 0xc0)
        plain.pop_back();
    return "{% comment %}" + plain + "{% endcomment %}";
}

std::string_view trimmedView(std::string_view text)
{
    while (!text.empty() && page::isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && page::isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

std::pair<std::string_view, std::string_view> cutAtPipe(std::string_view text)
{
    char quote = 0;
    for (size_t at = 0; at < text.size(); ++at) {
        if (quote)
            quote = text[at] == quote ? '\0' : quote;
        else if (text[at] == '"' || text[at] == '\'')
            quote = text[at];
        else if (text[at] == '|')
            return {trimmedView(text.substr(0, at)), text.substr(at + 1)};
    }
    return {trimmedView(text), {}};
}

Translation TagTranslator::unknown(std::string_view inner, Origin origin)
{
    return {false, Kind::Unknown, What::Code, origin, asComment(inner), {}};
}

Translation TagTranslator::pageValue(std::string_view name, Origin origin, TagPlace place) const
{
    switch (pageField(name)) {
    case PageField::WayOut: {
        const char *outcome = place == TagPlace::Words
            ? "<a href=\"{{ unsubscribe_url }}\">{{ unsubscribe_label | default: \"Unsubscribe\" }}</a>"
            : "{{ unsubscribe_url }}";
        return {false, Kind::Translated, What::WayOut, origin, outcome, {}};
    }
    case PageField::WebCopy:
        return {false, Kind::Unknown, What::WebCopy, origin, asComment(name), {}};
    case PageField::PostalAddress:
        return {false, Kind::Unknown, What::PostalAddress, origin, asComment(name), {}};
    case PageField::Nothing:
        return {false, Kind::Removed, What::Code, origin, {}, {}};
    case PageField::None:
        break;
    }
    return unknown(name, origin);
}

Translation TagTranslator::value(
    std::string_view name, std::string_view filters, Origin origin, TagPlace place)
{
    if (pageField(name) != PageField::None)
        return pageValue(name, origin, place);
    const std::string field = ourField(name);
    if (field.empty())
        return unknown(std::string(name) + (filters.empty() ? "" : " |" + std::string(filters)), origin);
    Translation known{false, Kind::Translated, What::Field, origin, {}, {}};
    const std::string ours = ourFilters(filters, known.leftOut);
    known.outcome = "{{ " + field + ours + " }}";
    return known;
}

Translation TagTranslator::stars(const MergeTag &tag, TagPlace place)
{
    const std::string_view inner = tag.inner;
    const std::string upper = lowerCase(inner);
    if (upper.starts_with("if:") || upper.starts_with("ifnot:"))
        return open(inner.substr(inner.find(':') + 1), upper.starts_with("ifnot:"), Origin::Mailchimp);
    if (upper.starts_with("elseif:"))
        return other(inner.substr(7), Origin::Mailchimp);
    if (upper.starts_with("else:") || upper == "else")
        return middle(Origin::Mailchimp);
    if (upper == "end:if")
        return close(Origin::Mailchimp);
    if (upper == "mc:subject")
        return {false, Kind::Translated, What::Field, Origin::Mailchimp, "{{ hb.subject }}", {}};
    if (upper == "current_year" || upper == "date:y")
        return {false, Kind::Translated, What::Field, Origin::Mailchimp, "{{ \"now\" | date: \"%Y\" }}", {}};
    // "TITLE:FNAME" and the like: what is done to a value stands in front.
    const size_t colon = inner.find(':');
    if (const std::string filter = colon == npos ? std::string() : ourFilter(inner.substr(0, colon));
        !filter.empty())
        return value(inner.substr(colon + 1), std::string_view(filter).substr(2), Origin::Mailchimp, place);
    return value(inner, {}, Origin::Mailchimp, place);
}

Translation TagTranslator::translate(const MergeTag &tag, TagPlace place)
{
    if (m_isRaw && !(tag.style == Style::Code && lowerCase(tag.inner) == "endraw"))
        return {true, Kind::Noted, What::Code, Origin::None, {}, {}};
    switch (tag.style) {
    case Style::Stars:
        return stars(tag, place);
    case Style::Output:
        return output(tag, place);
    case Style::Code:
        return code(tag, place);
    case Style::Brace: {
        const size_t equals = tag.inner.find('=');
        if (equals == npos)
            return value(tag.inner, {}, Origin::Mautic, place);
        const auto [name, otherwise] = cutAtPipe(std::string_view(tag.inner).substr(equals + 1));
        if (lowerCase(tag.inner).find("field=") == npos)
            return unknown(tag.inner, Origin::Mautic);
        const std::string filter
            = otherwise.empty() ? std::string() : "default:" + inQuotes(trimmedView(otherwise));
        return value(name, filter, Origin::Mautic, place);
    }
    case Style::Percent: {
        const bool isTag
            = m_speaksPercent || !ourField(tag.inner).empty() || pageField(tag.inner) != PageField::None;
        if (!isTag)
            return {true, Kind::Noted, What::Code, Origin::None, {}, {}};
        return value(tag.inner, {}, Origin::ActiveCampaign, place);
    }
    case Style::Angle:
    case Style::Square:
        return value(tag.inner, {}, Origin::SendGrid, place);
    case Style::LinkMark:
        return {false, Kind::Removed, What::Code, Origin::Listmonk, {}, {}};
    case Style::Open:
        break;
    }
    // Braces that only look like Liquid: shown as they are.
    return {false, Kind::Noted, What::Code, Origin::None, "&#123;", {}};
}

} // namespace haberdash::adopt
