// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/page/liquid_places.h"

#include <algorithm>

namespace haberdash::page {

namespace {

bool isBlank(char character)
{
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
}

/// The first word of a tag, "if" of "{%- if x %}".
std::string_view wordOf(std::string_view tag)
{
    size_t start = tag.size() > 2 && tag[2] == '-' ? 3 : 2;
    while (start < tag.size() && isBlank(tag[start]))
        ++start;
    size_t end = start;
    while (end < tag.size() && tag[end] >= 'a' && tag[end] <= 'z')
        ++end;
    return tag.substr(start, end - start);
}

/// Finds pieces of Liquid from left to right; what was not found once is not looked for again.
class PlaceFinder
{
public:
    explicit PlaceFinder(std::string_view source)
        : m_source(source)
    { }
    std::vector<LiquidPlace> find()
    {
        for (size_t at = m_source.find('{'); at != npos; at = m_source.find('{', at)) {
            const char next = at + 1 < m_source.size() ? m_source[at + 1] : '\0';
            const bool isTag = next == '%';
            const bool begins = isTag || next == '{';
            const size_t end = begins ? endOf(at + 2, isTag) : npos;
            if (end == npos) {
                m_isOpen = m_isOpen || begins;
                ++at;
                continue;
            }
            m_places.push_back({at, end, isTag});
            at = isTag ? afterTag(m_source.substr(at, end - at), end) : end;
        }
        return std::move(m_places);
    }
    [[nodiscard]] bool isOpen() const { return m_isOpen; }

private:
    static constexpr size_t npos = std::string_view::npos;

    size_t endOf(size_t from, bool isTag)
    {
        bool &isHopeless = isTag ? m_noTagEnds : m_noOutputEnds;
        const size_t close = isHopeless ? npos : m_source.find(isTag ? "%}" : "}}", from);
        isHopeless = close == npos;
        return close == npos ? npos : close + 2;
    }
    /// Where to go on behind a tag: behind the end of a comment, which then is one place, or of "raw".
    size_t afterTag(std::string_view tag, size_t end)
    {
        const std::string_view word = wordOf(tag);
        if (word != "comment" && word != "raw")
            return end;
        const std::string_view wanted = word == "raw" ? "endraw" : "endcomment";
        bool &isHopeless = word == "raw" ? m_noRawEnds : m_noCommentEnds;
        for (size_t at = isHopeless ? npos : m_source.find("{%", end); at != npos;
             at = m_source.find("{%", at + 2)) {
            const size_t close = m_source.find("%}", at + 2);
            if (close == npos)
                break;
            if (wordOf(m_source.substr(at, close - at)) != wanted)
                continue;
            if (word == "comment")
                m_places.back().end = close + 2;
            else
                m_places.push_back({at, close + 2, true});
            return close + 2;
        }
        isHopeless = m_isOpen = true;
        return end;
    }

    std::string_view m_source;
    std::vector<LiquidPlace> m_places;
    bool m_isOpen = false;
    bool m_noTagEnds = false;
    bool m_noOutputEnds = false;
    bool m_noRawEnds = false;
    bool m_noCommentEnds = false;
};

} // namespace

std::vector<LiquidPlace> liquidPlaces(std::string_view source, bool *isOpen)
{
    PlaceFinder finder(source);
    auto places = finder.find();
    if (isOpen)
        *isOpen = finder.isOpen();
    return places;
}

const LiquidPlace *liquidFrom(const std::vector<LiquidPlace> &places, size_t offset)
{
    const auto place = std::upper_bound(places.begin(), places.end(), offset,
        [](size_t at, const LiquidPlace &each) { return at < each.end; });
    return place == places.end() ? nullptr : &*place;
}

bool hasLiquid(const std::vector<LiquidPlace> &places, size_t start, size_t end)
{
    const LiquidPlace *place = liquidFrom(places, start);
    return place && place->start < end;
}

bool hasLiquidTag(const std::vector<LiquidPlace> &places, size_t start, size_t end)
{
    for (const LiquidPlace *place = liquidFrom(places, start);
         place && place != places.data() + places.size() && place->start < end; ++place) {
        if (place->isTag)
            return true;
    }
    return false;
}

} // namespace haberdash::page
