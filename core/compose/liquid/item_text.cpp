// SPDX-License-Identifier: GPL-3.0-or-later
// How items are written: for readers, and as Ruby shows them to programmers.
#include "core/compose/liquid/item.h"
#include "core/compose/liquid/program.h"

#include <charconv>
#include <cmath>

#include <QChar>
#include <QString>

namespace haberdash::compose::liquid {

namespace {

std::string_view loopName(const LoopState &loop)
{
    return loop.kind == LoopState::Kind::For ? "Liquid::ForloopDrop" : "Liquid::TablerowloopDrop";
}

void appendRange(const Item &range, std::string &out)
{
    appendNumber(range.integer, out);
    out += "..";
    appendNumber(int64_t(range.size), out);
}

void appendHex(uint32_t value, int digits, std::string &out)
{
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        out += "0123456789ABCDEF"[(value >> shift) & 15U];
}

/// The letter of "\n", "\e" ...; 0 where there is none.
char shortEscape(char character)
{
    switch (character) {
    case '\a':
        return 'a';
    case '\b':
        return 'b';
    case '\t':
        return 't';
    case '\n':
        return 'n';
    case '\v':
        return 'v';
    case '\f':
        return 'f';
    case '\r':
        return 'r';
    case '\x1b':
        return 'e';
    case '"':
    case '\\':
        return character;
    default:
        return 0;
    }
}

void appendQuoted(std::string_view text, std::string &out)
{
    out += '"';
    for (size_t i = 0; i < text.size(); ++i) {
        const char character = text[i];
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        const auto byte = static_cast<unsigned char>(character);
        if (const char letter = shortEscape(character)) {
            out += '\\';
            out += letter;
        } else if (character == '#' && (next == '{' || next == '$' || next == '@')) {
            out += "\\#";
        } else if (byte < 0x20 || byte == 0x7f) {
            out += "\\u";
            appendHex(byte, 4, out);
        } else {
            out += character;
        }
    }
    out += '"';
}

void appendEntries(const Item &record, std::string &out, size_t most)
{
    out += '{';
    for (size_t i = 0, count = record.count(); i < count && out.size() <= most; ++i) {
        if (i > 0)
            out += ", ";
        const bool isModel = record.kind == Item::Kind::Record;
        appendQuoted(
            isModel ? std::string_view(record.object->entries()[i].first) : record.named[i].name, out);
        out += "=>";
        appendInspected(
            isModel ? Item::fromValue(record.object->entries()[i].second) : record.named[i].value, out, most);
    }
    out += '}';
}

void appendBracketed(const Item &list, std::string &out, size_t most)
{
    out += '[';
    for (size_t i = 0, count = list.count(); i < count && out.size() <= most; ++i) {
        if (i > 0)
            out += ", ";
        appendInspected(list.at(i), out, most);
    }
    out += ']';
}

} // namespace

void appendNumber(int64_t value, std::string &out)
{
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
}

void appendNumber(double value, std::string &out)
{
    if (!std::isfinite(value)) {
        out += std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        return;
    }
    char written[64];
    const auto last
        = std::to_chars(written, written + sizeof written, std::abs(value), std::chars_format::scientific)
              .ptr;
    const std::string_view text(written, size_t(last - written));
    const size_t exponentAt = text.find('e');
    std::string digits(text.substr(0, exponentAt));
    if (digits.size() > 1)
        digits.erase(1, 1); // the point
    int exponent = 0;
    std::from_chars(text.data() + exponentAt + (text[exponentAt + 1] == '+' ? 2 : 1), last, exponent);
    if (std::signbit(value))
        out += '-';
    if (exponent < -4 || exponent > 14) {
        out += digits.front();
        out += '.';
        out += digits.size() > 1 ? digits.substr(1) : "0";
        out += exponent < 0 ? "e-" : "e+";
        if (std::abs(exponent) < 10)
            out += '0';
        appendNumber(int64_t(std::abs(exponent)), out);
    } else if (exponent < 0) {
        out += "0.";
        out.append(size_t(-exponent - 1), '0');
        out += digits;
    } else {
        const auto whole = size_t(exponent) + 1;
        if (digits.size() <= whole)
            digits.append(whole + 1 - digits.size(), '0');
        out.append(digits, 0, whole);
        out += '.';
        out.append(digits, whole);
    }
}

void appendPlain(const Item &item, std::string &out, size_t most)
{
    switch (item.kind) {
    case Item::Kind::Boolean:
        out += item.boolean ? "true" : "false";
        break;
    case Item::Kind::Integer:
        appendNumber(item.integer, out);
        break;
    case Item::Kind::Decimal:
        appendNumber(item.decimal, out);
        break;
    case Item::Kind::Text:
    case Item::Kind::LargeInteger:
        out.append(item.characters, item.size);
        break;
    case Item::Kind::Values:
    case Item::Kind::List:
        appendBracketed(item, out, most);
        break;
    case Item::Kind::Record:
    case Item::Kind::Named:
        appendEntries(item, out, most);
        break;
    case Item::Kind::Range:
        appendRange(item, out);
        break;
    case Item::Kind::Loop:
        out += loopName(*item.loop);
        break;
    case Item::Kind::Nil:
    case Item::Kind::Empty:
    case Item::Kind::Blank:
        break;
    }
}

void appendInspected(const Item &item, std::string &out, size_t most)
{
    if (item.isNil())
        out += "nil";
    else if (item.isText())
        appendQuoted(item.text(), out);
    else
        appendPlain(item, out, most);
}

void appendText(const Item &item, std::string &out, size_t most)
{
    if (!item.isList()) {
        appendPlain(item, out, most);
        return;
    }
    for (size_t i = 0, count = item.count(); i < count && out.size() <= most; ++i)
        appendText(item.at(i), out, most);
}

void appendEscaped(std::string_view text, std::string &out)
{
    size_t start = 0;
    for (size_t i = 0; i < text.size(); ++i) {
        const char character = text[i];
        if (character > '>')
            continue;
        const char *entity = nullptr;
        if (character == '&')
            entity = "&amp;";
        else if (character == '<')
            entity = "&lt;";
        else if (character == '>')
            entity = "&gt;";
        else if (character == '"')
            entity = "&quot;";
        else if (character == '\'')
            entity = "&#39;";
        else
            continue;
        out.append(text, start, i - start);
        out += entity;
        start = i + 1;
    }
    out.append(text, start, text.size() - start);
}

} // namespace haberdash::compose::liquid
