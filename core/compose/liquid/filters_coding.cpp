// SPDX-License-Identifier: GPL-3.0-or-later
// Filters between texts and what stands for them in HTML, addresses and Base64.
#include "core/compose/liquid/filters.h"

#include <algorithm>
#include <array>
#include <optional>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

bool isLetter(char character)
{
    const char lower = char(character | 0x20);
    return lower >= 'a' && lower <= 'z';
}

Item escape(Scratch &scratch, const Item &input, const Arguments &)
{
    if (input.isNil())
        return input;
    std::string text;
    appendEscaped(scratch.textOf(input), text);
    return scratch.keep(text, true);
}

/// Whether an entity begins at `text`: "&amp;", "&#39;".
bool isEntity(std::string_view text)
{
    const bool isNumber = text.substr(1, 1) == "#";
    size_t at = isNumber ? 2 : 1;
    const size_t first = at;
    while (at < text.size() && (isNumber ? isDigit(text[at]) : isLetter(text[at])))
        ++at;
    return at > first && at < text.size() && text[at] == ';';
}

Item escapeOnce(Scratch &scratch, const Item &input, const Arguments &)
{
    const auto text = scratch.textOf(input);
    std::string escaped;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '&' && isEntity(text.substr(i)))
            escaped += '&';
        else
            appendEscaped(text.substr(i, 1), escaped);
    }
    return scratch.keep(escaped, true);
}

/// Takes out everything from `open` to the next `close`.
std::string without(std::string_view text, std::string_view open, std::string_view close)
{
    std::string kept;
    size_t from = 0;
    for (size_t at = text.find(open); at != std::string_view::npos; at = text.find(open, from)) {
        const size_t end = text.find(close, at + open.size());
        if (end == std::string_view::npos)
            break;
        kept += text.substr(from, at - from);
        from = end + close.size();
    }
    kept += text.substr(from);
    return kept;
}

/// Scripts, remarks and styles, whichever comes first; then tags.
Item stripHtml(Scratch &scratch, const Item &input, const Arguments &)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> blocks{
        {{"<script", "</script>"}, {"<!--", "-->"}, {"<style", "</style>"}}};
    std::array<bool, 3> mayEnd{true, true, true}; // false once no end follows, so that it is looked for once
    const auto text = scratch.textOf(input);
    std::string kept;
    for (size_t i = 0; i < text.size();) {
        size_t end = std::string_view::npos;
        for (size_t k = 0; k < blocks.size() && text[i] == '<'; ++k) {
            const auto &[open, close] = blocks[k];
            if (!mayEnd[k] || text.substr(i, open.size()) != open)
                continue;
            end = text.find(close, i + open.size());
            mayEnd[k] = end != std::string_view::npos;
            if (mayEnd[k]) {
                end += close.size();
                break;
            }
        }
        if (end == std::string_view::npos)
            kept += text[i++];
        else
            i = end;
    }
    return scratch.keep(without(kept, "<", ">"));
}

Item urlEncode(Scratch &scratch, const Item &input, const Arguments &)
{
    if (input.isNil())
        return input;
    std::string encoded;
    for (const char character : scratch.textOf(input)) {
        const auto byte = static_cast<unsigned char>(character);
        if (isLetter(character) || isDigit(character)
            || std::string_view("-_.~").find(character) != std::string_view::npos) {
            encoded += character;
        } else if (character == ' ') {
            encoded += '+';
        } else {
            encoded += '%';
            encoded += "0123456789ABCDEF"[byte >> 4];
            encoded += "0123456789ABCDEF"[byte & 15];
        }
    }
    return scratch.keep(encoded);
}

int hexDigit(char character)
{
    if (isDigit(character))
        return character - '0';
    const char lower = char(character | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// Bytes that are no UTF-8 would travel on into the message.
Item checkedText(Scratch &scratch, const std::string &text)
{
    const QString read = QString::fromUtf8(text.data(), qsizetype(text.size()));
    if (read.toStdString() == text)
        return scratch.keep(text);
    scratch.fail(u"What this gives is no UTF-8."_s);
    return {};
}

Item urlDecode(Scratch &scratch, const Item &input, const Arguments &)
{
    if (input.isNil())
        return input;
    const auto text = scratch.textOf(input);
    std::string decoded;
    for (size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low >= 0) {
            decoded += char(high * 16 + low);
            i += 2;
        } else {
            decoded += text[i] == '+' ? ' ' : text[i];
        }
    }
    return checkedText(scratch, decoded);
}

QByteArray bytesOf(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

Item encoded(Scratch &scratch, const Item &input, QByteArray::Base64Options options)
{
    const QByteArray text = bytesOf(scratch.textOf(input)).toBase64(options);
    return scratch.keep({text.constData(), size_t(text.size())});
}

Item base64Encode(Scratch &scratch, const Item &input, const Arguments &)
{
    return encoded(scratch, input, QByteArray::Base64Encoding);
}

Item base64UrlSafeEncode(Scratch &scratch, const Item &input, const Arguments &)
{
    return encoded(scratch, input, QByteArray::Base64UrlEncoding);
}

Item decoded(Scratch &scratch, const QByteArray &text, QByteArray::Base64Options options)
{
    const auto read = QByteArray::fromBase64Encoding(text, options | QByteArray::AbortOnBase64DecodingErrors);
    // Encoded again it must be the same: the last letters have no bits too many.
    if (text.size() % 4 == 0 && read && (*read).toBase64(options) == text)
        return checkedText(scratch, (*read).toStdString());
    scratch.fail(u"This is no Base64."_s);
    return {};
}

Item base64Decode(Scratch &scratch, const Item &input, const Arguments &)
{
    return decoded(scratch, bytesOf(scratch.textOf(input)), QByteArray::Base64Encoding);
}

Item base64UrlSafeDecode(Scratch &scratch, const Item &input, const Arguments &)
{
    QByteArray text = bytesOf(scratch.textOf(input));
    text.replace('-', '+').replace('_', '/');
    while (text.size() % 4 != 0 && !text.endsWith("=="))
        text += '=';
    return decoded(scratch, text, QByteArray::Base64Encoding);
}

constexpr std::array<FilterEntry, 11> table{{
    {"base64_decode", base64Decode, 0, 0},
    {"base64_encode", base64Encode, 0, 0},
    {"base64_url_safe_decode", base64UrlSafeDecode, 0, 0},
    {"base64_url_safe_encode", base64UrlSafeEncode, 0, 0},
    {"date", dateFilter, 1, 1},
    {"escape", escape, 0, 0},
    {"escape_once", escapeOnce, 0, 0},
    {"h", escape, 0, 0},
    {"strip_html", stripHtml, 0, 0},
    {"url_decode", urlDecode, 0, 0},
    {"url_encode", urlEncode, 0, 0},
}};

} // namespace

std::span<const FilterEntry> codingFilters()
{
    return table;
}

} // namespace haberdash::compose::liquid
