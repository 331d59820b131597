// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mail/transfer_coding.h"

#include "core/mail/charset.h"

#include <algorithm>

namespace haberdash::mail {

namespace {

int hexDigit(char character)
{
    if (character >= '0' && character <= '9')
        return character - '0';
    if (character >= 'A' && character <= 'F')
        return character - 'A' + 10;
    return character >= 'a' && character <= 'f' ? character - 'a' + 10 : -1;
}

/// Behind the line end at `at`, or npos where there is none but blanks.
size_t behindSoftBreak(std::string_view text, size_t at)
{
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t'))
        ++at;
    if (text.substr(at, 2) == "\r\n")
        return at + 2;
    return at == text.size() || text[at] == '\n' ? std::min(at + 1, text.size()) : std::string_view::npos;
}

struct EncodedWord
{
    std::string bytes;
    std::string charset;
    size_t end = 0;
};

/// The encoded word that begins at `at`, where there is one.
bool readEncodedWord(std::string_view text, size_t at, EncodedWord &word)
{
    const size_t charsetEnd = text.find('?', at + 2);
    if (charsetEnd == std::string_view::npos || charsetEnd + 2 >= text.size() || text[charsetEnd + 2] != '?')
        return false;
    const size_t end = text.find("?=", charsetEnd + 3);
    if (end == std::string_view::npos)
        return false;
    const std::string_view body = text.substr(charsetEnd + 3, end - charsetEnd - 3);
    const char coding = text[charsetEnd + 1];
    std::string plain(body);
    for (char &each : plain)
        each = each == '_' ? ' ' : each;
    const bool isBase64 = coding == 'B' || coding == 'b';
    if (!isBase64 && coding != 'Q' && coding != 'q')
        return false;
    word.bytes = isBase64 ? fromBase64(body) : fromQuotedPrintable(plain);
    // A language may follow: "utf-8*en".
    const std::string_view name = text.substr(at + 2, charsetEnd - at - 2);
    word.charset = name.substr(0, name.find('*'));
    word.end = end + 2;
    return true;
}

} // namespace

std::string fromQuotedPrintable(std::string_view text)
{
    std::string bytes;
    bytes.reserve(text.size());
    for (size_t at = 0; at < text.size();) {
        if (text[at] != '=') {
            bytes += text[at++];
            continue;
        }
        if (const size_t next = behindSoftBreak(text, at + 1); next != std::string_view::npos) {
            at = next;
            continue;
        }
        const int high = at + 1 < text.size() ? hexDigit(text[at + 1]) : -1;
        const int low = at + 2 < text.size() ? hexDigit(text[at + 2]) : -1;
        if (high >= 0 && low >= 0) {
            bytes += char(high * 16 + low);
            at += 3;
        } else {
            bytes += text[at++];
        }
    }
    return bytes;
}

std::string fromBase64(std::string_view text)
{
    // Mailing lists add lines of their own behind the end.
    const size_t padding = text.find('=');
    return QByteArray::fromBase64(QByteArray(text.data(), qsizetype(std::min(padding, text.size()))))
        .toStdString();
}

std::string withoutEncodedWords(std::string_view text)
{
    std::string result;
    std::string bytes;
    std::string charset;
    const auto flush = [&] {
        if (!bytes.empty())
            result += decoded(bytes, charset).text;
        bytes.clear();
    };
    for (size_t at = 0; at < text.size();) {
        EncodedWord word;
        if (text.substr(at, 2) == "=?" && readEncodedWord(text, at, word)) {
            // A character may be cut in two by words of the same charset.
            if (word.charset != charset)
                flush();
            charset = word.charset;
            bytes += word.bytes;
            at = word.end;
            // Blanks between two encoded words are none.
            const size_t next = std::min(text.find_first_not_of(" \t", at), text.size());
            if (text.substr(next, 2) == "=?")
                at = next;
            continue;
        }
        flush();
        result += text[at++];
    }
    flush();
    return result;
}

} // namespace haberdash::mail
