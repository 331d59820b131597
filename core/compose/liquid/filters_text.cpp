// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/filters.h"
#include "core/compose/liquid/tokens.h"

#include <algorithm>
#include <array>

#include <QString>

namespace haberdash::compose::liquid {

namespace {

bool isAscii(std::string_view text)
{
    return std::all_of(
        text.begin(), text.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

void changeAscii(char *text, size_t size, bool upper)
{
    const char first = upper ? 'a' : 'A';
    for (size_t i = 0; i < size; ++i)
        text[i] = char(text[i] ^ (text[i] >= first && text[i] <= first + 25 ? 0x20 : 0));
}

std::string changedCase(std::string_view text, bool upper)
{
    if (!isAscii(text)) {
        const QString read = QString::fromUtf8(text.data(), qsizetype(text.size()));
        return (upper ? read.toUpper() : read.toLower()).toStdString();
    }
    std::string changed(text);
    changeAscii(changed.data(), changed.size(), upper);
    return changed;
}

/// The first character in the form that begins words: "ǆ" becomes "ǅ", "ß" becomes "Ss".
std::string titleCase(std::string_view character)
{
    if (isAscii(character))
        return changedCase(character, true);
    const QString read = QString::fromUtf8(character.data(), qsizetype(character.size()));
    const auto points = read.toUcs4();
    const char32_t title = points.isEmpty() ? 0 : QChar::toTitleCase(char32_t(points.front()));
    if (title != 0 && title != char32_t(points.front()))
        return QString::fromUcs4(&title, 1).toStdString();
    const QString upper = read.toUpper();
    return QString(upper.left(1) + upper.mid(1).toLower()).toStdString();
}

Item inCase(Scratch &scratch, const Item &input, bool upper)
{
    const auto text = scratch.textOf(input);
    if (!isAscii(text))
        return scratch.keep(changedCase(text, upper));
    const Item kept = scratch.keep(text);
    changeAscii(const_cast<char *>(kept.characters), kept.size, upper); // our own copy
    return kept;
}

Item upcase(Scratch &scratch, const Item &input, const Arguments &)
{
    return inCase(scratch, input, true);
}

Item downcase(Scratch &scratch, const Item &input, const Arguments &)
{
    return inCase(scratch, input, false);
}

Item capitalize(Scratch &scratch, const Item &input, const Arguments &)
{
    const auto text = scratch.textOf(input);
    const size_t cut = byteOf(text, 1);
    return scratch.keep(titleCase(text.substr(0, cut)) + changedCase(text.substr(cut), false));
}

/// Joins two texts; where one is HTML already and the other is not, the other is escaped, so that the whole
/// is.
Item joinedTexts(Scratch &scratch, const Item &left, const Item &right)
{
    const bool safe = scratch.options().escape == Escape::Html && (left.isSafe || right.isSafe);
    std::string whole;
    for (const Item *each : {&left, &right}) {
        if (safe && !each->isSafe)
            appendEscaped(scratch.textOf(*each), whole);
        else
            appendPlain(*each, whole, scratch.options().limits.scratchBytes);
    }
    return scratch.keep(whole, safe);
}

Item append(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return joinedTexts(scratch, input, arguments.at(0));
}

Item prepend(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    return joinedTexts(scratch, arguments.at(0), input);
}

Item strip(Scratch &scratch, const Item &input, const Arguments &)
{
    return Item::fromText(trimmed(scratch.textOf(input)), input.isSafe);
}

Item lstrip(Scratch &scratch, const Item &input, const Arguments &)
{
    return Item::fromText(leftTrimmed(scratch.textOf(input)), input.isSafe);
}

Item rstrip(Scratch &scratch, const Item &input, const Arguments &)
{
    return Item::fromText(rightTrimmed(scratch.textOf(input)), input.isSafe);
}

/// Takes out line ends, "\n" and "\r\n", and puts `replacement` there.
std::string withLineEnds(std::string_view text, std::string_view replacement)
{
    std::string changed;
    for (const char character : text) {
        if (character != '\n') {
            changed += character;
            continue;
        }
        if (!changed.empty() && changed.back() == '\r')
            changed.pop_back();
        changed += replacement;
    }
    return changed;
}

Item stripNewlines(Scratch &scratch, const Item &input, const Arguments &)
{
    // Only a "\r" right before its own line end goes with it.
    const auto text = scratch.textOf(input);
    std::string &changed = scratch.buffer;
    changed.clear();
    for (size_t i = 0; i < text.size(); ++i) {
        const bool isPair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if (!isPair && text[i] != '\n')
            changed += text[i];
    }
    return scratch.keep(changed, input.isSafe);
}

/// Without blanks at the ends, and with one space for every run of them.
Item squish(Scratch &scratch, const Item &input, const Arguments &)
{
    if (input.isNil())
        return input;
    const auto text = trimmed(scratch.textOf(input));
    std::string &changed = scratch.buffer;
    changed.clear();
    for (const char character : text) {
        const bool isSpace = character == ' ' || (character >= '\t' && character <= '\r');
        if (!isSpace)
            changed += character;
        else if (!changed.ends_with(' '))
            changed += ' ';
    }
    return scratch.keep(changed, input.isSafe);
}

Item newlineToBr(Scratch &scratch, const Item &input, const Arguments &)
{
    const bool escapes = scratch.options().escape == Escape::Html;
    std::string text;
    if (escapes && !input.isSafe)
        appendEscaped(scratch.textOf(input), text);
    else
        text = scratch.textOf(input);
    return scratch.keep(withLineEnds(text, "<br />\n"), escapes);
}

Item raw(Scratch &scratch, const Item &input, const Arguments &)
{
    if (input.isText() || !input.isList()) {
        Item item = input.isText() ? input : Item::fromText(scratch.textOf(input));
        item.isSafe = true;
        return item;
    }
    std::string text;
    appendText(input, text, scratch.options().limits.scratchBytes);
    return scratch.keep(text, true);
}

constexpr std::array<FilterEntry, 12> table{{
    {"append", append, 1, 1},
    {"capitalize", capitalize, 0, 0},
    {"downcase", downcase, 0, 0},
    {"lstrip", lstrip, 0, 0},
    {"newline_to_br", newlineToBr, 0, 0},
    {"prepend", prepend, 1, 1},
    {"raw", raw, 0, 0},
    {"rstrip", rstrip, 0, 0},
    {"squish", squish, 0, 0},
    {"strip", strip, 0, 0},
    {"strip_newlines", stripNewlines, 0, 0},
    {"upcase", upcase, 0, 0},
}};

} // namespace

size_t byteOf(std::string_view text, size_t index)
{
    size_t at = 0;
    while (at < text.size() && index > 0) {
        do
            ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
        --index;
    }
    return at;
}

std::span<const FilterEntry> textFilters()
{
    return table;
}

} // namespace haberdash::compose::liquid
